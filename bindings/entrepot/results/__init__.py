"""Results of an ensemble: outcomes, summaries, paired differences, and what was recorded."""

from entrepot.results.outcomes import OUTCOMES, Outcome
from entrepot.results.results import Results

__all__ = ["OUTCOMES", "Outcome", "Results"]
