"""What the name of a folder says by itself: a part of every production, a shot, a day, a camera roll, a place. Pure.

Not here: what names beside and below each other tell together (projects/layouts.py).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata

from assetgraph.relate.naming.role_words import ROLES, Role

STRUCTURE_WORDS = frozenset({"shots", "sequences"})


SOURCES = frozenset({Role.FOOTAGE, Role.SOUND, Role.GRAPHICS, Role.ASSETS})
WORK = frozenset({Role.PROJECT_FILES, Role.EDIT, Role.EFFECTS, Role.OUTPUT})

TASKS = frozenset(
    "plate,plates,comp,comps,compositing,render,renders,anim,animation,layout,lighting,light,fx,roto,paint,prep,"
    "matchmove,tracking,track,cfx,sim,cache,caches,nuke,maya,houdini,blender,work,publish,published,wip,scenes,grade,"
    "elements,precomp,slapcomp,output,input,scan,scans,lookdev,blocking,cg,3d,2d,dmp,stereo".split(",")
)
"""Folders of a shot, by department or step of work."""

KIND_WORDS = frozenset(
    "plate,plates,comp,comps,compositing,anim,animation,layout,blocking,lighting,fx,lookdev,matchmove,roto,nuke,rig,"
    "rigs,rigging,characters,char,render,renders,interviews,interview".split(",")
)
"""Words below a project that speak for one kind of production."""

_PASSAGES = frozenset(
    "work,production,vfx,3d,2d,cg,cgi,scenes,episodes,episode,animation,prod shots,post,cinematics,cutscenes".split(",")
)
"""Folders between a project and its shots that are no sequence."""

_DERIVED = frozenset("proxies,proxy,transcodes,thumbnails,thumbs,previews,optimized media,render files".split(","))
"""Folders of what is made of media by programs."""

_PLACES = frozenset(
    "project,projects,jobs,shows,clients,customers,productions,prod,archive,archives,active,done,old,closed,backup,"
    "backups,storage,data,users,home,nas,raid,san,share,shared,public,volumes,mnt,media,srv,kunden,projekte,projets,"
    "proyectos,progetti,current,in progress,delivered,offload,offloads,dump,dumps,ingest,transfer,cards,drive,disk,"
    "disks,shuttle,desktop,videos,movies,pictures,photos,music,camera roll,camera uploads,dcim".split(",")
)
"""Folders in which projects lie, and which are none."""
_HOLDS_PROJECTS = _PLACES | {"work", "production", ""}

_NEVER = frozenset(
    "downloads,download,tmp,temp,cache,caches,trash,new folder,untitled folder,untitled,misc,stuff,various,system,"
    "windows,program files,applications,opt,usr,var,etc,bin,lib,src,root,proc,node modules,lost+found".split(",")
)
_LIBRARIES = frozenset(
    "library,libraries,stock,stock footage,resources,templates,template,presets,plugins,fonts,luts,lut,sfx library,"
    "music library,samples,test,tests".split(",")
)
_UNKEPT = frozenset({"downloads", "download", "trash", ".trash", ".trashes", "$recycle.bin"})
"""What lies below these is somebody's leavings: a template that was unpacked once looks like a project."""
_HOME_PARTS = frozenset(
    "desktop,downloads,documents,pictures,music,videos,movies,public,templates,library,appdata,onedrive".split(",")
)

_SHOT_NAME = (
    r"(?:sh|shot|s)[_-]?\d{2,5}[a-z]?"  # sh010, shot_0010
    r"|[a-z]{1,6}\d{0,4}[_-](?:sh)?\d{3,5}[a-z]?"  # seq010_0020, abc_0010, sq01_sh0010
    r"|\d{2,4}[_-]\d{3,4}[a-z]?"  # 010_0010
    r"|(?:[a-z]{1,6}\d{0,4}|\d{3})[_-]\d{2,4}[_-]\d{3,4}[a-z]?"  # abc_010_0010, 101_010_0010
)
_SEQUENCE_NAME = r"(?:sq|seq|sequence|sc|scene)[_-]?\d{1,4}[a-z]?"
PROOF = re.compile(f"(?:{_SHOT_NAME}|{_SEQUENCE_NAME})", re.IGNORECASE)
"""Names of folders that show that the one above holds shots."""
SHOT = re.compile(_SHOT_NAME, re.IGNORECASE)
SURE_SEQUENCE = re.compile(_SEQUENCE_NAME, re.IGNORECASE)
SEQUENCE = re.compile(rf"{_SEQUENCE_NAME}|[a-z]{{2,6}}\d{{0,4}}|\d{{2,4}}", re.IGNORECASE)
_NUMBERED_SEQUENCE = re.compile(rf"{_SEQUENCE_NAME}|\d{{2,4}}", re.IGNORECASE)
_EPISODE = re.compile(r"(?:s\d{1,2}[_-]?e\d{1,3}|(?:ep|episode)[ _-]?\d{1,4})(?:[ _-].*)?", re.IGNORECASE)
_SEASON = re.compile(r"(?:season|series|staffel)[ _-]?\d{1,2}", re.IGNORECASE)

