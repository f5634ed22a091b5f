"""The lists of dependencies pin all that the project asks for, and name no place to get it from."""

import re
import tomllib
from collections.abc import Sequence

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.paths import ROOT

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)( ; [^\\]+)? \\$", re.MULTILINE)


def _list(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _pins(text: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version, _marker in _PINNED.findall(text)}


def _asked(*, developing: bool) -> Sequence[Requirement]:
    settings = tomllib.loads(_list("pyproject.toml"))
    asked = list(settings["project"]["dependencies"])
    if developing:
        asked += settings["project"]["optional-dependencies"]["postgres"]
        asked += settings["dependency-groups"]["dev"]
    return [Requirement(line) for line in asked]


def strangers(text: str) -> list[str]:
    """Give the lines that are neither a pinned package nor its digest."""
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    return [
        line for line in text.splitlines() if not (_PINNED.match(line) or digest.fullmatch(line))
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_list_holds_pins_and_digests_and_nothing_else(name: str) -> None:
    assert strangers(_list(name)) == []


@pytest.mark.parametrize(
    "line",
    [
        "--extra-index-url https://packages.example/simple",
        "-f /srv/wheels",
        "babel @ https://packages.example/babel.whl",
        "babel>=2.18",
        "# from a machine of ours",
    ],
)
def test_a_line_that_names_a_place_or_pins_nothing_is_found(line: str) -> None:
    assert strangers(line) == [line]


@pytest.mark.parametrize(
    ("name", "developing"), [("requirements.txt", False), ("requirements-dev.txt", True)]
)
def test_a_list_pins_what_the_project_asks_for(name: str, *, developing: bool) -> None:
    pins = _pins(_list(name))
    for asked in _asked(developing=developing):
        assert asked.specifier.contains(pins[canonicalize_name(asked.name)]), asked


def test_the_program_is_tested_with_the_versions_that_it_ships() -> None:
    shipped, tested = _pins(_list("requirements.txt")), _pins(_list("requirements-dev.txt"))
    assert shipped.items() <= tested.items()


def test_no_registry_is_named_in_what_sets_the_project_up() -> None:
    for name in ("dev.py", "pyproject.toml", ".ci/run", "build_installer.spec"):
        assert not re.search(r"index.url|find.links|/simple\b|pypi\.", _list(name)), name
