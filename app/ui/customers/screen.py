"""The page of customers: found by pinyin, with what they owe and what they sent back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services import customer_cards
from app.services.access import Act, may
from app.services.customer_cards import CustomerPage
from app.services.reports import receivables
from app.services.returns import listing
from app.services.returns.listing import ReturnFilter
from app.ui import keys
from app.ui.customers.card_pane import CardPane
from app.ui.customers.columns import LIST_COLUMNS, ListLine
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.empty import EmptyState
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
        ("F6", N_("next panel")),
        ("Enter", N_("open the return")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = FilterField(_("Name, pinyin, tax number, phone"))
        self.found = label(look="label")
        self.list = ListTable[ListLine](
            LIST_COLUMNS, name=_("Customers"), row_height=TWO_LINE_HEIGHT
        )
        first = KeyButton(None, words=_("Import…"), key=keys.press("import"))
        first.clicked.connect(self.import_wanted)
        self._can_import = may(desk.actor, Act.IMPORT)
        self.empty = EmptyState([first])
        self.pane = CardPane()
        again = keys.action(self, "refresh", self.refresh, _("Refresh"))
        keys.action(self, "filter", self.filter.setFocus)
        self.bind_panels()
        take = keys.keyless_action(self, self.import_wanted.emit, _("Import…"))
        take.setVisible(may(desk.actor, Act.IMPORT))
        left = [KeyButton(take, key=keys.press("import"))]
        bar = PageBar(_("Customers"), left, [KeyButton(again, key=keys.press("refresh"))])
        self.lay_out(bar, self._body())
        self.filter.narrowed.connect(lambda _text: self.refresh())
        self.filter.left.connect(self.list.setFocus)
        self.list.picked.connect(self._pick)
        self.pane.opened.connect(lambda number: self.followed.emit("returns", number))

    @override
    def refresh(self) -> None:
        place, text = self._desk.place, self.filter.text()
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
        self.filter.clear()

    @override
    def focus_first(self) -> None:
        self.filter.setFocus()

    def _body(self) -> QWidget:
        left = Panel()
        left.add(row(None, [self.filter], margins=(8, 8, 8, 4)))
        left.add(row(None, [self.found, None], margins=(10, 2, 10, 6)))
        left.add(self.list, 1)
        left.add(self.empty, 1)
        self.empty.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.pane)
        split.setStretchFactor(1, 1)
        split.setSizes([376, 1046])
        split.setChildrenCollapsible(False)
        return split

    def _show(self, page: CustomerPage) -> None:
        text = self.filter.text().strip()
        lines = [ListLine(row, text) for row in page.rows]
        self.list.set_rows(lines, keep=lambda line: line.row.id)
        count = len(lines)
        self.found.setText(_("{found} found, {all} in the book").format(found=count, all=page.all))
        words = _("{count} customers").format(count=count)
        self.list.set_totals([EMPTY, Cell(words), cells.money(page.total), EMPTY])
        if self.list.current is None and lines:
            self.list.go_to(lambda line: line is lines[0])
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.pane.setVisible(bool(lines))
        self._say_empty(text)
        self._pick(self.list.current)

    def _say_empty(self, text: str) -> None:
        if text:
            self.empty.say(
                _("Nothing found for “{text}”.").format(text=text),
                _("Esc clears the filter."),
                has_buttons=False,
            )
        else:
            self.empty.say(
                _("This book has no customer yet."),
                _("They come with an import."),
                has_buttons=self._can_import,
            )

    def _pick(self, chosen: ListLine | None) -> None:
        place = self._desk.place
        if chosen is None or place is None:
            return
        customer_id = chosen.row.id
        day = place.period.last_day
        self.pane.say_day(_("up to {day}").format(day=wording.short_day(day)))
        self._desk.ask(
            self,
            lambda reading: customer_cards.show(reading, customer_id, day),
            self.pane.show_card,
        )
        self._desk.ask(
            self,
            lambda reading: receivables.ageing(reading, customer_id, day),
            self.pane.show_ageing,
        )
        wanted = ReturnFilter(states=frozenset(ReturnState), customer_id=customer_id)
        self._desk.ask(
            self, lambda reading: listing.listing(reading, wanted), self.pane.show_returns
        )
