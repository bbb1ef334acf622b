"""Lists of files and their hashes that lie beside media: media hash lists (ASC MHL and the older form) and sums.

Nothing is compared with a file here, and nothing is resolved: a path is relative to the folder that
`HashList.folder` names, seen from the list. What points outside of it, or tells no sound hash, is left out.
Not here: hashes that we make ourselves (media/hashes.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from assetgraph.documents import guard
from assetgraph.errors import DocumentError

ASC_FOLDER = "ascmhl"
"""ASC MHL keeps its lists in a folder of this name; their paths count from the folder around it."""
_LARGEST = 2**63 - 1
_HEX = "[0-9a-f]"
_FORMS = {
    "md5": re.compile(f"{_HEX}{{32}}"),
    "sha1": re.compile(f"{_HEX}{{40}}"),
    "sha256": re.compile(f"{_HEX}{{64}}"),
    "sha512": re.compile(f"{_HEX}{{128}}"),
    "xxh64": re.compile(f"{_HEX}{{16}}"),
    "xxh3": re.compile(f"{_HEX}{{16}}"),
    "xxh128": re.compile(f"{_HEX}{{32}}"),
    # The older form tells these two in ways of its own: in decimal, and its bytes in another order.
    "xxhash": re.compile(f"{_HEX}{{1,10}}"),
    "xxhash64": re.compile(f"{_HEX}{{16}}"),
    "c4": re.compile(r"c4[1-9A-HJ-NP-Za-km-z]{88}"),
}
_SAME = {"xxhash64be": "xxh64"}
_CASE_MATTERS = "c4"
_COMMENT = re.compile(r"\s*(?:[#;]|//)|\s*$")
_SUM = r"(?:(XXH(?:3|64|128))_)?([0-9a-fA-F]{16,128})"
_GNU = re.compile(rf"(\\?){_SUM} [ *](.+)", re.DOTALL)
_BSD = re.compile(r"(\\?)([A-Z][A-Z0-9-]{2,9}) ?\((.+)\) ?= ?([0-9a-fA-F]{16,128})\s*", re.DOTALL)
_BARE = re.compile(rf"\s*{_SUM}\s*")
# Some tools part the hash from the name by one space or a tab.
_LOOSE = re.compile(rf"(){_SUM}[ \t]+\*?(.+)", re.DOTALL)
_BY_LENGTH = {16: "xxh64", 32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_NAMED = re.compile(r"md5|sha(?:1|256|512)|xxh(?:3|64|128)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "\\": "\\"}
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class HashedFile:
    """One row: a file, and what its content hashed to when the list was written."""

    path: str
    """Relative, with "/" between folders."""
    size: int | None
    """Bytes, where told."""
    hashes: Mapping[str, str]
    """Algorithm, as xxh64 or md5 -> hash; hexadecimal in small letters, save C4 and the older xxhash."""
    failed: tuple[str, ...] = ()
    """Algorithms that did not match when the list was written; their hashes are left out."""


@dataclass(frozen=True, slots=True)
class HashList:
    """One list; `left_out` rows were not understood."""

    form: str
    """asc-mhl, mhl or sums."""
    folder: str
    """Where the paths count from, seen from the folder of the list: "." or ".."."""
    files: tuple[HashedFile, ...]
    left_out: int = 0


def read_mhl(path: str) -> HashList:
    """A media hash list of either form. Raises DocumentError, UnreadableFile."""
    root = guard.xml(guard.read(path))
    if _local(root) != "hashlist":
        raise _no_list(f"its root is {_local(root)[:80]}, not hashlist")
    lists = [child for child in root if _local(child) == "hashes"]
    is_asc = bool(lists) or "ASC:MHL" in root.tag or root.get("version", "").startswith("2")
    found = [
        _row(each, is_asc=is_asc)
        for parent in (lists if is_asc else [root])
        for each in parent
        if _local(each) == "hash"
    ]
    in_asc_folder = Path(path).parent.name.lower() == ASC_FOLDER
    return _listed("asc-mhl" if is_asc else "mhl", ".." if is_asc and in_asc_folder else ".", found)


def read_sums(path: str) -> HashList:
    """A list of sums, as md5sum, sha1sum, xxhsum and others write it. Raises DocumentError, UnreadableFile.

    The algorithm is what a row or the list's name says, else the usual one of that length. A mere sum is that of the
    file which the list is named after.
    """
    # A name may hold other ends of lines than the one that parts the rows.
    lines = [line.removesuffix("\r") for line in guard.text(guard.read(path)).removeprefix("\ufeff").split("\n")]
    rows = [line for line in lines if not _COMMENT.match(line)]
    said = _NAMED.search(Path(path).name.rpartition(".")[2].lower())
    hint = said[0] if said else ""
    bare = _BARE.fullmatch(rows[0]) if len(rows) == 1 else None
    if bare:
        found = [_checked(Path(path).stem, None, _told(bare[1], bare[2], hint))]
    else:
        found = [_sum_row(line, hint) for line in rows]
    if not any(found):
        raise _no_list("not a list of sums")
    return _listed("sums", ".", found)


def _row(element: Element, *, is_asc: bool) -> HashedFile | None:
    told = next((child for child in element if _local(child) == ("path" if is_asc else "file")), None)
    if told is None:
        return None
    said = told.get("size") if is_asc else next((child.text for child in element if _local(child) == "size"), None)
    known = [child for child in element if _SAME.get(_local(child), _local(child)) in _FORMS]
    failed = tuple(_algorithm(child) for child in known if child.get("action") == "failed")
    hashes = {_algorithm(child): (child.text or "").strip() for child in known if child.get("action") != "failed"}
    return _checked(told.text or "", _size(said), hashes, failed)


def _sum_row(line: str, hint: str) -> HashedFile | None:
    bsd = _BSD.fullmatch(line)
    if bsd:
        escaped, algorithm, name, value = bsd.groups()
    else:
        gnu = _GNU.fullmatch(line) or _LOOSE.fullmatch(line)
        if not gnu:
            return None
        escaped, algorithm, value, name = gnu.groups()
    if escaped:
        name = _ESCAPE.sub(lambda found: _MEANT.get(found[1], found[0]), name)
    return _checked(name, None, _told(algorithm, value, hint))


def _told(said: str | None, value: str, hint: str) -> dict[str, str]:
    """The sum by its algorithm; none where what is said does not go with its length."""
    named = said.lower().replace("sha2-", "sha") if said else hint
    algorithm = named if said or (named and _FORMS[named].fullmatch(value.lower())) else _BY_LENGTH.get(len(value), "")
    return {algorithm: value} if algorithm in _FORMS else {}


def _checked(said: str, size: int | None, hashes: Mapping[str, str], failed: tuple[str, ...] = ()) -> HashedFile | None:
    """A row whose path stays inside and that tells something; the hashes that have their form."""
    sound = {}
    for algorithm, value in hashes.items():
        plain = value if algorithm == _CASE_MATTERS else value.lower()
        if _FORMS[algorithm].fullmatch(plain):
            sound[algorithm] = plain
    path = _relative(said)
    return HashedFile(path, size, sound, failed) if path and (sound or failed) else None


def _relative(said: str) -> str | None:
    """The path without what says nothing; None for one that is not relative, or points outside."""
    path = said.replace("\\", "/") if "\\" in said and "/" not in said else said
    if path.startswith("/") or _DRIVE.match(path) or "\0" in path:
        return None
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return None if ".." in parts or not parts else "/".join(parts)


def _listed(form: str, folder: str, found: Iterable[HashedFile | None]) -> HashList:
    rows = list(found)
    files = tuple(each for each in rows if each is not None)
    return HashList(form, folder, files, len(rows) - len(files))


def _size(said: str | None) -> int | None:
    try:
        found = int(said or "")
    except ValueError:
        return None
    return found if 0 <= found <= _LARGEST else None


def _algorithm(element: Element) -> str:
    return _SAME.get(_local(element), _local(element))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _no_list(reason: str) -> DocumentError:
    return DocumentError(reason, tool="assetgraph", next_step="copy it again from its source")
