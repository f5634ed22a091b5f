"""The page of customers: found by pinyin, with what they owe and what they sent back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services import customer_cards
from app.services.customer_cards import CustomerPage, CustomerRow
from app.services.reports import receivables
from app.services.returns import listing
from app.services.returns.listing import ReturnFilter
from app.ui import keys
from app.ui.customers.card_pane import CardPane
from app.ui.customers.columns import LIST_COLUMNS
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import Panel, label, row
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.table import TWO_LINE_HEIGHT, ListTable
from app.values.returns import ReturnState


class CustomersScreen(Screen):
    """List and card; amounts stand at the end of the month in view."""

    hints = (
        ("Ctrl+F", N_("find by pinyin")),
        ("↑↓", N_("choose")),
        ("Enter", N_("open the return")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._filter = FilterField(_("Name, pinyin, tax number, phone"))
        self._found = label(look="label")
        self._list = ListTable[CustomerRow](
            LIST_COLUMNS, name=_("Customers"), row_height=TWO_LINE_HEIGHT
        )
        self._pane = CardPane()
        again = keys.action(self, "refresh", self.refresh, _("Refresh"))
        keys.action(self, "filter", self._filter.setFocus)
        bar = PageBar(_("Customers"), [], [KeyButton(again, key=keys.press("refresh"))])
        self.lay_out(bar, self._body())
        self._filter.narrowed.connect(lambda _text: self.refresh())
        self._filter.left.connect(self._list.setFocus)
        self._list.picked.connect(self._pick)
        self._pane.opened.connect(lambda number: self.followed.emit("returns", number))

    @override
    def refresh(self) -> None:
        place, text = self._desk.place, self._filter.text()
        if place is not None:
            day = place.period.last_day
            self._desk.ask(
                self,
                lambda reading: customer_cards.listing(reading, text, day),
                self._show,
                refused=self.refuse,
            )

    @override
    def enter(self) -> None:
        self._filter.clear()

    @override
    def focus_first(self) -> None:
        self._filter.setFocus()

    def _body(self) -> QWidget:
        left = Panel()
        left.add(row(None, [self._filter], margins=(8, 8, 8, 4)))
        left.add(row(None, [self._found, None], margins=(10, 2, 10, 6)))
        left.add(self._list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._pane)
        split.setStretchFactor(1, 1)
        split.setSizes([352, 1070])
        split.setChildrenCollapsible(False)
        return split

    def _show(self, page: CustomerPage) -> None:
        self._list.set_rows(page.rows, keep=lambda row: row.id)
        count = len(page.rows)
        self._found.setText(_("{found} found, {all} in the book").format(found=count, all=page.all))
        words = _("{count} customers").format(count=count)
        self._list.set_totals([EMPTY, Cell(words), cells.money(page.total), EMPTY])
        if self._list.current is None and page.rows:
            self._list.go_to(lambda row: row is page.rows[0])
        self._pick(self._list.current)

    def _pick(self, chosen: CustomerRow | None) -> None:
        place = self._desk.place
        if chosen is None or place is None:
            return
        day = place.period.last_day
        self._pane.say_day(_("up to {day}").format(day=wording.short_day(day)))
        self._desk.ask(
            self,
            lambda reading: customer_cards.show(reading, chosen.id, day),
            self._pane.show_card,
        )
        self._desk.ask(
            self,
            lambda reading: receivables.ageing(reading, chosen.id, day),
            self._pane.show_ageing,
        )
        wanted = ReturnFilter(states=frozenset(ReturnState), customer_id=chosen.id)
        self._desk.ask(
            self, lambda reading: listing.listing(reading, wanted), self._pane.show_returns
        )
