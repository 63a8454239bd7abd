"""Single files: checked before hours of work, and written whole or not at all."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def check_file(path: Path, force: bool) -> None:
    """Raise OSError with a sentence if the file stands there already (unless force), if it is something else than a file, or if nothing can be
    written beside it."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, not a file")
    check_regular(path)
    if os.path.lexists(path) and not force:
        raise FileExistsError(f"{path} is there already: name another file, or give --force to replace it")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.parent} is not a folder")
    check_writable(path.parent)


def check_regular(path: Path) -> None:
    """A device or a pipe must not become a file."""
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no regular file: results are written to files only")


def check_writable(folder: Path) -> None:
    """Writes a file there and takes it away again, with the folders that it needed."""
    made: list[Path] = []
    try:
        for part in reversed((folder, *folder.parents)):
            if not part.exists():
                part.mkdir()
                made.append(part)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".entrepot.")
        os.close(handle)
        os.unlink(name)
    except OSError as problem:
        raise OSError(f"nothing can be written to {folder}: {(problem.strerror or 'it is not allowed').lower()}") from None
    finally:
        for part in reversed(made):
            part.rmdir()


def write_text(path: Path, text: str, force: bool = False) -> None:
    """A text file, whole or not at all."""
    check_file(path, force)
    write_whole(path, lambda p: p.write_text(text, encoding="utf-8"))


def write_whole(path: Path, write: Callable[[Path], Any]) -> None:
    """What `write` puts into the path that it is given, under a temporary name until it is done."""
    path = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(Path(name))
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp's files are for their owner alone
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def json_text(content: Mapping[str, Any]) -> str:
    """JSON for people and programs; a number that is none is null."""

    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value

    return json.dumps(plain(content), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
