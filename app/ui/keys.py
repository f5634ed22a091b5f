"""Every key of the window in one table, from which shortcuts, tooltips and the key sheet come."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _


class Where(enum.StrEnum):
    """Where a key holds."""

    EVERYWHERE = "everywhere"
    LISTS = "lists"
    DOCUMENTS = "documents"
    TABLES = "tables"
    AMOUNTS = "amounts"
    DATES = "dates"
    VOUCHERS = "vouchers"
    RETURNS = "returns"


WHERE_WORDS: Mapping[Where, str] = {
    Where.EVERYWHERE: N_("Everywhere"),
    Where.LISTS: N_("Lists"),
    Where.DOCUMENTS: N_("Documents and dialogs"),
    Where.TABLES: N_("Tables"),
    Where.AMOUNTS: N_("Amounts and quantities"),
    Where.DATES: N_("Dates"),
    Where.VOUCHERS: N_("Vouchers"),
    Where.RETURNS: N_("Returns"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the table: a key, where it holds, and what it does."""

    name: str
    press: str
    where: Where
    does: str
    is_bound: bool = True
    """Whether it is a shortcut; else a field or a table answers to it."""


_E, _L, _D, _T = Where.EVERYWHERE, Where.LISTS, Where.DOCUMENTS, Where.TABLES
_TABLE = (
    Key("overview", "Ctrl+1", _E, N_("Go to the overview")),
    Key("customers", "Ctrl+2", _E, N_("Go to the customers")),
    Key("returns", "Ctrl+3", _E, N_("Go to the returns")),
    Key("stock", "Ctrl+4", _E, N_("Go to the stock")),
    Key("reconciliation", "Ctrl+5", _E, N_("Go to the reconciliation")),
    Key("vouchers", "Ctrl+6", _E, N_("Go to the vouchers")),
    Key("client", "Ctrl+O", _E, N_("Switch the client")),
    Key("previous_period", "Ctrl+PgUp", _E, N_("Previous period")),
    Key("next_period", "Ctrl+PgDown", _E, N_("Next period")),
    Key("lock", "Ctrl+Shift+L", _E, N_("Lock the window")),
    Key("refresh", "F5", _E, N_("Refresh")),
    Key("panel", "F6", _E, N_("Next panel")),
    Key("previous_panel", "Shift+F6", _E, N_("Previous panel")),
    Key("print", "Ctrl+P", _E, N_("Print what is shown")),
    Key("backup", "Ctrl+B", _E, N_("Back up now")),
    Key("keys", "Shift+F1", _E, N_("Show all keys")),
    Key("page_keys", "F1", _E, N_("Show the keys of this page")),
    Key("filter", "Ctrl+F", _L, N_("Filter this list")),
    Key("clear", "Esc", _L, N_("Clear the filter"), is_bound=False),
    Key("new", "Ctrl+N", _L, N_("New document")),
    Key("import", "Ctrl+I", _L, N_("Import from a spreadsheet")),
    Key("next_difference", "F3", _L, N_("Next open difference or error")),
    Key("previous_difference", "Shift+F3", _L, N_("Previous open difference or error")),
    Key("open", "Enter", _L, N_("Open what is selected"), is_bound=False),
    Key("save", "Ctrl+S", _D, N_("Save")),
    Key("save_new", "F12", _D, N_("Save and begin a new one")),
    Key("forward", "Ctrl+Return", _D, N_("The filled button: the next step")),
    Key("back", "Ctrl+Shift+Return", _D, N_("The step back, with its reason")),
    Key("follow", "Ctrl+L", _D, N_("Follow to the source or the target")),
    Key("pane_1", "Alt+1", _D, N_("First part of the detail")),
    Key("pane_2", "Alt+2", _D, N_("Second part of the detail")),
    Key("next_cell", "Enter", _T, N_("Next cell, at the end the next row"), is_bound=False),
    Key("previous_cell", "Shift+Enter", _T, N_("Previous cell"), is_bound=False),
    Key("edit", "F2", _T, N_("Edit the cell"), is_bound=False),
    Key("copy", "Ctrl+C", _T, N_("Copy as a table with plain numbers"), is_bound=False),
    Key("look_up", "F7", Where.RETURNS, N_("Choose from the sale lines or the list")),
    Key("delete_row", "Ctrl+Delete", Where.RETURNS, N_("Take the row out")),
    Key("calculate", "12*8.5", Where.AMOUNTS, N_("Calculate in the field"), is_bound=False),
    Key("day_keys", "+ - [ ] T H", Where.DATES, N_("Day, month, today, month end"), is_bound=False),
    Key("previous_voucher", "PgUp", Where.VOUCHERS, N_("Previous voucher")),
    Key("next_voucher", "PgDown", Where.VOUCHERS, N_("Next voucher")),
    Key("reverse", "Ctrl+R", Where.VOUCHERS, N_("Red reversal")),
    Key("balance", "=", Where.VOUCHERS, N_("Take the balancing amount"), is_bound=False),
    Key("other_side", "Space", Where.VOUCHERS, N_("The amount to the other side"), is_bound=False),
    Key("red", "-", Where.VOUCHERS, N_("Red or black"), is_bound=False),
    Key("copy_summary", "..", Where.VOUCHERS, N_("Copy the summary above"), is_bound=False),
    Key("copy_first", "//", Where.VOUCHERS, N_("Copy the first summary"), is_bound=False),
)

KEYS: Mapping[str, Key] = MappingProxyType({key.name: key for key in _TABLE})


def press(name: str) -> str:
    """Give a key as buttons, hints and the key sheet show it."""
    shown = KEYS[name].press
    return shown.replace("Return", "Enter").replace("PgDown", "PgDn")


def action(owner: QWidget, name: str, act: Callable[[], object], words: str = "") -> QAction:
    """Give the owner an action under a key of the table; it answers while the owner is seen."""
    key = KEYS[name]
    made = QAction(words or _(key.does), owner)
    made.setObjectName(name)
    made.setShortcuts(_sequences(key.press))
    made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    made.setToolTip(_("{does} ({key})").format(does=_(key.does), key=press(name)))
    made.triggered.connect(_without_state(act))
    owner.addAction(made)
    return made


def keyless_action(owner: QWidget, act: Callable[[], object], words: str) -> QAction:
    """Give the owner an action without a key, which hence must be found on a button or menu."""
    made = QAction(words, owner)
    made.triggered.connect(_without_state(act))
    owner.addAction(made)
    return made


def _without_state(act: Callable[[], object]) -> Callable[[bool], None]:
    """Give an act as QAction calls it, with a checked state that no act asks for."""

    def run(_is_checked: bool) -> None:  # noqa: FBT001  # Qt's own signature
        act()

    return run


def _sequences(text: str) -> list[QKeySequence]:
    both = [text, text.replace("Return", "Enter")] if "Return" in text else [text]
    return [QKeySequence(each) for each in both]
