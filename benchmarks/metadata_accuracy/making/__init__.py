"""Writes the samples: every named format and the function that makes its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.metadata_accuracy.making.frames import EXRS, FILMS, write_deep, write_exrs, write_films
from benchmarks.metadata_accuracy.making.movies import MOVIES, write_movies
from benchmarks.metadata_accuracy.making.sounds import SOUNDS, write_sounds
from benchmarks.metadata_accuracy.making.stills import STILLS, write_stills
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample

MAKERS: dict[str, Callable[[Workshop, str], Iterator[Sample]]] = {
    **dict.fromkeys(MOVIES, write_movies),
    **dict.fromkeys(SOUNDS, write_sounds),
    **dict.fromkeys(STILLS, write_stills),
    **dict.fromkeys(EXRS, write_exrs),
    "exr-deep": write_deep,
    **dict.fromkeys(FILMS, write_films),
}
