"""Rules of the house that no compiler checks, read off the source text. Each check is a function from one text to its offences, so that
a made-up text can show that it fails.

    python -m pytest tests/lint/test_sources.py
"""

import csv
import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
LIBRARY = REPO / "libagents"
FLOORS = ("base", "solvers", "world", "scenario", "decisions", "run")
ALLOWED_BELOW = {
    "base": {"base"},
    "solvers": {"base", "solvers"},
    "world": {"base", "solvers", "world"},
    "scenario": {"base", "solvers", "world", "scenario"},
    "decisions": {"base", "solvers", "world", "decisions"},
    "run": set(FLOORS),
}


def library_files():
    return sorted(p for d in ("src", "include") for p in (LIBRARY / d).rglob("*") if p.suffix in {".cpp", ".hpp"})


def room(path):
    """Path below src/ or include/entrepot/: 'decisions/buy/prices.cpp'. A header and its source have the same room."""
    path = Path(path)
    parts = path.parts
    at = max(i for i, p in enumerate(parts) if p in {"src", "entrepot"})
    return "/".join(parts[at + 1 :])


def floor_of(path):
    return room(path).split("/")[0]


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S
)


def blanked(text):
    """The same shape without its letters, so that lines keep their numbers."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return TOKEN.sub(lambda m: blanked(m[0]) if m[0].startswith("/") else m[0], text)


def code_only(text):
    """Neither comments nor the content of literals (but of #include lines)."""

    def keep(m):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        return m[0] if m[0].startswith('"') and line.lstrip().startswith("#") else blanked(m[0])

    return TOKEN.sub(keep, text)


def literals(text):
    """(position, content) of every string literal in code."""
    return [(m.start(), m[0].strip('R"')) for m in TOKEN.finditer(text) if m[0].startswith(('"', "R"))]


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def matches(pattern, text, what):
    return [f"{line_of(text, m.start())}: {what}: {m[0].strip()}" for m in re.finditer(pattern, text)]


def offences(check, files):
    return [f"{p.relative_to(REPO)}:{o}" for p in files for o in check(p.read_text(encoding="utf-8"))]


# 1. purposes -----------------------------------------------------------------------------------------------------------------------

PURPOSE = re.compile(r'\bPurpose\s+\w+\s*(?:\{|\(|=\s*Purpose\s*[{(])\s*"([^"]*)"')


def purposes(text):
    """Names in declarations `Purpose x{"a.x"}` and the further declarators of the same statement."""
    names = []
    code = without_comments(text)
    for m in PURPOSE.finditer(code):
        statement = code[m.start() : code.find(";", m.start())]
        names += re.findall(r'\w+\s*[{(]\s*"([^"]*)"', statement)
    return names


def repeated(names):
    return sorted({n for n in names if names.count(n) > 1})


def test_purposes_have_unique_names():
    names = [n for p in library_files() for n in purposes(p.read_text(encoding="utf-8"))]
    assert names, "no purpose was found: the pattern is out of date"
    assert repeated(names) == []


def test_the_purpose_check_can_fail():
    text = 'inline constexpr Purpose a{"s.a"};\n// Purpose b{"s.c"};\nconstexpr Purpose b{"s.b"}, c{"s.a"};\n'
    text += 'static constexpr Purpose d("s.d");'
    assert purposes(text) == ["s.a", "s.b", "s.a", "s.d"]
    assert repeated(purposes(text)) == ["s.a"]


# 2. same bits: elementary functions and random numbers stand in base --------------------------------------------------------------

ELEMENTARY = (
    "exp|exp2|expm1|log|log2|log10|log1p|pow|sqrt|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|"
    "sinh|cosh|tanh|asinh|acosh|atanh|erf|erfc|tgamma|lgamma|fma"
)
SPECIAL = "beta|(?:comp_)?ellint_[123]|cyl_\\w+|sph_\\w+|expint|hermite|laguerre|assoc_\\w+|legendre|riemann_zeta"
RANDOM = (
    r"std::(?:random_device|mt19937(?:_64)?|minstd_rand0?|"
    r"ranlux\w+|knuth_b|default_random_engine|shuffle|sample|\w+_distribution)\b|\bs?rand\s*\("
)


def platform_mathematics(text):
    code = code_only(text)
    ours = "|".join(re.findall(r"using\s+(?:entrepot::)?real::(\w+)\s*;", code)) or "(?!)"
    found = matches(rf"\b(?:std|Eigen|numext)::(?:{ELEMENTARY})[fl]?\b", code, "use entrepot::real")
    found += matches(rf"(?<![\w.])(?<!->)(?<!\w::)(?!(?:{ours})\b)(?:{ELEMENTARY})[fl]?\s*\(", code, "use entrepot::real")
    found += matches(rf"\b__builtin_(?:{ELEMENTARY})[fl]?\b", code, "use entrepot::real")
    found += matches(r"\bnamespace\s+\w+\s*=\s*std\s*;|\busing\s+namespace\s+std\s*;", code, "say std::")
    found += matches(rf"\bstd::(?:{SPECIAL})[fl]?\b", code, "of the platform: no two have the same bits")
    found += matches(rf"\.(?:{ELEMENTARY}|sigmoid|logistic)\(\)|\.pow\(", code, "Eigen's differ between packet and tail")
    found += matches(rf"{RANDOM}|#\s*include\s*<random>", code, "use entrepot::Luck")
    return found


def test_no_platform_mathematics_outside_base():
    assert offences(platform_mathematics, [p for p in library_files() if floor_of(p) != "base"]) == []


@pytest.mark.parametrize(
    "bad",
    [
        "y = std::exp(x);",
        "y = std::pow (x, 2);",
        "y = log(x);",
        "y = ::sqrt(x);",
        "y = a>exp(x);",
        "y = __builtin_exp(x);",
        "namespace m = std;\ny = m::exp(x);",
        "y = std::beta(x, 2.0);",
        "a = b.exp();",
        "a = b.pow(2.0);",
        "#include <random>\n",
        "std::uniform_real_distribution<double> u;",
        "std::shuffle(a, b, g);",
        "std::transform(a, b, c, std::tanhf);",
    ],
)
def test_the_mathematics_check_can_fail(bad):
    assert len(platform_mathematics(bad)) >= 1


@pytest.mark.parametrize(
    "good",
    [
        "y = real::exp(x);",
        "// std::exp is not for us\n",
        'throw "std::exp(x)";',
        "y = entrepot::real::pow(x, 2);",
        "using real::log;\ny = log(x);",
        "std::floor(x) + std::fabs(x)",
        "journal.log(event); journal->log(event);",
        "explode(x); logistics(x); random_order(x);",
    ],
)
def test_the_mathematics_check_can_pass(good):
    assert platform_mathematics(good) == []


# 3. same bits: sums in one stated order -------------------------------------------------------------------------------------------


def loose_reductions(text):
    code = code_only(text)
    members = "sum|mean|prod|norm|squaredNorm|stableNorm|trace|colwise|rowwise|matrix"
    found = matches(rf"\.(?:{members})\(\)|\.(?:dot|lpNorm<\d>|redux)\(", code, "use entrepot::reduce")
    return found + matches(r"std::(?:reduce|transform_reduce)\b", code, "the order is not stated: use entrepot::reduce")


def loose_accumulations(text):
    return matches(r"std::(?:accumulate|inner_product)\b", code_only(text), "use entrepot::reduce or a plain ordered loop")


def test_no_reduction_of_eigen():
    assert offences(loose_reductions, [p for p in library_files() if floor_of(p) in {"solvers", "world", "decisions", "run"}]) == []
    assert offences(loose_accumulations, [p for p in library_files() if floor_of(p) == "solvers"]) == []


def test_the_reduction_check_can_fail():
    assert len(loose_reductions("a.sum() + a.dot(b) + (a * b).mean() + m.colwise().sum();")) == 5
    assert len(loose_reductions("std::reduce(a, b);")) == 1
    assert len(loose_accumulations("std::accumulate(a.begin(), a.end(), 0.0)")) == 1
    assert loose_reductions("reduce::sum(a) + total.sum(b); // a.sum()\n") == []


# 4. floors -----------------------------------------------------------------------------------------------------------------------


def stage_of(path):
    """decisions/buy.cpp, decisions/buy/prices.cpp and decisions/buy.hpp are all of the stage buy."""
    return room(path).split("/")[1].split(".")[0]


def included_room(path, name):
    """The room that an #include "..." names, or None for a file of another library."""
    name = name.removeprefix("entrepot/")
    if name.split("/")[0] in FLOORS:
        return name
    if "/" in name and (LIBRARY / "src" / name).exists():
        return name
    near = "/".join([*room(path).split("/")[:-1], name])
    return None if name.startswith("entrepot.hpp") else near


def wrong_includes(path, text):
    floor, found = floor_of(path), []
    if floor not in FLOORS:  # entrepot.hpp itself, which shows everything
        return found
    code = code_only(text)
    for m in re.finditer(r'^\s*#\s*include\s*(?:"([^"]+)"|<(entrepot/[^>]+)>)', code, re.M):
        name = m[1] or m[2]
        target = included_room(path, name)
        line = line_of(text, m.start(1) if m[1] else m.start(2))
        if ".." in name.split("/"):
            found.append(f"{line}: name what is included from the root of the library, without ..")
        elif target is None:
            found.append(f"{line}: the library does not include its umbrella header")
        elif target.split("/")[0] not in ALLOWED_BELOW[floor]:
            found.append(f"{line}: {floor} does not include {name}")
        elif floor == "decisions" and target.startswith("decisions/") and stage_of("src/" + target) != stage_of(path):
            found.append(f"{line}: stage {stage_of(path)} does not include {name} of another stage")
    return found


def test_files_include_what_stands_below():
    assert [f"{p.relative_to(REPO)}:{o}" for p in library_files() for o in wrong_includes(p, p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "include"),
    [
        ("src/base/luck.cpp", '"entrepot/solvers/race.hpp"'),
        ("src/solvers/race.cpp", '"entrepot/world/world.hpp"'),
        ("src/world/world.cpp", '"entrepot/decisions/buy.hpp"'),
        ("src/world/world.cpp", "<entrepot/run/schedule.hpp>"),
        ("src/scenario/load.cpp", '"decisions/buy/demand.hpp"'),
        ("include/entrepot/decisions/buy.hpp", '"entrepot/scenario/load.hpp"'),
        ("src/decisions/buy/demand.cpp", '"decisions/smuggle.hpp"'),
        ("src/decisions/buy.cpp", '"smuggle.hpp"'),
        ("src/decisions/buy.cpp", '"entrepot/decisions/bargain/offers.hpp"'),
        ("src/decisions/buy.cpp", '"entrepot/run/schedule.hpp"'),
        ("src/run/schedule.cpp", '"entrepot/entrepot.hpp"'),
        ("src/solvers/markets.cpp", '"../world/scan.hpp"'),
        ("src/solvers/race.cpp", '"../../include/entrepot/world/world.hpp"'),
    ],
)
def test_the_include_check_can_fail(path, include):
    assert len(wrong_includes(Path(path), f"// a file\n#include {include}\n")) == 1


@pytest.mark.parametrize(
    ("path", "include"),
    [
        ("src/decisions/buy/demand.cpp", '"decisions/buy/rationing.hpp"'),
        ("src/decisions/buy.cpp", '"entrepot/decisions/buy.hpp"'),
        ("src/decisions/buy.cpp", '"buy/demand.hpp"'),
        ("src/run/schedule.cpp", '"entrepot/decisions/buy.hpp"'),
        ("src/world/world.cpp", '"entrepot/base/luck.hpp"'),
        ("src/base/real.cpp", '"real_kernels.hpp"'),
        ("src/scenario/load.cpp", "<toml++/toml.h>"),
    ],
)
def test_the_include_check_can_pass(path, include):
    assert wrong_includes(Path(path), f'#include {include}\n// #include "entrepot/run/schedule.hpp"\n') == []


# 5. behaviour knows neither strategies nor countries ------------------------------------------------------------------------------

COUNTRIES = {
    "USA": "United States",
    "CHN": "China",
    "TWN": "Taiwan",
    "NLD": "Netherlands",
    "ARE": "United Arab Emirates",
    "SGP": "Singapore",
}


def strategy_names():
    return {p.stem for p in LIBRARY.glob("scenarios/*/strategies/*.toml")} | {"control", "diffusion", "leverage"}


def country_names():
    """Codes and names: a few that are always looked for, and all in the tables of states of the shipped scenarios."""
    codes, names = set(COUNTRIES), set(COUNTRIES.values())
    for path in LIBRARY.glob("scenarios/*/**/states.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(line for line in file if not line.startswith("#")):
                code = row.get("iso3") or row.get("id") or ""
                codes |= {code} if re.fullmatch("[A-Z]{3}", code) else set()
                names |= {row["name"]} if row.get("name") else set()
    return codes, names


def named(text, strategies, codes, names):
    """Strategies and countries as whole identifiers or whole string literals. Upper case only for codes: AND is one, `and` is none."""
    code = code_only(text)
    as_identifier = {re.sub(r"\W+", "_", n).lower() for n in strategies | names}
    found = [
        f"{line_of(text, m.start())}: names {m[0]}"
        for m in re.finditer(r"\b[A-Za-z_]\w*\b", code)
        if m[0] in codes or m[0].lower() in as_identifier
    ]
    folded = {n.lower() for n in strategies | names} | as_identifier
    return found + [f'{line_of(text, at)}: names "{s}"' for at, s in literals(text) if s in codes or s.lower() in folded]


def test_behaviour_names_no_strategy_and_no_country():
    strategies, (codes, names) = strategy_names(), country_names()
    files = [p for p in library_files() if floor_of(p) in {"decisions", "solvers"}]
    assert offences(lambda text: named(text, strategies, codes, names), files) == []


def test_the_name_check_can_fail():
    def check(text):
        return len(named(text, {"control", "control-then-trade"}, {"USA", "AND"}, {"United States", "China"}))

    assert check('if (strategy == "control") {}') == 1
    assert check("if (strategy == Strategy::control) {}") == 1
    assert check('f("control-then-trade");') == 1
    assert check('row("USA"); const auto x = USA;') == 2
    assert check("int china; x.united_states = 1;") == 2
    assert check('g("united states");') == 1
    assert check('// control of the USA\n int export_control; f("a and b", "and"); bool b = x and y;') == 0


# 6. a library, not a program -----------------------------------------------------------------------------------------------------


def programs(text):
    code = code_only(text)
    found = matches(r"\bstd::(?:abort|_?exit|_Exit|quick_exit|terminate|cout|cerr|clog|printf|puts)\b", code, "a library returns or throws")
    bare = r"(?<![\w.>:])(?:abort|_?exit|_Exit|quick_exit|printf|puts|assert)\s*\("
    return found + matches(rf"{bare}|#\s*include\s*<(?:iostream|cassert)>", code, "a library returns or throws")


def test_the_library_neither_ends_nor_prints():
    assert offences(programs, [p for p in library_files() if p.is_relative_to(LIBRARY / "src")]) == []


def test_the_program_check_can_fail():
    for bad in ("std::abort();", "exit(1);", "std::cout << x;", "std::cerr << x;", "printf(x);", "#include <iostream>\n", "assert(x > 0);"):
        assert len(programs(bad)) == 1, bad
    assert programs('firm.exit(1); on_exit(2); f("exit(1)"); static_assert(true); // abort()\n') == []


# 7. nothing is put off -----------------------------------------------------------------------------------------------------------


def put_off(text):
    return matches(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b", text, "do it, or write an issue")


def test_nothing_is_put_off():
    files = [
        p
        for d in ("libagents", "bindings", "examples", "benchmarks", "tests", "tools", "cmake")
        for p in (REPO / d).rglob("*")
        if p.suffix in {".cpp", ".hpp", ".py", ".cmake", ".toml", ".txt"} and p.is_file()
    ]
    assert offences(put_off, files) == []


def test_the_put_off_check_can_fail():
    assert len(put_off("int x; // " + "TO" + "DO: later\n/* FIX" + "ME */")) == 2
    assert put_off("todos: nothing") == []


# the helpers ---------------------------------------------------------------------------------------------------------------------


def test_comments_and_literals_are_told_apart():
    text = 'a = "// no comment"; // "no literal"\n/* "neither"\n */ b = R"(raw "x")"; c = 1\'000; d = \'"\'; e = "z";'
    assert [s for _, s in literals(text)][0::2] == ["// no comment", "z"]
    assert without_comments(text).count("no comment") == 1
    assert "neither" not in without_comments(text) and "no literal" not in without_comments(text)
    assert line_of(text, text.index("e =")) == line_of(code_only(text), code_only(text).index("e ="))
