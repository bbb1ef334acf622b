"""Every .cypher file against a real server that has seen nothing but the schema; saved queries on a small tree.

Tokens outlive the nodes that brought them, so a misspelt name would go unnoticed on a server that tests write to:
the server of the checks is a fresh one.
"""

from __future__ import annotations

import base64
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from assetgraph import AssetGraph
from assetgraph.api.demo import DemoResult, demo_settings
from assetgraph.browser.favourites import favourites
from assetgraph.browser.pages import guide
from assetgraph.cli import running
from assetgraph.errors import ParameterError, QueryRefused, SettingsError, UnknownQuery
from assetgraph.graph import schema
from assetgraph.graph.connection import Graph, Target
from assetgraph.graph.cypher_files import CypherFile, parse, queries
from assetgraph.graph.queries import check_harmless, row_model
from assetgraph.graph.server import ManagedServer
from assetgraph.model.data import data_path
from assetgraph.model.records import Reading
from assetgraph.settings import Settings, load_settings

pytestmark = pytest.mark.graph

FILES = sorted(
    path
    for folder in ("queries", "analyses", "maintenance")
    for path in (data_path("cypher") / folder).glob("*.cypher")
)
SAVED = [path for path in FILES if path.parent.name == "queries"]
RUNNABLE = re.compile(r'class="code runnable">(CYPHER 25.*?|//.*?)</pre>', re.DOTALL)
IN_BROWSER = favourites() | dict(
    enumerate(html.unescape(each) for each in RUNNABLE.findall(guide("http://localhost:1")))
)
PARAMETER = re.compile(r"\$`((?:[^`]|``)+)`")


@pytest.fixture(scope="module")
def fresh(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j.Driver]:
    """A server of our own with schema and tokens, and nothing else, ever."""
    server = ManagedServer(tmp_path_factory.mktemp("fresh"), cache, small=True)
    status = server.up(die_with_parent=True)
    try:
        with Graph(Target(str(status.bolt_uri), "neo4j", server.password())) as graph:
            schema.apply(graph)
            schema.create_tokens(graph)
        auth = ("neo4j", server.password())
        with neo4j.GraphDatabase.driver(str(status.bolt_uri), auth=auth) as driver:
            yield driver
    finally:
        server.down()


def _explain(driver: neo4j.Driver, cypher: str) -> tuple[list[str], set[str], str | None, list[str]]:
    """(columns, parameters, query type, notifications apart from that of missing parameters)."""
    with driver.session(database="neo4j", default_access_mode=neo4j.READ_ACCESS) as session:
        result = session.run(cypher.replace("CYPHER 25", "CYPHER 25 EXPLAIN", 1))  # type: ignore[arg-type]
        columns = list(result.keys())
        summary = result.consume()
    notes = [each for each in summary.gql_status_objects if each.is_notification]
    names = {
        name for each in notes if each.gql_status == "01N60" for name in PARAMETER.findall(each.status_description)
    }
    others = [f"{each.gql_status} {each.status_description}" for each in notes if each.gql_status != "01N60"]
    return columns, names, summary.query_type, others


def _id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_file_when_explained_then_the_server_has_nothing_to_say(fresh: neo4j.Driver, path: Path) -> None:
    query = parse(path)
    columns, parameters, kind, notes = _explain(fresh, query.statement)
    assert notes == []
    assert columns == [name for name, _ in query.returns]
    assert parameters == {param.name for param in query.params}
    if query.writes == "none":
        assert kind == "r"
    else:
        assert kind in {"w", "rw", "s"}, f"declared to write {query.writes}"


@pytest.mark.parametrize("path", SAVED, ids=_id)
def test_visual_when_explained_then_draws_and_only_reads(fresh: neo4j.Driver, path: Path) -> None:
    query = parse(path)
    assert query.visual.startswith("CYPHER 25"), "each question has a picture"
    columns, parameters, kind, notes = _explain(fresh, query.visual)
    assert (columns, kind, notes) == (["path"], "r", [])
    assert parameters == set(), "Neo4j Browser asks for no parameters"
    assert re.search(r"LIMIT (?:[12]?\d?\d|300)\Z", query.visual)


