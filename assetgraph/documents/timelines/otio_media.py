"""What an OpenTimelineIO clip refers to: all of its media references, and what its metadata tell of them.

Not here: where the clip lies (timeline.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction

import opentimelineio as otio

from assetgraph.documents import rates
from assetgraph.documents.placing import ZERO
from assetgraph.documents.records import Reference, StateHint

_HINTS = {
    **dict.fromkeys(("reel", "reelname", "tape", "tapename", "sourcetape"), "reel"),
    **dict.fromkeys(("umid", "mobid", "sourcemobid", "materialumid"), "umid"),
    **dict.fromkeys(("uuid", "mediauuid"), "uuid"),
}
_NO_HINTS = frozenset(("", "ax"))
_LONGEST_HINT = 200
_KNOWN = (
    otio.schema.ExternalReference,
    otio.schema.ImageSequenceReference,
    otio.schema.GeneratorReference,
    otio.schema.MissingReference,
)


def references(clip: otio.schema.Clip, packed: Collection[str]) -> Iterator[Reference]:
    """Each of its media references that says something, the one it plays first.

    When none does, the clip is known by a name: that of the missing media, its own, or its reel; without a name it
    refers to nothing. `packed` are the names of files that lie in the document itself.
    """
    active = clip.active_media_reference_key
    keyed = sorted(clip.media_references().items(), key=lambda item: item[0] != active)
    given = False
    said = {key: raw for key, media in keyed if (raw := _raw(media, packed)[0])}
    full = said.get(otio.schema.Clip.DEFAULT_MEDIA_KEY) or _alone([said[key] for key in said if not _is_proxy(key)])
    for key, media in keyed:
        raw, state = _raw(media, packed)
        if raw:
            given = True
            role = "media" if key == otio.schema.Clip.DEFAULT_MEDIA_KEY else key
            yield _reference(clip, media, raw, role, state, full if _is_proxy(key) and full != raw else None)
    if not given:
        missing = keyed[0][1] if keyed else None
        raw = (missing.name if missing else "") or clip.name or _hints(clip, missing).get("reel")
        if raw:
            yield _reference(clip, missing, raw, "media", None)


def _is_proxy(key: str) -> bool:
    """Whether a key of a clip's media calls it a proxy: "proxy", "Proxy Media", "proxy_quality"."""
    return not {"proxy", "proxies"}.isdisjoint(re.split(r"[^a-z]+", key.lower()))


def _alone(said: list[str]) -> str | None:
    return said[0] if len(said) == 1 else None


def is_known(media: otio.core.MediaReference | None) -> bool:
    """Whether it is of a kind that is understood."""
    return media is None or isinstance(media, _KNOWN)


def seconds(time: otio.opentime.RationalTime) -> Fraction:
    """The time in exact seconds."""
    return Fraction(time.value) / rates.exact_rate(time.rate) if time.value else ZERO


def _raw(media: otio.core.MediaReference | None, packed: Collection[str]) -> tuple[str | None, StateHint | None]:
    if isinstance(media, otio.schema.ExternalReference):
        url = media.target_url
        return url, StateHint.EMBEDDED if url and url.removeprefix("./") in packed else None
    if isinstance(media, otio.schema.ImageSequenceReference):
        return media.abstract_target_url(f"%0{media.frame_zero_padding}d"), None
    if isinstance(media, otio.schema.GeneratorReference):
        return media.generator_kind or media.name, StateHint.GENERATED
    return None, None


def _reference(
    clip: otio.schema.Clip,
    media: otio.core.MediaReference | None,
    raw: str,
    role: str,
    state: StateHint | None,
    made_from: str | None = None,
) -> Reference:
    available = media.available_range if media else None
    rate = rates.exact_rate(available.duration.rate) if available else None
    return Reference(
        raw=raw,
        role=role,
        made_from=made_from,
        state_hint=state,
        clip_name=clip.name or None,
        available_start=rates.ticks(seconds(available.start_time), rate) if available and rate else None,
        available_duration=rates.ticks(seconds(available.duration), rate) if available and rate else None,
        available_rate=rates.text(rate) if rate else None,
        **_hints(clip, media),
    )


def _hints(clip: otio.schema.Clip, media: otio.core.MediaReference | None) -> dict[str, str]:
    """Reel, UMID and UUID, where metadata tell them at the top or one level below; those of the media come first."""
    hints: dict[str, str] = {}
    for metadata in (media.metadata if media else None, clip.metadata):
        top = list(metadata.items()) if metadata else []
        nested = [inner for _, group in top if hasattr(group, "items") for inner in group.items()]
        for key, value in (*top, *nested):
            name = _HINTS.get(re.sub(r"[^a-z]", "", key.lower()))
            if name and isinstance(value, str) and value.strip().lower() not in _NO_HINTS:
                hints.setdefault(name, value.strip()[:_LONGEST_HINT])
    return hints
