"""The demo's office, made once and only looked at; and its papers, made once."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n
from app.services.demo import data, founding, whole_job, window
from app.services.demo.data import DemoClock
from app.services.demo.telling import book_of
from app.services.demo.whole_job import WholeJob
from app.services.demo.words import PASSWORD
from app.services.opening import Opened, open_office
from app.services.permits import Reading
from tests.builders import SteppedClock

TODAY = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the window's demo office lies, which is made."""
    i18n.use("zh_CN")
    home = tmp_path_factory.mktemp("demo")
    window.window_office(home)
    return home


@pytest.fixture(scope="session")
def demo(demo_home: Path) -> Iterator[Opened]:
    """The window's demo office, open in its accountant's name; look, do not touch."""
    folder = window.window_office(demo_home)
    with open_office(folder, "周敏", PASSWORD, SteppedClock(TODAY)) as opened:
        yield opened


@pytest.fixture
def reading(demo: Opened) -> Iterator[Reading]:
    """Leave to look at the book of the demo's client."""
    with book_of(demo).reading(demo.actor) as permit:
        yield permit


@pytest.fixture(scope="session")
def demo_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the papers of the whole job."""
    return tmp_path_factory.mktemp("papers") / "out"


@pytest.fixture(scope="session")
def job(demo_home: Path, demo_papers: Path) -> WholeJob:
    """What came of the whole job, done once on a copy of the office that was made before."""
    made = window.window_office(demo_home)

    def copied(folder: Path, _: DemoClock) -> None:
        shutil.copytree(made, folder)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(founding, "found", copied)
        patched.setattr(data, "story", tuple)
        return whole_job.do(demo_papers)
