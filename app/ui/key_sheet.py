"""The sheet of all keys, made from the one table."""

from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import N_, _
from app.ui import keys
from app.ui.keys import WHERE_WORDS, Key, Where
from app.ui.widgets.cells import Cell
from app.ui.widgets.layout import column
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable


class KeySheet(QDialog):
    """Every key, under the place where it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.resize(560, 640)
        table = ListTable[Key | Where](
            _COLUMNS, name=_("Keys"), has_totals=False, group=_heading_of
        )
        lines: list[Key | Where] = []
        for where in Where:
            lines += [where, *(key for key in keys.KEYS.values() if key.where is where)]
        table.set_rows(lines)
        column(self, [table], margins=(8, 8, 8, 8))


def _heading_of(line: Key | Where) -> Cell | None:
    if isinstance(line, Key):
        return None
    return Cell(_(WHERE_WORDS[line]), ground="head", is_bold=True)


def _key(line: Key | Where) -> Cell:
    return Cell(keys.press(line.name), is_bold=True) if isinstance(line, Key) else Cell()


def _does(line: Key | Where) -> str:
    return _(line.does) if isinstance(line, Key) else ""


_COLUMNS = (
    Column[Key | Where](N_("Key"), _key, width=150),
    Column[Key | Where](N_("What it does"), _does, is_wide=True),
)
