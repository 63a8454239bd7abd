"""States: economy, alignment, tiers, groups, power. Rules: columns.md of the specification, repeated in docs/data.md."""

from .tables import Table, median, number, percentiles, rounded

COLUMNS = [
    "id",
    "name",
    "income_group",
    "groups",
    "tier_home",
    "tier_rival",
    "gdp",
    "align",
    "customs",
    "institutions",
    "ai_share",
    "announced",
    "announced_quarters",
    "spare_generation",
    "grid_capacity",
]
PROVENANCE = {
    "name": "country_codes",
    "income_group": "gdp_ppp",
    "groups": "ear_groups",
    "tier_home": "ear_tiers",
    "tier_rival": "assumption:tier_rival",
    "gdp": "worldbank_gdp",
    "align": "un_ideal_points",
    "customs": "gdp_ppp",
    "institutions": "memberships",
    "ai_share": "epoch_spending_quarter",
    "announced": "assumption:announced_demand",
    "announced_quarters": "assumption:announced_demand",
    "spare_generation": "cia_electricity",
    "grid_capacity": "cia_electricity",
}
HOME, RIVAL = "USA", "CHN"
HOURS = 8.76  # thousand hours a year
LOAD = 0.65  # mean over peak load
AVAILABLE = 0.85  # share of capacity that is available at the peak


class States:
    """Facts about states in the order of their ids, gaps filled, with a note on each gap."""

    def __init__(self, sources):
        self.rows = sorted(sources.rows("states.csv"), key=lambda r: r["iso3"])
        self.ids = [r["iso3"] for r in self.rows]
        self.region = {r["iso3"]: r["region"] for r in self.rows}
        self.gaps = {}
        self.gdp = self.column("gdp_usd")
        people, ppp = self.column("population"), self.column("gdp_ppp_intl2021")
        self.income = {i: ppp[i] / people[i] for i in self.ids}
        self.internet = self.filled("internet_users_pct")
        self.groups = {r["iso3"]: r for r in sources.rows("export_control_groups.csv")}
        members = sources.rows("memberships.csv")
        self.members = {}
        for row in members:
            if row["status"] == "member":
                self.members.setdefault(row["organisation"], set()).add(row["iso3"])
        self.absorptive = {i: self.internet[i] / 100 * min(1.0, self.income[i] / 60000) for i in self.ids}

    def column(self, name):
        return {r["iso3"]: number(r[name]) for r in self.rows}

    def filled(self, name):
        """The column with gaps filled by the median of the region."""
        values = self.column(name)
        for i in self.ids:
            if values[i] is None:
                peers = [
                    values[j] for j in self.ids if self.region[j] == self.region[i] and values[j] is not None and (j, name) not in self.gaps
                ]
                values[i] = median(peers)
                self.gaps[i, name] = "region_median"
        return values

    def denied(self, i):
        """Arms-embargoed and not in A5 or A6: no legal sale of the chips that the dated rules control."""
        g = self.groups[i]
        return g["ear_d5"] == "1" and g["ear_a5"] != "1" and g["ear_a6"] != "1"

    def group_words(self, i):
        g = self.groups[i]
        words = [w for w, c in (("A5", "ear_a5"), ("A6", "ear_a6"), ("D1", "ear_d1"), ("D4", "ear_d4"), ("D5", "ear_d5")) if g[c] == "1"]
        return " ".join(words + ["tier" + g["diffusion_tier_jan2025"]])

    def tier_home(self, i):
        g = self.groups[i]
        if i == HOME or int(g["control_core"] or 0) > 0:
            return "insider"
        return "adversary" if g["diffusion_tier_jan2025"] == "3" else "swing"

    def tier_rival(self, i, partners):
        if i == RIVAL or i in partners:
            return "insider"
        return "adversary" if self.tier_home(i) == "insider" else "swing"


def alignment(states):
    """(2x - x_m - x_r)/(x_m - x_r), clipped; x_m the median of the home's insiders without itself, x_r the rival's ideal point."""
    x = states.column("un_ideal_point")
    insiders = [x[i] for i in states.ids if states.tier_home(i) == "insider" and i != HOME and x[i] is not None]
    x_m, x_r = median(insiders), x[RIVAL]
    for i in states.ids:
        if x[i] is None:
            if i == "TWN":
                x[i], states.gaps[i, "align"] = x_m, "insiders_median"
            elif i in ("HKG", "MAC"):
                x[i], states.gaps[i, "align"] = x_r, "rival"
            else:
                peers = [
                    x[j]
                    for j in states.ids
                    if states.region[j] == states.region[i] and x[j] is not None and (j, "align") not in states.gaps
                ]
                x[i], states.gaps[i, "align"] = median(peers), "region_median"
    return {i: rounded(max(-1.0, min(1.0, (2 * x[i] - x_m - x_r) / (x_m - x_r)))) for i in states.ids}


def power(states):
    """Capacity (GW) and spare generation (MW); gaps take the region's median capacity per GDP and consumption per capacity."""
    capacity, used = states.column("electricity_capacity_gw"), states.column("electricity_consumption_twh")
    known = [i for i in states.ids if capacity[i] is not None and used[i] is not None]
    for i in states.ids:
        if i not in known:
            peers = [j for j in known if states.region[j] == states.region[i]]
            capacity[i] = rounded(states.gdp[i] * median([capacity[j] / states.gdp[j] for j in peers]), 3)
            used[i] = capacity[i] * median([used[j] / capacity[j] for j in peers])
            states.gaps[i, "power"] = "region_median"
    spare = {i: rounded(1000 * max(0.0, AVAILABLE * capacity[i] - used[i] / (HOURS * LOAD))) for i in states.ids}
    return capacity, spare


def table(states, assumptions, announced, ai_share, floored):
    """`announced`: id to (H100e a quarter, quarters). `ai_share`: id to share of GDP, `floored` the ids at the floor."""
    out = Table("states", COLUMNS, PROVENANCE)
    partners = set(assumptions.rows["partners_of_rival"]["value"].split())
    align, (capacity, spare) = alignment(states), power(states)
    customs = dict(zip(states.ids, percentiles([states.income[i] for i in states.ids])))
    oecd, institutes = states.members["OECD"], states.members["AISI_NETWORK"]
    for row in states.rows:
        i = row["iso3"]
        if states.gdp[i] is None:
            raise ValueError(f"{i} has no GDP")
        exceptions = {"gdp": "cia_factbook"} if row["gdp_source"] == "CIA" else {}
        if (i, "align") in states.gaps:
            exceptions["align"] = "assumption:align_" + states.gaps[i, "align"]
        if (i, "power") in states.gaps:
            exceptions["spare_generation"] = exceptions["grid_capacity"] = "assumption:power_region_median"
        if i in floored:
            exceptions["ai_share"] = "assumption:share_floor"
        wanted, quarters = announced.get(i, (0, 0))
        factor = 1.0 if i in oecd else assumptions("foreign_grid_factor")
        out.add(
            {
                "id": i,
                "name": row["name"],
                "income_group": 0 if states.income[i] > 40000 else 1 if states.income[i] > 15000 else 2,
                "groups": states.group_words(i),
                "tier_home": states.tier_home(i),
                "tier_rival": states.tier_rival(i, partners),
                "gdp": states.gdp[i],
                "align": align[i],
                "customs": rounded(customs[i]),
                "institutions": "safety_institute" if i in institutes else None,
                "ai_share": ai_share[i],
                "announced": wanted,
                "announced_quarters": quarters,
                "spare_generation": spare[i],
                "grid_capacity": rounded(1000 * capacity[i] * factor),
            },
            exceptions,
        )
    return out
