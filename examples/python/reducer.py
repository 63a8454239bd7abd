"""Many runs, none of them kept: each batch is reduced as soon as it is done, so that memory does not grow with the number of runs.

python reducer.py
"""

import math

import entrepot as ep


class Moments:
    """Running mean and variance (Welford 1962); the same bits whatever the number of threads, as batches come in the order of runs."""

    def __init__(self) -> None:
        self.n, self.mean, self.squares = 0, 0.0, 0.0

    def add(self, x: float) -> None:
        self.n += 1
        off = x - self.mean
        self.mean += off / self.n
        self.squares += off * (x - self.mean)

    @property
    def error(self) -> float:
        return math.sqrt(self.squares / (self.n - 1) / self.n)


def main() -> None:
    scenario = ep.load("tiny")
    moments = {"control": Moments(), "diffusion": Moments()}
    for first in range(0, 200, 50):
        batch = ep.compare(scenario, moments, runs=50, first_run=first, seed=42, progress=False)
        for (strategy, _), share in batch.outcomes["stack_share"].items():
            moments[strategy].add(share)
    for strategy, m in moments.items():
        print(f"{strategy}: {m.n} runs, stack_share {m.mean:.6f} +- {m.error:.6f}")


if __name__ == "__main__":
    main()
