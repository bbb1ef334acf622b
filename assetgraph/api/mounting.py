"""Where hosts see volumes: what is known, and a user's word on it."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from assetgraph.errors import UsageError
from assetgraph.graph.connection import Graph
from assetgraph.graph.declarations import DeclarationStore
from assetgraph.graph.writer import Writer
from assetgraph.relate.declared.files import Mount
from assetgraph.relate.declared.mistakes import told
from assetgraph.relate.declared.mounts import add_mount, remove_mount

System = Literal["linux", "macos", "windows"]
_OF_WINDOWS = re.compile(r"[A-Za-z]:|\\\\|//")
_OF_MACOS = re.compile(r"/(?:Volumes|Users)/")


class MountRow(BaseModel):
    """Where one host sees a volume's root."""

    volume: str
    host: str
    os: str | None
    path: str
    declared_by: str = Field(description="scan, studio.yaml or command")


def mounts(graph: Graph) -> list[MountRow]:
    """See AssetGraph.mounts."""
    return [
        MountRow(volume=row.volume, host=row.host, os=row.system, path=row.path, declared_by=row.declared_by or "scan")
        for row in DeclarationStore(graph).mounts()
        if row.host and row.path
    ]


def add(graph: Graph, volume: str, host: str, path: str, os: System | None) -> MountRow:
    """See AssetGraph.add_mount."""
    try:
        mount = Mount(volume=volume, host=host, path=path, os=os or _system(path))
    except ValidationError as error:
        mistake = told(error.errors()[0])
        raise UsageError(mistake.cause, next_step=mistake.remedy) from None
    add_mount(mount, graph, Writer(graph))
    return next(row for row in mounts(graph) if (row.host, row.path) == (host, path))


def remove(graph: Graph, host: str, path: str) -> None:
    """See AssetGraph.remove_mount."""
    remove_mount(host, path, graph)


def _system(path: str) -> System:
    if _OF_WINDOWS.match(path):
        return "windows"
    return "macos" if _OF_MACOS.match(path) else "linux"