@pytest.mark.parametrize("name", IN_BROWSER, ids=str)
def test_favourite_or_guide_when_run_as_it_stands_then_the_server_has_nothing_to_say(
    fresh: neo4j.Driver, name: str | int
) -> None:
    with fresh.session(database="neo4j", default_access_mode=neo4j.READ_ACCESS) as session:
        summary = session.run(IN_BROWSER[name]).consume()  # type: ignore[index, arg-type]
    assert [each.status_description for each in summary.gql_status_objects if each.is_notification] == []


def test_check_when_a_query_is_wrong_then_finds_it(fresh: neo4j.Driver) -> None:
    """The checks above can fail: unknown names, a cartesian product and a write are noticed."""
    for cypher, status in (
        ("MATCH (a:Asett) RETURN a.uid AS uid", "01N50"),
        ("MATCH (a:Asset)-[:IN_FOLER]->(f) RETURN f.uid AS uid", "01N51"),
        ("MATCH (a:Asset) RETURN a.sise AS size", "01N52"),
        ("MATCH (a:Asset), (b:Folder) RETURN a.uid AS uid, b.uid AS other", "03N90"),
    ):
        assert [note[:5] for note in _explain(fresh, f"CYPHER 25 {cypher}")[3]] == [status]
    assert _explain(fresh, "CYPHER 25 MATCH (a:Asset {uid: $u}) SET a.name = $n")[1:3] == ({"u", "n"}, "w")


