"""The rules of the house that no linter knows; CONTRIBUTING.md says why each exists."""

import re

import pytest
from flask import Flask

from app.auth.permissions import declared_access
from scripts import check_locks
from tests.support import house

# A module above 250 lines needs a reason, written here; above 400 there is none.
LONG_MODULES: dict[str, str] = {}
LONG_TEMPLATES: dict[str, str] = {}
# A registry's host is never written in the project; it is put together here to be looked for.
REGISTRIES = re.compile("|".join((r"\bpypi" + r"\.org", r"python" + "hosted", r"\bnpm" + r"js\.")))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|home)/\w")
OPEN_TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!.*#\d)")
BARE_EXCUSE = re.compile(
    r"#\s*(noqa(?!:)|noqa: [A-Z0-9, ]+$|type: ignore(?!\[)|type: ignore\[[^]]*\]$)"
)
SKIPS = re.compile(r"pytest\.(mark\.)?(skip|importorskip|xfail)")
SAFE_FILTER = re.compile(r"\|\s*safe\b")
CLIENTS = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client"}
MACRO = re.compile(r"{%-? macro (\w+)\(")
CAPTION = re.compile(r"{#.*?#}", re.DOTALL)
TITLE = re.compile(r"{% block title %}(.*?){% endblock", re.DOTALL)


def lines_matching(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    """Return where a pattern stands in the tracked files, `path:line: text`."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in house.texts()
        if path.suffix in suffixes or not suffixes
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_a_module_stays_within_250_lines():
    long = {house.name(file) for file in house.modules() if house.length(file) > 250}

    assert long == set(LONG_MODULES)


def test_no_module_reaches_400_lines():
    assert [house.name(file) for file in house.modules() if house.length(file) > 400] == []


def test_a_template_stays_within_80_lines():
    long = {house.name(file) for file in house.templates() if house.length(file) > 80}

    assert long == set(LONG_TEMPLATES)


def test_a_view_stays_within_15_lines():
    views = [(file, view) for file in house.modules("app") for view in house.functions(file)]
    views = [(file, view) for file, view in views if house.is_view(view)]

    long = [f"{house.name(f)}:{v.name}" for f, v in views if house.body_lines(v) > 15]

    assert long == []


def test_a_test_stays_within_15_lines():
    tests = [(file, test) for file in house.modules("tests") for test in house.functions(file)]
    tests = [(file, test) for file, test in tests if test.name.startswith("test_")]

    long = [f"{house.name(f)}:{t.name}" for f, t in tests if house.body_lines(t) > 15]

    assert long == []


def test_a_todo_carries_the_number_of_its_issue():
    assert lines_matching(OPEN_TODO, ".html", ".js", ".css", ".sh", ".toml") == []
    assert [
        line for line in lines_matching(OPEN_TODO, ".py") if "test_house_rules" not in line
    ] == []


def test_an_exception_to_a_check_says_why():
    assert lines_matching(BARE_EXCUSE, ".py") == []


def test_no_test_can_skip():
    lines = lines_matching(SKIPS, ".py")

    assert [line for line in lines if "test_house_rules" not in line] == []


def test_no_file_names_a_registry_or_a_machine():
    assert lines_matching(REGISTRIES) == []
    assert lines_matching(MACHINE_PATHS) == []


@pytest.mark.parametrize("lock", check_locks.LOCKS, ids=str)
def test_a_lock_pins_by_hash_and_holds_no_address(lock):
    text = (house.ROOT / lock).read_text(encoding="utf-8")

    assert check_locks.faults_of(text) == []


def test_a_lock_with_an_address_or_without_a_hash_is_refused():
    assert check_locks.faults_of("--index-url somewhere\n    --hash=sha256:00")
    assert check_locks.faults_of("flask==3.1.0")
    assert check_locks.faults_of("flask>=3.1 \\\n    --hash=sha256:00")


def test_templates_never_switch_escaping_off():
    unsafe = [
        house.name(file)
        for file in house.templates()
        if SAFE_FILTER.search(file.read_text(encoding="utf-8")) and file.stem != "icons"
    ]

    assert unsafe == []


def test_every_macro_is_used():
    texts = {house.name(file): file.read_text(encoding="utf-8") for file in house.templates()}
    names = {name for text in texts.values() for name in MACRO.findall(text)}

    unused = {
        name
        for name in names
        if not any(re.search(rf"\b(?<!macro ){name}\(", CAPTION.sub("", t)) for t in texts.values())
    }

    assert unused == set()


def test_pages_have_titles_of_their_own():
    titles = [
        " ".join(title.split())
        for file in house.templates()
        for title in TITLE.findall(file.read_text(encoding="utf-8"))
        if title.strip()
    ]

    assert sorted(titles) == sorted(set(titles))


def test_the_application_calls_no_address_outside():
    callers = {house.name(file): house.imported(file) & CLIENTS for file in house.modules("app")}

    assert {file: names for file, names in callers.items() if names} == {}


def test_mails_about_referrals_follow_what_their_readers_chose():
    rooms = house.modules("app/referrals", "app/capacity", "app/reports")

    around = [house.name(f) for f in rooms if "app.core.mail.post" in house.imported(f)]
    around += [house.name(f) for f in rooms if "app.core.mail" in _whole(house.imported(f))]

    assert around == []


def _whole(names: set[str]) -> set[str]:
    """Return the modules imported whole, from which anything can be called."""
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


def test_no_text_uses_the_thin_space_that_our_fonts_lack():
    assert lines_matching(re.compile("\u202f"), ".html", ".py", ".txt", ".md", ".js") == []


def test_the_stylesheet_and_the_script_keep_their_budgets():
    static = house.ROOT / "static"

    assert (static / "navette.css").stat().st_size <= 45_000
    assert (static / "navette.js").stat().st_size <= 15_000
    assert house.length(static / "navette.js") <= 100


def test_every_route_declares_who_may_open_it(app: Flask):
    silent = [endpoint for endpoint in app.view_functions if declared_access(app, endpoint) is None]

    assert silent == []
