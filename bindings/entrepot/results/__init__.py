"""Results of an ensemble: outcomes, summaries, paired differences, and what was recorded."""

from entrepot.results.results import Results

__all__ = ["Results"]