# ---- the saved queries on a small tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Duplicates, a hard link, a broken picture, a sequence, and a name that is not UTF-8."""
    root = tmp_path_factory.mktemp("tree")
    for number, (name, content) in enumerate(
        {
            b"a/one.txt": b"same content",
            b"b/copy.txt": b"same content",
            b"b/other.txt": b"something longer than that",
            b"b/broken.png": b"\x89PNG\r\n\x1a\nnonsense",
            b"b/odd \xff.txt": b"a name of bytes",
            b"seq/shot.0001.dpx": b"x",
            b"seq/shot.0002.dpx": b"yy",
            b"seq/shot.0003.dpx": b"zzz",
        }.items()
    ):
        path = os.path.join(os.fsencode(root), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103 - bytes
        Path(os.fsdecode(path)).write_bytes(content)
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    os.link(root / "a/one.txt", root / "a/link.txt")
    return root


@pytest.fixture
def library(empty_graph: Settings, tree: Path) -> Iterator[AssetGraph]:
    """The tree, ingested."""
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(tree, volume="tree", jobs=1)
        yield graph


@pytest.fixture
def canary(empty_graph: Settings, tree: Path) -> Iterator[AssetGraph]:
    """The tree by its names only, which is quick."""
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(tree, volume="tree", probe="none")
        yield graph


def _rows(graph: AssetGraph, tree: Path, name: str, *columns: str, **params: Any) -> list[Any]:
    """Rows of a saved query, only these columns, paths below the tree."""

    def short(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(short(each) for each in value)
        return value.replace(f"{tree}/", "").replace(str(tree), ".") if isinstance(value, str) else value

    found = [tuple(short(getattr(row, column)) for column in columns) for row in graph.query(name, **params)]
    return found if len(columns) > 1 else [row[0] for row in found]


def test_saved_queries_when_run_on_a_small_tree_then_answer_as_expected(library: AssetGraph, tree: Path) -> None:
    rows = {
        group: [
            row[1:] for row in _rows(library, tree, "summary", "group", "value", "assets", "files") if row[0] == group
        ]
        for group in ("kind", "volume", "folder")
    }
    assert rows["volume"] == [("tree", 7, 9)]
    assert rows["folder"] == [("b", 4, 4), ("a", 2, 2), ("seq", 1, 3)]
    assert ("sequence", 1, 3) in rows["kind"]
    assert ("image", 1, 1) in rows["kind"]
    assert _rows(library, tree, "summary", "value", by="volume") == ["tree"]

    largest = _rows(library, tree, "largest", "path", "size_bytes", limit=3)
    assert largest == [("b/other.txt", 26), ("b/broken.png", 16), ("b/odd �.txt", 15)]
    assert _rows(library, tree, "largest", "path", kind="sequence") == ["seq/shot.%04d.dpx"]
    raw = [row.raw_path_b64 for row in library.query("largest") if row.raw_path_b64]
    assert [base64.b64decode(each) for each in raw] == [os.fsencode(tree) + b"/b/odd \xff.txt"]

    recent = _rows(library, tree, "recent", "path", "mtime", limit=2)
    assert recent == [("seq/shot.%04d.dpx", "2023-11-14T22:13:27Z"), ("b/odd �.txt", "2023-11-14T22:13:24Z")]
    assert _rows(library, tree, "recent", "path", days=1) == []

    columns = ("paths", "copies", "size_bytes", "reclaimable_bytes")
    assert _rows(library, tree, "exact_duplicates", *columns) == [
        (("a/link.txt", "a/one.txt", "b/copy.txt"), 2, 12, 12)
    ]
    assert _rows(library, tree, "exact_duplicates", *columns, min_bytes=13) == []

    problems = _rows(library, tree, "problems", "path", "stage", "next_step")
    assert {(path, stage) for path, stage, _ in problems} >= {("b/broken.png", "probe")}
    assert all(step for _, _, step in problems)
    assert _rows(library, tree, "problems", "path", stage="vanish") == []
    assert _rows(library, tree, "file_events", "event") == []


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shows, one of them with files in many depths."""
    root = tmp_path_factory.mktemp("show")
    for name, size in {
        "show/notes.txt": 1,
        "show/seq010/a.mov": 10,
        "show/seq010/sh010/comp/a.0001.exr": 100,
        "show/seq010/sh010/comp/a.0002.exr": 100,
        "show/seq020/sh010/b.mov": 1000,
        "other/plates/sh010/c.mov": 2000,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x" * size)
    return root


SHOW = [("show/seq020", 1, 1, 1000), ("show/seq010", 2, 3, 210), ("show", 1, 1, 1)]
OTHER = ("other/plates", 1, 1, 2000)


@pytest.mark.parametrize(
    ("ingests", "rows"),
    [
        ([["show"]], SHOW),
        ([["show"], ["show/seq010/sh010"]], SHOW),
        ([["show/seq010/sh010"], ["show"]], SHOW),
        ([["show"], ["other"]], [OTHER, *SHOW]),
        ([["show", "other/plates/sh010/c.mov"]], [("other/plates/sh010", 1, 1, 2000), *SHOW]),
        ([["."]], [("other", 1, 1, 2000), ("show", 4, 5, 1211)]),
    ],
    ids=str,
)
def test_summary_when_by_folder_then_has_a_row_for_each_first_level_below_what_was_ingested(
    empty_graph: Settings, show: Path, ingests: list[list[str]], rows: list[tuple[Any, ...]]
) -> None:
    with AssetGraph.open(empty_graph) as graph:
        for paths in ingests:
            graph.ingest(*(show / path for path in paths), probe="none")
        columns = ("value", "assets", "files", "bytes")
        assert _rows(graph, show, "summary", *columns, by="folder") == rows
        (volume,) = _rows(graph, show, "summary", *columns[1:], by="volume")
        assert volume == tuple(sum(row[at] for row in rows) for at in (1, 2, 3))


def test_summary_when_folders_vanished_or_no_run_is_known_then_all_that_is_present_is_counted(
    empty_graph: Settings, show: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    for name in ("a/b/one.txt", "c/two.txt", "three.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(root, volume="v", probe="none")
        (root / "c/two.txt").unlink()
        (root / "c").rmdir()
        graph.ingest(root, volume="v", probe="none")
        assert set(_rows(graph, root, "summary", "value", "assets", by="folder")) == {("a", 1), (".", 1)}
        graph._graph.write("MATCH (run:ScanRun) DETACH DELETE run", {})
        assert set(_rows(graph, root, "summary", "value", "assets", by="folder")) == {("a", 1), (".", 1)}


def test_summary_when_cut_then_only_folders_are_left_off(canary: AssetGraph, tree: Path) -> None:
    everything = _rows(canary, tree, "summary", "group", "value")
    assert [group for group, _ in everything] == sorted(
        (group for group, _ in everything), key=lambda group: (group == "folder", group)
    )
    cut = canary.query("summary", limit=len(everything) - 2)
    assert [(row.group, row.value.replace(f"{tree}/", "")) for row in cut] == everything[:-2]
    assert cut.truncated


# It has neither cards nor packages, and nothing in it contradicts itself; their rows are proven elsewhere.
NOT_IN_THE_DEMO = {"conflicts", "cards", "listed_hashes", "package_assets", "plays", "supplements", "told_copies"}
LIMITED = [name for name, query in queries().items() if any(param.name == "limit" for param in query.params)]


PLATE = "nas1/aurora/shots/sq010/sh010/plate/sh010_plate_v001.%04d.exr"


@pytest.fixture(scope="module")
def demo_graph(studio: DemoResult) -> Iterator[AssetGraph]:
    """The demo's graph, in which every question has an answer."""
    with AssetGraph.open(demo_settings(load_settings(home=Path(studio.home).parent))) as graph:
        yield graph


@pytest.mark.parametrize("name", LIMITED)
def test_saved_query_when_its_limit_cuts_rows_off_then_says_so(
    demo_graph: AssetGraph, studio: DemoResult, name: str
) -> None:
    given = {"days": 0} if name.startswith("dormant") else {}
    if any(param.required for param in queries()[name].params):
        given = {"path": str(Path(studio.media).resolve() / PLATE)}
    whole = demo_graph.query(name, limit=10_000, **given)
    rows = list(whole)
    assert rows or name in NOT_IN_THE_DEMO
    assert not whole.truncated
    for limit, truncated in ((len(rows), False), (len(rows) - 1, True), (0, True), (2**63 - 1, False)):
        if limit < 0 or not rows:
            continue
        some = demo_graph.query(name, limit=limit, **given)
        assert list(some) == rows[:limit]
        assert (some.limit, some.truncated) == (limit, truncated)
        assert list(some) == []


def test_command_when_rows_are_left_off_then_one_line_tells_how_many_and_what_gives_more(
    canary: AssetGraph, empty_graph: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = empty_graph.neo4j_password.get_secret_value() if empty_graph.neo4j_password else ""
    monkeypatch.setenv("NEO4J_URI", str(empty_graph.neo4j_uri))
    monkeypatch.setenv("NEO4J_PASSWORD", secret)
    numbers = "UNWIND range(1, 5) AS n RETURN n"
    for arguments, told in (
        (["largest", "--param", "limit=2"], "stopped at 2 rows; --param limit=N gives more\n"),
        (["largest", "--param", "limit=2", "--json"], "stopped at 2 rows; --param limit=N gives more\n"),
        (["largest"], ""),
        (["-c", numbers, "--max-rows", "4", "--csv"], "stopped at 4 rows; --max-rows N gives more\n"),
        (["-c", numbers, "--max-rows", "5"], ""),
    ):
        assert running.run(["query", *arguments]) == 0
        assert capsys.readouterr().err == told


def test_file_events_when_files_change_then_newest_come_first(library: AssetGraph, tree: Path) -> None:
    (tree / "b/other.txt").rename(tree / "a/renamed.txt")
    try:
        first = library.ingest(tree, volume="tree", jobs=1)
    finally:
        (tree / "a/renamed.txt").rename(tree / "b/other.txt")
    library.ingest(tree, volume="tree", jobs=1)
    columns = ("event", "path", "from", "to", "method")
    rows = [tuple(row.model_dump()[column] for column in columns) for row in library.query("file_events")]
    at = f"{tree}/b/other.txt"
    assert rows == [
        ("MOVED", at, f"{tree}/a/renamed.txt", at, "INODE"),
        ("MOVED", at, at, f"{tree}/a/renamed.txt", "INODE"),
    ]
    assert [row.run_id for row in library.query("file_events", run_id=first.run_id)] == [first.run_id]
    assert list(library.query("file_events", event="VANISHED")) == []


def test_conflicts_when_tools_disagree_then_all_their_words_are_given(
    empty_graph: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assetgraph.ingest import reading
    from assetgraph.media import workers
    from assetgraph.model.records import Conflict

    conflict = Conflict(property="width", values={"pyav": 640, "mediainfo": 720}, chosen=640)
    told = Reading(kind="video", format="mov", metadata={"width": 640}, conflicts=[conflict])
    monkeypatch.setattr(reading, "_read", lambda *_: told)
    monkeypatch.setattr(workers.Workers, "map", lambda _self, work, tasks: ((t, k and work(k)) for t, k, _ in tasks))
    root = tmp_path / "root"
    root.mkdir()
    (root / "clip.mov").write_bytes(b"x")
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(root, jobs=1)
        rows = [row.model_dump() for row in graph.query("conflicts")]
        assert rows == [
            {
                "path": f"{root}/clip.mov",
                "raw_path_b64": None,
                "property": "width",
                "values": [720, 640],
                "tools": ["mediainfo", "pyav"],
                "chosen": 640,
            }
        ]
        assert list(graph.query("conflicts", property="height")) == []


def test_saved_query_when_called_wrongly_then_says_how(library: AssetGraph) -> None:
    with pytest.raises(UnknownQuery, match="largest"):
        list(library.query("larges"))
    with pytest.raises(ParameterError, match="has no parameter 'lim'"):
        list(library.query("largest", lim=1))
    with pytest.raises(ParameterError, match="is no int"):
        list(library.query("largest", limit="many"))
    with pytest.raises(ParameterError, match="all, kind, format, codec, volume, folder"):
        library.query("summary", by="foo")


@pytest.mark.parametrize("home", ["/dev/null/home", "/proc/home"])
def test_ingest_when_home_cannot_be_written_then_says_so_before_anything_is_written(
    empty_graph: Settings, tree: Path, home: str
) -> None:
    with AssetGraph.open(empty_graph.model_copy(update={"home": Path(home)})) as graph:
        before = list(graph.dump())
        with pytest.raises(SettingsError, match="home cannot be written") as caught:
            graph.ingest(tree, probe="none")
        assert caught.value.path == f"{home}/state"
        assert "ASSETGRAPH_HOME" in caught.value.next_step
        assert list(graph.dump()) == before


@pytest.mark.parametrize("path", SAVED, ids=_id)
def test_row_model_when_built_then_has_the_declared_columns(path: Path) -> None:
    query: CypherFile = parse(path)
    assert list(row_model(query).model_fields) == [name for name, _ in query.returns]


# ---- a typed query


FOREIGN = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load  csv from 'http://127.0.0.1/' as line return line",
    "LOAD\nCSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD/* */CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD // there\nCSV FROM 'file:///etc/passwd' AS line RETURN line",
    "RETURN 1 AS x // a comment\rUNION LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    "RETURN '//' AS x UNION LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    'RETURN "/*" AS x UNION LOAD CSV FROM "file:///etc/passwd" AS x RETURN x',
    r"RETURN 'it\'s /*' AS x UNION LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    r"RETURN '\\' AS x UNION LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    "RETURN 1 AS `a'b` UNION LOAD CSV FROM 'http://127.0.0.1/' AS `a'b` RETURN `a'b`",
    'RETURN 1 AS `a"b` UNION LOAD CSV FROM "http://127.0.0.1/" AS `a"b` RETURN `a"b`',
    "RETURN 1 AS `//` UNION LOAD CSV FROM 'file:///etc/passwd' AS `//` RETURN `//`",
    "RETURN 1 AS `/*` UNION LOAD CSV FROM 'file:///etc/passwd' AS `/*` RETURN `/*`",
    "RETURN 1 AS ```'` UNION LOAD CSV FROM 'file:///etc/passwd' AS ```'` RETURN ```'`",
    r"LO\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD\u180eCSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD\u00a0CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CYPHER 5 LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL dbms.listConfig",
    "CALL\ndbms.components() YIELD name RETURN name",
    "CALL `dbms`.`components`() YIELD name RETURN name",
    "CALL /* db.labels */ dbms.components() YIELD name RETURN name",
    "CALL dbms . components() YIELD name RETURN name",
    "CALL dbms./**/components() YIELD name RETURN name",
    "CALL dbms.`components` () YIELD name RETURN name",
    r"CALL \u0064bms.components() YIELD name RETURN name",
    "CALL db.labels() YIELD label CALL dbms.components() YIELD name RETURN label, name",
    "CALL { CALL dbms.components() YIELD name RETURN name } RETURN name",
    "CALL db.createLabel('Injected')",
    "CALL db.labelsX() YIELD label RETURN label",
    "OPTIONAL CALL dbms.components() YIELD name RETURN name",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "terminate transaction 'neo4j-transaction-1' YIELD message RETURN message",
]
WRITING = [
    "CREATE (n:Injected)",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Asset) SET n.name = 'x'",
    "MERGE (n:Asset {uid: 'x'}) RETURN n",
    "CREATE INDEX injected FOR (n:Injected) ON (n.name)",
    "DROP CONSTRAINT asset_uid_unique",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "PROFILE CREATE (n:Injected)",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
]


@pytest.mark.parametrize("cypher", FOREIGN)
def test_typed_query_when_it_reaches_beyond_the_graph_then_is_refused_before_it_is_sent(cypher: str) -> None:
    with pytest.raises(QueryRefused):
        check_harmless(cypher)


@pytest.mark.parametrize("cypher", WRITING)
def test_typed_query_when_it_writes_then_is_refused_and_nothing_changed(canary: AssetGraph, cypher: str) -> None:
    before = list(canary.dump())
    with pytest.raises(QueryRefused):
        list(canary.ask(cypher))
    assert list(canary.dump()) == before
    assert canary.schema().ok


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN 'LOAD CSV is only text here' AS x",
        "RETURN 1 AS x // CALL dbms.components()",
        "CALL db.labels() YIELD label RETURN count(*) > 0 AS x",
        "CALL { RETURN 1 AS x } RETURN x",
        "CALL () { RETURN 1 AS x } RETURN x",
        "CALL db.index.fulltext.queryNodes('asset_words', 'one') YIELD node RETURN count(node) AS x",
        "MATCH (a:Asset) RETURN count(a) AS x",
    ],
)
def test_typed_query_when_harmless_then_is_answered(canary: AssetGraph, cypher: str) -> None:
    if "asset_words" in cypher:
        names = [each for node in schema.node_types().values() for each in node.fulltext]
        cypher = cypher.replace("asset_words", names[0])
    assert len(list(canary.ask(cypher))) == 1


