"""Arguments that are not what they should be get one sentence, before anything begins."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Any

LARGEST = {2**63 - 1: "2^63 - 1", 2**64 - 3: "2^64 - 3"}


def whole(name: str, value: Any, least: int, most: int) -> int:
    """A whole number, also one of NumPy."""
    try:
        number = None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = None
    if number is None or not least <= number <= most:
        raise ValueError(f"{name} is {shown(value)}, allowed: a whole number from {least} to {LARGEST.get(most, most)}")
    return number


def instance(name: str, value: Any, kind: type | tuple[type, ...], allowed: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {shown(value)}, allowed: {allowed}")


def text(name: str, value: Any, allowed: str) -> str:
    """A string that the library can take: lone surrogates come from names of files that are not in UTF-8."""
    instance(name, value, str, allowed)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name} is {shown(value)}, which is not in UTF-8") from None
    return str(value)


def texts(name: str, values: Any, allowed: str) -> list[str]:
    """A list of strings; one string alone is a slip, since it is an iterable of letters."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"{name} is {shown(values)}, allowed: {allowed}")
    return [text(f"an element of {name}", value, "a name") for value in values]


def shown(value: Any) -> str:
    """A value in a sentence, cut if it is long."""
    try:
        words = repr(value)
    except ValueError:  # Python does not write whole numbers of thousands of digits
        words = "a number of very many digits"
    return words if len(words) <= 80 else words[:77] + "..."
