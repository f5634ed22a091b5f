"""The page of stock: what lies where, and every move of the article that is current."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services import stock
from app.services.reconciliation import run
from app.services.stock import MoveRow, StockRow
from app.ui import keys
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.stock_counts.columns import MOVE_COLUMNS, STOCK_COLUMNS, moved
from app.ui.stock_counts.ledger_strip import LedgerStrip
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import Panel, row
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.table import ListTable
from app.values.money import Money
from app.values.quantity import Quantity


class StockScreen(Screen):
    """Stock on hand at the left, the moves of the current article at the right."""

    hints = (
        ("Ctrl+F", N_("find an article")),
        ("↑↓", N_("choose")),
        ("Ctrl+L", N_("follow")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._filter = FilterField(_("Code / name / specification"))
        self._list = ListTable[StockRow](STOCK_COLUMNS, name=_("Stock on hand"))
        self._moves = ListTable[MoveRow](MOVE_COLUMNS, name=_("Moves"))
        self._moves_panel = Panel(_("Moves"))
        again = keys.action(self, "refresh", self.refresh, _("Refresh"))
        keys.action(self, "filter", self._filter.setFocus)
        keys.action(self, "follow", self._follow)
        self.bind_panels()
        self._ledger = LedgerStrip()
        self._ledger.asked.connect(lambda: self.followed.emit("reconciliation", ""))
        bar = PageBar(_("Stocktake"), [], [KeyButton(again, key=keys.press("refresh"))])
        self.lay_out(bar, self._body())
        self._connect()

    @override
    def refresh(self) -> None:
        text = self._filter.text()
        self._desk.ask(
            self, lambda reading: stock.listing(reading, text), self._show, refused=self.refuse
        )
        place = self._desk.place
        if place is not None:
            self._desk.ask(
                self,
                lambda reading: run.stock(reading, place.period),
                self._ledger.show_check,
                refused=_overlook,
            )

    @override
    def enter(self) -> None:
        self._filter.clear()
        self._show([])
        self._ledger.show_check(None)

    @override
    def focus_first(self) -> None:
        self._filter.setFocus()

    def _body(self) -> QWidget:
        left = Panel(_("Stock on hand"), _("at the moving average, as the moves left it"))
        left.add(row(None, [self._filter], margins=(8, 8, 8, 8)))
        left.add(self._list, 1)
        left.add(self._ledger)
        self._moves_panel.add(self._moves, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._moves_panel)
        split.setSizes([630, 720])
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        return split

    def _connect(self) -> None:
        self._filter.narrowed.connect(lambda _text: self.refresh())
        self._filter.left.connect(self._list.setFocus)
        self._list.picked.connect(self._pick)
        self._moves.opened.connect(lambda _row: self._follow())

    def _show(self, rows: Sequence[StockRow]) -> None:
        self._list.set_rows(rows, keep=lambda row: (row.product_id, row.warehouse))
        worth = Money.total([row.cost for row in rows])
        count = _("{count} rows").format(count=len(rows))
        self._list.set_totals([Cell(), Cell(count), *([EMPTY] * 4), cells.money(worth)])
        if self._list.current is None and rows:
            self._list.go_to(lambda row: row is rows[0])
        self._pick(self._list.current)

    def _pick(self, row: StockRow | None) -> None:
        if row is None:
            self._moves.set_rows([])
            self._moves_panel.say("")
            return
        self._moves_panel.say(f"{row.code} {row.name} {row.spec}")
        self._desk.ask(self, lambda reading: stock.moves(reading, row.product_id), self._show_moves)

    def _show_moves(self, rows: Sequence[MoveRow]) -> None:
        self._moves.set_rows(rows)
        quantity = Quantity(sum(row.quantity.thousandths for row in rows))
        cost = Money.total([row.cost for row in rows])
        count = _("{count} moves").format(count=len(rows))
        self._moves.set_totals(
            [EMPTY, EMPTY, Cell(count), EMPTY, moved(quantity), Cell(wording.money(cost))]
        )

    def _follow(self) -> None:
        move = self._moves.current
        if move is not None and move.document.startswith("TH-"):
            self.followed.emit("returns", move.document)


def _overlook(_refusal: object) -> None:
    """Leave the strip empty: the list was refused in the same words already."""
