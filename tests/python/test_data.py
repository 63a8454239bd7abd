"""The scenario folders as data: shapes, sums, sources, budgets, rules. Reads files only, neither the library nor the source tables."""

import csv
import json
import math
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "libagents" / "scenarios"
TOOLS = ROOT / "tools"
NAMES = ("tiny", "mirror", "baseline")
TABLES = {
    "states": "id name income_group groups tier_home tier_rival gdp align customs institutions ai_share announced announced_quarters "
    "spare_generation grid_capacity",
    "firms": "id name home roles listed_home listed_rival capacity capacity_growth",
    "labs": "id name home",
    "products": "id name vendor captive parent released withdrawn train_speed memory_bw link_bw die_cm2 tpp power list_price unit_cost "
    "sold",
    "buyers": "agent weight",
    "sites": "owner host share",
    "lots": "product owner place host cohort diverted quantity",
    "deals": "id exporter host firm layers cap conditions start end",
    "layers/alliance": "source target depth",
    "layers/trade": "source target share",
}
MAY_BE_EMPTY = {
    "states": {"institutions"},
    "firms": {"capacity_growth"},
    "products": {"captive", "parent", "withdrawn"},
    "lots": {"host"},
    "deals": {"firm", "cap", "conditions", "end"},
}


def toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def files(scenario):
    """Path in the scenario -> file: its own, and those of what it extends. No shipped scenario merges rows or sources."""
    own = SCENARIOS / scenario
    header = toml(own / "scenario.toml") if (own / "scenario.toml").exists() else {}
    found = {}
    for base in header.get("extends", []):
        found |= files(base)
    for path in header.get("without", []):
        del found[path]
    mine = {p.relative_to(own).as_posix(): p for p in own.rglob("*") if p.is_file()}
    assert not found.keys() & mine.keys() & {"parameters.csv", "sources.toml"}  # else the rows of both would stand
    return found | mine


def folder(scenario, name):
    return [p for path, p in sorted(files(scenario).items()) if path.startswith(name + "/")]


def settings_of(scenario):
    """scenario.toml over those of what it extends."""

    def over(base, own):
        both = {k: over(base[k], v) if isinstance(v, dict) and k in base else v for k, v in own.items()}
        return base | both

    own = toml(SCENARIOS / scenario / "scenario.toml")
    found = {}
    for base in own.get("extends", []):
        if (SCENARIOS / base / "scenario.toml").exists():
            found = over(found, settings_of(base))
    return over(found, own)


