"""The errors of the library, each with its facts as attributes."""

__all__ = ["SolverError"]


class SolverError(ValueError):
    """An argument of a solver is outside its domain."""

    solver: str
    argument: str
    value: str
    allowed: str
