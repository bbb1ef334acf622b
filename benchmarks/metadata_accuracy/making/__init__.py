"""Writes the samples: every named format and the function that makes its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.metadata_accuracy.making.movies import MOVIES, write_movies
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample

MAKERS: dict[str, Callable[[Workshop, str], Iterator[Sample]]] = {
    **dict.fromkeys(MOVIES, write_movies),
}
