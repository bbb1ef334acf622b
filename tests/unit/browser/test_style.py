"""The style sheet: complete, ordered, readable, with colours that stay apart, and the one kept in the repository."""

from __future__ import annotations

import itertools
import re

import pytest

from assetgraph.browser.looks import DEPENDENCIES, LINES, NODES, Family
from assetgraph.browser.style import line_look, style_sheet, text_colour
from assetgraph.model.data import data_path
from assetgraph.model.registry import node_types, relationship_types
from assetgraph.model.relationships import Strength

LOOKS = "assetgraph/browser/looks.py"
# What red-blind, green-blind and blue-blind eyes make of linear RGB (Machado, Oliveira, Fernandes 2009, full severity).
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
APART = 10.0
"""Least distance in CIELAB; 2.3 is what an eye can just tell."""


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _seen(colour: str, sight: str) -> tuple[float, float, float]:
    """The colour in CIELAB, as that eye sees it."""
    linear = _linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SIGHT[sight]
    )
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _selectors(sheet: str) -> list[str]:
    return re.findall(r"^(\S+) \{", sheet, re.MULTILINE)


def test_looks_when_compared_with_the_model_then_every_label_has_one_and_no_other() -> None:
    without = [label for label in node_types() if label not in NODES]
    assert not without, f"give {without} a line in NODES of {LOOKS}: family, caption, diameter"
    assert sorted(NODES.keys() - node_types().keys()) == [], "labels that the model does not have"


def test_looks_when_compared_with_the_model_then_every_type_has_one_and_no_other() -> None:
    free = {each.type for each in relationship_types() if each.strength is None}
    without = sorted(free - LINES.keys())
    assert not without, f"give {without} a line in LINES of {LOOKS}"
    assert sorted(LINES.keys() - free) == [], "dependencies look by their strength, others are not in the model"
    assert set(DEPENDENCIES) == set(Strength)


@pytest.mark.parametrize("label", sorted(NODES))
def test_caption_when_it_names_a_property_then_the_label_has_it(label: str) -> None:
    named = set(re.findall(r"\{(\w+)\}", NODES[label].caption))
    assert named
    assert named <= node_types()[label].properties.keys()


def test_family_when_seen_by_any_eye_then_is_apart_from_every_other() -> None:
    alike = [
        f"{one.name} and {other.name} ({sight}, {distance:.1f})"
        for one, other in itertools.combinations(Family, 2)
        for sight in SIGHT
        if (
            distance := sum(
                (a - b) ** 2 for a, b in zip(_seen(one.value, sight), _seen(other.value, sight), strict=True)
            )
            ** 0.5
        )
        < APART
    ]
    assert alike == [], f"choose other colours in Family of {LOOKS}"


@pytest.mark.parametrize("family", list(Family), ids=lambda family: family.name)
def test_text_when_on_the_colour_of_a_family_then_can_be_read(family: Family) -> None:
    def luminance(colour: str) -> float:
        red, green, blue = _linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(family.value), luminance(text_colour(family.value))))
    assert (high + 0.05) / (low + 0.05) >= 4.5, "WCAG 2 asks for 4.5"


def test_line_when_a_dependency_is_stronger_then_is_wider() -> None:
    widths = {strength: look.width_px for strength, look in DEPENDENCIES.items()}
    assert widths[Strength.HARD] > widths[Strength.GENERATIVE] > widths[Strength.SOFT]
    for relation in relationship_types():
        if relation.strength:
            assert line_look(relation) == DEPENDENCIES[Strength(relation.strength)]


def test_sheet_when_made_then_lists_every_label_and_type_once_the_general_before_the_special() -> None:
    selectors = _selectors(style_sheet())
    types = {f"relationship.{each.type}" for each in relationship_types()}
    assert len(selectors) == len(set(selectors))
    assert set(selectors) == {"node", "relationship", *types, *(f"node.{label}" for label in node_types())}
    for label, node in node_types().items():
        for general in node.labels:
            assert selectors.index(f"node.{general}") <= selectors.index(f"node.{label}")
    assert selectors.index("node") < selectors.index("node.Asset")


def test_sheet_when_read_as_browser_reads_it_then_is_what_was_meant() -> None:
    """Browser splits at braces, semicolons and colons, and knows neither comments nor escapes."""
    for selector, block in re.findall(r"([^{}]+)\{\n(.*?)\}\n", style_sheet(), re.DOTALL):
        properties = [line.split(":") for line in block.replace("\n", "").split(";") if line.strip()]
        assert all(len(each) == 2 for each in properties), selector
        assert {name.strip(): value.strip() for name, value in properties}["color"].startswith("#")


def test_sheet_in_the_repository_when_compared_then_is_the_present_one() -> None:
    kept = (data_path("cypher") / "browser" / "style.grass").read_text(encoding="utf-8")
    told = "run: assetgraph schema show --style > cypher/browser/style.grass"
    assert kept.rstrip("\n") == style_sheet().rstrip("\n"), told
