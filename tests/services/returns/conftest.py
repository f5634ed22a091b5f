"""A book in which trade has begun, made once and copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.office import Book, Office
from tests.builders import FOUNDER, KEY, Sold, SteppedClock, client, traded
from tests.conftest import MORNING


@pytest.fixture(scope="session")
def traded_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office whose client 004 sold a hundred pens; copy it, do not touch it."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("traded") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    traded(book)
    office.close()
    return path


@pytest.fixture
def book(traded_office: Path, tmp_path: Path, clock: SteppedClock) -> Iterator[Book]:
    """The book of client 004: two hundred pens at 60.00, a hundred of them sold at 100.00."""
    office = Office.open(Path(shutil.copy(traded_office, tmp_path / "books.db")), KEY, clock)
    yield office.book(1)
    office.close()


@pytest.fixture
def sold() -> Sold:
    """The sale of a hundred pens to the book's customer."""
    return Sold(1, "XS-202510-0001", (1,))
