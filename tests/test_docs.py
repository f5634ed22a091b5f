"""What the documents name is there: files, pictures, commands, tests and places in the code."""

import argparse
import csv
import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

import dev
from app.cli import __main__ as program
from app.cli.call import common_options
from app.cli.nouns import NOUNS
from app.paths import ROOT
from app.services.access import MAY, Act
from app.ui.keys import KEYS
from app.values.actor import Role

_PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_NAMES = [str(page.relative_to(ROOT)) for page in _PAGES]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_VERB = re.compile(r"(?:python3|py) dev\.py ([\w-]+)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ROLE_ROW = re.compile(r"^\| `([a-z-]+)`[^|]*\|(.+)\|$", re.MULTILINE)
_EXAMPLE = re.compile(r"^\*\*(E\d\d) [^\n]+\n```\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Of the machine that this was written on, and of a registry or a tracker, nothing may stay.
_FOREIGN = re.compile(
    r"(?<![\w~.])/(?:home|root|tmp|work)/|localhost|127\.0\.0\.1|\bpypi\b", re.IGNORECASE
)
_HOSTS = frozenset({"age-encryption.org", "download.qt.io"})
_HOST = re.compile(r"https?://([\w.-]+)")


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _lines_of_code(name: str) -> Iterator[str]:
    """Give the commands of a page: lines of its blocks, and pieces of code that are commands."""
    text = _text(name)
    for block in _BLOCK.findall(text):
        yield from block.replace("\\\n", " ").splitlines()
    yield from (span for span in _SPAN.findall(_BLOCK.sub("", text)))


def _zf(line: str) -> list[str] | None:
    """Give the words behind zf, if a line calls it."""
    line = re.sub(r"^(?:python3|py) dev\.py (?=zf )", "", line.strip())
    # Dots and Chinese nouns stand for what a reader puts there.
    if not line.startswith("zf ") or "…" in line or not line[3].isascii():
        return None
    return shlex.split(line.replace("\\", "/"), comments=True)[1:]


def _calls() -> list[tuple[str, list[str]]]:
    lines = ((name, _zf(line)) for name in _NAMES for line in _lines_of_code(name))
    return [(name, words) for name, words in lines if words is not None]


@pytest.mark.parametrize("name", _NAMES)
def test_every_link_leads_to_a_file_that_is_there(name: str) -> None:
    here = (ROOT / name).parent
    links = [link for link in _LINK.findall(_text(name)) if not link.startswith("http")]
    gone = [link for link in links if not (here / link.partition("#")[0]).exists()]
    assert gone == []


@pytest.mark.parametrize("name", _NAMES)
def test_a_link_into_a_page_leads_to_a_heading_of_it(name: str) -> None:
    here = (ROOT / name).parent
    for link in _LINK.findall(_text(name)):
        page, mark, heading = link.partition("#")
        if mark and not link.startswith("http"):
            target = here / page if page else ROOT / name
            titles = [title.lower() for title in _HEADING.findall(target.read_text("utf-8"))]
            assert any(re.sub(r"[^\w-]", "", t.replace(" ", "-")) == heading for t in titles), link


def test_every_picture_is_shown_somewhere() -> None:
    shown = {link.rpartition("/")[2] for name in _NAMES for link in _LINK.findall(_text(name))}
    drawn = {picture.name for picture in (ROOT / "docs" / "pictures").glob("*.png")}
    assert drawn - shown == set()


@pytest.mark.parametrize("name", _NAMES)
def test_every_verb_of_the_bootstrap_is_one(name: str) -> None:
    assert [verb for verb in _VERB.findall(_text(name)) if verb not in dev.VERBS] == []


def test_every_verb_of_the_bootstrap_is_named() -> None:
    named = {verb for name in _NAMES for verb in _VERB.findall(_text(name))}
    assert set(dev.VERBS) - named - {"strings", "migrate", "pictures"} == set()


@pytest.mark.parametrize(
    ("name", "words"), _calls(), ids=[" ".join(words) for _, words in _calls()]
)
def test_a_command_is_understood(name: str, words: list[str]) -> None:
    _common, rest = common_options(words)
    if not rest:
        return
    assert rest[0] in NOUNS, name
    parser = program.parser_of(rest[0])
    verbs = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    is_named_only = len(rest) == 1 or (len(rest) == 2 and verbs and rest[1] in verbs[0].choices)
    if not is_named_only:
        parser.parse_args(rest[1:])


def test_the_pages_of_work_show_their_commands() -> None:
    for page in ("README.md", "docs/operations.md", "docs/manual.md"):
        assert [words for name, words in _calls() if name == page] != []


@pytest.mark.parametrize("name", _NAMES)
def test_every_place_in_the_code_is_there(name: str) -> None:
    spans = _SPAN.findall(_BLOCK.sub("", _text(name)))
    places = [
        span for span in spans if re.fullmatch(r"(?:app|tests|bench|docs|resources)/[\w./-]*", span)
    ]
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_test_that_a_page_names_is_there() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = set(re.findall(r"def (test_\w+)\(", "\n".join(sources)))
    for name in _NAMES:
        named = {span for span in _SPAN.findall(_text(name)) if re.fullmatch(r"test_\w+", span)}
        assert named - there == set(), name


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_of_the_machine_stays(name: str) -> None:
    assert _FOREIGN.findall(_text(name)) == []
    assert {host for host in _HOST.findall(_text(name)) if host not in _HOSTS} == set()


def test_the_table_of_roles_is_that_of_the_program() -> None:
    page = _text("docs/security.md")
    rows = {act: row.split("|") for act, row in _ROLE_ROW.findall(page)}
    head = next(line for line in page.splitlines() if line.startswith("| act |"))
    roles = [Role(cell.split()[0]) for cell in head.strip("|").split("|")[1:]]
    shown = {
        Act(act): frozenset(role for role, cell in zip(roles, cells, strict=True) if "✓" in cell)
        for act, cells in rows.items()
    }
    assert shown == dict(MAY)


def test_the_keys_of_the_manual_are_keys_of_the_window() -> None:
    known = {
        key.press.replace("Return", "Enter").replace("PgDown", "PgDn") for key in KEYS.values()
    }
    spans = _SPAN.findall(_BLOCK.sub("", _text("docs/manual.md")))
    pressed = [span for span in spans if re.fullmatch(r"(?:Ctrl|Shift|Alt)\+[\w+]+|F\d+", span)]
    # The lock page alone answers to F4.
    assert [key for key in pressed if key not in known | {"F4"}] == []


def test_the_entries_of_the_rules_are_those_of_the_worked_examples() -> None:
    kept = (ROOT / "tests" / "services" / "worked_entries.csv").read_text("utf-8")
    worked: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(kept.splitlines()):
        amount = f"{Decimal(row['amount']):,}"
        worked[row["example"]].add(f"{row['side']} {row['code']} {row['name']} {amount}")
    shown = dict(_EXAMPLE.findall(_text("docs/accounting-rules.md")))
    assert sorted(shown) == ["E01", "E02", "E03", "E06", "E08", "E18"]
    for example, block in shown.items():
        lines = {" ".join(line.split()) for line in block.splitlines()} - {"--"}
        assert lines <= worked[example], example
        assert lines, example


def test_the_readme_begins_with_a_picture_and_two_commands() -> None:
    first = _text("README.md").splitlines()[:8]
    assert any(line.startswith("![") and "docs/pictures/" in line for line in first)
    assert [line.split()[2] for line in first if line.startswith("python3 dev.py")] == [
        "run",
        "test",
    ]
