"""Prints the figures of docs/model/orders_of_magnitude.md: 24 quarters of the baseline at the point values, seed 42, run 0."""

import entrepot as ep

STRATEGIES = ["status-quo-2025", "control", "diffusion", "leverage"]
ROWS = [
    ("sales in the first quarter, M H100e", "first_sales", 1e6),
    ("world stock at the end of 2030, M H100e", "world_h100e", 1e6),
    ("on the rival's soil then, M H100e", "rival_h100e", 1e6),
    ("owned by swing states at the end, M H100e", "swing_h100e", 1e6),
    ("rented by them over the six years, M H100e", "rented_swing_h100e", 1e6),
    ("hosted by home clouds in swing states, M H100e", "hosted_swing_h100e", 1e6),
    ("shadow price of the rival's buyers, kUSD per H100e, first quarter", "first_rival_shadow", 1e3),
    ("shadow price of swing states' buyers, kUSD per H100e, first quarter", "first_swing_shadow", 1e3),
]


def figures(scenario, strategy):
    sim = ep.Simulation(scenario, strategy, seed=42, run=0, draw="point")
    sim.step()
    first = sim.outcomes()
    for _ in range(23):
        sim.step()
    values = dict(sim.outcomes())
    values["first_sales"] = first["sales_h100e"]
    values["first_rival_shadow"] = first["rival_shadow_usd"]
    values["first_swing_shadow"] = first["swing_shadow_usd"]
    return values


def main():
    scenario = ep.load("baseline")
    columns = [figures(scenario, strategy) for strategy in STRATEGIES]
    print("| | " + " | ".join(STRATEGIES) + " |")
    print("| --- " * (len(STRATEGIES) + 1) + "|")
    for label, key, unit in ROWS:
        print(f"| {label} | " + " | ".join(f"{values[key] / unit:.3g}" for values in columns) + " |")


if __name__ == "__main__":
    main()
