"""How far an ensemble is: a bar where somebody watches, or a function of the user."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any


def reporter(progress: bool | Callable[[int], Any], total: int, size: str) -> AbstractContextManager[Any]:
    """Something that is called with the number of runs done."""
    if callable(progress):
        return nullcontext(progress)
    if not progress or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        return nullcontext(None)
    return Bar(total, size)


class Bar:
    def __init__(self, total: int, size: str) -> None:
        from tqdm.auto import tqdm

        self._bar = tqdm(total=total, unit="run", desc=f"results {size}")

    def __enter__(self) -> Bar:
        return self

    def __call__(self, done: int) -> None:
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        self._bar.close()
