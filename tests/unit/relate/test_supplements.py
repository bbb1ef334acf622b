"""Which package supplements which: on rows of our own, whatever holds what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assetgraph.graph.packages import Holder, PendingPackage
from assetgraph.relate.packages.supplements import Supplement, supplement_bundle, supplements

X, Y = "x" * 36, "y" * 36


def package(*foreign: str, folder: str = "films/vf", uuid: str | None = "vf") -> PendingPackage:
    return PendingPackage("vf", uuid, "nas", folder, tuple((f"asset {each}", each) for each in foreign))


def holder(
    name: str,
    asset: str = X,
    *,
    uuid: str | None = "ov",
    folder: str = "far/ov",
    volume: str = "nas",
    whole: bool = True,
) -> Holder:
    return Holder(asset, name, uuid, volume, folder, (f"file of {name}",), whole)


def chosen(waiting: PendingPackage, *holders: Holder) -> dict[str, tuple[str, float]]:
    """UUID -> (package, confidence)."""
    by_asset: dict[str, list[Holder]] = {}
    for each in holders:
        by_asset.setdefault(each.asset_uuid, []).append(each)
    return {each.uuid: (each.holder.uid, each.confidence) for each in supplements(waiting, by_asset)}


def test_original_when_it_is_the_only_one_then_is_meant() -> None:
    assert chosen(package(X), holder("ov")) == {X: ("ov", 0.95)}
    assert chosen(package(X), holder("ov", folder="films/ov")) == {X: ("ov", 0.98)}
    assert chosen(package(X, folder="films/ov/vf"), holder("ov", folder="films/ov")) == {X: ("ov", 0.98)}
    assert chosen(package(X), holder("ov", folder="films/ov", volume="tape")) == {X: ("ov", 0.95)}


def test_original_when_several_have_it_then_none_unless_one_lies_beside() -> None:
    others = holder("one", uuid="1"), holder("two", uuid="2")
    assert chosen(package(X), *others) == {}
    assert chosen(package(X), *others, holder("near", uuid="3", folder="films/near")) == {X: ("near", 0.98)}
    assert chosen(package(X), holder("one", uuid=None), holder("two", uuid=None)) == {}


def test_original_when_there_are_copies_then_the_whole_one_that_has_most() -> None:
    broken, whole = holder("a", whole=False), holder("b")
    assert chosen(package(X), broken, whole) == {X: ("b", 0.95)}
    assert chosen(package(X), broken) == {X: ("a", 0.95)}
    both = chosen(package(X, Y), holder("a"), holder("b"), holder("b", Y))
    assert both == {X: ("b", 0.95), Y: ("b", 0.95)}


def test_original_when_copies_are_as_good_then_the_nearest() -> None:
    shipped, near = holder("a", folder="drives/cru7/ov"), holder("b", folder="films/2026/ov")
    assert chosen(package(X, folder="films/2025/de/vf"), shipped, near) == {X: ("b", 0.95)}


def test_copy_of_the_same_package_when_it_has_more_then_is_no_original() -> None:
    assert chosen(package(X, uuid="same"), holder("copy", uuid="same")) == {}


@given(
    st.lists(
        st.builds(
            holder,
            st.sampled_from("abcd"),
            st.sampled_from([X, Y]),
            uuid=st.sampled_from(["1", "2", "vf", None]),
            folder=st.sampled_from(["films/ov", "far/ov", ""]),
            volume=st.sampled_from(["nas", "tape"]),
            whole=st.booleans(),
        ),
        max_size=6,
    )
)
def test_choice_when_made_in_any_order_then_is_the_same_and_one_of_those_that_have_it(found: list[Holder]) -> None:
    waiting = package(X, Y)
    by_asset = {uuid: [each for each in found if each.asset_uuid == uuid] for uuid in (X, Y)}
    forward = list(supplements(waiting, by_asset))
    backward = list(supplements(waiting, {uuid: here[::-1] for uuid, here in by_asset.items()}))
    places = [(each.uuid, each.holder.rel_path, each.holder.volume_uid, each.confidence) for each in forward]
    assert places == [(each.uuid, each.holder.rel_path, each.holder.volume_uid, each.confidence) for each in backward]
    for each in forward:
        assert each.holder in by_asset[each.uuid]
        assert each.holder.uuid != waiting.uuid
        rivals = {other.uuid for other in by_asset[each.uuid]} - {each.holder.uuid, waiting.uuid}
        assert not rivals or each.is_beside


def test_bundle_when_nothing_is_found_then_what_was_told_goes_all_the_same() -> None:
    bundle = supplement_bundle(package(X), [], "run")
    assert (bundle.before, bundle.edges) == ([("clear_supplements", "vf")], [])
    assert [node.properties["relate_pending"] for node in bundle.nodes] == [None]


def test_bundle_when_several_assets_are_of_one_package_then_is_one_edge_with_its_grounds() -> None:
    found = [Supplement(f"asset {uuid}", uuid, holder("ov", uuid), False, 2) for uuid in (X, Y)]
    (edge,) = (edge for edge in supplement_bundle(package(X, Y), found, "run").edges if edge.type == "SUPPLEMENTS")
    assert (edge.source, edge.target, edge.properties["count"]) == ("vf", "ov", 2)
    assert {"method", "confidence", "evidence", "run_id"} <= edge.properties.keys()
    assert "one of 2 copies" in edge.properties["evidence"]
