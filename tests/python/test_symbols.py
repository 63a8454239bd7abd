"""What the built library holds: nothing that a run could change and another run see, and no name outside its namespace."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[2] / "build/dev/libagents/libentrepot.a"
WRITABLE = re.compile(r"\.(data|bss|tdata|tbss)(?!\.rel)")  # .data.rel: tables of addresses, which GCC does not mark as constants
# Made once, at first use, and const from then on; and what libraries keep for each file that includes them.
MADE_ONCE = {"entrepot::standard_model()::model", "entrepot::reading::shipped_schema()::schema", "std::__ioinit", "boost::none"}

pytestmark = pytest.mark.skipif(not (LIBRARY.exists() and shutil.which("objdump")), reason="needs build/dev and binutils")


def symbols() -> list[tuple[str, str, str]]:
    """Flags, section and name of each symbol that the library defines."""
    listed = subprocess.run(["objdump", "-tC", LIBRARY], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^[0-9a-f]{16} (.{7}) (\S+)\t[0-9a-f]{16} (?:\.hidden )?(.+)$", listed, re.MULTILINE)
    assert len(found) > 1000
    return [row for row in found if row[1] not in ("*UND*", "*ABS*", "*COM*") and row[0][5] != "d"]


def is_changeable(section: str, name: str) -> bool:
    return WRITABLE.match(section) is not None and name.removeprefix("guard variable for ") not in MADE_ONCE


def test_no_global_can_be_changed():
    # u: inline variables. GCC 12 puts constants there, too, if their type is deduced.
    found = [(s, n) for flags, s, n in symbols() if is_changeable(s, n) and not (flags[0] == "u" and s.startswith(".data"))]
    assert found == []


def test_what_is_visible_stands_in_the_namespace():
    found = [n for flags, s, n in symbols() if flags[0] == "g" and flags[1] != "w" and "entrepot" not in n]
    assert found == []


@pytest.mark.parametrize(
    ("section", "name"),
    [(".bss", "entrepot::count"), (".data", "entrepot::cache"), (".tbss", "entrepot::buffer"), (".bss.x", "entrepot::f()::kept")],
)
def test_the_check_can_fail(section, name):
    assert is_changeable(section, name)


@pytest.mark.parametrize(
    ("section", "name"),
    [
        (".rodata", "entrepot::names"),
        (".data.rel.ro.local", "entrepot::keys"),
        (".bss", "guard variable for entrepot::standard_model()::model"),
    ],
)
def test_the_check_can_pass(section, name):
    assert not is_changeable(section, name)
