"""Numbers for people: four significant digits, thousands by k, M, bn, tn."""

from __future__ import annotations

import math

_words = ((1e12, " tn"), (1e9, " bn"), (1e6, " M"), (1e3, " k"))


def number(value: float, digits: int = 4) -> str:
    """0.4213, 1250, 12.5 k, 3.2 M, 41.07 bn, 1.9 tn."""
    if math.isnan(value):
        return "-"
    scale, word = next(((s, w) for s, w in _words if abs(value) >= s), (1.0, ""))
    if scale == 1e3 and abs(value) < 1e4:
        scale, word = 1.0, ""
    shown = value / scale
    return (f"{shown:.0f}" if abs(shown) >= 10 ** (digits - 1) else f"{shown:.{digits}g}") + word


def size_text(size: float) -> str:
    """Bytes for people: 512 bytes, 12 MB, 3.4 GB."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB" if size < 1e6 else f"{size:.2g} GB"


def with_range(mean: float, low: float, high: float) -> str:
    """mean [5%, 95%]."""
    return f"{number(mean)} [{number(low, 3)}, {number(high, 3)}]"


def text_table(head: list[str], rows: list[list[str]]) -> str:
    """Columns aligned to the left, two spaces between them."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]

    def line(row: list[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()

    return "\n".join([line(head), line(["-" * width for width in widths]), *map(line, rows)])
