"""A reference as a document wrote it, taken apart: the one normaliser of paths of all systems. Pure.

Windows, UNC, POSIX, file URLs, shares (smb, afp, nfs), old Mac paths, relative ones and bare names. What a program
means by its own signs (`//` in Blender and Maya, Tcl quoting) its reader has translated before.
Not here: where the path lies today (mounts.py), whether anything is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile

from assetgraph.model.frames import Frames, frame_of
from assetgraph.storage.frame_tokens import FrameToken, comparable, find_token, leaves_number_open
from assetgraph.storage.percent import decode

MAX_LENGTH = 32_767
"""Characters; the longest path any file system in use takes."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=//)|(file):", re.IGNORECASE)
_OPAQUE = re.compile(r"(urn|data|anon|asset|op|opdef|oplib|umid|mailto):", re.IGNORECASE)
_SHARES = {"smb": "", "cifs": "", "afp": "", "nfs": "nfs:"}
_EXTENDED = re.compile(r"[\\/]{2}[?.][\\/](unc[\\/])?", re.IGNORECASE)
_DRIVE = re.compile(r"[\\/]?([A-Za-z])[:|](?=[\\/]|$)")
_ADMIN_SHARE = re.compile(r"[\\/]([A-Za-z])\$(?=[\\/]|$)")
_EXPORT = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]+):(?=/(?!/))")
_CLASSIC_MAC = re.compile(r"[^:/\\]{2,}(?::[^:/\\]+)+:[^:/\\]*\.[A-Za-z0-9]{1,8}")
_LOCAL_HOSTS = frozenset(("localhost", "127.0.0.1", "[::1]"))
_VARIABLE = re.compile(
    r"""
      \[(?:getenv|value|file|python|expr|knob|lindex|lrange|regsub|regexp|metadata|relpath|firstof|topnode)\b
    | `
    | \$\{[^{}]*\}
    | (?:^|(?<=[._\s-]))\$(?!RECYCLE\.BIN)[A-Za-z_]\w*
    | ^%[A-Za-z_]\w*%$
    | <<[^<>]*>>
    | <[A-Za-z][\w:.]*>
    | %[vV](?![A-Za-z0-9])
    """,
    re.VERBOSE,
)


class Form(StrEnum):
    """How a reference is written."""

    POSIX = "posix"
    WINDOWS = "windows"  # on a drive; on none when only rooted (\x)
    UNC = "unc"  # a share of a host, however written
    RELATIVE = "relative"
    NAME = "name"  # one part only
    VARIABLE = "variable"  # holds an expression that nobody substituted
    URL = "url"  # of any scheme that is no file system's


class Meaning(StrEnum):
    """How a reference means an asset."""

    WHOLE = "whole"
    PART = "part"  # of the range that it names, only a part is there
    FRAME = "frame"  # one file stands for all its sequence, or all for one of its files


@dataclass(frozen=True, slots=True)
class RawPath:
    """A reference taken apart. Two that mean the same place have the same `key`."""

    raw: str
    form: Form
    root: str
    """What stands before the parts: "/", "S:/", "//server/", "nfs://server/", "s3://bucket/", a backslash for
    the root of some drive; empty when relative."""
    parts: tuple[str, ...]
    """Decoded, without `.`; `..` only where there was nothing to fold it with."""
    scheme: str = ""
    host: str = ""
    """Lower case, without user, password and port."""
    drive: str = ""
    """One upper-case letter."""
    sequence: FrameToken | None = None
    """What stands for the frame number in the last part."""

    @property
    def name(self) -> str:
        """The last part; empty for a bare root."""
        return self.parts[-1] if self.parts else ""

    @property
    def text(self) -> str:
        """The whole in one spelling: forward slashes, no escapes."""
        return self.root + "/".join(self.parts) if self.parts or self.root else self.raw

    @property
    def key(self) -> str:
        """The text as it is compared: composed (NFC) and without case."""
        return comparable(self.text)

    def unquoted(self) -> RawPath | None:
        """The same text read as if it were percent-encoded; None where that changes nothing, or it was a URL."""
        decoded = self.raw if self.scheme else decode(self.raw)
        return None if decoded == self.raw else _build(self.raw, "", decoded)

    def means_sequence(self, pattern: str, frames: Frames | None = None) -> Meaning | None:
        """How the last part means an image sequence of that name pattern; None when it does not.

        `frames`, where they are known, rule out a frame that is not there, and let %04d be matched with a pattern
        that is not padded.
        """
        if self.sequence:
            fits = self.sequence.fits_pattern(pattern, frames.first if frames else None)
            return _range_in(self.sequence, frames) if fits else None
        number = frame_of(_bytes(pattern), _bytes(self.name))
        return Meaning.FRAME if number is not None and (frames is None or frames.hold(number)) else None

    def means_file(self, name: str) -> Meaning | None:
        """How the last part means a single file of that name; None when it does not."""
        if comparable(name) == comparable(self.name):
            return Meaning.WHOLE
        return Meaning.FRAME if self.sequence and self.sequence.fits_name(name) else None


def _range_in(token: FrameToken, frames: Frames | None) -> Meaning | None:
    """How much of the range that a reference names lies between a sequence's ends."""
    if token.first is None or token.last is None or frames is None:
        return Meaning.WHOLE
    first, last = sorted((token.first, token.last))
    if last < frames.first or frames.last < first:
        return None
    return Meaning.WHOLE if frames.first <= first and last <= frames.last else Meaning.PART


