"""Books with a row in every table, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.services.office import Office
from tests.builders import KEY, SteppedClock
from tests.conftest import MORNING
from tests.models.attacks import LENIENT
from tests.models.full_books import Books, fill, raw
from tests.models.postgres import programs

collect_ignore = [] if programs() else ["test_server.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the tables were not tried on a server, because this machine has none."""
    if collect_ignore:
        terminalreporter.line("no PostgreSQL here: tests/models/test_server.py was left out")


@pytest.fixture(scope="session")
def full_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Books]:
    """The file of an office that has everything, and what stands where in it; copy it."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("full") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    books = fill(office)
    office.close()
    return path, books


@pytest.fixture
def empty(database: Path) -> Path:
    """The file of an office without a client, of this test alone."""
    return database


@pytest.fixture
def full(full_office: tuple[Path, Books], tmp_path: Path) -> Path:
    """The file of an office that has everything, of this test alone."""
    return Path(shutil.copy(full_office[0], tmp_path / "full.db"))


@pytest.fixture(scope="session")
def books(full_office: tuple[Path, Books]) -> Books:
    """What stands where in the office that has everything."""
    return full_office[1]


@pytest.fixture(params=LENIENT, ids=" ".join)
def attacker(full: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A connection of somebody who has the key, with each setting that could let more through."""
    connection = raw(full, *request.param)
    yield connection
    connection.close()
