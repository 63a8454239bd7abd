"""Branches a world: two years under control, then a copy goes on under diffusion. Both meet the same luck, so what they differ in is the work of
the levers.

    python branching.py
"""

import entrepot as ep


def main() -> None:
    scenario = ep.load("tiny")
    control = ep.Simulation(scenario, "control", seed=42)
    for _ in range(8):
        control.step()
    diffusion = control.copy().apply("diffusion")
    shut = control.copy().apply(scenario.with_levers("control", chips={"swing": {"route": "deny"}}, name="shut to swing states"))
    print(
        "they part", ep.first_parting(control, diffusion, ignore=["levers", "exporters.rules_on", "exporters.stance", "exporters.officers"])
    )
    for branch in (control, diffusion, shut):
        outcomes = branch.run().outcomes()
        print(f"{branch.strategy}: revenue {outcomes['revenue_usd']:.4g} USD, stack share {outcomes['stack_share']:.4f}")


if __name__ == "__main__":
    main()