def parse(raw: str) -> RawPath:
    """Take a reference apart; no text of a path is refused, however odd.

    Raises ValueError for what can be no path: nothing but blanks, a NUL within, over 32,767 characters.
    """
    text = raw.strip("\0 \t\r\n")
    if not text or "\0" in text or len(text) > MAX_LENGTH:
        raise ValueError("a path has 1 to 32,767 characters and no NUL")
    if _OPAQUE.match(text):
        return RawPath(raw, Form.URL, "", (), scheme=text.partition(":")[0].lower())
    found = _SCHEME.match(text)
    if not found:
        return _build(raw, "", text)
    scheme, rest = found[0][:-1].lower(), text[found.end() :]
    if scheme == "file":
        return _build(raw, scheme, _of_file_url(rest.replace("\\", "/")))
    host, _, path = rest.lstrip("/").partition("/")
    host = _host(host)
    if scheme in _SHARES:
        return _finish(raw, Form.UNC, f"{_SHARES[scheme]}//{host}/", _split(decode(path)), scheme=scheme, host=host)
    path = re.split(r"[?#]", path, maxsplit=1)[0] if scheme.startswith("http") else path
    return _finish(raw, Form.URL, f"{scheme}://{host}/", decode(path).split("/"), scheme=scheme, host=host)


def _host(authority: str) -> str:
    return re.sub(r":\d*$", "", decode(authority).rpartition("@")[2]).lower()


def _of_file_url(rest: str) -> str:
    """What a file URL says after its scheme, as a path."""
    if not rest.startswith("//"):
        return decode(rest)
    authority, _, path = rest[2:].partition("/")
    authority, path = decode(authority), decode(path)
    if not authority or authority.lower() in _LOCAL_HOSTS:
        return "/" + ("/" + path.lstrip("/") if path.startswith("/") else path)
    if _DRIVE.fullmatch(authority) or authority in {".", ".."}:
        return f"{authority}/{path}"
    return f"//{authority}/{path}"


def _build(raw: str, scheme: str, text: str) -> RawPath:
    """A path of a file system, whatever system it is of."""
    extended = _EXTENDED.match(text)
    if extended:
        text = ("//" if extended[1] else "/") + text[extended.end() :]
    if text.lower().startswith("localhost/"):
        text = text[len("localhost") :]
    if drive := _DRIVE.match(text):
        letter = drive[1].upper()
        return _finish(raw, Form.WINDOWS, f"{letter}:/", _split(text[drive.end() :]), scheme=scheme, drive=letter)
    if text.startswith("\\\\") or (text.startswith("//") and not text.startswith("///")):
        return _of_share(raw, scheme, text)
    if text.startswith("/"):
        return _finish(raw, Form.POSIX, "/", text.split("/"), scheme=scheme)
    if text.startswith("\\"):
        return _finish(raw, Form.WINDOWS, "\\", _split(text), scheme=scheme)
    if export := _EXPORT.match(text):
        host = export[1].lower()
        root = f"nfs://{host}/"
        return _finish(raw, Form.UNC, root, text[export.end() :].split("/"), scheme=scheme or "nfs", host=host)
    if not scheme and text.count(":") > 1 and _CLASSIC_MAC.fullmatch(text):
        return _finish(raw, Form.POSIX, "/", ["Volumes", *text.split(":")])
    return _finish(raw, Form.RELATIVE, "", _split(text), scheme=scheme)


def _of_share(raw: str, scheme: str, text: str) -> RawPath:
    named, *parts = list(dropwhile(lambda part: not part, _split(text))) or [""]
    rest = text.lstrip("/\\")[len(named) :]
    host = _host(named)
    if host in _LOCAL_HOSTS:
        if admin := _ADMIN_SHARE.match(rest):
            return _build(raw, scheme, f"{admin[1]}:{rest[admin.end() :]}")
        if text.startswith("/"):
            return _build(raw, scheme, "/" + rest.lstrip("/"))
    if not host:
        return _finish(raw, Form.POSIX, "/", parts, scheme=scheme)
    return _finish(raw, Form.UNC, f"//{host}/", parts, scheme=scheme, host=host)


def _split(text: str) -> list[str]:
    return re.split(r"[\\/]", text)


def _finish(
    raw: str, form: Form, root: str, texts: list[str], *, scheme: str = "", host: str = "", drive: str = ""
) -> RawPath:
    parts = _fold(texts, floor=1 if form is Form.UNC else 0, absolute=bool(root))
    sequence = find_token(parts[-1]) if parts else None
    if form is Form.RELATIVE and len(parts) == 1 and parts[0] != "..":
        form = Form.NAME
    if _is_variable(parts, sequence):
        form = Form.VARIABLE
    return RawPath(raw, form, root, parts, scheme, host, drive, sequence)


def _fold(texts: list[str], *, floor: int, absolute: bool) -> tuple[str, ...]:
    """Without empty parts and `.`; `..` takes away the part before it, but never a share or an expression."""
    parts: list[str] = []
    for text in texts:
        if text in {"", "."}:
            continue
        foldable = len(parts) > floor and parts[-1] != ".." and not _VARIABLE.search(parts[-1])
        if text == ".." and foldable:
            parts.pop()
        elif text != ".." or not absolute or len(parts) > floor:
            parts.append(text)
    return tuple(parts)


def _is_variable(parts: tuple[str, ...], sequence: FrameToken | None) -> bool:
    """Whether something in it still has to be put in its place, other than the one frame number."""
    if not parts:
        return False
    *folders, name = parts
    if sequence:
        name = f"{sequence.prefix}0{sequence.suffix}"
    elif leaves_number_open(name):
        return True
    return (
        folders[:1] == ["~"]
        or any(_VARIABLE.search(part) or leaves_number_open(part) for part in folders)
        or _VARIABLE.search(name) is not None
    )


def _bytes(text: str) -> bytes:
    return comparable(text).encode("utf-8", "surrogatepass")
