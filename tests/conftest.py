"""What every test stands on."""

import datetime
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n
from app.models.database import migrate, open_engine
from app.services.office import Book, Office
from tests.builders import FOUNDER, KEY, SteppedClock, agency, client

# Before anything loads Qt: the tests paint into memory, on every machine alike.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MORNING = datetime.datetime(2025, 10, 31, 2, 26, tzinfo=datetime.UTC)
"""When the tests' clock stands still."""


@pytest.fixture(autouse=True)
def _english() -> None:
    """Let every test begin with the words of the source, whatever the one before it spoke."""
    i18n.use("en")


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new office with its staff and without a client; copy it, do not touch it."""
    path = tmp_path_factory.mktemp("office") / "books.db"
    engine = open_engine(path, KEY, create=True)
    migrate(engine, str(path))
    engine.dispose()
    office = Office.open(path, KEY, SteppedClock(MORNING))
    with office.writing(FOUNDER) as writing:
        agency(writing)
    office.close()
    return path


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that stands at the last morning of October 2025."""
    return SteppedClock(MORNING)


@pytest.fixture
def database(empty_office: Path, tmp_path: Path) -> Path:
    """The file of an office of this test alone; its key is `tests.builders.KEY`."""
    return Path(shutil.copy(empty_office, tmp_path / "books.db"))


@pytest.fixture
def office(database: Path, clock: SteppedClock) -> Iterator[Office]:
    """An office with its staff and without a client."""
    opened = Office.open(database, KEY, clock)
    yield opened
    opened.close()


@pytest.fixture
def book(office: Office) -> Book:
    """The book of client 004, opened in October 2025."""
    with office.writing(FOUNDER) as writing:
        return office.book(client(writing))
