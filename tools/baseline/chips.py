"""Products: ml_hardware, gaps by hand from chips.csv, sales of the last quarter, and a roadmap of assumed generations."""

import csv

from .tables import Table, number, rounded

COLUMNS = [
    "id",
    "name",
    "vendor",
    "captive",
    "parent",
    "released",
    "withdrawn",
    "train_speed",
    "memory_bw",
    "link_bw",
    "die_cm2",
    "tpp",
    "power",
    "list_price",
    "unit_cost",
    "sold",
]
PROVENANCE = {
    "name": "epoch_ml_hardware",
    "vendor": "firm_facts",
    "captive": "firm_facts",
    "parent": "assumption:lines",
    "released": "epoch_ml_hardware",
    "withdrawn": "assumption:roadmap_overlap",
    "train_speed": "epoch_ml_hardware",
    "memory_bw": "epoch_ml_hardware",
    "link_bw": "epoch_ml_hardware",
    "die_cm2": "epoch_ml_hardware",
    "tpp": "epoch_ml_hardware",
    "power": "epoch_ml_hardware",
    "list_price": "epoch_ml_hardware",
    "unit_cost": "assumption:unit_cost",
    "sold": "epoch_chip_sales",
}
ROADMAP_LINES = {"b300": "Nvidia", "mi350x": "AMD", "tpu_v6e": "TPU", "trainium2": "Trainium", "ascend_910c": "Ascend"}
FIRST_QUARTER = (2025, 1)
# column of chips.csv, its source column, column of ml_hardware, factor to the unit of chips.csv
FACTS = [
    ("link_gb_s", "link_source", "intranode_bw_byte_s", 1e-9, "link_bw"),
    ("die_cm2", "die_source", "die_mm2", 0.01, "die_cm2"),
    ("tdp_w", "tdp_source", "tdp_w", 1.0, "power"),
    ("train_tflops", "train_source", "flops_fp16_dense", 1e-12, "train_speed"),
    ("memory_gb_s", "memory_source", "memory_bw_byte_s", 1e-9, "memory_bw"),
    ("tpp", "tpp_source", "tpp", 1.0, "tpp"),
    ("price_usd", "price_source", "release_price_usd", 1.0, "list_price"),
    ("unit_cost_usd", "unit_cost_source", None, 1.0, "unit_cost"),
]


