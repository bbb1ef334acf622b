"""Builds the whole studio, and writes what its people declare: mounts, projects, deliveries and holds."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.relations.studio import (
    commercials,
    documentary,
    editorial,
    feature,
    leftovers,
    lookdev,
    mastering,
    rushes,
)
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.seen import MOUNTS
from benchmarks.relations.studio.truth import Truth

STUDIO, POLICIES = "studio.yaml", "policies.yaml"
TEMPLATE = "{project}/shots/{sequence}/{shot}/{task}/{name}_v{version}.{frame}.{ext}"
FEATURE_ROOTS = (feature.BASE, "san2/meridian", "vault/meridian")


def build(root: Path, seed: int) -> Truth:
    """Write a studio below `root`: a folder a volume, studio.yaml and policies.yaml beside. Same seed, same studio.

    Files are as before `Truth.moves`, which `happen` makes come true; the truth is that of afterwards.
    """
    lot = Lot(root, seed)
    made = feature.build(lot)
    editorial.build(lot, made)
    lookdev.build(lot, made)
    documentary.build(lot)
    commercials.build(lot)
    mastering.build(lot)
    leftovers.build(lot)
    _moves(lot, made)
    _projects(lot, made)
    _declare(lot)
    return lot.truth()


def happen(root: Path, truth: Truth) -> None:
    """What people did after the documents were written and scanned."""
    for move in truth.moves:
        old = root / move.old
        if move.new is None:
            old.unlink()
        else:
            new = root / move.new
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)


def _projects(lot: Lot, made: feature.Feature) -> None:
    shots = {shot.folder: shot for shot in made.shots}
    for asset in sorted(lot.assets):
        for base in FEATURE_ROOTS:
            if asset.startswith(base + "/"):
                shot = shots.get("/".join(asset.split("/")[:6]))
                lot.belongs(asset, feature.CODE, *((shot.sequence, shot.code) if shot else ()))
        for base in (documentary.BASE, documentary.EDIT, documentary.VAULT):
            if asset.startswith(base + "/"):
                lot.belongs(asset, documentary.CODE)
        for spot in commercials.SPOTS:
            if asset.startswith(f"{commercials.BASE}/{spot}/"):
                parts = asset.removeprefix(f"{commercials.BASE}/{spot}/").split("/")
                lot.belongs(asset, spot.rpartition("/")[2], *(parts[1:3] if parts[0] == "shots" else ()))


def _moves(lot: Lot, made: feature.Feature) -> None:
    """A roll goes to an archive, an element is renamed, a day's sound is sorted; some media are lost for good."""
    roll = made.rolls["A002"][0].where.rpartition("/")[0]
    lot.move(roll, "san2/meridian/ocf_archive/A002")
    lot.move(f"{feature.BASE}/library/elements/dust", f"{feature.BASE}/library/elements/dust_fine")
    day = f"{documentary.BASE}/{documentary.DAYS[1]}"
    lot.move(f"{day}/SOUND", f"{day}/SOUND_sorted/recorder_1")
    lost = [each for each in made.rolls["C001"] if any(edge.end == each.where for edge in lot.edges)]
    for clip in lost[-2:]:
        lot.move(clip.where, None)
    for clip in made.rolls["D001"][-3:]:
        small = f"vault/meridian/proxies/d001/{clip.name}_proxy.mov"
        rushes.proxy(lot, clip, small)
        lot.move(clip.where, None)
        lot.orphans.pop(clip.where, None)
        lot.orphan("DANGLING_DERIVATIVE", small)


def _declare(lot: Lot) -> None:
    mounts = [
        {"volume": volume, "host": f"{machine}", "os": system, "path": path}
        for volume, machines in MOUNTS.items()
        for machine, (system, path) in machines.items()
    ]
    projects = [
        {"code": code, "kind": kind, "roots": [root.replace("/", ":/", 1) for root in roots], "state": "active"}
        for code, kind, roots in (
            (feature.CODE, "feature", FEATURE_ROOTS),
            (documentary.CODE, "documentary", (documentary.BASE, documentary.EDIT, documentary.VAULT)),
        )
    ]
    deliveries = [
        {"id": f"D{number}", "date": "2026-05-01", "paths": [path.replace("/", ":/", 1)]}
        for number, path in enumerate(sorted(lot.pinned), 1)
    ]
    (lot.root / STUDIO).write_text(
        json.dumps({"mounts": mounts, "templates": [TEMPLATE], "projects": projects}, indent=1)
    )
    (lot.root / POLICIES).write_text(json.dumps({"deliveries": deliveries}, indent=1))
