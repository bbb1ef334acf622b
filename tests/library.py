"""A small library on disk and the graph that mirrors it."""

from __future__ import annotations

import json
import os
import struct
import wave
import zlib
from pathlib import Path
from typing import Any

import neo4j

from assetgraph import AssetGraph, IngestSummary
from assetgraph.settings import Settings


class Library:
    """A folder of files, declared as a volume of its own, with the graph it is ingested into.

    Files are opened only where a test asks for it (`probe="header"`); opening them costs a worker's start.
    """

    def __init__(self, root: Path, graph: AssetGraph, settings: Settings) -> None:
        self.root = root
        self.graph = graph
        self.settings = settings

    def write(self, name: str, content: str | bytes = "", *, mtime: int | None = None) -> Path:
        """Make a file with its folders; without content it holds its own name, so that no two are alike."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) and content else content or name.encode())
        if mtime is not None:
            os.utime(path, (mtime, mtime))
        return path

    def ingest(self, *names: str, probe: str = "none", volume: str | None = "library", **options: Any) -> IngestSummary:
        """Ingest the whole library, or these parts of it; every summary must add up."""
        paths = [self.root / name for name in names] or [self.root]
        summary = self.graph.ingest(*paths, probe=probe, volume=volume, jobs=1, **options)
        parts = summary.done, summary.unchanged, summary.failed, summary.skipped, summary.remaining
        assert sum(parts) == summary.assets, summary
        assert summary.remaining == 0, summary
        return summary

    def ask(self, cypher: str, **params: Any) -> list[dict[str, Any]]:
        """Rows of a question."""
        return list(self.graph.ask(cypher, **params))

    def uids(self, status: str = "PRESENT") -> dict[str, str]:
        """Place -> uid of assets in that state."""
        rows = self.ask("MATCH (a:Asset {status: $status}) RETURN a.rel_path AS path, a.uid AS uid", status=status)
        assert len({row["path"] for row in rows}) == len(rows) or status == "VANISHED"
        return {row["path"]: row["uid"] for row in rows}

    def events(self) -> set[tuple[str, str | None, str | None, str]]:
        """(event, from, to, method) of all runs, as names in the library."""
        rows = self.ask(
            "MATCH (e:FileEvent)-[:OBSERVED]->(:Asset) MATCH (e)-[:IN_RUN]->(:ScanRun) "
            "RETURN e.event AS event, e.from_path AS old, e.to_path AS new, e.method AS method"
        )
        return {(row["event"], self._short(row["old"]), self._short(row["new"]), row["method"]) for row in rows}

    def problems(self) -> set[tuple[str, str]]:
        """(stage, name) of all problems, as the saved query tells them."""
        return {(row.stage, str(self._short(row.path))) for row in self.graph.query("problems")}

    def dump(self) -> list[str]:
        """The canonical dump."""
        return list(self.graph.dump())

    def living(self) -> list[str]:
        """The canonical dump without what vanished: equal to that of a first run over the same files."""
        lines = [json.loads(line) for line in self.dump()]
        gone = {line["node"] for line in lines if "node" in line and line["properties"].get("status") == "VANISHED"}
        return [
            json.dumps(line, sort_keys=True)
            for line in lines
            if line.get("node") not in gone and not {line.get("from"), line.get("to")} & gone
        ]

    def wipe(self) -> None:
        """Empty the graph."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")

    def run(self, cypher: str, **params: Any) -> None:
        """Change the graph behind assetgraph's back."""
        secret = self.settings.neo4j_password.get_secret_value() if self.settings.neo4j_password else ""
        uri, user = str(self.settings.neo4j_uri), self.settings.neo4j_user
        with neo4j.GraphDatabase.driver(uri, auth=(user, secret)) as driver, driver.session() as session:
            session.run(cypher, **params).consume()

    def counts(self) -> dict[str, int]:
        """Nodes and edges by label and type."""
        nodes = self.ask("MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) AS many")
        edges = self.ask("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS many")
        return {row["kind"]: row["many"] for row in nodes + edges}

    def property(self, name: str, key: str) -> Any:
        """A property of the present asset at a place."""
        query = "MATCH (a:Asset {rel_path: $path}) WHERE a.status <> 'VANISHED' RETURN a[$key] AS value"
        return self.ask(query, path=name, key=key)[0]["value"]

    def _short(self, path: str | None) -> str | None:
        return path.replace(f"{self.root}/", "").replace(str(self.root), ".") if path is not None else None


def png_bytes(shade: int = 0) -> bytes:
    """A whole PNG of 2 x 2 grey pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade, shade, 0, shade, 255]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def wav_file(path: Path, seconds: float = 0.1) -> Path:
    """A silent WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * int(8000 * seconds))
    return path


def studio(library: Library) -> None:
    for name in ("a/one.txt", "a/two.txt", "b/three.txt", "b/deep/er/four.txt"):
        library.write(name)
    for frame in range(1, 5):
        library.write(f"b/shot.{frame:04d}.png", png_bytes(frame))


def rename(library: Library, old: str, new: str) -> None:
    target = library.root / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (library.root / old).rename(target)
