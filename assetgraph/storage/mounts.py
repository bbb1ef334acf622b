"""Where a path of any host lies: references to (volume, relative path), and back. Pure.

Not here: reading mounts (volumes.py) or the graph; whether anything is there; look-ups by name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assetgraph.storage.frame_tokens import comparable
from assetgraph.storage.raw_paths import Form, RawPath, parse

_CASELESS = frozenset(("windows", "macos"))
_SHARE_SYSTEMS = frozenset(("cifs", "smb3", "smbfs", "afpfs"))
_EXPORT_SYSTEMS = frozenset(("nfs", "nfs4"))


@dataclass(frozen=True, slots=True)
class HostMount:
    """Where one host sees a volume's root, in that host's own spelling (S:\\, /mnt/nas1)."""

    volume_uid: str
    host: str
    path: str
    system: str
    """linux, macos or windows; the last two compare without case."""


@dataclass(frozen=True, slots=True)
class MappedPath:
    """A place on a volume that a reference may mean."""

    volume_uid: str
    rel_path: str
    """From the volume's root, with the reference's own spelling and case; empty for the root."""
    mount: HostMount | None
    """None where the folder of the document or the share itself told."""
    exact: bool
    """False where case, percent-escapes or a short host name had to be overlooked."""


@dataclass(frozen=True, slots=True)
class _Prefix:
    path: RawPath
    volume_uid: str
    mount: HostMount | None = None

    def begins(self, raw: RawPath) -> bool:
        """Whether it begins a path that it is known to begin when case and the host's domain are overlooked."""
        if raw.host != self.path.host and "." in raw.host and "." in self.path.host:
            return False
        caseless = self.mount.system in _CASELESS if self.mount else not self.path.root.startswith("nfs:")
        return caseless or _composed(self.path.parts) == _composed(raw.parts[: len(self.path.parts)])

    def is_spelt_in(self, raw: RawPath) -> bool:
        """Whether nothing has to be overlooked; hosts and drives have no case."""
        begun = raw.parts[: len(self.path.parts)]
        return self.path.root == raw.root and _composed(self.path.parts) == _composed(begun)


class MountMap:
    """The mounts of all hosts."""

    def __init__(self, mounts: Iterable[HostMount], identities: Mapping[str, str] | None = None) -> None:
        """`identities`: volume uid -> what identifies it, which names the share of a network volume."""
        self._of_volume: defaultdict[str, list[HostMount]] = defaultdict(list)
        self._prefixes: defaultdict[tuple[str, ...], list[_Prefix]] = defaultdict(list)
        for mount in mounts:
            self._of_volume[mount.volume_uid].append(mount)
            self._add(mount.path, mount.volume_uid, mount)
        for uid, identity in (identities or {}).items():
            share = _share(identity)
            if share:
                self._add(share, uid)

    def map(
        self, raw: RawPath, folder: tuple[str, str] | None = None, prefer_host: str | None = None
    ) -> list[MappedPath]:
        """Where a reference may lie, the likeliest first; empty when nothing tells.

        The longest mount wins; hosts that mount different volumes there give a place each, `prefer_host`'s first.
        What is relative is taken from `folder` (volume uid, relative path), the document's own.
        """
        readings = [(raw, True)]
        if other := raw.unquoted():
            readings.append((other, False))
        found: dict[tuple[str, str], MappedPath] = {}
        for reading, exact in readings:
            for place in self._places(reading, folder, prefer_host):
                found.setdefault((place.volume_uid, place.rel_path), replace(place, exact=place.exact and exact))
        return list(found.values())

    def paths_of(self, volume_uid: str, rel_path: str) -> list[tuple[HostMount, str]]:
        """The absolute path of a place on every host that mounts its volume, as that host writes it."""
        return [(mount, _joined(mount, rel_path)) for mount in self._of_volume.get(volume_uid, [])]

    def _add(self, path: str, volume_uid: str, mount: HostMount | None = None) -> None:
        try:
            prefix = _Prefix(parse(path), volume_uid, mount)
        except ValueError:
            return
        if prefix.path.root and prefix.path.form is not Form.VARIABLE:
            self._prefixes[_key(prefix.path)].append(prefix)

    def _places(self, raw: RawPath, folder: tuple[str, str] | None, prefer_host: str | None) -> list[MappedPath]:
        if raw.form in {Form.RELATIVE, Form.NAME}:
            place = _below(folder, raw) if folder else None
            return [place] if place else []
        if raw.form is Form.VARIABLE or not raw.root:
            return []
        key = _key(raw)
        for length in range(len(key), 0, -1):
            fitting = [each for each in self._prefixes.get(key[:length], ()) if each.begins(raw)]
            if fitting:
                return _mapped(raw, fitting, prefer_host)
        return []


def _mapped(raw: RawPath, fitting: list[_Prefix], prefer_host: str | None) -> list[MappedPath]:
    def rank(each: _Prefix) -> tuple[bool, bool]:
        return each.mount is None or each.mount.host != prefer_host, not each.is_spelt_in(raw)

    return [
        MappedPath(
            each.volume_uid, "/".join(raw.parts[len(each.path.parts) :]), each.mount, exact=each.is_spelt_in(raw)
        )
        for each in sorted(fitting, key=rank)
    ]


def _key(path: RawPath) -> tuple[str, ...]:
    """What paths are looked up by: without case, and without the domain of a host that is no address."""
    root = path.root
    if path.form is Form.UNC and not path.host.replace(".", "").isdigit():
        root = root.replace(path.host, path.host.partition(".")[0])
    return (comparable(root), *(comparable(part) for part in path.parts))


def _composed(parts: tuple[str, ...]) -> list[str]:
    return [unicodedata.normalize("NFC", part) for part in parts]


def _below(folder: tuple[str, str], raw: RawPath) -> MappedPath | None:
    """A relative reference from its document's folder; None when it leaves the volume."""
    volume_uid, rel_path = folder
    parts = [part for part in rel_path.split("/") if part]
    for part in raw.parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return MappedPath(volume_uid, "/".join(parts), None, exact=True)


def _share(identity: str) -> str | None:
    """The share a network volume is, as a path; from "share:cifs://server/share", "share:nfs4:server:/export"."""
    kind, _, rest = identity.partition(":")
    system, _, device = rest.partition(":")
    if kind != "share":
        return None
    if system in _EXPORT_SYSTEMS:
        return device
    return "//" + device.lstrip("/") if system in _SHARE_SYSTEMS else None


def _joined(mount: HostMount, rel_path: str) -> str:
    separator = "\\" if mount.system == "windows" else "/"
    below = rel_path.replace("/", separator)
    return mount.path.rstrip("\\/") + separator + below if below else mount.path
