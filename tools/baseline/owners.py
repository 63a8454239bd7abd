"""Who owned how many chips when (chip_owners), and how the owners China and Other are split over states and firms."""

from .geography import HOME, RIVAL
from .tables import apportion, number

FIRM_OF_OWNER = {
    "Microsoft": "microsoft",
    "Google": "alphabet",
    "Amazon": "amazon",
    "Meta": "meta",
    "Oracle": "oracle",
    "CoreWeave": "coreweave",
}
CLOUDS_OF_RIVAL = ["bytedance", "alibaba", "tencent", "baidu", "chinamobile", "chinatelecom"]
TELECOMS = {"chinamobile", "chinatelecom"}
YEAR_ENDS = ["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"]  # cohorts -3, -2, -1 lie between them
QUARTER_BEFORE, END = "2024-09-30", "2024-12-31"


def chip_ids(chips):
    """Chip of chip_owners -> product. H200 are inside H100."""
    ids = {r["sales"]: r["id"] for r in chips if r["sales"]}
    ids["Nvidia H100/H200"] = ids["Nvidia H100"]
    return ids


class Owners:
    """Cumulative chips by (owner, product, date); 0 before the first date that is known, the last known afterwards."""

    def __init__(self, sources, chips):
        ids, self.series = chip_ids(chips), {}
        for row in sources.rows("chip_owners.csv"):
            if row["as_of"] <= END:
                key = row["owner"], ids[row["maker"] + " " + row["chip"]]
                self.series.setdefault(key, {})[row["as_of"]] = int(row["units"])

    def at(self, owner, product, date):
        known = [d for d in sorted(self.series.get((owner, product), {})) if d <= date]
        return self.series[owner, product][known[-1]] if known else 0

    def added(self, owner, product, start, end):
        return max(0, self.at(owner, product, end) - self.at(owner, product, start))

    def cohorts(self, owner, product):
        """The stock at the end split by year of delivery: cohort -> chips; sums to the stock exactly."""
        total = self.at(owner, product, END)
        added = [self.added(owner, product, a, b) for a, b in zip(YEAR_ENDS, YEAR_ENDS[1:])]
        return dict(zip((-3, -2, -1), apportion(total, added))) if total else {}

    def pairs(self):
        return sorted(self.series)


def clusters_of(sources, firm_name, chip_prefix):
    """Chips of one private owner in ai_clusters by cohort: existing at the start, not unlikely, no duplicate, since 2022."""
    found = {}
    for row in sources.rows("ai_clusters.csv"):
        if row["owner"] == firm_name and usable(row) and row["chip_type"].startswith(chip_prefix) and row["first_operational"] >= "2022":
            cohort = int(row["first_operational"][:4]) - 2025
            found[cohort] = found.get(cohort, 0) + int(float(row["chip_quantity"]))
    return found


def usable(row):
    return (
        row["status"] == "existing"
        and row["certainty"] != "unlikely"
        and row["possible_duplicate"] != "1"
        and "" < row["first_operational"] <= END
    )


def other_shares(sources, states, assumptions):
    """Shares of states in what the owner Other has: half by clusters outside the six owners, half by GDP x absorptive capacity.

    Denied states and the rival have no part: what they hold was sold to somebody else and diverted.
    """
    clusters = {i: 0.0 for i in states.ids}
    six = ("Microsoft", "Google", "Amazon", "Meta", "Oracle", "CoreWeave")
    for row in sources.rows("ai_clusters.csv"):
        if usable(row) and row["country_iso3"] in clusters and not any(name in row["owner"] for name in six):
            clusters[row["country_iso3"]] += number(row["h100_equivalents"]) or 0.0
    economy = {i: states.gdp[i] * states.absorptive[i] for i in states.ids}
    for i in states.ids:
        if i == RIVAL or states.denied(i):
            clusters[i] = economy[i] = 0.0
    weight, c, e = assumptions("other_by_clusters"), sum(clusters.values()), sum(economy.values())
    return {i: weight * clusters[i] / c + (1 - weight) * economy[i] / e for i in states.ids}


def rival_split(firms, assumptions):
    """Shares of state and clouds of the rival in (foreign chips, own chips): by capital spending, telecom operators' counted in part."""
    part = assumptions("telecom_ai_capex")
    capex = {f: float(firms[f]["capex_usd_2024"]) * (part if f in TELECOMS else 1.0) for f in CLOUDS_OF_RIVAL}
    clouds = assumptions("clouds_of_rival_share")
    foreign = {"state:" + RIVAL: 1 - clouds}
    foreign.update({"firm:" + f: clouds * capex[f] / sum(capex.values()) for f in CLOUDS_OF_RIVAL})
    users = [f for f in CLOUDS_OF_RIVAL if "huawei" in firms[f]["supplier_ids"].split(";")]
    state = assumptions("ascend_state_share")
    own = {"state:" + RIVAL: state}
    own.update({"firm:" + f: (1 - state) * capex[f] / sum(capex[u] for u in users) for f in users})
    return foreign, own


def private_clusters(sources):
    """Buyers inside the home's part of Other that ai_clusters knows: (firm, product) -> cohort -> chips."""
    return {
        ("xai_firm", "h100"): clusters_of(sources, "xAI", "NVIDIA H100"),
        ("tesla", "h100"): clusters_of(sources, "Tesla", "NVIDIA H100"),
    }


def home_firms():
    return sorted(set(FIRM_OF_OWNER.values()) | {"xai_firm", "tesla"})


def agent_home(agent, firms):
    kind, name = agent.split(":")
    return name if kind == "state" else firms[name]["hq_iso3"]


__all__ = ["HOME", "RIVAL", "Owners", "agent_home", "home_firms", "other_shares", "private_clusters", "rival_split"]
