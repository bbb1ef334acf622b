"""The API: what the command line and other programs call. `assetgraph` itself exports AssetGraph.

The demo stands apart in api/demo.py: it loads the tools that make media.
"""

from assetgraph.api.browser import browser_links, browser_pages
from assetgraph.api.library import AssetGraph, inspect, require_tools, saved_queries
from assetgraph.api.server import (
    apply_schema,
    check_schema,
    connect,
    managed_server,
    server_down,
    server_ready,
    server_status,
    server_up,
)
from assetgraph.ingest.run import IngestSummary

__all__ = [
    "AssetGraph",
    "IngestSummary",
    "apply_schema",
    "browser_links",
    "browser_pages",
    "check_schema",
    "connect",
    "inspect",
    "managed_server",
    "require_tools",
    "saved_queries",
    "server_down",
    "server_ready",
    "server_status",
    "server_up",
]
