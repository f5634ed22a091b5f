"""Choosing from a customer's sale lines what comes back."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget
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
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PickLines(QDialog):
    """The sale lines of a customer from which something can come back, latest sale first.

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
        self.setWindowTitle(_("From the sale lines of {customer}").format(customer=customer))
        self.resize(820, 480)
        self._filter = FilterField(_("Sale / code / name"))
        self._table = ListTable[SoldLine](_COLUMNS, name=_("Sale lines"), has_totals=False)
        self._table.view.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
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
        self._table.opened.connect(lambda _line: self._take())
        self._ask("")
        self._filter.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._take()
        elif event.key() == Qt.Key.Key_Space and self._table.view.hasFocus():
            self._toggle()
        else:
            super().keyPressEvent(event)

    def _ask(self, text: str) -> None:
        self._desk.ask(
            self,
            lambda reading: sold.returnable(reading, self._customer_id, text),
            self._show,
        )

    def _show(self, lines: Sequence[SoldLine]) -> None:
        self._table.set_rows(lines)
        self._count.setText(
            _("{count} lines can be returned · Space ticks, Enter takes over").format(
                count=len(lines)
            )
        )
        if lines:
            index = self._table.model.index(0, 0)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self._table.view.selectionModel().setCurrentIndex(index, flag)

    def _toggle(self) -> None:
        index = self._table.view.currentIndex()
        flags = QItemSelectionModel.SelectionFlag
        self._table.view.selectionModel().select(index, flags.Toggle | flags.Rows)

    def _take(self) -> None:
        chosen = self._table.selected or tuple(
            line for line in (self._table.current,) if line is not None
        )
        if chosen:
            self.accept()
            self.taken.emit(chosen)

    def _go_without(self) -> None:
        self.reject()
        self.without_original.emit()


_COLUMNS = (
    Column[SoldLine](N_("Sale"), lambda line: Cell(line.sale_number, is_bold=True), width=136),
    Column[SoldLine](N_("Date"), lambda line: wording.day(line.day), width=84),
    Column[SoldLine](N_("Code"), lambda line: line.code, width=84),
    Column[SoldLine](N_("Product"), lambda line: Cell(line.name, hint=line.spec), is_wide=True),
    Column[SoldLine](
        N_("Price"), lambda line: cells.price(line.unit_price), align=Align.RIGHT, width=74
    ),
    Column[SoldLine](
        N_("Sold"), lambda line: cells.quantity(line.sold), align=Align.RIGHT, width=60
    ),
    Column[SoldLine](
        N_("Back before"), lambda line: cells.quantity(line.returned), align=Align.RIGHT, width=60
    ),
    Column[SoldLine](
        N_("Can return"),
        lambda line: cells.quantity(line.left, is_bold=True),
        align=Align.RIGHT,
        width=64,
    ),
)
