"""Alliance and trade layers, deals in force, firms and labs."""

from .geography import HOME, RIVAL
from .tables import Table, number, rounded

ROLES = {
    "chip_designer": "designer",
    "chip_designer_foundry": "designer foundry",
    "chip_designer_cloud_telecom": "designer cloud",
    "foundry": "foundry",
    "memory": "memory",
    "memory_foundry": "memory foundry",
    "sme": "tools",
    "sme_test": "tools",
    "sme_component": "tools",
    "packaging": "packaging",
    "hyperscaler": "cloud",
    "neocloud": "cloud",
    "cloud": "cloud",
    "cloud_telecom": "cloud",
    "telecom_cloud": "cloud",
    "cloud_bank": "cloud",
    "data_centre_operator": "cloud",
    "server_oem": "integrator",
    "server_odm": "integrator",
    "sovereign_ai": "cloud sovereign",
    "sovereign_investor": "sovereign",
    "chip_ip": "other",
    "device_maker": "other",
    "auto_ai": "other",
    "lab_owner": "other",
    "investor": "other",
    "energy_investor": "other",
    "telecom_equipment": "other",
    "network_equipment": "other",
}
TRADE_FLOOR = 0.001


def firms_table(firms, products, assumptions):
    """Roles by role of the source; who sells an own chip is a designer too. Capacity: home_packages by sales, the rival's what it sold."""
    source = "firm_facts"
    out = Table(
        "firms",
        ["id", "name", "home", "roles", "listed_home", "listed_rival", "capacity", "capacity_growth"],
        {
            "name": source,
            "home": source,
            "roles": "firm_facts",
            "listed_home": source,
            "listed_rival": "assumption:listed_rival",
            "capacity": "assumption:no_ai_chips",
            "capacity_growth": "assumption:no_ai_chips",
        },
    )
    sold = {}
    for product in products.values():
        sold[product["vendor"]] = sold.get(product["vendor"], 0) + product["sold"]
    home_sold = sum(n for f, n in sold.items() if firms[f]["hq_iso3"] == HOME)
    for f, row in firms.items():
        words = ROLES[row["role"]].split()
        capacity, growth, exceptions = 0, None, {}
        if sold.get(f):
            words = words if "designer" in words else ["designer"] + words
            bloc = "home" if row["hq_iso3"] == HOME else "rival"
            capacity = sold[f] if bloc == "rival" else int(round(assumptions("home_packages") * sold[f] / home_sold))
            growth = assumptions("capacity_growth_" + bloc)
            exceptions = {
                "capacity": "assumption:sold_910b" if bloc == "rival" else "assumption:home_packages",
                "capacity_growth": "assumption:capacity_growth_" + bloc,
            }
        listed = 1 if row["us_entity_list_year"] and int(row["us_entity_list_year"]) <= 2024 else 0
        out.add(
            {
                "id": f,
                "name": row["name"],
                "home": row["hq_iso3"],
                "roles": " ".join(words),
                "listed_home": listed,
                "listed_rival": 0,
                "capacity": capacity,
                "capacity_growth": growth,
            },
            exceptions,
        )
    return out


def labs_table(sources):
    out = Table("labs", ["id", "name", "home"], {"name": "lab_facts", "home": "lab_facts"})
    for row in sources.rows("labs.csv"):
        out.add({"id": row["id"], "name": row["name"], "home": row["hq_iso3"]})
    return out


def alliance_table(sources, states):
    """Strongest obligation: defence 1, offence or neutrality .5, nonaggression or consultation .2; common NATO membership counts as 1."""
    out = Table("alliance", ["source", "target", "depth"], {"source": "atop", "target": "atop", "depth": "atop"})
    depth, known = {}, set(states.ids)
    for row in sources.rows("alliances.csv"):
        flag = {k: row[k] == "1" for k in ("defence", "offence", "neutrality", "nonaggression", "consultation")}
        value = (
            1.0
            if flag["defence"]
            else 0.5
            if flag["offence"] or flag["neutrality"]
            else 0.2
            if flag["nonaggression"] or flag["consultation"]
            else 0
        )
        if value and row["iso3_a"] in known and row["iso3_b"] in known:
            key = row["iso3_a"], row["iso3_b"]
            depth[key] = max(depth.get(key, 0), value), "atop"
    nato = sorted(states.members["NATO"])
    for a in nato:
        for b in nato:
            if a != b and depth.get((a, b), (0, ""))[0] < 1:
                depth[a, b] = 1.0, "memberships"
    for (a, b), (value, source) in sorted(depth.items()):
        out.add({"source": a, "target": b, "depth": value}, {} if source == "atop" else {c: source for c in ("source", "target", "depth")})
    return out


def trade_table(sources):
    """Share of the importer's total (estimate of 2023); pairs under a thousandth are left out."""
    out = Table("trade", ["source", "target", "share"], {c: "trade_estimate" for c in ("source", "target", "share")})
    value, total = {}, {}
    for row in sources.rows("trade.csv"):
        usd = number(row["total_usd_2023_est"])
        if usd:
            value[row["exporter"], row["importer"]] = usd
            total[row["importer"]] = total.get(row["importer"], 0.0) + usd
    for (a, b), usd in sorted(value.items()):
        share = usd / total[b]
        if share >= TRADE_FLOOR:
            out.add({"source": a, "target": b, "share": rounded(share, 5)})
    return out


def deals_table(sources):
    """Deals struck before the start that give access to the stack: closed, with concessions to the home exporter. One has been found.

    Clusters stand on a host's soil, so that row names no firm; the cloud row is for the firm of the deal.
    """
    columns = ["id", "exporter", "host", "firm", "layers", "cap", "conditions", "start", "end"]
    source = {c: "compute_deals" for c in columns[1:]}
    source.update(
        layers="assumption:deal_layers", conditions="assumption:deal_conditions", cap="assumption:deal_open", end="assumption:deal_open"
    )
    out = Table("deals", columns, source)
    for row in sources.rows("compute_deals.csv"):
        parties = row["party_ids"].split(";")
        if row["status"] == "closed" and row["date"] < "2025-01-01" and "Huawei" in row["concessions"]:
            name = "-".join(parties)
            for layer, firm in (("clusters", None), ("cloud", parties[-1])):
                out.add(
                    {
                        "id": f"{name}-{layer}",
                        "exporter": "home",
                        "host": row["host_iso3"],
                        "firm": firm,
                        "layers": layer,
                        "cap": None,
                        "conditions": "cyber_security leave_rival_vendor",
                        "start": row["date"],
                        "end": None,
                    }
                )
    return out


__all__ = ["HOME", "RIVAL", "alliance_table", "deals_table", "firms_table", "labs_table", "trade_table"]
