"""The hands of a person at the keyboard: every key goes to whatever has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from tests.ui.conftest import Settle

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Hands:
    """Somebody's hands on the keys of one window; after each the window has come to rest."""

    def __init__(self, qtbot: QtBot, settle: Settle, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._settle = settle
        self.window = window
        window.activateWindow()

    @property
    def focus(self) -> QWidget:
        """What the next key goes to."""
        held = QApplication.focusWidget()
        if held is None:
            # A closed dialog gives the focus back through the window manager, which is not here.
            self.window.activateWindow()
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
        """Type figures or letters, key by key."""
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
        self._settle(self.window.desk)
