"""Which package has what another one plays and has not itself: an original, and the version files that supplement it.

Only where one package alone has it, or copies of one: what lies beside goes first, and of copies the one that is
whole. A copy of the very package that plays it is no original. Pure.
Not here: asking the graph (graph/packages.py), reading packages (relating.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assetgraph.graph.packages import Holder, PendingPackage
from assetgraph.graph.writer import Bundle, Edge, Node, storable
from assetgraph.relate.grounds import Grounds

_BESIDE, _ELSEWHERE = 0.98, 0.95


@dataclass(frozen=True, slots=True)
class Supplement:
    """An asset that a package plays, and the package that has it."""

    asset: str
    uuid: str
    holder: Holder
    is_beside: bool
    copies: int
    """Packages it may as well be taken of, this one included."""

    @property
    def confidence(self) -> float:
        """How sure it is that this one is meant."""
        return _BESIDE if self.is_beside else _ELSEWHERE


def supplements(package: PendingPackage, holders: Mapping[str, Sequence[Holder]]) -> Iterator[Supplement]:
    """What other packages have of that which this one plays; `holders` by UUID."""
    whole = Counter(each.uid for _, uuid in package.foreign for each in holders.get(uuid, ()) if each.is_whole)
    for asset, uuid in package.foreign:
        others = [each for each in holders.get(uuid, ()) if not _is_same(each, package)]
        beside = [each for each in others if _is_beside(each, package)]
        meant = beside or others
        if len({each.uuid or each.uid for each in meant}) == 1:
            best = min(meant, key=lambda each: _order(each, package, whole))
            yield Supplement(asset, uuid, best, bool(beside), len(meant))


def supplement_bundle(package: PendingPackage, found: Sequence[Supplement], run_id: str) -> Bundle:
    """Those, in place of what was told of it before."""
    bundle = Bundle(before=[("clear_supplements", package.uid)])
    bundle.nodes.append(Node("Package", package.uid, {"uid": package.uid, "relate_pending": None}))
    by_holder: dict[str, list[Supplement]] = {}
    for each in found:
        by_holder.setdefault(each.holder.uid, []).append(each)
        grounds = Grounds("EXPLICIT_UUID", each.confidence, f"the asset map in /{each.holder.rel_path} lists it")
        for chunk, file in enumerate(each.holder.located):
            properties = _kept(grounds, run_id) | {"chunk": chunk}
            bundle.edges.append(Edge("LOCATED_AT", "PackageAsset", each.asset, "Asset", file, properties))
    for holder, here in by_holder.items():
        count = {"count": len(here)}
        bundle.edges.append(
            Edge("SUPPLEMENTS", "Package", package.uid, "Package", holder, _kept(_grounds(here), run_id) | count)
        )
    return bundle


def _grounds(here: Sequence[Supplement]) -> Grounds:
    first = here[0]
    evidence = f"has {len(here)} of the assets that it plays, the first {first.uuid}"
    if first.is_beside:
        evidence += ", and lies beside it"
    if first.copies > 1:
        evidence += f"; one of {first.copies} copies"
    return Grounds("EXPLICIT_UUID", min(each.confidence for each in here), evidence)


def _kept(grounds: Grounds, run_id: str) -> dict[str, object]:
    return {name: storable(value) for name, value in grounds.properties(run_id).items()}


def _is_same(holder: Holder, package: PendingPackage) -> bool:
    return holder.uid == package.uid or (holder.uuid is not None and holder.uuid == package.uuid)


def _is_beside(holder: Holder, package: PendingPackage) -> bool:
    """In the same folder as the package, within it or around it."""
    one, other = holder.rel_path, package.rel_path
    is_near = _above(one) == _above(other) or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
    return holder.volume_uid == package.volume_uid and is_near


def _above(folder: str) -> str:
    return folder.rpartition("/")[0]


def _order(holder: Holder, package: PendingPackage, whole: Mapping[str, int]) -> tuple[bool, int, bool, int, str, str]:
    """Of copies that one first which is whole, has most, and is near; else by path, so that runs agree."""
    is_far = holder.volume_uid != package.volume_uid
    apart = _steps(holder.rel_path, package.rel_path)
    return not holder.is_whole, -whole.get(holder.uid, 0), is_far, apart, holder.rel_path, holder.volume_uid


def _steps(one: str, other: str) -> int:
    """How many folders lie on the way from one folder to the other."""
    first, second = one.split("/"), other.split("/")
    shared = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return len(first) + len(second) - 2 * shared
