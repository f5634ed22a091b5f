"""A shop with customers, articles and opening stock; made once, copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.office import Office
from tests.builders import KEY, SteppedClock
from tests.conftest import MORNING
from tests.services.imports.shop import Shop, open_shop


@pytest.fixture(scope="session")
def shop_file(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with that shop; copy it, do not touch it."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("shop") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    open_shop(office, path.parent)
    office.close()
    return path


@pytest.fixture
def shop(shop_file: Path, tmp_path: Path, clock: SteppedClock) -> Iterator[Shop]:
    """That shop for this test alone; its files lie beside its books."""
    path = Path(shutil.copy(shop_file, tmp_path / "books.db"))
    office = Office.open(path, KEY, clock)
    shop = Shop(office, tmp_path)
    yield shop
    assert shop.broken_rules() == []
    office.close()
