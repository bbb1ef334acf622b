"""What people declare in studio.yaml (where things are) and policies.yaml (what must stay). Frozen; every mistake
is told with its line and a remedy.

Not here: reading YAML (yaml_text.py), the graph: what is declared is not yet known to be there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from os import PathLike, fspath
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    InstanceOf,
    ValidationError,
    model_validator,
)

from assetgraph.model.records import Kind
from assetgraph.relate.declared.mistakes import Mistake, meant, shown, told
from assetgraph.relate.declared.templates import Template, compile_template
from assetgraph.relate.declared.volume_paths import VolumePath, VolumePattern, volume_path, volume_pattern
from assetgraph.relate.declared.yaml_text import parse_yaml, read_text
from assetgraph.relate.pairs import DerivativeKind
from assetgraph.storage.raw_paths import Form, parse

T = TypeVar("T")
M = TypeVar("M", bound="_Declared")
RETAINED_KINDS = ("render", *(str(kind) for kind in Kind))
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _from_text(convert: Callable[[str], object]) -> BeforeValidator:
    """Convert what is text; anything else is left for the type to refuse or take."""
    return BeforeValidator(lambda value: convert(value) if isinstance(value, str) else value)


def _filled(value: str) -> str:
    if not value.strip():
        raise Mistake("an empty text", "write something there")
    return value


def _one_name(value: str) -> str:
    if "/" in value or not any(sign.isalnum() for sign in value):
        raise Mistake(f"{shown(value)} is no part of a name", "write one word, as proxy or _proxy")
    return value


def _retained_kind(value: str) -> str:
    if value not in RETAINED_KINDS:
        raise Mistake(f"{shown(value)} is no kind of file", meant(value, RETAINED_KINDS))
    return value


def _some(entries: tuple[T, ...]) -> tuple[T, ...]:
    if not entries:
        raise Mistake("an empty list", "name at least one")
    return entries


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Mistake(f"{shown(text)} is no whole number from 1 on", "write digits, as 2")
    return int(text)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise Mistake(f"{shown(text)} is no day", "write year-month-day, as 2026-10-01") from None


def _absolute(text: str) -> str:
    try:
        path = parse(text)
    except ValueError as error:
        raise Mistake(str(error), "write the path at which the host sees the volume") from None
    if not path.root or path.form is Form.VARIABLE:
        raise Mistake(f"{shown(text)} is no absolute path", "write it from the root or drive on, as /mnt/nas1")
    return text


def _unique(*keys: str, same: Callable[[str], str] = str) -> AfterValidator:
    """No two entries of a list have all these in common; `same` is equal for texts that mean the same."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen = set()
        for index, entry in enumerate(entries):
            values = [getattr(entry, key) for key in keys]
            meaning = tuple(same(value) for value in values)
            if meaning in seen:
                named = ", ".join(f"{key} {shown(value)}" for key, value in zip(keys, values, strict=True))
                raise Mistake(f"{named} is declared twice", "keep one of them", (index, keys[0]))
            seen.add(meaning)
        return entries

    return AfterValidator(check)


Text = Annotated[str, AfterValidator(_filled)]
OneName = Annotated[str, AfterValidator(_one_name)]
Whole = Annotated[int, _from_text(_whole)]
Day = Annotated[dt.date, _from_text(_day)]
OnVolume = Annotated[InstanceOf[VolumePath], _from_text(volume_path)]
PatternOnVolume = Annotated[InstanceOf[VolumePattern], _from_text(volume_pattern)]
Layout = Annotated[InstanceOf[Template], _from_text(compile_template)]
Several = Annotated[tuple[T, ...], BeforeValidator(lambda value: () if value is None else value)]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _knows_its_keys(cls, values: Any) -> Any:
        for key in values if isinstance(values, dict) else ():
            if key not in cls.model_fields:
                raise Mistake(f"unknown key {key!r}", meant(key, cls.model_fields), (key,))
        return values


class Mount(_Declared):
    """Where one host sees a volume's root."""

    volume: Text
    host: Text
    os: Literal["linux", "macos", "windows"]
    path: Annotated[Text, AfterValidator(_absolute)]


class Project(_Declared):
    """A production, and the folders that are its own."""

    code: Text
    kind: Text | None = None
    roots: Several[OnVolume] = ()
    state: Text = "active"


class ProxyRule(_Declared):
    """Where derivatives lie: in folders of that name, under names whose stem ends in that suffix, or both."""

    folder: OneName | None = None
    suffix: OneName | None = None
    kind: Annotated[DerivativeKind, _from_text(str.upper)] = DerivativeKind.PROXY

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.folder is None and self.suffix is None:
            raise Mistake("a rule without folder and suffix", "add folder: proxy, suffix: _proxy or both")
        return self


class Studio(_Declared):
    """What studio.yaml declares: where things are."""

    mounts: Annotated[Several[Mount], _unique("path", "host")] = ()
    templates: Several[Layout] = ()
    projects: Annotated[Several[Project], _unique("code", same=str.casefold)] = ()
    proxies: Several[ProxyRule] = ()


class Need(_Declared):
    """What a project requires of its media; None and an empty list require nothing."""

    project: Text
    copies: Whole | None = None
    on_volumes: Whole | None = None
    least_height: Whole | None = None
    codecs: Several[Text] = ()


class Delivery(_Declared):
    """What was delivered on a day; nothing it needs may go."""

    id: Text
    date: Day
    paths: Annotated[Several[OnVolume], AfterValidator(_some)]


class Hold(_Declared):
    """What may not go, and why; `until` is the last day, None when there is no end."""

    paths: Annotated[Several[PatternOnVolume], AfterValidator(_some)]
    until: Day | None = None
    why: Text


class Approval(_Declared):
    """What somebody approved: it may not go, whatever came after it."""

    paths: Annotated[Several[PatternOnVolume], AfterValidator(_some)]
    by: Text | None = None
    why: Text | None = None


class Retention(_Declared):
    """How many of the newest versions of a kind stay. What is referenced, delivered, approved or held stays in any
    case: `unless` may name them, and takes none of that back.
    """

    kind: Annotated[str, AfterValidator(_retained_kind)]
    keep_last: Whole
    unless: Several[Literal["approved", "delivered", "referenced"]] = ()


class Policies(_Declared):
    """What policies.yaml declares: what must stay."""

    needs: Annotated[Several[Need], _unique("project", same=str.casefold)] = ()
    deliveries: Annotated[Several[Delivery], _unique("id")] = ()
    holds: Several[Hold] = ()
    approvals: Several[Approval] = ()
    retention: Annotated[Several[Retention], _unique("kind")] = ()


def load_studio(path: str | PathLike[str]) -> Studio:
    """Read studio.yaml. Raises DeclarationError for the first mistake in it."""
    return understood(read_text(fspath(path)), fspath(path), Studio)


def load_policies(path: str | PathLike[str]) -> Policies:
    """Read policies.yaml. Raises DeclarationError for the first mistake in it."""
    return understood(read_text(fspath(path)), fspath(path), Policies)


def understood(text: str, path: str, model: type[M]) -> M:
    """What a text declares; `path` tells where it stands. Raises DeclarationError for the first mistake in it."""
    document = parse_yaml(text, path)
    try:
        return model.model_validate({} if document.value is None else document.value)
    except ValidationError as error:
        mistakes = [told(each) for each in error.errors()]
    raise document.error(min(mistakes, key=lambda each: document.line(each.at)))