def hand_made(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts(row, hardware, assumptions):
    """Values of one chip with their sources: chips.csv where it has one, else ml_hardware. Missing is an error."""
    values, used = {}, {}
    known = hardware.get(row["ml_hardware"], {})
    for own, source, column, factor, name in FACTS:
        key = row[source]
        if key.startswith(("assumption:", "source_assumptions:")) and not row[own]:
            bare = key.split(":", 1)[1]
            values[own], used[name] = assumptions(bare), "assumption:" + bare
        elif row[own]:
            if not key:
                raise ValueError(f"chips.csv: {row['id']}: {own} has no source")
            values[own], used[name] = float(row[own]), key
        elif column and number(known.get(column)) is not None:
            values[own], used[name] = number(known[column]) * factor, "epoch_ml_hardware"
        else:
            raise ValueError(f"{row['id']}: no value for {own}")
    return values, used


def quarter_start(index):
    """First day of the quarter that lies `index` quarters after the start."""
    count = FIRST_QUARTER[0] * 4 + FIRST_QUARTER[1] - 1 + index
    return f"{count // 4}-{count % 4 * 3 + 1:02d}-01"


def quarter_index(date):
    return (int(date[:4]) - FIRST_QUARTER[0]) * 4 + (int(date[5:7]) - 1) // 3 - (FIRST_QUARTER[1] - 1)


def power_factor(sources):
    """kW in a running server per W of the chip's own rating, from one H100: stylised facts over its rating."""
    stylised = {r["id"]: r for r in sources.rows("stylised_facts.csv")}
    return float(stylised["w_per_h100_it"]["value"]) / 700 / 1000


def sold_last_quarter(sources, assumptions):
    sold = {r["maker"] + " " + r["chip"]: int(r["units"]) for r in sources.rows("chip_sales.csv") if r["end_date"] == "2024-12-31"}
    sold["ascend_910b"], sold["ascend_910c"] = int(assumptions("sold_910b")), int(assumptions("sold_910c"))
    return sold


def table(sources, chips_file, assumptions, quarters):
    """All products; returns the table and a dictionary id -> values for the other tables."""
    hardware = {r["chip"]: r for r in sources.rows("ml_hardware.csv")}
    sold, factor = sold_last_quarter(sources, assumptions), power_factor(sources)
    out, products = Table("products", COLUMNS, PROVENANCE), {}
    for row in hand_made(chips_file):
        if row["use"] in ("classify", "note"):
            continue
        v, used = facts(row, hardware, assumptions)
        sold_key = row["id"] if row["id"].startswith("ascend") else row["sales"]
        if row["id"].startswith("ascend"):
            used["sold"] = "assumption:sold_" + row["id"][7:]
        if row["released"]:
            used["released"] = "epoch_chip_sales"
        if row["use"] == "stock":
            used["withdrawn"] = "epoch_chip_sales"
        if used["power"] == "epoch_ml_hardware":
            used["power"] = "server_power"
        product = {
            "id": row["id"],
            "name": row["name"],
            "vendor": row["vendor"],
            "captive": row["captive"] or None,
            "parent": row["parent"] or None,
            "released": row["released"] or hardware[row["ml_hardware"]]["release_date"],
            "withdrawn": row["withdrawn"] or None,
            "train_speed": rounded(v["train_tflops"] * 1e12),
            "memory_bw": rounded(v["memory_gb_s"] * 1e9),
            "link_bw": rounded(v["link_gb_s"] * 1e9),
            "die_cm2": rounded(v["die_cm2"]),
            "tpp": rounded(v["tpp"]),
            "power": rounded(v["tdp_w"] * factor, 4),
            "list_price": v["price_usd"],
            "unit_cost": v["unit_cost_usd"],
            "sold": sold[sold_key] if row["use"] == "sale" else 0,
        }
        products[row["id"]] = product
        out.add(product, used)
    for last, line in ROADMAP_LINES.items():
        add_roadmap(out, products, last, line, assumptions, quarters)
    return out, products


def add_roadmap(out, products, last, line, assumptions, quarters):
    """Generations after `last`, until the horizon: each `roadmap_quarters` after its parent, which leaves `roadmap_overlap` later."""
    step, overlap = int(assumptions("roadmap_quarters")), int(assumptions("roadmap_overlap"))
    parent, released = products[last], quarter_index(products[last]["withdrawn"]) - overlap
    number_of, generation = 1, []
    while released < quarters:
        child = dict(parent)
        child.update(
            id=f"{line.lower()}-g{number_of}",
            name=f"{line} generation +{number_of} (assumed)",
            parent=parent["id"],
            sold=0,
            released=quarter_start(released),
            withdrawn=quarter_start(released + step + overlap) if released + step < quarters else None,
        )
        for column, key in (
            ("train_speed", "train_speed"),
            ("tpp", "train_speed"),
            ("memory_bw", "memory_bw"),
            ("link_bw", "link_bw"),
            ("die_cm2", "die"),
            ("power", "power"),
            ("list_price", "price"),
            ("unit_cost", "unit_cost"),
        ):
            child[column] = rounded(parent[column] * assumptions("roadmap_" + key), 4)
        generation.append(child)
        parent, released, number_of = child, released + step, number_of + 1
    keys = {
        "name": "quarters",
        "released": "quarters",
        "withdrawn": "overlap",
        "train_speed": "train_speed",
        "tpp": "train_speed",
        "memory_bw": "memory_bw",
        "link_bw": "link_bw",
        "die_cm2": "die",
        "power": "power",
        "list_price": "price",
        "unit_cost": "unit_cost",
        "sold": "quarters",
    }
    for child in generation:
        products[child["id"]] = child
        out.add(child, {c: "assumption:roadmap_" + k for c, k in keys.items()})
