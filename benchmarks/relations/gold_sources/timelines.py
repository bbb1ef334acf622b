"""Paths and names that timelines write down, each format by its plain structure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import aaf2  # type: ignore[import-untyped]

ENDINGS = (".otio", ".edl", ".xml", ".fcpxml", ".ale", ".aaf")
_COMMENT = re.compile(r"^\*?\s*(?:FROM|TO) CLIP NAME:\s*(?P<clip>.+)|^\*?\s*SOURCE FILE:\s*(?P<source>.+)")
_EVENT = re.compile(r"^\d+\s+(?P<reel>\S+)\s+\S+\s+[CDWK]\S*\s")
_NAMES_IN_ALE = {"Name", "Tape", "TapeID", "Source File", "Labroll", "Soundroll", "Camroll", "Reel", "Reel #"}
_PATHS_OF_AVID = {"UNC", "UNC Path", "Source Path"}  # columns of an ALE, comments of a clip in an AAF


def paths(path: Path) -> set[str]:
    """Return the paths and URLs of media that a timeline writes down, letter by letter."""
    match path.suffix:
        case ".otio":
            return set(_members(path.read_text(), "target_url"))
        case ".xml":
            return {each.text for each in _elements(path) if each.tag == "pathurl" and each.text}
        case ".fcpxml":
            return {each.get("src", "") for each in _elements(path)} - {""}
        case ".ale":
            cells = {value for column, value in _cells(path) if column in _PATHS_OF_AVID}
            return {each for each in cells if not each.endswith("/")}  # a folder is no medium
        case ".aaf":
            return set(_locators(path))
    return set()  # an EDL has reels and names only


def names(path: Path) -> set[str]:
    """Return by what else a timeline may mean media: names of clips, reels, tapes and files.

    Of AAF also the path that Avid notes in a comment of the clip: that of the locator, written otherwise.
    """
    match path.suffix:
        case ".otio":
            return set(_members(path.read_text(), "name"))
        case ".xml":
            return {each.text for each in _elements(path) if each.tag == "name" and each.text}
        case ".fcpxml":
            return {each.get("name", "") for each in _elements(path)} - {""}
        case ".ale":
            return {value for column, value in _cells(path) if column in _NAMES_IN_ALE}
        case ".aaf":
            return set(_names_in_aaf(path))
    return set(_names_in_edl(path.read_text()))


def _members(text: str, key: str) -> Iterator[str]:
    """Yield the strings of a key; numbers such as Inf, which OTIO writes and JSON does not know, are passed over."""
    for found in re.finditer(rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)+")', text):
        yield json.loads(found[1])


def _elements(path: Path) -> Iterator[ElementTree.Element]:
    return ElementTree.parse(path).getroot().iter()


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    lines = path.read_text().splitlines()
    columns = lines[lines.index("Column") + 1].split("\t")
    for line in lines[lines.index("Data") + 1 :]:
        for column, value in zip(columns, line.split("\t"), strict=False):  # empty cells at the end may be left out
            if value.strip():
                yield column, value.strip()


def _names_in_edl(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if found := _COMMENT.match(line) or _EVENT.match(line):
            yield from (each.strip() for each in found.groups() if each)


def _locators(path: Path) -> Iterator[str]:
    with aaf2.open(str(path)) as opened:
        for mob in opened.content.mobs:
            yield from _urls(getattr(mob, "descriptor", None))


def _names_in_aaf(path: Path) -> Iterator[str]:
    with aaf2.open(str(path)) as opened:
        for mob in opened.content.mobs:
            yield from [mob.name] if mob.name else []
            yield from (comment.value for comment in _listed(mob, "UserComments") if comment.name in _PATHS_OF_AVID)


def _urls(descriptor: Any) -> Iterator[str]:
    """Yield the locators of an essence descriptor, and of those that a multiple one is made of."""
    for locator in _listed(descriptor, "Locator"):
        if locator.get("URLString") is not None:
            yield locator["URLString"].value
    for each in _listed(descriptor, "FileDescriptors"):
        yield from _urls(each)


def _listed(owner: Any, name: str) -> Any:
    return () if owner is None or owner.get(name) is None else owner[name].value
