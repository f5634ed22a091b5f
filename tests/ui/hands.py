"""The hands of a person at the keyboard: every key goes to whatever has the focus."""

from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import prints
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.widgets.table import ListTable
from tests.ui.conftest import Settle

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

Row = TypeVar("Row")


class Hands:
    """Somebody's hands on the keys of one window; after each the window has come to rest."""

    def __init__(self, qtbot: QtBot, settle: Settle, window: QWidget, desk: Desk) -> None:
        self._qtbot = qtbot
        self._settle = settle
        self.window = window
        self.desk = desk
        window.activateWindow()

    @property
    def focus(self) -> QWidget:
        """What the next key goes to."""
        held = QApplication.focusWidget()
        if held is None:
            # A closed dialog gives the focus back through the window manager, which is not here.
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            held = QApplication.focusWidget()
        assert held is not None
        return held

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key."""
        for _time in range(times):
            QTest.keyPress(self.focus, key, modifier)
            # What had the focus may be gone by now: the key comes up over what has it then.
            QTest.keyRelease(self.focus, key, modifier)
            self.rest()

    def type(self, text: str) -> None:
        """Type a text: figures and letters key by key, Chinese by an input method."""
        if not text.isascii():
            self.write(text)
            return
        for letter in text:
            QTest.keyClicks(self.focus, letter)
        self.rest()

    def write(self, words: str) -> None:
        """Write words with an input method: it shows what is typed first, then the words."""
        shown = QInputMethodEvent("x", [])
        QApplication.sendEvent(self.focus, shown)
        taken = QInputMethodEvent()
        taken.setCommitString(words)
        QApplication.sendEvent(self.focus, taken)
        self.rest()

    def enter(self, times: int = 1) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return, times=times)

    def rest(self) -> None:
        """Wait until every answer has come."""
        self._settle(self.desk)


def sit_at(qtbot: QtBot, settle: Settle, page: Screen, desk: Desk) -> Hands:
    """Show a page by itself, as large as the window shows it, and give the hands on it."""
    qtbot.addWidget(page)
    page.resize(1440, 790)
    page.show()
    hands = Hands(qtbot, settle, page, desk)
    hands.rest()
    page.focus_first()
    return hands


def keep_prints(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Let prints go into this folder, and the system's own viewer stay closed."""
    monkeypatch.setattr(prints, "folder", lambda _client: folder)
    monkeypatch.setattr(Screen, "open_file", lambda _screen, _path: None)
    return folder


def read_print(path: Path) -> str:
    """Give all words of a PDF without blanks."""
    pages = (page.extract_text() for page in PdfReader(path).pages)
    return "".join("".join(pages).split())


def agree(hands: Hands) -> None:
    """Tick the question of a dialog and press its verb."""
    hands.rest()
    hands.press(Qt.Key.Key_Tab, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return, CTRL)


def words(table: ListTable[Row], *columns: int) -> list[tuple[str, ...]]:
    """Give what a table says in these columns, or in all, row by row."""
    model = table.model
    wanted = columns or tuple(range(model.columnCount()))
    return [
        tuple(str(model.index(row, column).data() or "") for column in wanted)
        for row in range(model.rowCount())
    ]


def totals(table: ListTable[Row]) -> list[str]:
    """Give what the totals row of a table says, without its empty cells."""
    model = table.totals.model()
    cells = (str(model.index(0, at).data() or "") for at in range(model.columnCount()))
    return [cell for cell in cells if cell]
