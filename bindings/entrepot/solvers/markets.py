"""Choice among products, rationing, clearing, tariffs, CES demand and gains from trade (model equations 2.1)."""

from entrepot._core.solvers.markets import *  # noqa: F403
