"""The style sheet for Neo4j Browser (GRASS), made from the model's labels and types and their looks.

Every label is listed, general ones first: Browser lets the last rule that fits win, and gives a label that has no
rule a colour of its own choice that wins over all.
Not here: which colour means what (looks.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from assetgraph.browser.looks import (
    DARK,
    DEPENDENCIES,
    GREY,
    LIGHT,
    LINES,
    NODES,
    PLAIN_LINE,
    PLAIN_NODE,
    LineLook,
    NodeLook,
)
from assetgraph.model.registry import RelationshipType, node_types, relationship_types
from assetgraph.model.relationships import Strength


def style_sheet() -> str:
    """The text of cypher/browser/style.grass."""
    lines = {each.type: line_look(each) for each in relationship_types()}
    return "".join(
        [
            _rule("node", **_node(PLAIN_NODE), border_width="2px", font_size="12px"),
            *(_rule(f"node.{label}", **_node(NODES.get(label, PLAIN_NODE))) for label in node_types()),
            _rule("relationship", **_line(PLAIN_LINE), font_size="9px", padding="3px"),
            *(_rule(f"relationship.{name}", **_line(look)) for name, look in lines.items()),
        ]
    )


def line_look(relation: RelationshipType) -> LineLook:
    """A dependency looks as strong as it is, anything else as its family."""
    if relation.strength is not None:
        return DEPENDENCIES[Strength(relation.strength)]
    return LINES.get(relation.type, PLAIN_LINE)


def text_colour(ground: str) -> str:
    """The dark or the light one, whichever can be read better on that ground (contrast ratio of WCAG 2)."""
    luminance = _luminance(ground)
    on_light = (luminance + 0.05) / (_luminance(DARK) + 0.05)
    on_dark = 1.05 / (luminance + 0.05)
    return DARK if on_light > on_dark else LIGHT


def _node(look: NodeLook) -> dict[str, str]:
    colour = look.family.value
    return {
        "diameter": f"{look.diameter_px}px",
        "color": colour,
        "border_color": _darker(colour),
        "text_color_internal": text_colour(colour),
        "caption": f"'{look.caption}'",
    }


def _line(look: LineLook) -> dict[str, str]:
    return {
        "color": look.colour,
        "shaft_width": f"{look.width_px}px",
        "text_color_external": GREY,
        "text_color_internal": text_colour(look.colour),
        "caption": "'<type>'",
    }


def _rule(selector: str, **properties: str) -> str:
    lines = "".join(f"  {name.replace('_', '-')}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}\n\n"


def _channels(colour: str) -> Iterator[int]:
    return (int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _darker(colour: str) -> str:
    return "#" + "".join(f"{channel * 3 // 4:02X}" for channel in _channels(colour))


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
