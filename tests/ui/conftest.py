"""What every test of the window stands on: a made office, somebody signed in, a shown window."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import i18n
from app.services import clients
from app.ui import fonts, theme
from app.ui.desk import Desk, Place
from app.ui.main_window import MainWindow
from app.ui.memory import Memory
from app.ui.theme import Scheme
from tests.ui.made_office import CLIENT, MAKER, make_office, sign_in

WINDOW = (1440, 900)
_PICTURES = os.environ.get("ZHANGFANG_PICTURES", "")

SignIn = Callable[..., Desk]
Settle = Callable[..., None]


def look(widget: QWidget, name: str) -> None:
    """Keep a picture of the widget, where ZHANGFANG_PICTURES names a folder for them."""
    if _PICTURES:
        Path(_PICTURES).mkdir(parents=True, exist_ok=True)
        assert widget.grab().save(str(Path(_PICTURES) / f"{name}.png"))


def in_view(desk: Desk, code: str = CLIENT) -> None:
    """Bring this client into the desk's view, in the month it is in."""
    with desk.office.reading(desk.actor) as reading:
        client = next(each for each in clients.listing(reading) if each.code == code)
    desk.go_to(Place(client, client.period))


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Let the application be dressed as the program dresses it."""
    i18n.use("zh_CN")
    theme.dress(qapp, Scheme.LIGHT)
    fonts.use(qapp)


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Let every test begin in Chinese, whatever language the one before it ended in."""
    i18n.use("zh_CN")
    yield
    i18n.use("zh_CN")


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made office; copy it, do not touch it."""
    i18n.use("zh_CN")
    folder = tmp_path_factory.mktemp("made") / "office"
    make_office(folder)
    return folder


@pytest.fixture
def office_folder(made_office: Path, tmp_path: Path) -> Path:
    """The folder of an office of this test alone."""
    return Path(shutil.copytree(made_office, tmp_path / "office"))


@pytest.fixture
def settle(qtbot: QtBot) -> Settle:
    """Gives a function that waits until each desk has delivered all its answers."""

    def wait(*desks: Desk) -> None:
        # Answers ask again, and a page asks when it is shown: still twice, with a turn between.
        for _turn in range(2):
            qtbot.wait(1)
            qtbot.waitUntil(lambda: all(desk.is_idle for desk in desks), timeout=20_000)

    return wait


@pytest.fixture
def sign_in_as(office_folder: Path, settle: Settle) -> Iterator[SignIn]:
    """Gives a function that signs somebody in and brings a client into view, 004 if none is named.

    One person at a time has the office open: signing in another signs the first one out.
    """
    at_work: list[Desk] = []

    def leave() -> None:
        while at_work:
            desk = at_work.pop()
            settle(desk)
            desk.close()
            desk.opened.close()

    def enter(name: str, code: str = CLIENT) -> Desk:
        leave()
        desk = Desk(sign_in(office_folder, name))
        at_work.append(desk)
        if code:
            in_view(desk, code)
        return desk

    yield enter
    leave()


@pytest.fixture
def desk(sign_in_as: SignIn) -> Desk:
    """The desk of the maker, with the client 004 in view."""
    return sign_in_as(MAKER)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """What the window remembers, in a file of this test alone."""
    kept = Memory(tmp_path / "window.ini", "周敏")
    kept.visited(CLIENT)
    return kept


@pytest.fixture
def window_of(
    sign_in_as: SignIn, memory: Memory, qtbot: QtBot, settle: Settle
) -> Callable[[str], MainWindow]:
    """Gives a function that shows somebody's window of 1440 by 900, with nothing left to answer."""

    def show(name: str) -> MainWindow:
        desk = sign_in_as(name, code="")
        shown = MainWindow(desk, memory)
        qtbot.addWidget(shown)
        shown.resize(*WINDOW)
        shown.show()
        settle(desk)
        return shown

    return show


@pytest.fixture
def window(window_of: Callable[[str], MainWindow]) -> MainWindow:
    """The maker's window; its desk is `window.desk`."""
    return window_of(MAKER)
