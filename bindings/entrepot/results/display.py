"""Results for people: the tables of a terminal and of a notebook."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entrepot._format import number, text_table, with_range
from entrepot.model import Outcome

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Shown:
    """What is shown of results. known: the outcomes. labels: outcome -> its name for people. summary, differences: as `Results` gives them."""

    strategies: Sequence[str]
    known: Mapping[str, Outcome]
    labels: Mapping[str, str]
    summary: pd.DataFrame
    differences: pd.DataFrame

    def outcomes(self) -> Iterator[tuple[Outcome, list[str]]]:
        """Each outcome with its mean and range under each strategy."""
        for outcome in self.known.values():
            rows = (self.summary.loc[(outcome.name, s), ["mean", "p5", "p95"]] for s in self.strategies)
            yield outcome, [with_range(*row) for row in rows]

    def judged(self) -> Iterator[tuple[str, str, str, Any]]:
        """Label of the outcome, first and second strategy, and row of each difference of which a verdict is given."""
        for (outcome, first, second), row in self.differences[self.differences["verdict"] != ""].iterrows():
            yield self.labels[outcome], first, second, row


def as_text(shown: Shown, lines: Sequence[str]) -> str:
    """The tables that `entrepot compare` prints, below some lines."""
    rows = [[shown.labels[outcome.name], outcome.unit, *values] for outcome, values in shown.outcomes()]
    head = ["outcome", "unit", *shown.strategies]
    parts = [*lines, "Outcomes: mean [5%, 95%] over draws\n\n" + text_table(head, rows)]
    rows = []
    for label, first, second, row in shown.judged():
        error = f"{number(row['mean'])} +- {number(row['error'], 2)}"
        spread = f"[{number(row['p5'], 3)}, {number(row['p95'], 3)}]"
        rows.append([label, f"{first} - {second}", error, f"{row['share']:.0%}", spread, number(row["least"], 3), row["verdict"]])
    head = ["outcome", "difference", "mean +- error", "won", "[5%, 95%]", "matters from", "verdict"]
    title = "Paired differences, run by run (won: share of draws in which the first is better; 'better' needs 80% and a mean that matters)"
    if rows:
        parts.append(f"{title}\n\n" + text_table(head, rows))
    return "\n\n".join(parts)


def as_html(shown: Shown, caption: str) -> str:
    """The same tables for a notebook."""
    cell = "<td style='text-align:left'>{}</td>".format
    head = "".join(f"<th>{html.escape(s)}</th>" for s in shown.strategies)
    rows = []
    for outcome, values in shown.outcomes():
        name = f"{html.escape(shown.labels[outcome.name])} [{html.escape(outcome.unit)}]"
        rows.append(f"<tr><td title='{html.escape(outcome.doc, quote=True)}'>{name}</td>{''.join(map(cell, values))}</tr>")
    pairs = []
    for label, first, second, row in shown.judged():
        cells = (
            f"{number(row['mean'])} &plusmn; {number(row['error'])}",
            f"{row['share']:.0%}",
            f"{number(row['p5'])} to {number(row['p95'])}",
            html.escape(row["verdict"]),
        )
        names = f"{html.escape(first)} &minus; {html.escape(second)}"
        pairs.append(f"<tr><td>{html.escape(label)}</td><td>{names}</td>{''.join(map(cell, cells))}</tr>")
    return (
        f"<p>{html.escape(caption)}</p>"
        f"<table><caption>Mean and 90% range over draws</caption><tr><th>outcome</th>{head}</tr>{''.join(rows)}</table>"
        "<table><caption>Paired differences</caption><tr><th>outcome</th><th>difference</th><th>mean &plusmn; error</th>"
        f"<th>share won</th><th>90% range</th><th>verdict</th></tr>{''.join(pairs)}</table>"
    )
