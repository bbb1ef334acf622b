"""Where references lead whose path goes through symbolic links: publish/latest/model.abc -> publish/v003/model.abc.

A link is a property of its folder, as it was when that was listed; what it leads to is found by its own place.
Not here: the mounts by which absolute targets are read (places.py), what lies there (resolving.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assetgraph.graph.folders import Folders
from assetgraph.relate.references.sought import Mapped, Sought
from assetgraph.storage.frame_tokens import find_token
from assetgraph.storage.raw_paths import parse

_MOST_HOPS = 40
"""As many as a system follows before it takes them for a ring."""
_Folder = tuple[str, str]
Absolute = Callable[[str], Mapped | None]
"""The place on a volume of a path of this host."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a path leads in the end, and the folders of the links on the way."""

    place: _Folder
    mapped: Mapped | None
    """The place that the last absolute link told; None where none did."""
    folders: tuple[_Folder, ...]


def follow(place: _Folder, links: Mapping[_Folder, Mapping[str, str]], absolute: Absolute) -> Way | None:
    """The way that a place (volume, relative path) stands for; None for a ring, and for what leads out of all volumes.

    A name with a frame's number goes where the first link leads that is such a frame.
    """
    volume, rel_path = place
    done: list[str] = []
    left = rel_path.split("/")
    mapped: Mapped | None = None
    passed: list[_Folder] = []
    while left:
        part = left.pop(0)
        if part == ".." and not done:
            return None
        if part in {"", "."}:
            continue
        if part == "..":
            done.pop()
            continue
        folder = volume, "/".join(done)
        target = _target(part, links.get(folder, {}), is_last=not left)
        if target is None:
            done.append(part)
            continue
        passed.append(folder)
        if len(passed) > _MOST_HOPS:
            return None
        if target.startswith("/"):
            mapped = absolute(target)
            if mapped is None:
                return None
            volume, target, done = mapped.path.volume_uid, mapped.path.rel_path, []
        left = [*target.split("/"), *left]
    return Way((volume, "/".join(done)), mapped, tuple(passed))


class LinkFollower:
    """Follows references, many at a time."""

    def __init__(self, folders: Folders, absolute: Absolute) -> None:
        self._folders = folders
        self._absolute = absolute

    def follow(self, sought: Sequence[Sought]) -> list[Sought]:
        """Each reference, at the place to which links lead it."""
        if not self._are_there:
            return list(sought)
        links: dict[_Folder, Mapping[str, str]] = {}
        while True:
            found = [self._followed(each, links) for each in sought]
            asked = {folder for each in found for mapped in each.mapped for folder in _above(mapped)}
            fresh = asked - links.keys()
            if not fresh:
                return found
            found_in = self._folders.links_in(fresh)
            links |= {folder: found_in.get(folder, {}) for folder in fresh}

    @cached_property
    def _are_there(self) -> bool:
        return self._folders.has_links()

    def _followed(self, sought: Sought, links: Mapping[_Folder, Mapping[str, str]]) -> Sought:
        if not sought.is_path:
            return sought
        mapped = [self._led(each, links) for each in sought.mapped]
        led = next((each for each in mapped if each.links), None)
        if led is None:
            return sought
        # Its own name may be another one there.
        return replace(sought, raw=parse(f"/{led.path.rel_path}"), mapped=tuple(mapped))

    def _led(self, mapped: Mapped, links: Mapping[_Folder, Mapping[str, str]]) -> Mapped:
        way = follow((mapped.path.volume_uid, mapped.path.rel_path), links, self._absolute)
        if way is None or not way.folders:
            return mapped
        volume, rel_path = way.place
        there = way.mapped or mapped
        path = replace(there.path, volume_uid=volume, rel_path=rel_path, exact=mapped.path.exact)
        return replace(there, path=path, links=way.folders)


def _above(mapped: Mapped) -> Iterator[_Folder]:
    """Folders above a place, the volume's root included."""
    folder = mapped.path.rel_path
    while folder:
        folder = folder.rpartition("/")[0]
        yield mapped.path.volume_uid, folder


def _target(name: str, links: Mapping[str, str], *, is_last: bool) -> str | None:
    if name in links or not is_last or not links:
        return links.get(name)
    token = find_token(name)
    return _first(links[each] for each in sorted(links) if token.fits_name(each)) if token else None


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
