"""Lots and sites: every chip that chip_owners counts at the end of 2024 stands at one owner's site in one host, in whole chips."""

from .geography import HOME, RIVAL
from .owners import FIRM_OF_OWNER, agent_home
from .tables import Table, apportion

LOT_COLUMNS = ["product", "owner", "place", "host", "cohort", "diverted", "quantity"]
LOT_SOURCES = {c: "epoch_chip_owners" for c in LOT_COLUMNS} | {"place": "assumption:at_sites", "host": "assumption:lot_hosts"}
SITE_COLUMNS = ["owner", "host", "share"]


def region_shares(path_rows, states, assumptions):
    """firm -> host -> share of its chips abroad: regions x GDP to a power, hosts that are adversaries left out."""
    power, shares = assumptions("cloud_region_gdp_power"), {}
    for row in path_rows:
        weights = {}
        for word in row["regions"].split():
            host, count = word.split(":")
            if states.tier_home(host) == "adversary":
                raise ValueError(f"cloud_regions.csv: {host} is an adversary")
            weights[host] = int(count) * states.gdp[host] ** power
        hosts = sorted(weights)
        parts = apportion(10**9, [weights[h] for h in hosts])  # whole parts, so that the shares sum to one
        shares[row["firm"]] = {h: part / 10**9 for h, part in zip(hosts, parts)}
    return shares


class Lots:
    """Collects chips by (product, owner, host, cohort, diverted)."""

    def __init__(self):
        self.chips = {}

    def put(self, product, owner, host, cohort, quantity, source, diverted=0):
        if quantity < 0:
            raise ValueError(f"{product} of {owner}: {quantity} chips")
        if quantity:
            key = product, owner, host, cohort, diverted
            before, _ = self.chips.get(key, (0, source))
            self.chips[key] = before + quantity, source

    def spread(self, product, shares, host_of, cohort, quantity, source):
        """Over owners by shares, each at home."""
        agents = list(shares)
        for agent, part in zip(agents, apportion(quantity, [shares[a] for a in agents])):
            self.put(product, agent, host_of(agent), cohort, part, source)


def fill(owners, products, other, foreign, own, private, regions, firms, assumptions, split_g42, smuggled):
    """All lots of owners. Sums over owners of a product equal chip_owners' sums exactly (Ascend: the assumed stock)."""
    lots = Lots()
    host_of = lambda agent: agent_home(agent, firms)
    abroad = assumptions("clouds_abroad")
    diverted = diverted_by_state(smuggled, assumptions)
    for owner, product in owners.pairs():
        cohorts = owners.cohorts(owner, product)
        if owner in FIRM_OF_OWNER:
            place_cloud(lots, product, FIRM_OF_OWNER[owner], cohorts, abroad, regions)
        elif owner == "China":
            for cohort, quantity in cohorts.items():
                lots.spread(product, foreign, host_of, cohort, quantity, "assumption:clouds_of_rival_share")
        else:
            place_other(lots, product, cohorts, other, private, diverted.get(product, {}), host_of, assumptions, split_g42)
    for product, cohort, name in (
        ("ascend_910b", -3, "ascend_stock_2022"),
        ("ascend_910b", -2, "ascend_stock_2023"),
        ("ascend_910b", -1, "ascend_stock_2024"),
        ("ascend_910c", -1, "ascend_910c_stock_2024"),
    ):
        lots.spread(product, own, host_of, cohort, int(assumptions(name)), "assumption:" + name)
    return lots


def diverted_by_state(smuggled, assumptions):
    """product -> state -> chips: the smuggled chips of 2024, the one known case of another denied state taken out of them."""
    total, rus = smuggled, int(assumptions("diverted_rus"))
    h100 = int(round(total * assumptions("diverted_h100_share")))
    return {"h100": {RIVAL: h100 - rus, "RUS": rus}, "a100": {RIVAL: total - h100}}


def place_cloud(lots, product, firm, cohorts, abroad, regions):
    for cohort, quantity in cohorts.items():
        away = int(round(abroad * quantity))
        lots.put(product, "firm:" + firm, HOME, cohort, quantity - away, "assumption:clouds_abroad")
        hosts = regions[firm]
        for host, part in zip(hosts, apportion(away, list(hosts.values()))):
            lots.put(product, "firm:" + firm, host, cohort, part, "assumption:clouds_abroad")


def place_other(lots, product, cohorts, other, private, diverted, host_of, assumptions, split_g42):
    """Diverted chips and known private clusters come out of Other first, the youngest fitting year, the rest goes to states by shares."""
    left = dict(cohorts)
    for state, quantity in diverted.items():
        for cohort in (-1, -2, -3):  # this year's first; A100 were sold earlier
            take = min(quantity, left.get(cohort, 0))
            lots.put(product, "state:" + state, state, cohort, take, "assumption:diverted", 1)
            left[cohort], quantity = left.get(cohort, 0) - take, quantity - take
        if quantity:
            raise ValueError(f"more diverted {product} than Other holds")
    for cohort, quantity in sorted(left.items()):
        taken = put_private(lots, product, cohort, quantity, private)
        weights = {"state:" + i: share * quantity for i, share in other.items() if share > 0}
        weights["state:" + HOME] = max(0.0, weights["state:" + HOME] - taken)  # the home's part holds them already
        lots.spread(product, split_g42(weights, assumptions), host_of, cohort, quantity - taken, "assumption:other_by_clusters")


def put_private(lots, product, cohort, quantity, private):
    """Known private clusters of this product and year, at most what there is; returns how many chips."""
    taken = 0
    for (firm, chip), known in sorted(private.items()):
        if chip == product:
            take = min(quantity - taken, known.get(cohort, 0))
            lots.put(product, "firm:" + firm, HOME, cohort, take, "epoch_ai_clusters")
            taken += take
    return taken


def table(lots, products, assumptions):
    out = Table("lots", LOT_COLUMNS, LOT_SOURCES)
    for p, product in products.items():
        stock = int(round(product["sold"] * assumptions("inventory_quarters")))
        if stock:
            out.add(
                {
                    "product": p,
                    "owner": "firm:" + product["vendor"],
                    "place": "vendor",
                    "host": None,
                    "cohort": -1,
                    "diverted": 0,
                    "quantity": stock,
                },
                {"quantity": "assumption:inventory_quarters"},
            )
    for (p, owner, host, cohort, diverted), (quantity, source) in sorted(lots.chips.items()):
        exceptions = {"quantity": source}
        out.add(
            {"product": p, "owner": owner, "place": "site", "host": host, "cohort": cohort, "diverted": diverted, "quantity": quantity},
            exceptions,
        )
    return out


def sites(agents, regions, host_of):
    """One row at home for every buyer; rows abroad for firms with regions (their shares sum to one, the home row has 0)."""
    out = Table("sites", SITE_COLUMNS, {"owner": "firm_facts", "host": "firm_facts", "share": "assumption:at_home"})
    for agent in agents:
        hosts = regions.get(agent[5:]) if agent.startswith("firm:") else None
        out.add({"owner": agent, "host": host_of(agent), "share": 0 if hosts else 1})
        for host, share in (hosts or {}).items():
            out.add(
                {"owner": agent, "host": host, "share": share}, {"host": "assumption:cloud_regions", "share": "assumption:cloud_regions"}
            )
    return out