_DATE = re.compile(r"((?:19|20)\d\d)([-_. ]?)(\d\d)\2(\d\d)(?![0-9])|(\d\d)(\d\d)(\d\d)(?=$|[-_ ])")
_MONTH = re.compile(r"(?:(?:19|20)\d\d[-_. ]?)?(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_OF_MONTH = re.compile(r"0[1-9]|[12]\d|3[01]")
_SHOOTING_DAY = re.compile(r"(?:shoot(?:ing)?[ _-]?)?(?:day|tag|jour|dia)[ _-]?\d{1,3}(?:[ _-].*)?", re.IGNORECASE)
_ROLL = re.compile(
    r"(?!v\d+$)[a-z]\d{3}(?:[_-]\d{4}[a-z0-9]*|[cr]\d{3}.*|r\w{3})?"  # A001, A001_0314AB, A001R1AA; no version
    r"|\d{3}(?:canon|eos5d|eos7d|nikon|nd\d{3}|msdcf|_pana|gopro|media|apple|fuji|olymp|sigma|leica|eosr\w?|___\d\d)"
    r"|(?:card|roll|reel|mag|cam|camera|clip)(?!s$)[ _-]?[a-z]?\d{0,3}[a-z]?",  # clips are many
    re.IGNORECASE,
)
_VERSION = re.compile(r"v(?:er|ersion)?[._ -]?\d+[a-z]?", re.IGNORECASE)
_CARD = frozenset(
    "contents,private,m4root,xdroot,dcim,avchd,bdmv,avf_info,clip,mp_root,bpav,clipbrd,sony,p2".split(",")
)
_CARD_ENDING = re.compile(r".+\.(?:rdc|rdm|rsv|cine)", re.IGNORECASE)
_NOT_SHOTS = re.compile(
    r"(?:day|tag|take|tk|card|roll|reel|cam|camera|mag|disc|disk|part|vol|volume|ep|episode|week|test|version|ver|v|img"
    r"|dsc|dscf|dscn|mvi|gopr|photo|photos|trip|page|final|rev|r|track|take|version|season)[_-]?\d+[a-z]?",
    re.IGNORECASE,
)
_NAMES_KEPT = 10_000
"""Most folders of a volume have a name that others have too."""
_ORDER = re.compile(r"^\d{1,3}[ ._-]+(?=\D)")
_SIGNS = re.compile(r"[ ._-]+")


@functools.lru_cache(_NAMES_KEPT)
def plain(name: str) -> str:
    """A name without its ordering number, in lower case, its words parted by blanks: 01_FOOTAGE is footage."""
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded.startswith((".", "$")):
        return folded
    return _SIGNS.sub(" ", _ORDER.sub("", folded)).strip() or folded


def order_number(name: str) -> str | None:
    """The number that sorts a folder among its like (01 of 01_FOOTAGE); None where there is none."""
    found = _ORDER.match(name)
    return found[0].rstrip(" ._-") if found else None


def role(name: str) -> Role | None:
    """What a folder of this name is for, in a production."""
    return ROLES.get(plain(name))


def task(name: str) -> str | None:
    """The step of work that a folder of a shot is for."""
    word = plain(name)
    return word if word in TASKS else None


@functools.lru_cache(_NAMES_KEPT)
def shot_code(name: str) -> str | None:
    """What the codes of shots beside each other have in common (sh### for sh010); None for what is no such code.

    Not a code: a camera roll, a day, a take.
    """
    if not SHOT.fullmatch(name) or is_roll(name) or is_day(name) or _NOT_SHOTS.fullmatch(name):
        return None
    head, digits, tail = _last_number(name)
    return f"{head.casefold()}{'#' * len(digits)}" + ("" if not tail else "a")


def shot_prefix(code: str) -> str:
    """The sequence's or show's part of what `shot_code` gives: abc of abc_####; empty where there is none."""
    return code.partition("#")[0].rstrip("_-") if "_" in code or "-" in code else ""


def is_numbered_sequence(name: str) -> bool:
    """Whether a folder that holds shots is named as one sequence of several."""
    return _NUMBERED_SEQUENCE.fullmatch(name) is not None and not is_year(name)


def is_episode(name: str) -> bool:
    """Whether a folder is named as an episode: s01e02, ep101."""
    return _EPISODE.fullmatch(name) is not None


def is_season(name: str) -> bool:
    """Whether a folder is named as a season."""
    return _SEASON.fullmatch(name) is not None


@functools.lru_cache(_NAMES_KEPT)
def is_day(name: str) -> bool:
    """Whether a folder is named by a day: 2026-03-14, 20260314_interview, 260314, Day_01."""
    found = _DATE.match(name)
    if not found:
        return _SHOOTING_DAY.fullmatch(name) is not None
    year, _, month, day, short_year, short_month, short_day = found.groups()
    try:
        dt.date(int(year or f"20{short_year}"), int(month or short_month), int(day or short_day))
    except ValueError:
        return False
    return True


def says_more_than_day(name: str) -> bool:
    """Whether words follow the day that a folder is named by: 2026-03-14_interview."""
    found = _DATE.match(name)
    return found is not None and any(sign.isalpha() for sign in name[found.end() :])


def is_month(name: str) -> bool:
    """Whether a folder within that of a year is named by a month."""
    return _MONTH.fullmatch(name) is not None


def is_year(name: str) -> bool:
    """Whether a folder is named by a year; a project may be, too."""
    return _YEAR.fullmatch(name) is not None


def is_day_of_month(name: str) -> bool:
    """Whether a folder within that of a month is named by a day."""
    return _DAY_OF_MONTH.fullmatch(name) is not None


@functools.lru_cache(_NAMES_KEPT)
def is_roll(name: str) -> bool:
    """Whether a folder is named as a camera names its rolls, or people do: A001, A001_0314, 100CANON, CARD_02."""
    return _ROLL.fullmatch(name) is not None


def is_card_part(name: str) -> bool:
    """Whether cameras make a folder of this name on their cards."""
    return name.casefold() in _CARD or _CARD_ENDING.fullmatch(name) is not None


def is_passage(name: str) -> bool:
    """Whether a folder of this name only leads from a project to its shots."""
    return plain(name) in _PASSAGES or is_episode(name) or is_season(name)


def is_home_part(name: str) -> bool:
    """Whether every person's home has a folder of this name."""
    return name.casefold() in _HOME_PARTS


def is_unkept(name: str) -> bool:
    """Whether nothing below a folder of this name tells of a project."""
    return name.casefold() in _UNKEPT


def holds_projects(name: str) -> bool:
    """Whether a folder of this name is a place for projects; the volume's root, named by nothing, is one."""
    return plain(name) in _HOLDS_PROJECTS or is_year(name)


def is_library(name: str) -> bool:
    """Whether a folder of this name holds what all projects use."""
    return plain(name) in _LIBRARIES


def may_be_project(name: str) -> bool:
    """Whether a folder of this name may be a project at all."""
    word = plain(name)
    return not (
        name.startswith((".", "$"))
        or word in _PLACES
        or word in _NEVER
        or is_part(name)
        or is_card_part(name)
        or not any(sign.isalnum() for sign in name)
    )


@functools.lru_cache(_NAMES_KEPT)
def is_part(name: str) -> bool:
    """Whether a folder of this name is a part of what is above it, and no project of its own."""
    word = plain(name)
    return (
        word in ROLES
        or word in STRUCTURE_WORDS
        or word in _PASSAGES
        or word in TASKS
        or word in _DERIVED
        or is_day(name)
        or is_roll(name)
        or _VERSION.fullmatch(name) is not None
        or is_episode(name)
        or is_season(name)
        or SURE_SEQUENCE.fullmatch(name) is not None
    )


def _last_number(name: str) -> tuple[str, str, str]:
    """(before, digits, after) of the last number of a name that has one."""
    digits = list(re.finditer(r"\d+", name))[-1]
    return name[: digits.start()], digits[0], name[digits.end() :]
