"""Choosing from a customer's sale lines what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services.returns import sold
from app.services.returns.sold import SoldLine
from app.ui import keys
from app.ui.desk import Desk
from app.ui.fonts import Size
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import column, label, row
from app.ui.widgets.marks import Mark
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Offered:
    """A sale line, and whether it is ticked."""

    line: SoldLine
    is_ticked: bool


class PickLines(QDialog):
    """The sale lines of a customer from which something can come back, latest sale first.

    What is ticked stays ticked while the list is narrowed.

    Signals:
        taken(object): the SoldLines that a person took, as a tuple.
        without_original(): the goods were never sold to this customer as far as the book knows.

    """

    taken = Signal(object)
    without_original = Signal()

    def __init__(self, desk: Desk, customer_id: int, customer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._customer_id = customer_id
        self._lines: tuple[SoldLine, ...] = ()
        self.setWindowTitle(_("From the sale lines of {customer}").format(customer=customer))
        self.resize(820, 480)
        self._filter = FilterField(_("Sale / code / name"))
        self._ticked: dict[int, SoldLine] = {}
        self._table = ListTable[Offered](_COLUMNS, name=_("Sale lines"), has_totals=False)
        self._count = label(size=Size.HINT, look="quiet")
        take = keys.action(self, "forward", self._take, _("Take over"))
        other = keys.keyless_action(self, self._go_without, _("Without original sale…"))
        column(
            self,
            [
                self._filter,
                self._table,
                row(
                    None,
                    [
                        self._count,
                        None,
                        KeyButton(other),
                        KeyButton(take, Look.MAIN, key="Enter"),
                    ],
                ),
            ],
            margins=(12, 12, 12, 12),
        )
        self._filter.narrowed.connect(self._ask)
        self._filter.left.connect(self._table.setFocus)
        self._table.opened.connect(lambda _row: self._take())
        self._table.view.clicked.connect(self._click)
        # A shortcut, since the table keeps the key for itself; the filter types a blank with it.
        tick = QShortcut(QKeySequence(Qt.Key.Key_Space), self._table.view)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)
        tick.activated.connect(self._toggle)
        self._ask("")
        self._filter.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._take()
        else:
            super().keyPressEvent(event)

    def _ask(self, text: str) -> None:
        self._desk.ask(
            self,
            lambda reading: sold.returnable(reading, self._customer_id, text),
            self._show,
        )

    def _show(self, lines: Sequence[SoldLine]) -> None:
        self._lines = tuple(lines)
        self._show_ticks()
        if lines:
            self._table.go_to(lambda row: row.line.id == lines[0].id)

    def _show_ticks(self) -> None:
        self._table.set_rows([Offered(line, line.id in self._ticked) for line in self._lines])
        words = _("{count} lines can be returned, {ticked} ticked · Space ticks, Enter takes over")
        self._count.setText(words.format(count=len(self._lines), ticked=len(self._ticked)))

    def _toggle(self) -> None:
        row = self._table.current
        if row is None:
            return
        if row.is_ticked:
            del self._ticked[row.line.id]
        else:
            self._ticked[row.line.id] = row.line
        self._show_ticks()

    def _click(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle()

    def _take(self) -> None:
        """Hand over what is ticked, or the current line where nothing is."""
        row = self._table.current
        chosen = tuple(self._ticked.values()) or (() if row is None else (row.line,))
        if chosen:
            self.accept()
            self.taken.emit(chosen)

    def _go_without(self) -> None:
        self.reject()
        self.without_original.emit()


_COLUMNS = (
    Column[Offered](
        N_("Taken"),
        lambda row: Cell(mark=Mark.CLOSED if row.is_ticked else Mark.NOT_BEGUN, ink="acc"),
        width=44,
    ),
    Column[Offered](N_("Sale"), lambda row: Cell(row.line.sale_number, is_bold=True), width=136),
    Column[Offered](N_("Date"), lambda row: wording.day(row.line.day), width=84),
    Column[Offered](N_("Code"), lambda row: row.line.code, width=84),
    Column[Offered](
        N_("Product"), lambda row: Cell(row.line.name, hint=row.line.spec), is_wide=True
    ),
    Column[Offered](
        N_("Price"), lambda row: cells.price(row.line.unit_price), align=Align.RIGHT, width=74
    ),
    Column[Offered](
        N_("Sold"), lambda row: cells.quantity(row.line.sold), align=Align.RIGHT, width=60
    ),
    Column[Offered](
        N_("Back before"),
        lambda row: cells.quantity(row.line.returned),
        align=Align.RIGHT,
        width=60,
    ),
    Column[Offered](
        N_("Can return"),
        lambda row: cells.quantity(row.line.left, is_bold=True),
        align=Align.RIGHT,
        width=64,
    ),
)
