"""JSON files that users give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_json(path: Path) -> dict[str, Any]:
    """The object of a JSON file; raises ValueError or OSError with a sentence."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            raise ValueError(f'"{next(name for name in names if names.count(name) > 1)}" stands there twice')
        return found

    try:
        content = json.loads(path.read_bytes(), object_pairs_hook=once)
    except json.JSONDecodeError as problem:
        raise ValueError(f"{path}:{problem.lineno}:{problem.colno}: this is no JSON: {problem.msg}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: this is no JSON: it is not in UTF-8") from None
    except RecursionError:
        raise ValueError(f"{path}: it is nested too deeply") from None
    except ValueError as problem:
        raise ValueError(f"{path}: {'a number has too many digits' if 'digits' in str(problem) else problem}") from None
    except OSError as problem:
        raise OSError(f"{path}: {(problem.strerror or 'cannot be read').lower()}") from None
    if not isinstance(content, dict):
        raise ValueError(f"{path}: there should be an object, {{name: value}}")
    return content
