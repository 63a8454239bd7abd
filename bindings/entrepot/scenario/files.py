"""Files of a scenario in memory, changed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from entrepot import _core, _toml
from entrepot._checks import instance, text
from entrepot._names import unknown_name
from entrepot.scenario.tables import Rows, table_text

Files = Mapping[str, str | bytes]


def checked_files(files: Files) -> dict[str, str | bytes]:
    """Paths and contents that the library can take."""
    instance("files", files, Mapping, "a dictionary: path -> text")
    for path, content in files.items():
        text("a path of files", path, "text")
        if not isinstance(content, bytes):
            text(f"the content of {path}", content, "text or bytes")
    return dict(files)


class FileEditor:
    """Files by their paths. What changes them returns the editor, so that changes can be chained."""

    def __init__(self, files: Files) -> None:
        self.files: dict[str, str | bytes] = checked_files(files)

    def text(self, path: str, content: str | bytes) -> Self:
        """A file as it is."""
        self.files |= checked_files({path: content})
        return self

    def toml(self, path: str, content: Mapping[str, Any]) -> Self:
        """A TOML file from a dictionary."""
        instance(f"the content of {path}", content, Mapping, "a dictionary")
        return self.text(path, _toml.document(content))

    def table(self, name: str, content: Rows) -> Self:
        """A table ("states", "trade", ...) from a DataFrame (a named index is its first column) or from dictionaries; missing values become
        empty, True and False 1 and 0."""
        files = _core.table_files()
        if name not in files:
            raise unknown_name("table", name, files)
        return self.text(files[name], table_text(files[name], content))

    def parameters(self, content: Rows) -> Self:
        """parameters.csv, as `Scenario.parameters` gives it."""
        return self.table("parameters", content)

    def strategy(self, name: str, content: Mapping[str, Any]) -> Self:
        """strategies/NAME.toml from a dictionary."""
        return self.toml(f"strategies/{name}.toml", content)

    def override(self, name: str, content: Mapping[str, Any]) -> Self:
        """overrides/NAME.toml from a dictionary."""
        return self.toml(f"overrides/{name}.toml", content)

    def belief(self, name: str, content: Mapping[str, Any]) -> Self:
        """beliefs/NAME.toml from a dictionary."""
        return self.toml(f"beliefs/{name}.toml", content)

    def remove(self, path: str) -> Self:
        """Drop a file."""
        if path not in self.files:
            raise unknown_name("file", path, self.files)
        del self.files[path]
        return self
