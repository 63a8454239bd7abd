"""Many runs of several strategies over the threads of one process."""

from entrepot.ensemble.compare import Interrupted, compare
from entrepot.ensemble.memory import memory_estimate

__all__ = ["Interrupted", "compare", "memory_estimate"]