def test_typed_query_when_it_has_parameters_then_they_are_no_part_of_it(canary: AssetGraph) -> None:
    hostile = "x'}) DETACH DELETE a //"
    assert list(canary.ask("MATCH (a:Asset {name: $name}) RETURN a", name=hostile)) == []
    check_harmless("RETURN $text AS text")


def test_typed_query_when_it_takes_too_long_then_is_stopped(canary: AssetGraph, empty_graph: Settings) -> None:
    hasty = AssetGraph(canary._graph, empty_graph.model_copy(update={"query_timeout_s": 0.5}))
    with pytest.raises(QueryRefused, match="took longer than it may"):
        list(hasty.ask("UNWIND range(1, 10000000) AS a UNWIND range(1, 10000) AS b RETURN sum(a * b) AS sum"))


@pytest.mark.parametrize("value", [2**63, float("nan"), [float("inf")], {"a": "\udcff"}], ids=repr)
def test_typed_query_when_a_value_cannot_be_sent_then_it_is_named(canary: AssetGraph, value: Any) -> None:
    with pytest.raises(ParameterError, match=r"^x="):
        canary.ask("RETURN $x AS x", x=value)


def test_typed_query_when_a_parameter_bears_a_name_of_ours_then_it_is_taken(canary: AssetGraph) -> None:
    assert list(canary.ask("RETURN $self + $cypher AS x", self=1, cypher=2)) == [{"x": 3}]


