"""Reading source tables, writing our own: CSV in, CSV out, one way to write a number, whole parts of a whole."""

import csv
import hashlib
from pathlib import Path


class Table:
    """Columns of one output table with a source for each column and exceptions for single values."""

    def __init__(self, name, columns, provenance):
        missing = [c for c in columns if c != "id" and c not in provenance]
        if missing:
            raise ValueError(f"{name}: no source for {missing}")
        self.name, self.columns, self.provenance = name, columns, provenance
        self.rows, self.exceptions = [], []

    def add(self, values, exceptions=None):
        """One row; `exceptions` maps columns to a source that is not the column's."""
        if set(values) != set(self.columns):
            raise ValueError(f"{self.name}: columns {sorted(set(values) ^ set(self.columns))}")
        differing = {c: s for c, s in (exceptions or {}).items() if s != self.provenance.get(c)}
        self.rows.append([cell(values[c]) for c in self.columns])
        self.exceptions.append(";".join(f"{c}={s}" for c, s in sorted(differing.items())))

    def keys(self):
        """All source keys that the table names."""
        named = set(self.provenance.values())
        for text in self.exceptions:
            named.update(part.split("=", 1)[1] for part in text.split(";") if part)
        return named

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with_sources = any(self.exceptions)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.columns + (["sources"] if with_sources else []))
            for row, text in zip(self.rows, self.exceptions):
                writer.writerow(row + ([text] if with_sources else []))


def cell(value):
    """None is the empty field; whole numbers have no point; others have at most 12 digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if float(value) == int(value) and abs(value) < 1e17:
        return str(int(value))
    return f"{value:.12g}"


def rounded(value, digits=6):
    """To significant digits, so that no table claims more than its source knows."""
    return float(f"{value:.{digits}g}")


class Sources:
    """The folder of source tables. Remembers which files were read, for digests."""

    def __init__(self, folder):
        self.folder, self.read = Path(folder), set()

    def rows(self, name):
        path = self.folder / name
        if not path.is_file():
            raise SystemExit(f"{path}: no such source table")
        self.read.add(name)
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def digest(self, name):
        data = (self.folder / name).read_bytes()
        return "blake2b-128:" + hashlib.blake2b(data, digest_size=16).hexdigest()


def number(text):
    """A number, or None where no value is known."""
    return float(text) if text not in ("", None) else None


def apportion(total, weights):
    """Whole parts of a whole by largest remainder; ties go to the earlier row. Deterministic; sums to `total`."""
    base = sum(weights)
    if total == 0 or base <= 0:
        if total:
            raise ValueError("nothing to apportion by")
        return [0] * len(weights)
    shares = [total * w / base for w in weights]
    parts = [int(s) for s in shares]
    order = sorted(range(len(weights)), key=lambda i: (-(shares[i] - parts[i]), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentiles(values):
    """Percentile rank of each value: share of the others that are below, ties half."""
    n = len(values)
    return [(sum(o < v for o in values) + 0.5 * (sum(o == v for o in values) - 1)) / (n - 1) for v in values]


class Assumptions:
    """Numbers that no source gives: ours (tools/baseline/assumptions.csv) and those of the source folder."""

    def __init__(self, own_file, sources):
        self.used = set()
        with open(own_file, encoding="utf-8", newline="") as file:
            self.rows = {r["name"]: r for r in csv.DictReader(file)}
        for row in sources.rows("assumptions.csv"):
            if row["name"] in self.rows:
                raise ValueError(f"assumption {row['name']} stands in both tables")
            self.rows[row["name"]] = row

    def __call__(self, name):
        self.used.add(name)
        return float(self.rows[name]["value"])
