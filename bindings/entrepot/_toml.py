"""Python values as TOML text: what scenario files are written with. Reading is the library's work, with positions and sentences."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_bare = re.compile(r"[A-Za-z0-9_-]+")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of TOML is text, not {key!r}")
    return key if _bare.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML wants this one escaped too


def value(content: Any) -> str:
    """One value on one line. Numbers of NumPy are taken as numbers; None and other types raise TypeError."""
    if hasattr(content, "item") and not isinstance(content, (str, bytes)) and getattr(content, "ndim", 0) == 0:
        content = content.item()  # a NumPy scalar
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int):
        return str(content)
    if isinstance(content, float):
        if math.isnan(content) or math.isinf(content):
            return "nan" if math.isnan(content) else "inf" if content > 0 else "-inf"
        return repr(content)
    if isinstance(content, str):
        return _quoted(content)
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Mapping):
        return "{" + ", ".join(f"{_key(k)} = {value(v)}" for k, v in content.items()) + "}"
    if isinstance(content, Sequence) and not isinstance(content, (bytes, bytearray)):
        return "[" + ", ".join(value(v) for v in content) + "]"
    raise TypeError(f"TOML has no value for {content!r}")


def document(content: Mapping[str, Any]) -> str:
    """A whole file: plain keys first, then a section for each mapping."""
    lines = [f"{_key(k)} = {value(v)}" for k, v in content.items() if not isinstance(v, Mapping)]

    def sections(prefix: str, table: Mapping[str, Any]) -> None:
        lines.extend(["", f"[{prefix}]"])
        lines.extend(f"{_key(k)} = {value(v)}" for k, v in table.items() if not isinstance(v, Mapping))
        for k, v in table.items():
            if isinstance(v, Mapping):
                sections(f"{prefix}.{_key(k)}", v)

    for key, table in content.items():
        if isinstance(table, Mapping):
            sections(_key(key), table)
    return "\n".join(lines).lstrip("\n") + "\n"
