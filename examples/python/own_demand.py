"""Another demand for chips: a stage in front of `buy` changes what states are ready to spend, by a rule of the user's. `buy` itself stays.

python own_demand.py
"""

import entrepot as ep


class ArmsRace(ep.Stage):
    """The less compute a state has beside the one that has most of it, the faster its spending on AI grows."""

    name = "arms_race"
    writes = ["states.ai_share"]

    def __init__(self, rivalry: float) -> None:
        self.rivalry = rivalry  # a constant of the model; what may be uncertain is a parameter (own_stage.py)

    def decide(self, world, turn):
        stock = world.states["stock"].sum(axis=1)
        return world.states["ai_share"] * (1 + self.rivalry * (1 - stock / stock.max()))

    def apply(self, world, proposals, turn):
        world.states["ai_share"] = proposals.clip(max=1.0)


def main() -> None:
    model = ep.standard_model().insert_before("buy", ArmsRace(0.02))
    for name, scenario in [("standard demand", ep.load("tiny")), ("arms race", ep.load("tiny", model=model))]:
        sim = ep.Simulation(scenario, "control", seed=42, check=True).run()
        print(f"{name}: revenue {sim.outcomes()['revenue_usd']:.4g} USD, stack share {sim.outcomes()['stack_share']:.4f}")


if __name__ == "__main__":
    main()
