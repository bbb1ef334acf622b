"""Which Neo4j: the configured one, or the managed local server; starting, stopping and preparing it."""

from __future__ import annotations

from collections.abc import Callable

from assetgraph.errors import GraphUnavailable
from assetgraph.graph import schema
from assetgraph.graph.connection import Graph, Target
from assetgraph.graph.schema import SchemaState
from assetgraph.graph.server import ManagedServer, ServerStatus
from assetgraph.settings import Settings

Say = Callable[[str], None]


def connect(settings: Settings, *, say: Say | None = None) -> Graph:
    """A connection to the configured Neo4j, or to the managed server, which is started when it is allowed to."""
    if settings.neo4j_uri is not None:
        secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
        return Graph(Target(settings.neo4j_uri, settings.neo4j_user, secret, settings.neo4j_database))
    return Graph(_managed_target(settings, say), revive=lambda: _managed_target(settings, say))


def _managed_target(settings: Settings, say: Say | None) -> Target:
    status = server_ready(settings, say=say)
    password = managed_server(settings).password() if status.auth else ""
    return Target(status.bolt_uri or "", "neo4j", password, "neo4j")


def managed_server(settings: Settings) -> ManagedServer:
    """The managed server of a home."""
    return ManagedServer(settings.home, settings.cache)


def server_ready(settings: Settings, *, say: Say | None = None) -> ServerStatus:
    """The managed server as it runs; started first where it does not and is allowed to. Raises GraphUnavailable."""
    server = managed_server(settings)
    status = server.status()
    if not status.ready and settings.start_server:
        status = server.up(say)
    if not status.ready:
        raise GraphUnavailable(
            f"the managed Neo4j in {settings.home} is not running", next_step="assetgraph up, or leave out --no-start"
        )
    return status


def server_up(settings: Settings, *, say: Say | None = None, no_auth: bool = False) -> ServerStatus:
    """Start the managed server, or find it running."""
    return managed_server(settings).up(say, no_auth=no_auth)


def server_down(settings: Settings) -> ServerStatus:
    """Stop the managed server, if it runs."""
    server = managed_server(settings)
    server.down()
    return server.status()


def server_status(settings: Settings) -> ServerStatus:
    """Whether the managed server runs, and where."""
    return managed_server(settings).status()


def apply_schema(settings: Settings, *, say: Say | None = None) -> SchemaState:
    """Bring the graph's schema to this version."""
    with connect(settings, say=say) as graph:
        return schema.apply(graph)


def check_schema(settings: Settings, *, say: Say | None = None) -> SchemaState:
    """Compare the graph's schema with this version's."""
    with connect(settings, say=say) as graph:
        return schema.check(graph)
