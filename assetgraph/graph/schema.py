"""Constraints and indexes, generated from the model, versioned, applied and checked.

Not here: the model itself (model/nodes/). neomodel's own install_labels is not used: it repeats inherited
indexes for each subclass and cannot be run twice (docs/decisions/0003-schema-from-model.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel

from assetgraph.errors import SchemaError
from assetgraph.graph.connection import Graph
from assetgraph.graph.cypher_files import maintenance, maintenance_steps
from assetgraph.model.registry import node_types, relationship_types

VERSION = 5
"""Raised by one with each change of the model that older graphs must follow; the steps stand in
cypher/maintenance/migrate_<version>*.cypher."""


class SchemaState(BaseModel):
    """What the server has, against what this version needs."""

    version: int | None
    wanted_version: int
    present: list[str]
    missing: list[str]
    foreign: list[str]

    @property
    def ok(self) -> bool:
        """Whether this version can work with the graph as it is."""
        return self.version == self.wanted_version and not self.missing


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint or index."""

    name: str
    ddl: str


def rules() -> Iterator[Rule]:
    """Every constraint and index the model asks for, in a stable order."""
    for node in node_types().values():
        for name in sorted(node.own):
            prop = node.properties[name]
            rule = f"{node.label.lower()}_{name}"
            if prop.unique:
                yield Rule(
                    f"{rule}_unique",
                    f"CREATE CONSTRAINT {rule}_unique IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.{name} IS UNIQUE",
                )
            elif prop.indexed:
                yield Rule(
                    f"{rule}_index",
                    f"CREATE INDEX {rule}_index IF NOT EXISTS FOR (n:{node.label}) ON (n.{name})",
                )
        for name, properties in node.fulltext.items():
            columns = ", ".join(f"n.{each}" for each in properties)
            yield Rule(
                name,
                f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{node.label}) ON EACH [{columns}] "
                "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
            )


def schema_cypher() -> str:
    """The text of cypher/schema/schema.cypher: every rule, for people who set up a server by hand."""
    head = "// Generated from assetgraph/model by `assetgraph schema show --cypher`; do not edit.\n"
    return head + "".join(f"{rule.ddl};\n" for rule in rules())


def apply(graph: Graph) -> SchemaState:
    """Bring the graph to this version: migrations first, then what is missing. Safe to repeat.

    Raises SchemaError when the graph was written by a newer version.
    """
    before = check(graph)
    if before.version is not None and before.version > VERSION:
        raise SchemaError(
            f"the graph has schema version {before.version}, this assetgraph knows {VERSION}",
            next_step="use the newer assetgraph that wrote it",
        )
    if before.ok:
        return before
    for version in range((before.version or VERSION) + 1, VERSION + 1):
        for step in maintenance_steps(f"migrate_{version:04d}"):
            graph.write(step, {})
    wanted = {rule.name: rule for rule in rules()}
    # Asked again: a step may have dropped an index that is made anew.
    for name in check(graph).missing:
        graph.write(wanted[name].ddl, {})
    graph.read(maintenance("await_indexes"), {})
    graph.write(maintenance("set_schema_version"), {"version": VERSION, "now": datetime.now(UTC)})
    return check(graph)


def check(graph: Graph) -> SchemaState:
    """Compare the server's constraints and indexes with the model's; changes nothing."""
    names = {row["name"] for row in graph.read(maintenance("list_indexes"), {})}
    wanted = [rule.name for rule in rules()]
    return SchemaState(
        version=_stored_version(graph),
        wanted_version=VERSION,
        present=[name for name in wanted if name in names],
        missing=[name for name in wanted if name not in names],
        foreign=sorted(names - set(wanted)),
    )


def _stored_version(graph: Graph) -> int | None:
    rows = graph.read(maintenance("get_schema_version"), {})
    return int(rows[0]["version"]) if rows else None


def create_tokens(graph: Graph) -> None:
    """Make every label, type and property key known to the server.

    A query over an empty graph then warns of nothing but real mistakes.
    """
    nodes = node_types().values()
    declared = [node.properties for node in nodes] + [relation.properties for relation in relationship_types()]
    properties = sorted({name for each in declared for name in each})
    types = sorted({relation.type for relation in relationship_types()})
    graph.write(maintenance("create_label_tokens"), {"names": [node.label for node in nodes]})
    graph.write(maintenance("create_property_tokens"), {"names": properties})
    graph.write(maintenance("create_relationship_tokens"), {"names": types})


def schema_markdown() -> str:
    """The text of docs/schema.md."""
    lines = [
        "# The schema",
        "",
        f"Version {VERSION}. Generated from `assetgraph/model`; do not edit: run"
        " `assetgraph schema show > docs/schema.md`.",
        "",
        "## Nodes",
        "",
    ]
    for node in node_types().values():
        parent = f" (also {', '.join(node.labels[1:])})" if len(node.labels) > 1 else ""
        lines += [f"### {node.label}{parent}", "", node.help, ""]
        if node.own:
            lines += ["| property | type | unit | index | meaning |", "|---|---|---|---|---|"]
        for name, prop in node.properties.items():
            if name in node.own:
                index = "unique" if prop.unique else "range" if prop.indexed else ""
                lines.append(f"| {name} | {prop.type} | {prop.unit} | {index} | {prop.help} |")
        for name, columns in node.fulltext.items():
            lines += ["", f"Full-text index `{name}` over {', '.join(columns)}."]
        lines.append("")
    lines += ["## Relationships", "", "| type | from | to | strength | meaning |", "|---|---|---|---|---|"]
    lines += [f"| {r.type} | {r.source} | {r.target} | {r.strength or ''} | {r.help} |" for r in relationship_types()]
    for kind, properties in {r.type: r.properties for r in relationship_types() if r.properties}.items():
        lines += ["", f"### {kind}", "", "| property | type | unit | meaning |", "|---|---|---|---|"]
        lines += [f"| {name} | {prop.type} | {prop.unit} | {prop.help} |" for name, prop in properties.items()]
    return "\n".join(lines) + "\n"
