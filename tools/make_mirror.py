#!/usr/bin/env python3
"""Generate the scenario `mirror` from `tiny`: two exporters with equal columns, in which every agent has a twin.

    tools/make_mirror.py TINY_FOLDER MIRROR_FOLDER            write it
    tools/make_mirror.py --check TINY_FOLDER MIRROR_FOLDER    compare with what stands there; exit 1 and a list of files if they differ

The home half of tiny (its home exporter, an ally, one swing state, with their firms, labs, products, lots, deals and ties) is kept; the
other half of tiny is thrown away and made anew as the mirror image: roles of the exporters exchanged, alignment with the other sign, country
groups exchanged (A5 with D5, A6 with D1, tier1 with tier3), rules doubled for the second exporter. Budgets are scaled to the sales of the
kept vendors. Both exporters run the same strategy files. What is equal is not written: the mirror extends tiny, which extends the folder
`common` beside it.
"""

import argparse
import csv
import filecmp
import io
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

TWIN_STATES = {"AAA": "FFF", "BBB": "EEE", "CCC": "DDD"}
TWIN_STATES |= {b: a for a, b in TWIN_STATES.items()}
HALF = {"AAA", "BBB", "CCC"}
TWIN_GROUPS = {"A5": "D5", "D5": "A5", "A6": "D1", "D1": "A6", "D4": "D4", "tier1": "tier3", "tier3": "tier1", "tier2": "tier2"}
TWIN_EXPORTERS = {"home": "rival", "rival": "home"}
SUFFIX = "-twin"
STRATEGY = "status-quo-2025"


def twin(name):
    """Firms, labs, products, deals, rules: the same name with a suffix, and back."""
    return name[: -len(SUFFIX)] if name.endswith(SUFFIX) else name + SUFFIX


def twin_agent(agent):
    kind, name = agent.split(":")
    return f"{kind}:{TWIN_STATES[name] if kind == 'state' else twin(name)}"


def twin_words(text):
    order = ["A5", "A6", "D1", "D4", "D5", "tier1", "tier2", "tier3"]
    return " ".join(sorted((TWIN_GROUPS[w] for w in text.split()), key=order.index))


def negative(text):
    return text[1:] if text.startswith("-") else "-" + text if float(text) else text


def mapped(row, **maps):
    """A copy of the row with functions applied to some columns; empty fields stay empty."""
    return row | {c: f(row[c]) for c, f in maps.items() if row[c] != ""}


def twin_state(row):
    new = mapped(row, id=TWIN_STATES.get, name=lambda n: n + " (twin)", groups=twin_words, align=negative)
    return new | {"tier_home": row["tier_rival"], "tier_rival": row["tier_home"]}


def twin_firm(row):
    new = mapped(row, id=twin, name=lambda n: n + " (twin)", home=TWIN_STATES.get)
    return new | {"listed_home": row["listed_rival"], "listed_rival": row["listed_home"]}


TWIN_ROWS = {
    "states": twin_state,
    "firms": twin_firm,
    "labs": lambda r: mapped(r, id=twin, name=lambda n: n + " (twin)", home=TWIN_STATES.get),
    "products": lambda r: mapped(r, id=twin, name=lambda n: n + " (twin)", vendor=twin, captive=twin, parent=twin),
    "buyers": lambda r: mapped(r, agent=twin_agent),
    "sites": lambda r: mapped(r, owner=twin_agent, host=TWIN_STATES.get),
    "lots": lambda r: mapped(r, product=twin, owner=twin_agent, host=TWIN_STATES.get),
    "deals": lambda r: mapped(r, id=twin, exporter=TWIN_EXPORTERS.get, host=TWIN_STATES.get, firm=twin),
    "layers/alliance": lambda r: mapped(r, source=TWIN_STATES.get, target=TWIN_STATES.get),
    "layers/trade": lambda r: mapped(r, source=TWIN_STATES.get, target=TWIN_STATES.get),
}


class Half:
    """Which rows of tiny belong to the kept half."""

    def __init__(self, tables):
        self.firms = {r["id"] for r in tables["firms"] if r["home"] in HALF}
        self.products = {r["id"] for r in tables["products"] if r["vendor"] in self.firms}

    def agent(self, agent):
        kind, name = agent.split(":")
        return name in (HALF if kind == "state" else self.firms)

    def holds(self, table, row):
        if table == "lots":  # diverted chips of the kept vendors stay where they are, so that the mirror has some
            return row["product"] in self.products and (self.agent(row["owner"]) or row["diverted"] == "1")
        if table in ("buyers", "sites"):
            return self.agent(row.get("agent") or row["owner"])
        if table == "products":
            return row["id"] in self.products
        column = {"states": "id", "firms": "home", "labs": "home", "deals": "host", "layers/alliance": "source", "layers/trade": "source"}[
            table
        ]
        return row[column] in HALF


