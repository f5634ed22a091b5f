"""One founded office, copied for every test that needs one of its own."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.safe.books import SmallOffice, found


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> SmallOffice:
    return found(tmp_path_factory.mktemp("founded") / "office")


@pytest.fixture
def office(founded_once: SmallOffice, tmp_path: Path) -> SmallOffice:
    folder = tmp_path / "office"
    shutil.copytree(founded_once.folder, folder)
    founded = founded_once.founded
    return SmallOffice(replace(founded, paths=replace(founded.paths, folder=folder)))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups"
