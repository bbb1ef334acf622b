"""docker-compose.yml is hardened as the managed server is, and has no password of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assetgraph.graph.jars import VERSION
from assetgraph.graph.server_conf import conf_text

ROOT = Path(__file__).parents[3]
LEFT_OUT = {
    # Different inside a container, or of no use there.
    "server.default_listen_address",
    "server.bolt.listen_address",
    "server.http.listen_address",
    "server.directories.import",
    "dbms.security.auth_enabled",
    # Only for starting, stopping and testing a server of our own.
    "server.config.strict_validation.enabled",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration",
    "internal.db.transaction.shutdown_terminated_transaction_wait_timeout",
    "db.shutdown_transaction_end_timeout",
    "db.tx_log.rotation.size",
    "db.logs.query.enabled",
}
SIZED_APART = ("memory", "advertised_address", "access_control_allow_origin")


@pytest.fixture(scope="module")
def service() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["neo4j"]


def test_compose_when_compared_with_the_managed_server_then_it_is_hardened_alike(service: Any) -> None:
    given = {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in service["environment"].items()
    }
    meant = dict(line.split("=", 1) for line in conf_text(1, 2, small=False, no_auth=False).splitlines())
    assert meant.keys() - given.keys() == LEFT_OUT
    for name in meant.keys() & given.keys():
        if not any(part in name for part in SIZED_APART):
            assert given[name] == meant[name], name


def test_compose_when_read_then_loopback_only_pinned_and_without_a_password(service: Any) -> None:
    assert service["image"] == f"neo4j:{VERSION}"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert "\nNEO4J_PASSWORD=\n" in (ROOT / ".env.example").read_text()