def rows(scenario, table):
    with open(files(scenario)[f"data/{table}.csv"], encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(scenario, table):
    return {r["id"]: r for r in rows(scenario, table)}


def home_of(agent, firms):
    kind, name = agent.split(":")
    return name if kind == "state" else firms[name]["home"]


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize("scenario", NAMES)
@pytest.mark.parametrize("table", TABLES)
def test_columns_and_empty_fields(scenario, table):
    found = rows(scenario, table)
    expected = TABLES[table].split()
    assert found
    assert [c for c in found[0] if c != "sources"] == expected
    for row in found:
        empty = {c for c in expected if row[c] == ""}
        assert empty <= MAY_BE_EMPTY.get(table, set()), row


def test_counts():
    size = {(s, t): len(rows(s, t)) for s in NAMES for t in ("states", "firms", "labs")}
    assert [size["tiny", t] for t in ("states", "firms", "labs")] == [6, 6, 4]
    assert size["baseline", "states"] == 198
    assert size["baseline", "firms"] >= 85
    assert size["baseline", "labs"] >= 42


def test_text_files_are_plain():
    for path in (p for p in SCENARIOS.rglob("*") if p.is_file()):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data, path
        data.decode("utf-8")


@pytest.mark.parametrize("scenario", NAMES)
def test_references_and_duplicates(scenario):
    states, firms, products = by_id(scenario, "states"), by_id(scenario, "firms"), by_id(scenario, "products")
    assert all(re.fullmatch(r"[A-Z]{3}", s) for s in states)
    agents = {"state:" + s for s in states} | {"firm:" + f for f in firms}
    for table in ("firms", "labs"):
        assert {r["home"] for r in rows(scenario, table)} <= set(states)
    for p in products.values():
        assert p["vendor"] in firms and p["captive"] in {"", *firms} and p["parent"] in {"", *products}
        assert "designer" in firms[p["vendor"]]["roles"].split()
    buyers = [r["agent"] for r in rows(scenario, "buyers")]
    sites = [(r["owner"], r["host"]) for r in rows(scenario, "sites")]
    assert set(buyers) <= agents and len(set(buyers)) == len(buyers) and len(set(sites)) == len(sites)
    for agent in buyers:
        assert (agent, home_of(agent, firms)) in sites
    assert {"state:" + s for s in states} <= set(buyers)
    lots = rows(scenario, "lots")
    keys = [(r["product"], r["owner"], r["place"], r["host"], r["cohort"], r["diverted"]) for r in lots]
    assert len(set(keys)) == len(keys)
    for lot in lots:
        assert lot["product"] in products and int(lot["quantity"]) > 0 and int(lot["cohort"]) < 0
        if lot["place"] == "vendor":
            assert lot["owner"] == "firm:" + products[lot["product"]]["vendor"] and lot["host"] == ""
        else:
            assert (lot["owner"], lot["host"]) in sites
        assert products[lot["product"]]["captive"] in ("", lot["owner"].removeprefix("firm:"))
    for layer in ("layers/alliance", "layers/trade"):
        edges = [(r["source"], r["target"]) for r in rows(scenario, layer)]
        assert len(set(edges)) == len(edges) and all(a in states and b in states and a != b for a, b in edges)


# ---------------------------------------------------------------- sums and ranges


@pytest.mark.parametrize("scenario", NAMES)
def test_weights_and_shares(scenario):
    firms = by_id(scenario, "firms")
    weight, abroad, owners, trade = Counter(), {}, Counter(), Counter()
    for r in rows(scenario, "buyers"):
        assert 0 <= float(r["weight"]) <= 1
        weight[home_of(r["agent"], firms)] += float(r["weight"])
    assert all(abs(w - 1) < 1e-9 for w in weight.values())
    for r in rows(scenario, "sites"):
        owners[r["owner"]] += 1
        abroad.setdefault(r["owner"], []).append((r["host"] == home_of(r["owner"], firms), float(r["share"])))
    for owner, shares in abroad.items():
        home, away = [s for h, s in shares if h], [s for h, s in shares if not h]
        assert home == ([0.0] if away else [1.0]), owner
        assert not away or abs(math.fsum(away) - 1) < 1e-9, owner
    for r in rows(scenario, "layers/trade"):
        assert 0 < float(r["share"]) <= 1
        trade[r["target"]] += float(r["share"])
    assert max(trade.values()) <= 1 + 1e-9
    assert {float(r["depth"]) for r in rows(scenario, "layers/alliance")} <= {0.2, 0.5, 1.0}


@pytest.mark.parametrize("scenario", NAMES)
def test_ranges_of_states_and_products(scenario):
    for s in rows(scenario, "states"):
        assert -1 <= float(s["align"]) <= 1 and 0 <= float(s["customs"]) <= 1 and float(s["gdp"]) > 0 and s["income_group"] in "012"
        assert 1e-5 <= float(s["ai_share"]) < 0.01 and float(s["spare_generation"]) >= 0 and float(s["grid_capacity"]) > 0
        assert {s["tier_home"], s["tier_rival"]} <= {"insider", "swing", "adversary"}
        assert set(s["groups"].split()) <= {"A5", "A6", "D1", "D4", "D5", "tier1", "tier2", "tier3"}
        assert len([g for g in s["groups"].split() if g.startswith("tier")]) == 1
    products = by_id(scenario, "products")
    for p in products.values():
        for column in ("train_speed", "memory_bw", "link_bw", "die_cm2", "tpp", "power", "list_price", "unit_cost"):
            assert float(p[column]) > 0, (p["id"], column)
        assert 1.1 * float(p["unit_cost"]) < float(p["list_price"]), p["id"]
        assert p["withdrawn"] == "" or p["released"] < p["withdrawn"]
        on_sale = p["released"] <= "2025-01-01" and (p["withdrawn"] == "" or p["withdrawn"] > "2025-01-01")
        assert on_sale == (int(p["sold"]) > 0), p["id"]  # the first quarter is fitted to the mix of the last
        if p["parent"]:
            assert products[p["parent"]]["vendor"] == p["vendor"]


@pytest.mark.parametrize("scenario", NAMES)
def test_every_vendor_sells_in_every_quarter(scenario):
    """Whoever sells on the first day has a product on the market until the horizon, and a parent overlaps with its child."""
    settings, products = settings_of(scenario), by_id(scenario, "products")
    vendors = {p["vendor"] for p in products.values() if int(p["sold"]) > 0}
    for q in range(settings["quarters"]):
        day = f"{2025 + q // 4}-{q % 4 * 3 + 1:02d}-01"
        on_sale = {p["vendor"] for p in products.values() if p["released"] <= day and (p["withdrawn"] == "" or day < p["withdrawn"])}
        assert vendors <= on_sale, day
    for p in products.values():
        parent = products.get(p["parent"])
        if parent and p["released"] > "2025-01-01" and parent["withdrawn"]:
            assert p["released"] < parent["withdrawn"], p["id"]


@pytest.mark.parametrize("scenario", NAMES)
def test_spending_equals_sales(scenario):
    """Sum over products of sold x price is within 5% of the sum over states of ai_share x GDP / 4."""
    sales = math.fsum(float(p["sold"]) * float(p["list_price"]) for p in rows(scenario, "products"))
    budgets = math.fsum(float(s["ai_share"]) * float(s["gdp"]) / 4 for s in rows(scenario, "states"))
    assert abs(budgets / sales - 1) < 0.05


def test_captive_budgets():
    states, firms = by_id("baseline", "states"), by_id("baseline", "firms")
    weight = {r["agent"]: float(r["weight"]) for r in rows("baseline", "buyers")}
    taken = Counter()
    for p in rows("baseline", "products"):
        if p["captive"]:
            taken[p["captive"]] += float(p["sold"]) * float(p["list_price"])
    assert set(taken) == {"alphabet", "amazon"}
    for firm, usd in taken.items():
        home = states[firms[firm]["home"]]
        budget = weight["firm:" + firm] * float(home["ai_share"]) * float(home["gdp"]) / 4
        assert 0 < usd <= 0.85 * budget, firm


@pytest.mark.parametrize("scenario", NAMES)
def test_capacity_covers_sales(scenario):
    sold = Counter()
    for p in rows(scenario, "products"):
        sold[p["vendor"]] += int(p["sold"])
    for f in rows(scenario, "firms"):
        assert sold[f["id"]] <= float(f["capacity"]) <= 1.3 * sold[f["id"]], f["id"]
        assert (f["capacity_growth"] == "") == (float(f["capacity"]) == 0)


# ---------------------------------------------------------------- facts

# Medians of Epoch AI's chip_owners (CC BY 4.0) at 2024-12-31, added up over owners by hand: 363037 + 241168 + 351180 + 488451 + 917002 + 221173 + 867382;
# 26573 + 21703 + 31288 + 55416 + 14937 + 42381; H20, H800, A800 of China; TPU v5e of Google; Trainium2 of Amazon; 127163 + 80580 + 32225 + 85687.
OWNED = {
    "h100": 3449393,
    "b200": 192298,
    "h20": 958411,
    "h800": 115430,
    "a800": 121421,
    "tpu_v5e": 2292053,
    "trainium2": 313693,
    "mi300x": 325655,
}
# chip_sales of the same source, 2024-10-01 to 2024-12-31, medians.
SOLD = {"h100": 681105, "b200": 200737, "h20": 324380, "mi300x": 115619, "tpu_v6e": 173898, "trainium1": 110000}


def test_totals_of_owners_and_sales():
    stock = Counter()
    for lot in rows("baseline", "lots"):
        if lot["place"] == "site":
            stock[lot["product"]] += int(lot["quantity"])
    assert {p: stock[p] for p in OWNED} == OWNED
    products = by_id("baseline", "products")
    assert {p: int(products[p]["sold"]) for p in SOLD} == SOLD


def test_h100_equivalents_sold_are_those_of_the_data():
    """1.87 million H100e in 2024Q4 (model description, section 10, from chip_sales)."""
    sold = math.fsum(float(p["sold"]) * float(p["train_speed"]) for p in rows("baseline", "products")) / 9.89e14
    assert abs(sold / 1.87e6 - 1) < 0.01


def test_stock_of_owners():
    """Owners hold what chip_owners gives them (16-bit H100e within 5% of its 8-bit count for those without TPUs)."""
    speed = {p["id"]: float(p["train_speed"]) / 9.89e14 for p in rows("baseline", "products")}
    held = Counter()
    for lot in rows("baseline", "lots"):
        if lot["place"] == "site":
            held[lot["owner"]] += int(lot["quantity"]) * speed[lot["product"]]
    for owner, h100e in {
        "microsoft": 1235072,
        "meta": 773031,
        "amazon": 758172,
        "oracle": 310606,
        "coreweave": 241168,
    }.items():  # stylised facts own_*_2024
        assert abs(held["firm:" + owner] / h100e - 1) < 0.05, owner


def test_diverted_chips():
    """140,000 chips (CNAS, median for 2024) at denied states, nearly all in one of them."""
    states = by_id("baseline", "states")
    diverted = [r for r in rows("baseline", "lots") if r["diverted"] == "1"]
    assert sum(int(r["quantity"]) for r in diverted) == 140000
    assert all("D5" in states[r["host"]]["groups"].split() and r["owner"] == "state:" + r["host"] for r in diverted)


def test_clouds_stand_abroad_but_not_with_adversaries():
    states, firms = by_id("baseline", "states"), by_id("baseline", "firms")
    abroad, total = Counter(), Counter()
    for lot in rows("baseline", "lots"):
        if lot["place"] == "site" and lot["owner"].startswith("firm:"):
            total[lot["owner"]] += int(lot["quantity"])
            if lot["host"] != firms[lot["owner"][5:]]["home"]:
                abroad[lot["owner"]] += int(lot["quantity"])
                assert states[lot["host"]]["tier_home"] != "adversary"
    assert set(abroad) == {"firm:" + f for f in ("alphabet", "amazon", "coreweave", "meta", "microsoft", "oracle")}
    for owner, chips in abroad.items():
        assert abs(chips / total[owner] - 0.25) < 1e-4, owner


def test_tiers_and_groups_of_known_states():
    states = by_id("baseline", "states")
    tiers = {i: (states[i]["tier_home"], states[i]["tier_rival"]) for i in ("USA", "CHN", "JPN", "ARE", "RUS", "HKG", "PAK")}
    assert tiers == {
        "USA": ("insider", "adversary"),
        "CHN": ("adversary", "insider"),
        "JPN": ("insider", "adversary"),
        "ARE": ("swing", "swing"),
        "RUS": ("adversary", "insider"),
        "HKG": ("adversary", "insider"),
        "PAK": ("swing", "insider"),
    }
    assert Counter(g for s in states.values() for g in s["groups"].split() if g.startswith("tier")) == {
        "tier1": 19,
        "tier2": 154,
        "tier3": 25,
    }


# ---------------------------------------------------------------- rules

# reference table of nine chips: (rule of October 2022, rule of October 2023)
NINE = {
    "a100": (True, True),
    "h100": (True, True),
    "h20": (False, False),
    "a800": (False, True),
    "h800": (False, True),
    "h200": (True, True),
    "b200": (True, True),
    "mi300x": (True, True),
    "mi325x": (True, True),
}


def controlled(rule, chip):
    """Independent of the program: all bounds of one clause. Lower bounds count, upper bounds do not."""
    density = chip["tpp"] / (chip["die_cm2"] * 100)
    measures = {"tpp": chip["tpp"], "density": density, "link": chip["link"], "memory": chip["memory"]}
    for clause in rule["clause"]:
        if all(measures[k[:-4]] >= v if k.endswith("_min") else measures[k[:-4]] < v for k, v in clause.items()):
            return True
    return False


def specifications():
    chips = {
        p["id"]: {
            "tpp": float(p["tpp"]),
            "die_cm2": float(p["die_cm2"]),
            "link": float(p["link_bw"]) / 1e9,
            "memory": float(p["memory_bw"]) / 1e9,
        }
        for p in rows("baseline", "products")
    }
    with open(TOOLS / "baseline" / "chips.csv", encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            if r["use"] == "classify":
                chips[r["id"]] = {
                    "tpp": float(r["tpp"]),
                    "die_cm2": float(r["die_cm2"]),
                    "link": float(r["link_gb_s"]),
                    "memory": float(r["memory_gb_s"]),
                }
    return chips


def test_nine_chips():
    rules = {r["id"]: r for r in toml(files("baseline")["rules/status-quo-2025.toml"])["rule"]}
    chips = specifications()
    assert {c: (controlled(rules["ac-2022-10"], chips[c]), controlled(rules["ac-2023-10"], chips[c])) for c in NINE} == NINE
    letters = {c for c in chips if controlled(rules["memory-2025-04"], chips[c])}
    assert "h20" in letters
    notified = {c for c in chips if controlled(rules["ac-2023-10-notified"], chips[c])}
    assert notified.isdisjoint(NINE)


def test_tpp_of_reference_chips():
    chips = specifications()
    expected = {"a100": 4992, "h100": 15832, "h20": 2368, "h800": 15832, "h200": 15832, "b200": 36000, "mi300x": 20919, "mi325x": 20919}
    assert {c: round(chips[c]["tpp"]) for c in expected} == expected


@pytest.mark.parametrize("scenario", NAMES)
def test_rules_are_dated_in_order_and_known(scenario):
    ids = []
    for path in folder(scenario, "rules"):
        for rule in toml(path)["rule"]:
            ids.append(rule["id"])
            assert rule["announced"] <= rule["effective"]
            assert "lifted" not in rule or rule["announced"] < rule["lifted"]
            assert rule["source"] in toml(files(scenario)["sources.toml"])
            assert {t["route"] for t in rule["target"]} <= {"free", "presume", "case", "deny", "embargo"}
    assert len(set(ids)) == len(ids)
    for path in folder(scenario, "strategies"):
        assert set(re.findall(r'threshold="([^"]*)"', path.read_text(encoding="utf-8"))) <= {*ids, "none"}


# ---------------------------------------------------------------- sources


def assumed_keys():
    """Assumptions with a range or a rule: keys of the tables that docs/baseline_values.md shows."""
    text = (
        (ROOT / "docs" / "baseline_values.md").read_text(encoding="utf-8").split("## Rules of filling")[1].split("## Announced demand")[0]
    )
    return {m[1] for m in re.finditer(r"^\| ([a-z0-9_]+) \| ", text, re.M)}


@pytest.mark.parametrize("scenario", NAMES)
@pytest.mark.parametrize("table", TABLES)
def test_every_value_has_a_source(scenario, table):
    provenance = settings_of(scenario)["provenance"][table.removeprefix("layers/")]
    assert set(provenance) == set(TABLES[table].split()) - {"id"}
    known, assumed = set(toml(files(scenario)["sources.toml"])), assumed_keys()
    used = set(provenance.values())
    for row in rows(scenario, table):
        for part in filter(None, row.get("sources", "").split(";")):
            column, key = part.split("=")
            assert column in provenance, part
            used.add(key)
    for key in used:
        assert key in known or key.startswith("assumption:") and key.split(":")[1] in assumed, key


def test_every_source_is_used_and_complete():
    for scenario in NAMES:
        sources = toml(files(scenario)["sources.toml"])
        others = [p for path, p in files(scenario).items() if path != "sources.toml"]
        text = json.dumps(settings_of(scenario), default=str) + "".join(p.read_text(encoding="utf-8") for p in others)
        for key, source in sources.items():
            assert {"citation", "licence", "date", "transformed"} <= set(source), key
            assert source["licence"] == "ours" or re.search(rf"\b{key}\b", text), (scenario, key)
            assert ("input" in source) == ("digest" in source), key
            assert "digest" not in source or re.fullmatch(r"blake2b-128:[0-9a-f]{32}", source["digest"]), key


def read_by_stages():
    """(name, unit) of the parameters that the headers of the stages list."""
    found = set()
    for path in (ROOT / "libagents" / "include").rglob("*.hpp"):
        found.update(re.findall(r'ParameterInfo\{"([a-z_.]+)", "([^"]*)"', path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("scenario", NAMES)
def test_parameters_are_those_that_stages_read(scenario):
    with open(files(scenario)["parameters.csv"], encoding="utf-8", newline="") as file:
        given = {(r["name"], r["unit"]) for r in csv.DictReader(file)}
    assert given == read_by_stages()


def test_assumptions_have_ranges():
    with open(TOOLS / "baseline" / "assumptions.csv", encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            assert float(r["low"]) <= float(r["value"]) <= float(r["high"]), r["name"]


@pytest.mark.parametrize("scenario", NAMES)
def test_parameters(scenario):
    with open(files(scenario)["parameters.csv"], encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    names = [r["name"] for r in found]
    assert names == sorted(set(names))
    for r in found:
        if r["distribution"] == "point":
            assert r["low"] == r["high"] == "", r["name"]
            r |= {"low": r["value"], "high": r["value"]}
        low, value, high = float(r["low"]), float(r["value"]), float(r["high"])
        assert low <= value <= high and r["source"].startswith("assumption:") and r["note"], r["name"]
        assert r["distribution"] in ("point", "uniform", "loguniform", "triangular", "logtriangular")
        assert not r["distribution"].startswith("log") or low > 0, r["name"]


@pytest.mark.parametrize("scenario", NAMES)
def test_preferences_and_beliefs(scenario):
    profiles = {p.stem: toml(p) for p in folder(scenario, "preferences")}
    assert set(profiles) == {"security", "commerce", "safety", "influence", "rivalry", "balanced"}
    for name, profile in profiles.items():
        assert abs(math.fsum(profile["weights"].values()) - 1) < 1e-12, name
        assert set(profile["weights"]) == set(profile["scales"]), name
        for outcome, scale in profile["scales"].items():
            assert (scale < 0) == (outcome in ("p_catastrophe", "diverted_share")), (name, outcome)
    assert profiles["rivalry"]["weights"] == {"home_lead_orders": 0.5, "revenue_usd": 0.35, "stack_share": 0.15}
    for path in folder(scenario, "beliefs"):
        for name, value in toml(path)["parameters"].items():
            assert value["low"] < value["high"], (path.name, name)


# ---------------------------------------------------------------- copies and compilers


@pytest.mark.parametrize("scenario", NAMES)
def test_common_files_stand_once(scenario):
    common = files("common")
    assert len(common) == 32 and "scenario.toml" not in common
    own = {"rules/status-quo-2025.toml"} if scenario == "mirror" else set()
    assert {path for path, file in common.items() if files(scenario)[path] != file} == own


TWINS = {
    "AAA": "FFF",
    "BBB": "EEE",
    "CCC": "DDD",
    "FFF": "AAA",
    "EEE": "BBB",
    "DDD": "CCC",
    "A5": "D5",
    "D5": "A5",
    "A6": "D1",
    "D1": "A6",
    "D4": "D4",
    "tier1": "tier3",
    "tier2": "tier2",
    "tier3": "tier1",
    "home": "rival",
    "rival": "home",
}
RENAMED = {
    "states": {"id"},
    "firms": {"id", "home"},
    "labs": {"id", "home"},
    "products": {"id", "vendor", "captive", "parent"},
    "buyers": {"agent"},
    "sites": {"owner", "host"},
    "lots": {"product", "owner", "host"},
    "deals": {"id", "exporter", "host", "firm"},
    "layers/alliance": {"source", "target"},
    "layers/trade": {"source", "target"},
}


def twin_of(word):
    if ":" in word:
        kind, name = word.split(":")
        return f"{kind}:{twin_of(name)}"
    if word in TWINS or word == "":
        return TWINS.get(word, "")
    return word.removesuffix("-twin") if word.endswith("-twin") else word + "-twin"


def twin_row(table, row):
    new = {c: twin_of(v) if c in RENAMED[table] else v for c, v in row.items() if c != "name"}
    if table == "states":
        new |= {
            "groups": " ".join(sorted(map(twin_of, row["groups"].split()))),
            "align": f"{-float(row['align']):g}",
            "tier_home": row["tier_rival"],
            "tier_rival": row["tier_home"],
        }
    if table == "firms":
        new |= {"listed_home": row["listed_rival"], "listed_rival": row["listed_home"]}
    return tuple(sorted(new.items()))


@pytest.mark.parametrize("table", TABLES)
def test_mirror_is_symmetric(table):
    """Exchanging twins maps every table of `mirror` onto itself, and nobody is its own twin."""
    found = rows("mirror", table)
    plain = [
        r | {"groups": " ".join(sorted(r["groups"].split())), "align": f"{float(r['align']):g}"} if table == "states" else r for r in found
    ]
    originals = Counter(tuple(sorted((c, v) for c, v in r.items() if c != "name")) for r in plain)
    assert Counter(twin_row(table, r) for r in found) == originals
    key = TABLES[table].split()[0]
    assert all(twin_of(r[key]) != r[key] for r in found)


def test_mirror_exporters_are_equal():
    settings = settings_of("mirror")
    home, rival = settings["exporters"]["home"], settings["exporters"]["rival"]
    assert {k: v for k, v in home.items() if k not in ("state", "core")} == {k: v for k, v in rival.items() if k not in ("state", "core")}
    assert rival["state"] == TWINS[home["state"]] and settings["base_strategy"] == settings["rival_strategy"]


def test_mirror_is_what_its_script_makes():
    command = [sys.executable, TOOLS / "make_mirror.py", "--check", SCENARIOS / "tiny", SCENARIOS / "mirror"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.skipif("ENTREPOT_SOURCE_DATA" not in os.environ, reason="set ENTREPOT_SOURCE_DATA to the folder of source tables")
def test_baseline_is_what_its_script_makes():
    command = [sys.executable, TOOLS / "compile_baseline.py", "--check", os.environ["ENTREPOT_SOURCE_DATA"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
