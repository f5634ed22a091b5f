"""October 2025 of two clients: made once, copied for every test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.office import Office
from tests.builders import KEY, SteppedClock
from tests.conftest import MORNING
from tests.services.folders import Agency, found
from tests.services.trading import Trading, trade


@pytest.fixture(scope="session")
def traded_file(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with that October; copy it, do not touch it."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("traded") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    trade(office, path)
    office.close()
    return path


@pytest.fixture(scope="session")
def seen(traded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trading]:
    """That October, only to look at."""
    path = Path(shutil.copy(traded_file, tmp_path_factory.mktemp("seen") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    yield Trading(office, path)
    office.close()


@pytest.fixture
def trading(traded_file: Path, tmp_path: Path, clock: SteppedClock) -> Iterator[Trading]:
    """That October for this test alone."""
    path = Path(shutil.copy(traded_file, tmp_path / "traded.db"))
    office = Office.open(path, KEY, clock)
    yield Trading(office, path)
    office.close()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Agency:
    """An office in its folder with that October; copy it, do not touch it."""
    return found(tmp_path_factory.mktemp("founded") / "office")


@pytest.fixture
def agency(founded: Agency, tmp_path: Path) -> Agency:
    """An office in its folder for this test alone."""
    folder = Path(shutil.copytree(founded.folder, tmp_path / "office"))
    return Agency(folder, founded.recovery_key)
