"""Which tools read media here, and in which versions: the stamp that tells when a failed file is worth another try.

Versions come from package metadata, so that a rescan that opens nothing need not load the tools.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assetgraph.errors import UsageError
from assetgraph.settings import Settings

_PACKAGES = {"pyav": "av", "mediainfo": "pymediainfo", "openimageio": "OpenImageIO"}
_EXIFTOOL = "exiftool"


def locate_exiftool(settings: Settings) -> Path | None:
    """The ExifTool to use; None when there is none."""
    from assetgraph.media.probes.exiftool import find_exiftool

    return find_exiftool(settings.exiftool, settings.cache)


def tools_line(exiftool: Path | None) -> str:
    """All tools with their versions in one line; a missing one shows as missing."""
    from assetgraph.media.probes import exiftool as probe

    probe.configure(exiftool)
    versions = {name: _version(package) for name, package in _PACKAGES.items()}
    versions[_EXIFTOOL] = probe.version()
    return " ".join(f"{name}={found or 'missing'}" for name, found in sorted(versions.items()))


def missing_tools(required: Iterable[str], exiftool: Path | None) -> list[str]:
    """Those of the required tools that are not here; raises UsageError for a name that is no tool."""
    missing = []
    for name in required:
        if name not in {*_PACKAGES, _EXIFTOOL}:
            raise UsageError(f"no tool {name!r}", next_step=f"known: {', '.join([*_PACKAGES, _EXIFTOOL])}")
        here = exiftool is not None if name == _EXIFTOOL else _version(_PACKAGES[name]) is not None
        if not here:
            missing.append(name)
    return missing


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
