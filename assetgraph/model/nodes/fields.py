"""Kinds of properties that several nodes share."""

from __future__ import annotations

from typing import Any

from neomodel import StringProperty
from neomodel.properties import Property


class BytesProperty(Property[bytes]):
    """Raw bytes, stored as they are."""

    def inflate(self, value: Any, rethrow: bool = False) -> bytes:  # noqa: ARG002
        return bytes(value)

    def deflate(self, value: Any, rethrow: bool = False) -> bytes:  # noqa: ARG002
        return bytes(value)


def key(help_text: str) -> StringProperty:
    return StringProperty(required=True, unique_index=True, help_text=help_text)


def run() -> StringProperty:
    return StringProperty(help_text="run that wrote this", stamp=True)
