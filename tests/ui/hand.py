"""Keys pressed in one widget, as a person's hand presses them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def begin(qtbot: QtBot, field: QWidget) -> None:
    """Show the window of a field and put the focus into it."""
    qtbot.addWidget(field.window())
    field.window().show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget, words: str) -> None:
    """Type letters and figures key by key, and Chinese as an input method gives it."""
    if words.isascii():
        QTest.keyClicks(widget, words)
    else:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(widget, event)


def full_width(text: str) -> str:
    """Give figures and signs as a Chinese input method types them."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)
