"""The demo: a small production of real media, ingested into a graph of its own, and what can be asked of it.

It lives in `<home>/demo` with its own server on its own ports, is built anew each time, and never reads
NEO4J_URI: nobody's graph is touched by trying things out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from assetgraph.api.library import AssetGraph
from assetgraph.api.server import Say, managed_server
from assetgraph.demo.folder import MARKER, build_demo
from assetgraph.demo.seed import DemoFacts
from assetgraph.ingest.run import IngestSummary
from assetgraph.settings import Settings

SHOWN = ("summary", "largest", "exact_duplicates", "problems")


class DemoResult(BaseModel):
    """What the demo made and what assetgraph found in it."""

    media: str
    home: str
    bolt_uri: str
    browser_url: str
    facts: DemoFacts
    summary: IngestSummary
    again: IngestSummary
    answers: dict[str, list[dict[str, Any]]]

    def text(self, command: str = "assetgraph") -> Iterator[str]:
        """The same for people, who start the command line by this command."""
        first, again = self.summary, self.again
        yield f"Made {first.files} files of real media in {self.media}"
        yield (
            f"Ingested: {first.assets} assets ({first.done} read, {first.failed} broken on purpose, {first.skipped} of "
            f"no known format) in {first.seconds:.1f} s; a second look opened {again.files_opened} files."
        )
        yield ""
        yield "By kind:"
        for row in self.answers["summary"]:
            if row["group"] == "kind":
                yield f"  {row['value']:<10} {row['assets']:>4} assets {row['files']:>5} files {row['bytes']:>12,} B"
        yield "Stored more than once:"
        for row in self.answers["exact_duplicates"]:
            yield f"  {row['reclaimable_bytes']:,} bytes to win: {', '.join(map(self._short, row['paths']))}"
        yield "Broken:"
        for row in self.answers["problems"]:
            yield f"  {self._short(row['path'])}: {row['reason']}"
        yield ""
        home = f"--home {self.home}"
        yield "Look at it:"
        yield f"  {command} {home} query --list"
        yield f"  {command} {home} query -c 'MATCH (s:ImageSequence) RETURN s.name, s.missing'"
        yield f"  Neo4j Browser: {self.browser_url}  (user neo4j, password: {command} {home} password)"
        yield f"Stop its server: {command} {home} down"
        yield f"The same for your own folder: {command} ingest /path/to/your/media"

    def _short(self, path: str) -> str:
        return path.removeprefix(self.media + "/")


def demo(settings: Settings, *, say: Say) -> DemoResult:
    """Build the demo anew and run it; its server stays up. Raises ServerStartError when that cannot start."""
    own = demo_settings(settings)
    stop_demo(settings)
    shutil.rmtree(own.home / "server", ignore_errors=True)
    media = own.home / "media"
    say("making media")
    facts = build_demo(media, say)
    server = managed_server(own)
    status = server.up(say)
    with AssetGraph.open(own, say=say) as graph:
        say("ingesting")
        summary = graph.ingest(media, exclude=[MARKER])
        again = graph.ingest(media, exclude=[MARKER])
        answers = {name: [row.model_dump(exclude_none=True) for row in graph.query(name)] for name in SHOWN}
    bolt_uri, http_url = status.bolt_uri or "", status.http_url or ""
    return DemoResult(
        media=str(media),
        home=str(own.home),
        bolt_uri=bolt_uri,
        browser_url=_browser_url(http_url, bolt_uri),
        facts=facts,
        summary=summary,
        again=again,
        answers=answers,
    )


def stop_demo(settings: Settings) -> None:
    """Stop the demo's server, if it runs."""
    managed_server(demo_settings(settings)).down()


def demo_settings(settings: Settings) -> Settings:
    """Settings of the demo's own graph."""
    home: Path = settings.home / "demo"
    no_server = {"neo4j_uri": None, "neo4j_password": None, "neo4j_user": "neo4j", "neo4j_database": "neo4j"}
    return settings.model_copy(update={"home": home, "start_server": True, **no_server})


def _browser_url(http_url: str, bolt_uri: str) -> str:
    address = http_url.replace("127.0.0.1", "localhost").rstrip("/")
    return f"{address}/browser/?dbms=neo4j://neo4j@{bolt_uri.split('://', 1)[1]}"
