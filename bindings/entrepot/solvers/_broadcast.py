"""Closed forms of several numbers, for scalars or for arrays of any shapes that go together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def over(result: Any, function: Callable[..., tuple[Any, ...]], *arguments: ArrayLike) -> Any:
    """`result` (a NamedTuple) of function(*arguments): of numbers if all arguments are, else of arrays of the common shape."""
    arrays = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in arguments))
    if arrays[0].ndim == 0:
        return result(*function(*(a.item() for a in arrays)))
    rows = [function(*values) for values in zip(*(a.ravel() for a in arrays), strict=True)]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(result._fields)
    return result(*(np.array(c).reshape(arrays[0].shape) for c in columns))
