"""What a difference of two strategies is: three numbers and a verdict (model description, section 7).

The three numbers: the mean with its Monte Carlo error, which shrinks with runs; the share of draws in which the first strategy beats the
second, which does not; the 5-95% range over draws. "A is better" needs a share of at least 0.8 and a mean above the least relevant
difference, with an error below a quarter of the larger of the two. Otherwise "cannot tell", with its reason (docs/model/outcomes.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

SHARE = 0.8  # of draws in which the better strategy must win
ERROR = 0.25  # most Monte Carlo error, as a part of what it is an error of
EVIDENCE = 3.0  # standard errors of a rank correlation, below which no parameter is blamed


def verdict(difference: np.ndarray, direction: int, least: float, names: tuple[str, str], draws: pd.DataFrame | None) -> str:
    """One sentence on paired differences (first strategy minus second, one value a run).

    direction: 1 if more is better, -1 if less is. least: the least relevant difference. draws: parameters of the runs, one row each.
    """
    n = len(difference)
    if n < 2:
        return "cannot tell: too few runs"
    mean = direction * float(np.mean(difference))
    error = float(np.std(difference, ddof=1)) / np.sqrt(n)
    if error >= ERROR * max(abs(mean), least) and error > 0:
        return "cannot tell: too few runs"
    winner = 0 if mean > 0 else 1
    share = float(np.mean(direction * difference > 0 if winner == 0 else direction * difference < 0))
    if abs(mean) > least and share >= SHARE:
        return f"{names[winner]} is better"
    if np.max(np.abs(np.quantile(difference, (0.05, 0.95)))) <= least:
        return "cannot tell: too small to matter"
    blamed = most_correlated(difference, draws)
    if blamed:
        return f"cannot tell: depends on beliefs ({blamed})"
    return "cannot tell: too small to matter" if abs(mean) <= least else "cannot tell: depends on luck"


def most_correlated(difference: np.ndarray, draws: pd.DataFrame | None) -> str:
    """The parameter with the largest absolute rank correlation (Spearman) with the difference, or "" if none is beyond chance."""
    import pandas as pd

    if draws is None or len(difference) < 4:
        return ""
    varied = draws.loc[:, draws.nunique() > 1]
    if varied.shape[1] == 0:
        return ""
    ranks = varied.rank().to_numpy()
    ranks = ranks - ranks.mean(axis=0)
    target = pd.Series(difference).rank().to_numpy()
    target = target - target.mean()
    length = np.sqrt((ranks**2).sum(axis=0) * (target**2).sum())
    if not np.any(length > 0):
        return ""
    rho = np.abs(target @ ranks) / np.where(length > 0, length, np.inf)
    best = int(np.argmax(rho))
    return str(varied.columns[best]) if rho[best] * np.sqrt(len(difference) - 1) > EVIDENCE else ""


def least_relevant(outcome: str, scales: Mapping[str, float], reference: pd.DataFrame) -> float:
    """Least difference of an outcome that matters: a quarter of its scale in the scenario's preference profiles (the smallest, if they
    differ), else 1% of its mean absolute value under the reference, the second strategy. The scale of diverted chips is a share of the
    home exporter's chips in service."""
    if outcome in scales:
        return abs(scales[outcome]) / 4
    if outcome == "diverted_h100e" and "diverted_share" in scales:
        return abs(scales["diverted_share"]) / 4 * float(reference["home_h100e"].abs().mean())
    return 0.01 * float(reference[outcome].abs().mean())


def checked_least(name: str, value: float) -> float:
    """A least difference that the user gives; raises ValueError with a sentence."""
    number = float("nan") if isinstance(value, str) else float(value)
    if not 0 <= number < float("inf"):
        raise ValueError(f"the least relevant difference of {name} is {value!r}, allowed: a number of at least 0")
    return number


def smallest_scales(preferences: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The smallest scale of each outcome over the preference profiles."""
    scales: dict[str, float] = {}
    for profile in preferences.values():
        for name, scale in profile["scales"].items():
            if name not in scales or abs(scale) < abs(scales[name]):
                scales[name] = scale
    return scales
