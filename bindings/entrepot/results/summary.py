"""Numbers of many runs: means with their errors and ranges, by outcome and strategy, and run by run between two strategies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from entrepot.model import Outcome

if TYPE_CHECKING:
    import pandas as pd


class Spread(NamedTuple):
    """Mean of runs, its Monte Carlo error, and the 5% and 95% quantiles. NaN where there are too few."""

    mean: float
    error: float
    p5: float
    p95: float


def spread(values: np.ndarray) -> Spread:
    if len(values) == 0:
        return Spread(*(float("nan"),) * 4)
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
    low, high = np.quantile(values, (0.05, 0.95))
    return Spread(float(np.mean(values)), error, float(low), float(high))


def ordered_index(names: list[str], levels: Sequence[Sequence[Any]], keys: Sequence[tuple[Any, ...]]) -> pd.MultiIndex:
    """An index whose levels keep their order, so that keys in this order count as sorted and looking up is quick."""
    import pandas as pd

    places = [{name: i for i, name in enumerate(level)} for level in levels]
    return pd.MultiIndex(levels, [[place[key[i]] for key in keys] for i, place in enumerate(places)], names=names)


def summary_table(runs: Mapping[str, pd.DataFrame], chosen: Mapping[str, Outcome]) -> pd.DataFrame:
    """By (outcome, strategy). runs: strategy -> outcomes of its runs that are done. chosen: name to stand there -> outcome."""
    import pandas as pd

    rows = []
    for outcome in chosen.values():
        for frame in runs.values():
            values = frame[outcome.name].to_numpy()
            rows.append((*spread(values), len(values), outcome.unit))
    names = [list(chosen), list(runs)]
    index = ordered_index(["outcome", "strategy"], names, list(product(*names)))
    return pd.DataFrame(rows, columns=[*Spread._fields, "runs", "unit"], index=index)


class Difference(NamedTuple):
    """First strategy minus second, paired run by run: a row of `Results.differences`."""

    mean: float
    error: float
    share: float
    p5: float
    p95: float
    least: float
    unit: str
    verdict: str


def difference_table(rows: Mapping[tuple[str, str, str], Difference], outcomes: Sequence[str], strategies: Sequence[str]) -> pd.DataFrame:
    """By (outcome, first, second), in the order of outcomes and strategies."""
    import pandas as pd

    place = [{name: i for i, name in enumerate(level)} for level in (outcomes, strategies, strategies)]
    keys = sorted(rows, key=lambda key: tuple(level[name] for level, name in zip(place, key)))
    index = ordered_index(["outcome", "first", "second"], [outcomes, strategies, strategies], keys)
    return pd.DataFrame([rows[key] for key in keys], columns=Difference._fields, index=index)
