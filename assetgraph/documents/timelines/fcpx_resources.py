"""The resources of Final Cut Pro X's XML, and how its elements tell time: exact seconds as "1001/24000s".

Not here: storylines (readers/fcpxml.py).
"""

from __future__ import annotations

from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import rates
from assetgraph.documents.placing import ONE, ZERO, along
from assetgraph.documents.records import PROXY, Reference, StateHint

_ORIGINAL = "original-media"


def seconds(said: str | None) -> Fraction | None:
    """The time that an attribute tells; none where it tells none, or nonsense."""
    try:
        return Fraction((said or "").strip().removesuffix("s"))
    except (ValueError, ZeroDivisionError):
        return None


class Resources:
    """What the elements of one document refer to by id."""

    def __init__(self, root: Element) -> None:
        self._all = {each.get("id"): each for each in root.iterfind("resources/*") if each.get("id")}

    def named(self, element: Element, tag: str) -> Element | None:
        """The resource of this kind that the element refers to."""
        found = self._all.get(element.get("ref"))
        return found if found is not None and found.tag == tag else None

    def every(self, tag: str) -> list[Element]:
        """All resources of a kind."""
        return [each for each in self._all.values() if each.tag == tag]

    def rate(self, element: Element) -> Fraction | None:
        """Frames a second of the element's format."""
        form = self._all.get(element.get("format"))
        frame = seconds(form.get("frameDuration")) if form is not None else None
        return rates.exact_rate(float(1 / frame)) if frame and frame > 0 else None

    def references(self, asset: Element, clip_name: str | None = None) -> list[Reference]:
        """The asset's files: what is played first, then its proxies."""
        told = [(each.get("kind", _ORIGINAL), each.get("src")) for each in asset.iterfind("media-rep")]
        files = [(kind, src) for kind, src in (*told, (_ORIGINAL, asset.get("src"))) if src]
        named = files or [(_ORIGINAL, asset.get("name") or "")]
        found = [self._reference(asset, raw, kind, clip_name) for kind, raw in named if raw]
        full = next((each.raw for each in found if each.role == "media"), None)
        linked = (each.model_copy(update={"made_from": full}) if each.role == PROXY else each for each in found)
        return sorted(linked, key=lambda reference: reference.role != "media")

    def _reference(self, asset: Element, raw: str, kind: str, clip_name: str | None) -> Reference:
        duration, rate = seconds(asset.get("duration")), self.rate(asset)
        known = duration is not None and rate is not None
        return Reference(
            raw=raw,
            role="media" if kind == _ORIGINAL else kind.removesuffix("-media"),
            clip_name=clip_name or asset.get("name"),
            reel=next((md.get("value") for md in asset.iter("md") if (md.get("key") or "").endswith(".reel")), None),
            uuid=asset.get("uid"),
            available_start=rates.ticks(seconds(asset.get("start")) or ZERO, rate) if known and rate else None,
            available_duration=rates.ticks(duration, rate) if duration is not None and rate else None,
            available_rate=rates.text(rate) if known and rate else None,
        )

    def generated(self, element: Element) -> Reference | None:
        """What a title or a generator makes."""
        effect = self.named(element, "effect")
        raw = (effect.get("name") if effect is not None else None) or element.get("name")
        return Reference(raw=raw, state_hint=StateHint.GENERATED, clip_name=element.get("name")) if raw else None


def begins(element: Element) -> Fraction | None:
    """Where the element's own time begins, if it tells: at its start, else where its change of speed does."""
    told = seconds(element.get("start"))
    curve = _curve(element)
    return min(curve)[0] if told is None and curve else told


def retimed(element: Element, start: Fraction, duration: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest source time and the speed of an element that plays this stretch of its own time.

    A speed that varies is told by its mean.
    """
    curve = _curve(element)
    if len(curve) < 2 or not duration:
        return start, ONE
    one, other = along(curve, start), along(curve, start + duration)
    return min(one, other), (other - one) / duration


def _curve(element: Element) -> list[tuple[Fraction, Fraction]]:
    """Source times over the element's own times."""
    points = [(seconds(each.get("time")), seconds(each.get("value"))) for each in element.iterfind("timeMap/timept")]
    return [(time, value) for time, value in points if time is not None and value is not None]
