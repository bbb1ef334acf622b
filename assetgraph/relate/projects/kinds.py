"""What kind of production a project is, by what lies below it, where nobody declared it and it is plain. Pure.

Not here: what depends on the kind (cypher/queries/recommendations.cypher).
"""

from __future__ import annotations

from dataclasses import dataclass

from assetgraph.relate.naming.role_words import Role
from assetgraph.relate.projects.folder_sights import Sight

_FEWEST_DAYS = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of production, how surely, and by what."""

    name: str
    confidence: float
    evidence: str


def kind_of(sight: Sight) -> Kind | None:
    """What the folders below a project's say; None where several kinds would fit."""
    if len(set(sight.episodes.first)) > 1:
        return Kind("series", 0.85, f"episodes {sight.episodes}")
    words = sight.words_below
    shots = sight.best_shots
    if shots is None and not (sight.has_shots_folder and sight.are_shots_proven):
        return _shot_as_it_happens(sight)
    has_plates = bool(words & {"plate", "plates"})
    if not has_plates and len(words & {"layout", "blocking", "lighting"}) > 0 and words & {"anim", "animation"}:
        made = sorted(words & {"rig", "rigs", "rigging", "characters", "char"})
        return Kind("animation", 0.8, f"shots with animation, {', '.join(made)} and no plates") if made else None
    made = sorted(words & {"lighting", "fx", "lookdev", "matchmove", "roto", "nuke", "anim", "animation"})
    # A feature has all of these too, and sound and an edit beside them.
    is_whole_film = {Role.SOUND, Role.EDIT} & sight.roles.keys()
    if has_plates and words & {"comp", "comps", "compositing"} and made and not is_whole_film:
        return Kind("vfx", 0.8, f"shots with plates, comps and {', '.join(made)}, no edit and no sound")
    return None


def _shot_as_it_happens(sight: Sight) -> Kind | None:
    words = sight.words_below
    is_shot = sight.days.count >= _FEWEST_DAYS or sight.rolls.count >= _FEWEST_DAYS
    if words & {"interview", "interviews"} and is_shot and not words & {"comp", "comps", "render", "renders", "plates"}:
        return Kind("documentary", 0.8, f"interviews, and footage of {sight.days if sight.days.count else sight.rolls}")
    return None
