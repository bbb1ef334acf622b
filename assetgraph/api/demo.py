"""The demo: a small studio of real media, ingested into a graph of its own, changed, ingested again, and asked.

It lives in `<home>/demo` with its own server on its own ports, is built anew each time, and never reads
NEO4J_URI: nobody's graph is touched by trying things out.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from assetgraph.api.library import AssetGraph, saved_queries
from assetgraph.api.server import Say, managed_server
from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.findings import Finding, findings
from assetgraph.demo.folder import build_demo, second_act, write_declared
from assetgraph.ingest.run import IngestSummary
from assetgraph.settings import Settings

ASKED = ("summary", "missing_media", "stale", "superseded", "orphans", "exact_duplicates", "problems")
_MOST_PATHS = 4

Summaries = dict[str, IngestSummary]


class DemoResult(BaseModel):
    """What the demo made and what assetgraph found in it."""

    media: str
    home: str
    bolt_uri: str
    browser_url: str
    facts: DemoFacts = Field(description="what is true after the second act")
    first: Summaries = Field(description="volume -> what came of its first ingest")
    again: Summaries = Field(description="volume -> what came of the one after the second act")
    answers: dict[str, list[dict[str, Any]]] = Field(description="saved query -> its rows")
    findings: list[Finding]

    def text(self, command: str = "assetgraph") -> Iterator[str]:
        """The same for people, who start the command line by this command."""
        call = f"{command} --home {shlex.quote(self.home)}"
        yield from self._made()
        yield ""
        yield "What a lead would act on:"
        for number, finding in enumerate(self.findings, 1):
            yield f"  {number}. {finding.sentence}"
            yield from (f"       {self._short(path)}" for path in finding.paths[:_MOST_PATHS])
            if more := finding.paths[_MOST_PATHS:]:
                yield f"       and {len(more)} more"
            won = f"{finding.size_bytes:,} bytes to win; " if finding.size_bytes else ""
            yield f"     {won}{call} {finding.command}"
        yield ""
        yield "Look at it:"
        yield f"  {call} impact {shlex.quote(self._absolute(self.facts.rendered_again[0]))}"
        yield f"  {call} query --list"
        yield f"  {call} browser"
        yield f"  Neo4j Browser: {self.browser_url}  (user neo4j, password: {call} password)"
        yield f"Stop its server: {call} down"
        yield f"The same for your own folder: {command} ingest /path/to/your/media"

    def _made(self) -> Iterator[str]:
        first, again = self.first.values(), self.again.values()
        projects = sorted({each.project for each in self.facts.belongings.values()})
        files, volumes = sum(each.files for each in first), ", ".join(self.first)
        yield f"Made {files} files of real media for {' and '.join(projects)} in {self.media} (volumes {volumes})"
        yield (
            f"Ingested: {sum(each.assets for each in first)} assets ({sum(each.failed for each in first)} broken on "
            f"purpose) in {sum(each.seconds for each in first):.1f} s"
        )
        yield (
            f"Then somebody moved a file, deleted one and rendered a plate again. Ingested again: "
            f"{sum(each.moved for each in again)} moved, {sum(each.vanished for each in again)} vanished, "
            f"{sum(each.files_opened for each in again)} files opened, the others left alone"
        )
        kinds = [f"{row['assets']} {row['value']}" for row in self.answers["summary"] if row["group"] == "kind"]
        yield f"By kind: {', '.join(kinds)}"

    def _short(self, path: str) -> str:
        return path.removeprefix(self.media + "/")

    def _absolute(self, path: str) -> str:
        return f"{self.media}/{path}"


def demo(settings: Settings, *, say: Say) -> DemoResult:
    """Build the demo anew and run it; its server stays up. Raises ServerStartError when that cannot start."""
    own = demo_settings(settings)
    stop_demo(settings)
    shutil.rmtree(own.home / "server", ignore_errors=True)
    media = own.home / "media"
    status = managed_server(own).up(say)
    say("making media")
    facts = build_demo(media, say)
    write_declared(own.home)
    with AssetGraph.open(own, say=say) as graph:
        say("ingesting")
        first = _ingest(graph, media, facts)
        say("changing some of it")
        facts = second_act(media, say)
        say("ingesting again")
        again = _ingest(graph, media, facts)
        answers = _ask(graph)
    bolt_uri, http_url = status.bolt_uri or "", status.http_url or ""
    return DemoResult(
        media=str(media),
        home=str(own.home),
        bolt_uri=bolt_uri,
        browser_url=_browser_url(http_url, bolt_uri),
        facts=facts,
        first=first,
        again=again,
        answers=answers,
        findings=findings(answers),
    )


def stop_demo(settings: Settings) -> None:
    """Stop the demo's server, if it runs."""
    managed_server(demo_settings(settings)).down()


def demo_settings(settings: Settings) -> Settings:
    """Settings of the demo's own graph."""
    home: Path = settings.home / "demo"
    nobodys = {"neo4j_uri": None, "neo4j_password": None, "neo4j_user": "neo4j", "neo4j_database": "neo4j"}
    declared = {"studio_file": None, "policies_file": None}
    return settings.model_copy(update={"home": home, "start_server": True, **nobodys, **declared})


def _ingest(graph: AssetGraph, media: Path, facts: DemoFacts) -> Summaries:
    return {name: graph.ingest(media / name, volume=name) for name in facts.volumes}


def _ask(graph: AssetGraph) -> dict[str, list[dict[str, Any]]]:
    known = {query.name for query in saved_queries()}
    return {name: [row.model_dump(exclude_none=True) for row in graph.query(name)] for name in ASKED if name in known}


def _browser_url(http_url: str, bolt_uri: str) -> str:
    address = http_url.replace("127.0.0.1", "localhost").rstrip("/")
    return f"{address}/browser/?dbms=neo4j://neo4j@{bolt_uri.split('://', 1)[1]}"
