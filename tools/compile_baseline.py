#!/usr/bin/env python3
"""Compile libagents/scenarios/baseline from a folder of source tables.

    tools/compile_baseline.py FOLDER            write the scenario and docs/baseline_values.md
    tools/compile_baseline.py --check FOLDER    compile into a temporary folder and compare; exit 1 and a list of files if they differ

Standard library only, no clock and no randomness: the same inputs give the same bytes. What is filled by which rule stands in docs/data.md.
"""

import argparse
import csv
import filecmp
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from baseline import chips, citations, demand, geography, owners, report, stocks, ties  # noqa: E402
from baseline.tables import Assumptions, Sources  # noqa: E402

HERE = Path(__file__).resolve().parent / "baseline"
ROOT = HERE.parent.parent
TARGET = ROOT / "libagents" / "scenarios" / "baseline"
COMMON = TARGET.parent / "common"  # written by hand; the baseline extends it
VALUES = ROOT / "docs" / "baseline_values.md"
QUARTERS = 40
SCENARIO = """\
# Written by tools/compile_baseline.py; edit that and its tables, not this.
schema_version = 1
id = "baseline"
title = "The world of the end of 2024"
extends = ["common"]
start = 2025-01-01
quarters = {quarters}
rules = "status-quo-2025"
base_strategy = "status-quo-2025"
rival_strategy = "rival"

[exporters.home]
state = "USA"
newcomer = false
home_first = 0.0
background_cases = 40000         # licence applications a year: published load of fiscal 2023
core = ["USA"]

[exporters.rival]
state = "CHN"
newcomer = true                  # none of its AI chips were sold at scale abroad on the first day
home_first = {home_first}                # assumption:rival_home_first
background_cases = 0             # its agency lets all through in the shipped strategies
core = ["CHN"]

[outcomes]
us_lead_months = "home_lead_months"
"""


def compile_tables(sources):
    """All output tables by their path under data/."""
    assumptions = Assumptions(HERE / "assumptions.csv", sources)
    states = geography.States(sources)
    firms = {r["id"]: r for r in sources.rows("firms.csv")}
    hand = chips.hand_made(HERE / "chips.csv")
    product_table, products = chips.table(sources, HERE / "chips.csv", assumptions, QUARTERS)
    who = owners.Owners(sources, hand)
    other = owners.other_shares(sources, states, assumptions)
    foreign, own = owners.rival_split(firms, assumptions)
    private = owners.private_clusters(sources)
    split = demand.splitter(other, foreign, own, private, assumptions)
    quarter = demand.spending(products, who, split, assumptions, owners.QUARTER_BEFORE, True)
    year = demand.spending(products, who, split, assumptions, demand.YEAR_BEFORE, False)
    ai_share, floored = demand.shares_of_gdp(quarter, states, firms, assumptions)
    announced = {r["iso3"]: (float(r["h100e_per_quarter"]), int(r["quarters"])) for r in sources.rows("announced_demand.csv")}
    buying_firms = {"firm:" + f for f in owners.home_firms() + owners.CLOUDS_OF_RIVAL + ["g42"]}
    buyers = demand.buyers(year, states, firms, buying_firms)
    with open(HERE / "cloud_regions.csv", encoding="utf-8", newline="") as file:
        regions = stocks.region_shares(list(csv.DictReader(file)), states, assumptions)
    smuggled = int(next(r["value"] for r in sources.rows("stylised_facts.csv") if r["id"] == "smuggled_2024"))
    lots = stocks.fill(who, products, other, foreign, own, private, regions, firms, assumptions, demand.split_g42, smuggled)
    tables = {
        "states.csv": geography.table(states, assumptions, announced, ai_share, floored),
        "firms.csv": ties.firms_table(firms, products, assumptions),
        "labs.csv": ties.labs_table(sources),
        "products.csv": product_table,
        "buyers.csv": buyers,
        "sites.csv": stocks.sites([r[0] for r in buyers.rows], regions, lambda a: owners.agent_home(a, firms)),
        "lots.csv": stocks.table(lots, products, assumptions),
        "deals.csv": ties.deals_table(sources),
        "layers/alliance.csv": ties.alliance_table(sources, states),
        "layers/trade.csv": ties.trade_table(sources),
    }
    return tables, assumptions


def write(sources, target, values):
    """The whole folder and the page `values` of docs. Strategies, rules, beliefs, preferences and parameters are those of `common`."""
    tables, assumptions = compile_tables(sources)
    if target.exists():
        shutil.rmtree(target)
    (target / "overrides").mkdir(parents=True)
    for path in sorted((HERE / "overrides").glob("*.toml")):
        shutil.copy(path, target / "overrides" / path.name)
    used, lines = set(), [SCENARIO.format(quarters=QUARTERS, home_first=assumptions("rival_home_first"))]
    for path, table in tables.items():
        table.write(target / "data" / path)
        used |= table.keys()
        lines.append(f"[provenance.{table.name}]\n" + "".join(f'{c} = "{s}"\n' for c, s in table.provenance.items()))
    (target / "scenario.toml").write_text("\n".join(lines), encoding="utf-8")
    for path in sorted((COMMON / "rules").glob("*.toml")):
        used.update(re.findall(r'^source = "(.*)"', path.read_text(encoding="utf-8"), re.M))
    citations.write(target / "sources.toml", sources, used)
    values.write_text(report.text(tables, assumptions, HERE / "rules.csv", sources.rows("announced_demand.csv")), encoding="utf-8")
    return tables


def differing(one, two):
    """Paths (relative) of files that are in only one folder or differ in any byte."""
    names = lambda root: {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    a, b = names(one), names(two)
    return sorted((a ^ b) | {n for n in a & b if not filecmp.cmp(one / n, two / n, shallow=False)})


def main():
    parser = argparse.ArgumentParser(description="Compile the baseline scenario from a folder of source tables.")
    parser.add_argument("folder", type=Path, help="folder of source tables")
    parser.add_argument("--check", action="store_true", help="compare with the committed scenario instead of writing it")
    options = parser.parse_args()
    sources = Sources(options.folder)
    if not options.check:
        for path, table in write(sources, TARGET, VALUES).items():
            print(f"{path}: {len(table.rows)} rows")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        write(sources, fresh / "baseline", fresh / VALUES.name)
        names = differing(fresh / "baseline", TARGET)
        if not VALUES.is_file() or not filecmp.cmp(fresh / VALUES.name, VALUES, shallow=False):
            names.append(VALUES.relative_to(ROOT).as_posix())
    for name in names:
        print(name)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
