"""The hand-written pages of docs/model: what they name is there, and nothing that the library lists is left out."""

import re
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
MODEL = REPO / "docs" / "model"
WRITTEN = ("columns.md", "parameters.md", "outcome_list.md")  # by tools/describe.cpp
PAGES = {p.name: p.read_text(encoding="utf-8") for p in sorted(MODEL.glob("*.md"))}
BY_HAND = {name: text for name, text in PAGES.items() if name not in WRITTEN}


def dead_links(text):
    return [link for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text) if not (MODEL / link).exists()]


def missing_files(text):
    named = re.findall(r"`((?:libagents|tests|tools|docs)/[\w./-]+\.\w+)`", text)
    return [path for path in named if not (REPO / path).exists()]


def left_out(names, text):
    return [name for name in names if f"`{name}`" not in text and not re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.]*\w)", text)]


def first_cells(page):
    return re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE)


def test_links_lead_somewhere():
    assert {name: dead_links(text) for name, text in PAGES.items() if dead_links(text)} == {}


def test_named_files_exist():
    assert {name: missing_files(text) for name, text in PAGES.items() if missing_files(text)} == {}


def test_every_outcome_says_how_it_is_computed():
    listed = first_cells(PAGES["outcome_list.md"])
    assert listed
    assert first_cells(PAGES["outcomes.md"]) == listed


def test_every_event_says_what_its_fields_mean():
    kinds = re.split(r"^## (\w+)$", PAGES["events.md"], flags=re.MULTILINE)
    assert len(kinds) > 2
    for kind, section in zip(kinds[1::2], kinds[2::2]):
        fields = re.findall(r"^\| `\w+` \| \w+ \| [^|]+ \| ([^|]+) \|$", section, flags=re.MULTILINE)
        assert fields and all(what.strip() for what in fields), kind


def test_every_parameter_stands_in_an_equation():
    parameters = first_cells(PAGES["parameters.md"])
    assert parameters
    assert left_out(parameters, "\n".join(BY_HAND.values())) == []


def test_every_draw_is_listed():
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (REPO / "libagents" / "src" / "decisions").rglob("*.cpp"))
    drawn = re.findall(r"constexpr Purpose \w+\{\"([\w.]+)\"\}", sources)
    assert drawn
    assert set(first_cells(PAGES["overview.md"])) >= set(drawn)


def test_the_checks_can_fail():
    assert dead_links("[a](nowhere.md) [b](README.md) [c](https://example.org)") == ["nowhere.md"]
    assert missing_files("`libagents/src/nowhere.cpp` and `tools/describe.cpp`") == ["libagents/src/nowhere.cpp"]
    assert left_out(["buy.nest", "buy.network", "buy.net"], "beta = `buy.nest`, buy.network N") == ["buy.net"]
