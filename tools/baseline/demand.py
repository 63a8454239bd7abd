"""Who spends how much: shares of GDP and weights of buyers, from the additions of the last quarter and of the last year."""

from .geography import HOME, RIVAL
from .owners import END, FIRM_OF_OWNER, agent_home
from .tables import Table, rounded

YEAR_BEFORE = "2023-12-31"


def spending(products, owners, split, assumptions, start, scale_to_sales):
    """USD by agent for the chips added since `start`. With `scale_to_sales` each product's sum is sold x price of the last quarter."""
    spent = {}
    for p, product in products.items():
        if product["sold"] == 0:
            continue
        added = {o: owners.added(o, p, start, END) for o in sorted({o for o, q in owners.pairs() if q == p})}
        if p.startswith("ascend"):
            made = (
                product["sold"]
                if scale_to_sales
                else int(assumptions("ascend_stock_2024" if p == "ascend_910b" else "ascend_910c_stock_2024"))
            )
            added = {"Ascend": made}
        total = sum(added.values())
        for owner, units in added.items():
            chips = units * product["sold"] / total if scale_to_sales else units
            for agent, share in split(owner, p, units, start).items():
                spent[agent] = spent.get(agent, 0.0) + chips * product["list_price"] * share
    return spent


def splitter(other, foreign, own, private, assumptions):
    """How an owner's additions of one product divide over agents (shares that sum to one)."""

    def split(owner, product, units, start):
        if owner in FIRM_OF_OWNER:
            return {"firm:" + FIRM_OF_OWNER[owner]: 1.0}
        if owner in ("China", "Ascend"):
            return foreign if owner == "China" else own
        shares = {"state:" + i: s for i, s in other.items() if s > 0}
        if start == YEAR_BEFORE:  # the year's private clusters are known; a quarter's are not
            for (firm, chip), cohorts in sorted(private.items()):
                if chip == product and units:
                    taken = min(shares["state:" + HOME], cohorts.get(-1, 0) / units)
                    shares["firm:" + firm], shares["state:" + HOME] = taken, shares["state:" + HOME] - taken
        return split_g42(shares, assumptions)

    return split


def split_g42(shares, assumptions):
    part = shares.pop("state:ARE", 0.0)
    g42 = assumptions("g42_weight")
    shares.update({"state:ARE": part * (1 - g42), "firm:g42": part * g42})
    return shares


def by_home(spent, firms):
    homes = {}
    for agent, usd in spent.items():
        home = agent_home(agent, firms)
        homes.setdefault(home, {})[agent] = homes.get(home, {}).get(agent, 0.0) + usd
    return homes


def shares_of_gdp(spent, states, firms, assumptions):
    """ai_share of every state and the set of those at the floor."""
    floor, homes, share, floored = assumptions("share_floor"), by_home(spent, firms), {}, set()
    for i in states.ids:
        value = rounded(4 * sum(homes.get(i, {}).values()) / states.gdp[i])
        share[i] = max(floor, value)
        if value <= floor:
            floored.add(i)
    return share, floored


def buyers(year, states, firms, agents):
    """Weights: parts of the last year's spending of a home; every state buys, firms of `agents` too; the state takes the rest."""
    out = Table("buyers", ["agent", "weight"], {"agent": "firm_facts", "weight": "epoch_spending_year"})
    homes = by_home(year, firms)
    for i in states.ids:
        own = {a: homes.get(i, {}).get(a, 0.0) for a in sorted(agents) if agent_home(a, firms) == i}
        total = sum(homes.get(i, {}).values())
        weights = {a: round(v / total, 9) for a, v in own.items()}
        out.add({"agent": "state:" + i, "weight": round(1 - sum(weights.values()), 9)})
        for agent, weight in weights.items():
            out.add(
                {"agent": agent, "weight": weight},
                {"weight": "assumption:g42_weight"}
                if agent == "firm:g42"
                else {"weight": "assumption:clouds_of_rival_share"}
                if i == RIVAL
                else {},
            )
    return out
