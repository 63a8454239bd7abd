"""The mathematics of the model as pure functions: NumPy in, NumPy out. Nothing here knows of a world or a scenario."""

from entrepot.solvers.adoption import *  # noqa: F403
from entrepot.solvers.bargaining import *  # noqa: F403
from entrepot.solvers.building import *  # noqa: F403
from entrepot.solvers.coalition import *  # noqa: F403
from entrepot.solvers.deterrence import *  # noqa: F403
from entrepot.solvers.markets import *  # noqa: F403
from entrepot.solvers.queues import *  # noqa: F403
from entrepot.solvers.race import *  # noqa: F403
from entrepot.solvers.routes import *  # noqa: F403
from entrepot.solvers.rules import *  # noqa: F403
