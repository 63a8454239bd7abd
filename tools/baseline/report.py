"""docs/baseline_values.md: how many values come from which source, and every assumption with its range. Written, never edited."""

import csv
from collections import Counter


def count_values(table):
    """(column, source key) -> number of non-empty values."""
    counts = Counter()
    for row, text in zip(table.rows, table.exceptions):
        exceptions = dict(part.split("=", 1) for part in text.split(";") if part)
        for column, value in zip(table.columns, row):
            if column != "id" and value != "":
                counts[column, exceptions.get(column, table.provenance[column])] += 1
    return counts


def text(tables, assumptions, rules_file, announced):
    with open(rules_file, encoding="utf-8", newline="") as file:
        rules = {r["name"]: r["rule"] for r in csv.DictReader(file)}
    lines = [
        "# Where the values of the baseline come from",
        "",
        "Written by `tools/compile_baseline.py`; do not edit. The rules are told in [data.md](data.md).",
        "",
        "## Values by source",
        "",
        "| table | column | source key | values |",
        "| --- | --- | --- | --- |",
    ]
    used = set()
    for table in tables.values():
        for (column, source), n in sorted(count_values(table).items(), key=lambda item: (table.columns.index(item[0][0]), item[0][1])):
            lines.append(f"| {table.name} | {column} | {source} | {n} |")
            used.add(source)
    names = {s.split(":", 1)[1] for s in used if s.startswith("assumption:")}
    unknown = sorted(names - set(rules) - set(assumptions.rows))
    if unknown:
        raise ValueError(f"assumptions without a rule or a range: {unknown}")
    lines += ["", "## Rules of filling", "", "| key | rule |", "| --- | --- |"]
    lines += [f"| {n} | {rules[n]} |" for n in sorted(rules)]
    lines += ["", "## Assumed numbers", "", "| key | value | low | high | unit | note |", "| --- | --- | --- | --- | --- | --- |"]
    for n in sorted(set(assumptions.used) | (names & set(assumptions.rows))):
        r = assumptions.rows[n]
        lines.append(f"| {n} | {r['value']} | {r['low']} | {r['high']} | {r['unit']} | {r['note']} |")
    lines += ["", "## Announced demand", "", "| state | H100e a quarter | low | high | quarters |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {r['iso3']} | {r['h100e_per_quarter']} | {r['low']} | {r['high']} | {r['quarters']} |" for r in announced]
    return "\n".join(lines) + "\n"
