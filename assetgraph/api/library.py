"""AssetGraph: the one object a pipeline tool needs. Each command of the command line is one method here.

    from assetgraph import AssetGraph

    with AssetGraph.open() as graph:
        summary = graph.ingest("/mnt/nas1/show")
        for row in graph.query("largest", limit=10):
            print(row.path, row.size_bytes)

It joins the layers and holds no logic of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assetgraph.analyses import CERTAIN
from assetgraph.api import analyses, linking, mounting, pinning
from assetgraph.api.analyses import Impact, LineageRow
from assetgraph.api.linking import EdgeRow
from assetgraph.api.mounting import MountRow, System
from assetgraph.api.naming import StrPath, known_path
from assetgraph.api.relating import Relating
from assetgraph.api.server import Say, connect
from assetgraph.errors import SettingsError, UsageError
from assetgraph.graph import cypher_files, queries, schema
from assetgraph.graph.catalogue import Catalogue
from assetgraph.graph.connection import Graph
from assetgraph.graph.cypher_files import CypherFile
from assetgraph.graph.finding import FoundRow, find
from assetgraph.graph.queries import Rows
from assetgraph.graph.schema import SchemaState
from assetgraph.graph.waiting import Waiting
from assetgraph.ingest.inspecting import Inspection
from assetgraph.ingest.lease import Lease
from assetgraph.ingest.progress import Report, Silent
from assetgraph.ingest.run import IngestRequest, IngestSummary, Surroundings, ingest
from assetgraph.model.records import ProbeLevel
from assetgraph.relate.run import RelateSummary
from assetgraph.settings import Settings, load_settings

_ALL = 1_000_000


class AssetGraph:
    """A graph of media assets that is open. Use as a context manager."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph = graph
        self._settings = settings

    @classmethod
    def open(cls, settings: Settings | None = None, *, say: Say | None = None) -> Self:
        """Connect to the configured Neo4j, or start the managed one, and bring its schema up to date.

        `say` is told what takes time. Raises GraphUnavailable or SchemaError.
        """
        settings = settings or load_settings()
        graph = connect(settings, say=say)
        try:
            schema.apply(graph)
        except BaseException:
            graph.close()
            raise
        return cls(graph, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; a managed server stays up."""
        self._graph.close()

    def ingest(
        self,
        *paths: StrPath,
        volume: str | None = None,
        exclude: Iterable[str] = (),
        jobs: int | None = None,
        probe: str | ProbeLevel = ProbeLevel.HEADER,
        hash: str = "same-size",  # noqa: A002 - the command line's word
        retry_failed: bool = False,
        allow_vanished: int | None = None,
        require: Iterable[str] = (),
        report: Report | None = None,
    ) -> IngestSummary:
        """Bring the graph up to date with what lies under the paths; see IngestRequest for the arguments.

        `require` names tools without which nothing is to be read. Raises UsageError for those, NothingToIngest,
        VolumeMismatch, VolumeBusy, SettingsError when home cannot be written, and GraphUnavailable when the server
        stays away for two minutes.
        """
        from assetgraph.ingest.tools import locate_exiftool, tools_line

        require_tools(require, self._settings)
        request = IngestRequest(
            paths=[os.fsdecode(path) for path in paths],
            volume=volume,
            exclude=list(exclude),
            jobs=jobs or self._settings.jobs,
            probe=ProbeLevel(probe),
            hash=hash,
            retry_failed=retry_failed,
            allow_vanished=allow_vanished,
            timeout_s=self._settings.probe_timeout_s,
        )
        exiftool = locate_exiftool(self._settings) if request.probe is not ProbeLevel.NONE else None
        surroundings = Surroundings(
            spool_folder=_spool_folder(self._settings),
            own_folders=_own_folders(self._settings),
            exiftool=exiftool,
            tools=tools_line(exiftool) if request.probe is not ProbeLevel.NONE else "none",
        )
        check_hashes = request.hash == "all" and request.probe is not ProbeLevel.NONE
        with self._relating(check_hashes=check_hashes) as relating:
            summary = ingest(self._graph, request, surroundings, report or Silent(), relating.volume)
        related = relating.summary
        return summary.model_copy(
            update={
                "documents": related.documents,
                "references": related.references,
                "resolved": related.resolved,
                "problems": summary.problems + related.problems,
            }
        )

    def relate(self, *, everything: bool = False) -> RelateSummary:
        """Relate what waits for it, or, with `everything`, the whole library anew; the last step of each ingest.

        Raises DeclarationError for a mistake in studio.yaml or policies.yaml, VolumeBusy, GraphUnavailable.
        """
        waiting = Waiting(self._graph)
        if everything:
            waiting.let_all_wait()
        run_id = str(uuid.uuid4())
        with self._relating() as relating:
            relating.declare(run_id)
            for volume in waiting.pending_volumes():
                with Lease(Catalogue(self._graph), volume):
                    relating.volume(volume, run_id)
        return relating.summary

    def _relating(self, *, check_hashes: bool = False) -> Relating:
        return Relating(self._graph, self._settings, check_hashes=check_hashes)

    def query(self, name: str, /, **params: Any) -> Rows[Any]:
        """Rows of a saved query as pydantic models, as they come; then `truncated` tells if its limit cut some off.

        What is a path may be relative, or name a frame of a sequence. Raises UnknownQuery, ParameterError,
        UsageError for a path that the graph does not know, or QueryRefused when it takes longer than it may.
        """
        query = cypher_files.query(name)
        for param in query.params:
            path = params.get(param.name)
            if param.type == "path" and isinstance(path, str | bytes | os.PathLike):
                params[param.name] = known_path(self._graph, path)
        query.bind(params)
        return queries.run_query(self._graph, query, params, timeout_s=self._settings.query_timeout_s)

    def find(self, text: str = "", *, where: str = "", limit: int = 100) -> Rows[FoundRow]:
        """Assets whose name, title, keywords, camera or embedded text hold these words, and that fit a filter.

            graph.find("aurora plate", where="video_codec=prores and height>=2160 and hdr_format")

        The best come first; graph/filters.py has the filter's language. Raises ParameterError for a filter that
        cannot be read, with what may be meant, and QueryRefused when it takes longer than it may.
        """
        return find(self._graph, text, where, limit=limit, timeout_s=self._settings.query_timeout_s)

    def ask(self, cypher: str, /, **params: Any) -> Rows[dict[str, Any]]:
        """Rows of your own Cypher in a READ session with a time limit and a row cap; `truncated` as in `query`.

        Raises QueryRefused, or ParameterError for a value that Neo4j does not take.
        """
        return queries.ask(
            self._graph,
            cypher,
            params,
            timeout_s=self._settings.query_timeout_s,
            max_rows=self._settings.query_max_rows,
        )

    def impact(self, path: StrPath, *, confidence: float = CERTAIN) -> Impact:
        """What breaks, degrades or cannot be made again if the file at a path goes, the nearest first.

        A sequence is named by its pattern or by one of its frames. Raises UsageError for a path that the graph
        does not know.
        """
        return analyses.impact(self._graph, path, confidence)

    def lineage(self, path: StrPath, *, confidence: float = CERTAIN) -> list[LineageRow]:
        """What the file at a path was made from and needs, and what came of it, the nearest first."""
        return analyses.lineage(self._graph, path, confidence)

    def why(self, one: StrPath, other: StrPath, *, confidence: float = CERTAIN) -> list[EdgeRow]:
        """The shortest chain of relations between two files, each with its grounds; empty where there is none."""
        return analyses.why(self._graph, one, other, confidence)

    def link(self, one: StrPath, other: StrPath, relation: str, *, note: str = "") -> EdgeRow:
        """Say that one file relates to another (PROXY_OF, DERIVED_FROM ...); no run overrules it.

        Raises UsageError for a relation that there is not between files.
        """
        return linking.link(self._graph, one, other, relation, note)

    def unlink(self, one: StrPath, other: StrPath, relation: str) -> EdgeRow | None:
        """Take back what a user said of two files, or deny, for good, what was inferred: that denial is returned.

        Raises UsageError where there is no such relation.
        """
        return linking.unlink(self._graph, one, other, relation)

    def hold(self, *paths: StrPath, why: str, until: dt.date | None = None) -> list[Any]:
        """Say that files may not go, until a last day or for good; rows of `query pins` on them, as below.

        A sequence is named by its pattern or by one of its frames; folders and patterns are declared in policies.yaml.
        Raises UsageError for a path that the graph does not know; then nothing is said of the others either.
        """
        pinning.hold(self._graph, paths, why, until)
        return self._pins(paths)

    def approve(self, *paths: StrPath, by: str | None = None, why: str | None = None) -> list[Any]:
        """Say that files were approved: they stay, whatever versions come after them. Raises UsageError as `hold`."""
        pinning.approve(self._graph, paths, by, why)
        return self._pins(paths)

    def deliver(self, delivery: str, *paths: StrPath, date: dt.date | None = None) -> list[Any]:
        """Say that files were delivered, by default today: they stay, and all that they were made from.

        More files of one id come to those said before. Raises UsageError as `hold`.
        """
        pinning.deliver(self._graph, delivery, paths, date)
        return self._pins(paths)

    def release(self, *paths: StrPath) -> list[Any]:
        """Take back a user's holds, approvals and deliveries of files; what is returned policies.yaml declares.

        Raises UsageError for a path that the graph does not know.
        """
        pinning.release(self._graph, paths)
        return self._pins(paths)

    def need(
        self,
        project: str,
        *,
        copies: int | None = None,
        on_volumes: int | None = None,
        least_height: int | None = None,
        codecs: Sequence[str] = (),
    ) -> list[Any]:
        """Say what a project needs of its media, in place of what a user said before; all None takes that back.

        Heights in pixels, codecs by FFmpeg's short names. Returns rows of `query project_needs` of that project. Raises
        UsageError for a code that no project has.
        """
        values = {"copies": copies, "on_volumes": on_volumes, "least_height": least_height, "codecs": codecs}
        pinning.need(self._graph, project, values)
        return [row for row in self.query("project_needs", limit=_ALL) if row.project.lower() == project.lower()]

    def _pins(self, paths: Iterable[StrPath]) -> list[Any]:
        return [row for path in dict.fromkeys(paths) for row in self.query("pins", path=path)]

    def mounts(self) -> list[MountRow]:
        """Where hosts see volumes, by scan, studio.yaml or command; references are resolved through them."""
        return mounting.mounts(self._graph)

    def add_mount(self, volume: str, host: str, path: str, *, os: System | None = None) -> MountRow:
        """Say where a host sees a volume; by default the path tells its system. Documents wait to be related anew.

        Raises UsageError for a volume that is not known, a path that is not absolute, and where a scan saw another.
        """
        return mounting.add(self._graph, volume, host, path, os)

    def remove_mount(self, host: str, path: str) -> None:
        """Take back what `add_mount` said. Raises UsageError where it said nothing."""
        mounting.remove(self._graph, host, path)

    def schema(self) -> SchemaState:
        """The server's constraints and indexes against those of this version; changes nothing."""
        return schema.check(self._graph)

    def dump(self) -> Iterator[str]:
        """The canonical dump: a line a node and an edge, sorted, the same for equal libraries."""
        from assetgraph.graph.dump import dump

        return dump(self._graph)


def _spool_folder(settings: Settings) -> Path:
    """Where runs keep their work lists; raises SettingsError when nothing can be written there."""
    folder = settings.home / "state"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise SettingsError(
            f"home cannot be written: {error.strerror or error}",
            path=str(folder),
            next_step="set ASSETGRAPH_HOME to a folder that you may write",
        ) from None


def _own_folders(settings: Settings) -> frozenset[bytes]:
    """What assetgraph keeps for itself; the demo's media are not among it."""
    homes = (settings.home, settings.home / "demo")
    folders = [settings.cache, *(home / name for home in homes for name in ("server", "state"))]
    return frozenset(os.fsencode(os.path.realpath(folder)) for folder in folders)


def saved_queries() -> list[CypherFile]:
    """All saved queries, by name."""
    return [query for _, query in sorted(cypher_files.queries().items())]


def require_tools(names: Iterable[str], settings: Settings | None = None) -> None:
    """Make sure that these tools are here. Raises UsageError for one that is missing, or that is no tool."""
    from assetgraph.ingest.tools import locate_exiftool, missing_tools

    wanted = list(names)
    exiftool = locate_exiftool(settings or load_settings()) if "exiftool" in wanted else None
    for name in missing_tools(wanted, exiftool):
        step = "install it (assetgraph doctor tells how), or go without --require"
        raise UsageError(f"{name} is required, but is not installed", tool=name, next_step=step)


def inspect(
    *paths: StrPath,
    probe: str | ProbeLevel = ProbeLevel.HEADER,
    exclude: Iterable[str] = (),
    jobs: int | None = None,
    require: Iterable[str] = (),
    settings: Settings | None = None,
) -> Iterator[Inspection]:
    """What ingest would read from the paths, asset by asset, without a database.

    An unreadable file comes as an Inspection with problems. `require` names tools without which nothing is to be
    read. Raises UsageError for those, NothingToIngest when no path exists.
    """
    from assetgraph.ingest.inspecting import inspect_paths
    from assetgraph.ingest.tools import locate_exiftool

    settings = settings or load_settings()
    require_tools(require, settings)
    level = ProbeLevel(probe)
    return inspect_paths(
        [os.fsencode(path) for path in paths],
        level=level,
        patterns=list(exclude),
        jobs=jobs or settings.jobs,
        timeout_s=settings.probe_timeout_s,
        exiftool=locate_exiftool(settings) if level is not ProbeLevel.NONE else None,
    )
