"""Cutting a stream into lists. itertools.batched, for Python 3.11 too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order; holds one list at a time."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