def test_typed_query_when_it_is_no_unicode_then_is_refused(canary: AssetGraph) -> None:
    with pytest.raises(QueryRefused, match="Unicode"):
        canary.ask("RETURN '\udcff' AS x")


def test_typed_query_when_it_returns_too_much_then_is_cut_and_says_so(
    canary: AssetGraph, empty_graph: Settings
) -> None:
    capped = AssetGraph(canary._graph, empty_graph.model_copy(update={"query_max_rows": 3}))
    for last, truncated in ((100_000, True), (4, True), (3, False)):
        rows = capped.ask("UNWIND range(1, $last) AS n RETURN n", last=last)
        assert [row["n"] for row in rows] == [1, 2, 3]
        assert rows.truncated is truncated


def test_typed_query_when_it_returns_graph_things_then_they_are_plain(canary: AssetGraph) -> None:
    row = next(
        iter(canary.ask("MATCH p = (a:ImageSequence)-[:IN_FOLDER]->(f) RETURN a, p, datetime('2024-01-01') AS t"))
    )
    assert row["a"]["labels"] == ["Asset", "ImageSequence"]
    assert [each.get("type") or each["labels"][0] for each in row["p"]] == ["Asset", "IN_FOLDER", "Folder"]
    assert row["t"].startswith("2024-01-01T00:00")


def test_typed_query_when_it_is_wrong_then_the_server_says_why(canary: AssetGraph) -> None:
    with pytest.raises(QueryRefused, match="Invalid input"):
        list(canary.ask("nonsense"))
    with pytest.raises(QueryRefused, match="parameter"):
        list(canary.ask("RETURN $absent AS x"))
