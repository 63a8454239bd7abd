"""The mathematics of the model. Use the package `entrepot.solvers`."""
from __future__ import annotations
from . import adoption
from . import bargaining
from . import building
from . import coalition
from . import deterrence
from . import markets
from . import queues
from . import race
from . import routes
from . import rules