def balanced(kept):
    """ai_share of the kept states scaled, so that they spend what the kept vendors sold: the other half bought some of it in tiny."""
    sold = sum(float(p["sold"]) * float(p["list_price"]) for p in kept["products"])
    spent = sum(float(s["ai_share"]) * float(s["gdp"]) / 4 for s in kept["states"])
    return [s | {"ai_share": f"{float(s['ai_share']) * sold / spent:.12g}"} for s in kept["states"]]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader), reader.fieldnames


def written(rows, columns):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def toml_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml_value(v)}" for k, v in value.items()) + " }"
    return str(value)  # numbers and dates


def twin_rules(text):
    """The rules of the file once more, for the other exporter and with its groups."""
    lines = []
    for rule in tomllib.loads(text)["rule"]:
        clauses, targets = rule.pop("clause", []), rule.pop("target", [])
        rule["id"], rule["exporter"] = twin(rule["id"]), TWIN_EXPORTERS[rule["exporter"]]
        lines += ["", "[[rule]]"] + [f"{k} = {toml_value(v)}" for k, v in rule.items()]
        for clause in clauses:
            lines += ["[[rule.clause]]"] + [f"{k} = {toml_value(v)}" for k, v in clause.items()]
        for target in targets:
            target |= {k: twin_words(" ".join(target[k])).split() for k in ("groups", "except")}
            lines += ["[[rule.target]]"] + [f"{k} = {toml_value(v)}" for k, v in target.items()]
    return (
        text.rstrip("\n") + "\n\n# Twins: the same rules of the second exporter, with country groups exchanged." + "\n".join(lines) + "\n"
    )


def scenario_text(tiny, without):
    """Over that of tiny: both exporters with the columns of its home exporter."""
    home = tiny["exporters"]["home"]
    rival = home | {"state": TWIN_STATES[home["state"]], "core": [TWIN_STATES[s] for s in home["core"]]}
    lines = [
        "# Written by tools/make_mirror.py from tiny; edit that, not this.",
        'id = "mirror"',
        'title = "Two equal blocs: every agent has a twin"',
        'extends = ["tiny"]',
        f"without = {toml_value(without)}",
        f'base_strategy = "{STRATEGY}"',
        f'rival_strategy = "{STRATEGY}"',
        "",
        "[exporters.rival]",
    ]
    return "\n".join(lines + [f"{k} = {toml_value(v)}" for k, v in rival.items()]) + "\n"


def write(tiny, target):
    tables, columns = {}, {}
    for name in TWIN_ROWS:
        tables[name], columns[name] = read(tiny / "data" / f"{name}.csv")
    half = Half(tables)
    if target.exists():
        shutil.rmtree(target)
    (target / "data" / "layers").mkdir(parents=True)
    kept = {name: [r for r in rows if half.holds(name, r)] for name, rows in tables.items()}
    kept["states"] = balanced(kept)
    for name, twin_of in TWIN_ROWS.items():
        rows = kept[name] + [twin_of(r) for r in kept[name]]
        (target / "data" / f"{name}.csv").write_text(written(rows, columns[name]), encoding="utf-8")
    (target / "rules").mkdir()
    for path in sorted((tiny.parent / "common" / "rules").glob("*.toml")):
        (target / "rules" / path.name).write_text(twin_rules(path.read_text(encoding="utf-8")), encoding="utf-8")
    uneven = []  # overrides that name a row of a table break the symmetry
    for path in sorted((tiny / "overrides").glob("*.toml")):
        if set(tomllib.loads(path.read_text(encoding="utf-8"))) - {"title", "after", "parameters"}:
            uneven.append(f"overrides/{path.name}")
    header = tomllib.loads((tiny / "scenario.toml").read_text(encoding="utf-8"))
    (target / "scenario.toml").write_text(scenario_text(header, uneven), encoding="utf-8")


def differing(one, two):
    """Paths (relative) of files that are in only one folder or differ in any byte."""

    def names(root):
        return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}

    return sorted((names(one) ^ names(two)) | {n for n in names(one) & names(two) if not filecmp.cmp(one / n, two / n, shallow=False)})


def main():
    parser = argparse.ArgumentParser(description="Generate the scenario mirror from tiny.")
    parser.add_argument("tiny", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    if not options.check:
        write(options.tiny, options.mirror)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "mirror"
        write(options.tiny, fresh)
        names = differing(fresh, options.mirror)
    for name in names:
        print(name)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
