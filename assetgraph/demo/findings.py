"""What a lead would act on, out of the rows of saved queries. Pure: rows in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

Answers = Mapping[str, Sequence[Mapping[str, Any]]]
_MOST = 3


class Finding(BaseModel):
    """Something to be done, and how to see it."""

    sentence: str
    paths: list[str]
    size_bytes: int | None = Field(None, description="space that acting on it wins")
    command: str = Field(description="of the command line, without its name")


def findings(answers: Answers) -> list[Finding]:
    """The three that matter most, the most urgent first; fewer where fewer questions found something."""
    return list(_all(answers))[:_MOST]


def _all(answers: Answers) -> Iterator[Finding]:
    missing = [row for row in answers.get("missing_media", ()) if row["state"] == "MISSING"]
    if missing:
        timelines = sorted({document for row in missing for document in row["documents"]})
        yield Finding(
            sentence=f"{_count(missing, 'file')} to be found or cut out: "
            f"{_list(timelines)} will show 'media offline' before anyone has noticed.",
            paths=[row["reference"] for row in missing],
            command="query missing_media",
        )
    if stale := answers.get("stale", ()):
        yield Finding(
            sentence=f"{_count(stale, 'derivative')} to be made anew before the next review: the source has changed.",
            paths=[row["derivative"] for row in stale],
            command="query stale",
        )
    if copies := answers.get("exact_duplicates", ()):
        yield Finding(
            sentence=f"{_count(copies, 'file')} stored more than once: keep the copies that are backups, drop others.",
            paths=[path for row in copies for path in row["paths"]],
            size_bytes=sum(row["reclaimable_bytes"] for row in copies),
            command="query exact_duplicates",
        )
    if broken := answers.get("problems", ()):
        yield Finding(
            sentence=f"{_count(broken, 'file')} to be fetched again: they cannot be read.",
            paths=[row["path"] for row in broken],
            command="query problems",
        )


def _count(rows: Sequence[object], what: str) -> str:
    return f"{len(rows)} {what}{'' if len(rows) == 1 else 's'}"


def _list(paths: Iterable[str]) -> str:
    return ", ".join(path.rpartition("/")[2] for path in paths)
