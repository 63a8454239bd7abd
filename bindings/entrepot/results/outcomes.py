"""What a run comes to: the outcomes that the library knows, and which of them are better when there is more."""

from __future__ import annotations

from dataclasses import dataclass

from entrepot import _core

_more_is_better = {"stack_share", "revenue_usd", "world_welfare", "welfare_high_income", "welfare_middle_income", "welfare_low_income"}
_less_is_better = {"diverted_h100e"}


@dataclass(frozen=True)
class Outcome:
    """What a run comes to. direction: 1 if more is better, -1 if less is, 0 if neither: then no verdict is given."""

    name: str
    unit: str
    doc: str
    direction: int


OUTCOMES: dict[str, Outcome] = {
    name: Outcome(name, unit, doc, (name in _more_is_better) - (name in _less_is_better)) for name, unit, doc in _core.OUTCOMES
}
