"""The model as data: what nodes/ declares, found by walking its classes, in the shape others need.

Not here: anything declared by hand; a new class or property in nodes/ shows up by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from neomodel import StructuredNode
from neomodel.properties import Property

from assetgraph.model import nodes


@dataclass(frozen=True, slots=True)
class PropertyType:
    """A property of a node type."""

    name: str
    type: str
    help: str
    unit: str
    unique: bool
    indexed: bool
    stamp: bool
    owner_key: bool


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label with all its properties, inherited ones included; `own` names those it declares itself."""

    label: str
    labels: tuple[str, ...]
    help: str
    properties: dict[str, PropertyType]
    own: frozenset[str]
    fulltext: dict[str, tuple[str, ...]]

    @property
    def base(self) -> str:
        """The label that carries the unique key: the most general one."""
        return self.labels[-1]


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type between two labels; `strength` is None where it is no dependency."""

    type: str
    source: str
    target: str
    help: str
    strength: str | None
    properties: dict[str, PropertyType]


@cache
def node_types() -> dict[str, NodeType]:
    """All labels of the model, general ones before special ones."""
    return {cls.__label__: _node_type(cls) for cls in _classes()}


@cache
def relationship_types() -> tuple[RelationshipType, ...]:
    """All relationship types with their ends, sorted."""
    found = []
    for cls in _classes():
        for definition in _own(cls).values():
            if isinstance(definition, Property):
                continue
            name = definition.definition["relation_type"]
            model = definition.definition["model"]
            target = definition._raw_class
            properties = {
                key: _property_type(key, prop, set())
                for key, prop in model.defined_properties(aliases=False, rels=False).items()
            }
            help_text = (model.__doc__ or "").strip()
            found.append(RelationshipType(name, cls.__label__, target, help_text, model.__strength__, properties))
    return tuple(sorted(found, key=lambda r: (r.type, r.source, r.target)))


def _classes() -> list[type[StructuredNode]]:
    found: list[type[StructuredNode]] = []

    def walk(parent: type[StructuredNode]) -> None:
        for cls in parent.__subclasses__():
            if cls.__module__.startswith(f"{nodes.__name__}."):
                found.append(cls)
                walk(cls)

    walk(StructuredNode)
    return found


def _own(cls: type[StructuredNode]) -> dict[str, Any]:
    """Definitions that a class adds to those of its parent labels; plain mixins count as its own."""
    everything = cls.defined_properties(aliases=False)
    for parent in cls.__bases__:
        if issubclass(parent, StructuredNode) and parent is not StructuredNode:
            for name in parent.defined_properties(aliases=False):
                everything.pop(name, None)
    return dict(everything)


def _node_type(cls: type[StructuredNode]) -> NodeType:
    declared = cls.defined_properties(aliases=False, rels=False)
    plain = {name for mixin in getattr(cls, "__unindexed__", ()) for name in vars(mixin)}
    return NodeType(
        label=cls.__label__,
        labels=tuple(cls.inherited_labels()),
        help=(cls.__doc__ or "").strip(),
        properties={name: _property_type(name, prop, plain) for name, prop in declared.items()},
        own=frozenset(name for name, prop in _own(cls).items() if isinstance(prop, Property)),
        fulltext=dict(vars(cls).get("__fulltext__", {})),
    )


_TYPES = {
    "StringProperty": "string",
    "IntegerProperty": "integer",
    "FloatProperty": "float",
    "BooleanProperty": "boolean",
    "BytesProperty": "bytes",
    "JSONProperty": "string (JSON)",
    "DateTimeNeo4jFormatProperty": "datetime",
}


def _property_type(name: str, prop: Property[Any], plain: set[str]) -> PropertyType:
    base = getattr(prop, "base_property", None)
    kind = f"list of {_TYPES[type(base).__name__]}" if base else _TYPES[type(prop).__name__]
    return PropertyType(
        name=name,
        type=kind,
        help=prop.help_text or "",
        unit=getattr(prop, "unit", ""),
        unique=bool(prop.unique_index),
        indexed=bool(prop.index) and name not in plain,
        stamp=getattr(prop, "stamp", False),
        owner_key=getattr(prop, "owner_key", False),
    )
