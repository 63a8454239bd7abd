"""Names: what is said of one that is not there, and those of the rows and agents of a World."""

from __future__ import annotations

from collections.abc import Iterable

from entrepot import _core
from entrepot.errors import UnknownName


def unknown_name(kind: str, name: object, known: Iterable[str]) -> UnknownName:
    """To be raised: no `kind` has this name; with what was perhaps meant, or the names that there are."""
    names = list(known)
    nearest = _core.nearest_name(name, names) if isinstance(name, str) else ""
    hint = f'did you mean "{nearest}"?' if nearest else f"there are {', '.join(names)}"
    problem = UnknownName(f'no {kind} is named "{name}" ({hint})')
    problem.kind, problem.name, problem.nearest = kind, str(name), nearest
    return problem


def agent_name(world: _core.World, agent: int) -> str:
    """Id of an agent, from the table of its kind; -1 is nobody."""
    if agent < 0:
        return ""
    agents = world["agents"]
    table = world[("states", "firms", "labs")[agents["kind"][agent]]]
    return str(table["id"][agents["row"][agent]])


def row_name(world: _core.World, table: str, row: int) -> str:
    """Id of a row; agents of buyers and sites are named by theirs."""
    rows = world[table]
    if row >= len(rows):
        return ""
    if "id" in rows:
        return str(rows["id"][row])
    for column in ("agent", "owner"):
        if column in rows:
            return agent_name(world, int(rows[column][row]))
    return ""


def row_names(world: _core.World, table: str) -> list[str]:
    """Names of all rows of a table, where they can be told; else an empty list."""
    rows = world[table]
    if "id" in rows:
        return [str(i) for i in rows["id"]]
    if table == "buyers":
        return [agent_name(world, int(agent)) for agent in rows["agent"]]
    return []
