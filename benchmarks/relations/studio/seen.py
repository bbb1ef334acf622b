"""How the volumes look from the machines of a studio: drives, shares, mounts, and the file URLs that name them."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

MOUNTS: dict[str, dict[str, tuple[str, str]]] = {
    "nas1": {
        "edit01": ("windows", "S:\\"),
        "share": ("windows", "\\\\fs01\\nas1"),
        "mac03": ("macos", "/Volumes/nas1"),
        "comp07": ("linux", "/mnt/nas1"),
    },
    "san2": {
        "edit01": ("windows", "T:\\rushes"),
        "share": ("windows", "\\\\fs02\\rushes$"),
        "mac03": ("macos", "/Volumes/Rushes SAN"),
        "comp07": ("linux", "/san/rushes"),
        "grade02": ("windows", "Z:\\"),
    },
    "vault": {
        "edit01": ("windows", "V:\\"),
        "share": ("windows", "\\\\fs01\\vault"),
        "mac03": ("macos", "/Volumes/vault"),
        "comp07": ("linux", "/mnt/vault"),
        "audio01": ("windows", "Z:\\"),
    },
}
"""volume -> machine -> (system, mount); `share` stands for whoever uses the server's name.

Two rooms use the same letter for two volumes: a path tells which is meant only where one of them alone has the file.
"""
MACHINES = ("edit01", "share", "mac03", "comp07")


def seen(where: str, machine: str) -> str:
    """A path of the studio, as that machine writes it."""
    volume, _, rest = where.partition("/")
    system, mount = MOUNTS[volume][machine]
    if system == "windows":
        return mount.rstrip("\\") + "\\" + rest.replace("/", "\\")
    return f"{mount}/{rest}"


def slashed(where: str, machine: str) -> str:
    """The same with slashes, as Nuke, Maya and Blender write it on Windows too."""
    return seen(where, machine).replace("\\", "/")


def url(where: str, machine: str, *, escaped: bool = True, host: str | None = "localhost") -> str:
    """A file URL: `file:///S:/a b.mov` or `file://localhost/S%3a/a%20b.mov`; shares are named as hosts."""
    path = slashed(where, machine)
    text = quote(path, safe="/" if path[1:2] == ":" else "/:$") if escaped else path
    if path.startswith("//"):
        return f"file:{text}"
    return f"file://{host or ''}/{text.lstrip('/')}"


def relative(where: str, document: str) -> str:
    """From the folder of a document on the same volume."""
    return posixpath.relpath(where, posixpath.dirname(document))
