"""The one table of keys: what stands in it answers, and what input methods need is left free."""

import re
from collections import Counter

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui import keys
from app.ui.keys import KEYS, Where
from app.ui.main_window import MainWindow
from tests.ui.conftest import Settle

# Taken by input methods, chat tools, and by the deleting of a word.
LEFT_FREE = (
    *("Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "Alt+A", "Ctrl+Backspace"),
    *(f"Ctrl+Alt+{chr(letter)}" for letter in range(ord("A"), ord("Z") + 1)),
)


def test_no_key_is_one_that_input_methods_and_chat_tools_take() -> None:
    free = {QKeySequence(each).toString() for each in LEFT_FREE}
    bound = {QKeySequence(key.press).toString() for key in KEYS.values() if key.is_bound}
    assert bound & free == set()


def test_no_key_means_two_things_in_one_place() -> None:
    for where in Where:
        pressed = Counter(key.press for key in KEYS.values() if key.where is where and key.is_bound)
        assert [press for press, count in pressed.items() if count > 1] == []


def test_everything_in_the_table_answers_and_nothing_answers_twice(
    window: MainWindow, settle: Settle
) -> None:
    shown = {keys.press(name) for name in KEYS} | {"↑↓", "Ctrl+PgUp PgDn", "Ctrl+1…6"}
    for name in window.tab_names:
        window.open_tab(name)
        settle(window.desk)
        page = window.page
        assert page is not None
        answers = Counter(
            shortcut.toString()
            for action in {*_own(window), *_own(page)}
            for shortcut in action.shortcuts()
            if action.isEnabled() and action.isVisible()
        )
        assert [press for press, count in answers.items() if count > 1] == []
        named = {key for key, _does in page.hints}
        assert {key for key in named if not re.search(r"Pg|…|↑", key)} - shown == set()
    answering = {action.objectName() for action in window.findChildren(QAction)}
    assert {name for name, key in KEYS.items() if key.is_bound} - answering == set()


def _own(widget: QWidget) -> set[QAction]:
    """Give the actions of a widget itself, not of what lies in it."""
    return {*widget.actions(), *(a for a in widget.findChildren(QAction) if a.parent() is widget)}


def test_a_key_is_written_as_it_stands_on_the_keyboard() -> None:
    assert keys.press("forward") == "Ctrl+Enter"
    assert keys.press("next_period") == "Ctrl+PgDn"
