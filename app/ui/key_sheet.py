"""The sheet of keys, made from the one table: of the page in front, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import N_, _
from app.ui import keys
from app.ui.keys import WHERE_WORDS, Where
from app.ui.widgets.cells import Cell
from app.ui.widgets.layout import column
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable


@dataclass(frozen=True, slots=True)
class Line:
    """A key with what it does, or without a key the heading over some of them."""

    key: str
    does: str


class KeySheet(QDialog):
    """Keys with what they do; Esc closes it."""

    def __init__(self, title: str, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.table = ListTable[Line](_COLUMNS, name=title, has_totals=False, group=_heading_of)
        self.table.set_rows(lines)
        self.resize(560, min(640, 60 + 27 * len(lines) + 20))
        column(self, [self.table], margins=(8, 8, 8, 8))


def all_keys() -> list[Line]:
    """Give every key of the table, under the place where it holds."""
    lines: list[Line] = []
    for where in Where:
        lines.append(Line("", _(WHERE_WORDS[where])))
        lines += [
            Line(keys.press(key.name), _(key.does))
            for key in keys.KEYS.values()
            if key.where is where
        ]
    return lines


def page_keys(hints: Sequence[tuple[str, str]], actions: Sequence[str]) -> list[Line]:
    """Give the keys of a page: what its status line names, and its own actions."""
    lines = [Line(key, _(does)) for key, does in hints]
    known = {line.key for line in lines}
    own = (Line(keys.press(name), _(keys.KEYS[name].does)) for name in actions)
    return lines + [line for line in own if line.key not in known]


def _heading_of(line: Line) -> Cell | None:
    return None if line.key else Cell(line.does, ground="head", is_bold=True)


_COLUMNS = (
    Column[Line](N_("Key"), lambda line: Cell(line.key, is_bold=True), width=150),
    Column[Line](N_("What it does"), lambda line: line.does, is_wide=True),
)
