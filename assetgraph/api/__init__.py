"""The API: what the command line and other programs call. `assetgraph` itself exports AssetGraph."""

from assetgraph.api.demo import demo, stop_demo
from assetgraph.api.library import AssetGraph, inspect, saved_queries
from assetgraph.api.server import (
    apply_schema,
    check_schema,
    connect,
    managed_server,
    server_down,
    server_status,
    server_up,
)
from assetgraph.ingest.run import IngestSummary

__all__ = [
    "AssetGraph",
    "IngestSummary",
    "apply_schema",
    "check_schema",
    "connect",
    "demo",
    "inspect",
    "managed_server",
    "saved_queries",
    "server_down",
    "server_status",
    "server_up",
    "stop_demo",
]
