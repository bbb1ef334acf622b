"""Writes the samples: every named format and the function that makes its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.metadata_accuracy.making.containers import CONTAINERS
from benchmarks.metadata_accuracy.making.films import FILMS, write_films
from benchmarks.metadata_accuracy.making.frames import EXRS, write_deep, write_exrs
from benchmarks.metadata_accuracy.making.movies import write_movies
from benchmarks.metadata_accuracy.making.picture_codecs import CODECS
from benchmarks.metadata_accuracy.making.sounds import SOUNDS, write_sounds
from benchmarks.metadata_accuracy.making.stills import STILLS, write_stills
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample

MAKERS: dict[str, Callable[[Workshop, str], Iterator[Sample]]] = {
    **{name: partial(write_movies, cases=cases) for name, cases in (CONTAINERS | CODECS).items()},
    **{name: partial(write_sounds, cases=cases) for name, cases in SOUNDS.items()},
    **{name: partial(write_stills, cases=cases) for name, cases in STILLS.items()},
    **{name: partial(write_exrs, asked=asked) for name, asked in EXRS.items()},
    "exr-deep": write_deep,
    **{name: partial(write_films, films=films) for name, films in FILMS.items()},
}
