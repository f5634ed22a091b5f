"""The one table of keys: what stands in it answers, and what input methods need is left free."""

import re
from collections import Counter

from PySide6.QtGui import QAction, QKeySequence

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


def test_everything_in_the_table_answers_somewhere(window: MainWindow, settle: Settle) -> None:
    for name in window.tab_names:
        window.open_tab(name)
        settle(window.desk)
    answering = {action.objectName() for action in window.findChildren(QAction)}
    assert {name for name, key in KEYS.items() if key.is_bound} - answering == set()


def test_no_page_has_two_answers_to_one_key(window: MainWindow, settle: Settle) -> None:
    for name in window.tab_names:
        window.open_tab(name)
        settle(window.desk)
        assert window.page is not None
        actions = [*window.actions(), *window.page.actions()]
        for widget in (window.page, window):
            actions += [a for a in widget.findChildren(QAction) if a.parent() is widget]
        pressed = {
            (shortcut.toString(), id(action))
            for action in actions
            for shortcut in action.shortcuts()
            if action.isEnabled() and action.isVisible()
        }
        counted = Counter(press for press, _action in pressed)
        assert [press for press, count in counted.items() if count > 1] == []


def test_a_key_is_written_as_it_stands_on_the_keyboard() -> None:
    assert keys.press("forward") == "Ctrl+Enter"
    assert keys.press("next_period") == "Ctrl+PgDn"


def test_the_keys_of_the_status_line_are_those_of_the_table(
    window: MainWindow, settle: Settle
) -> None:
    known = {keys.press(name) for name in KEYS} | {"↑↓", "Ctrl+PgUp PgDn", "Ctrl+1…6"}
    for name in window.tab_names:
        window.open_tab(name)
        settle(window.desk)
        assert window.page is not None
        named = {key for key, _does in window.page.hints}
        assert {key for key in named if not re.search(r"[PU]g|…|↑", key)} - known == set()
