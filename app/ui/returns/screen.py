"""The page of returns: the list by state, one return, and taking a new one in."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from app import wording
from app.errors import AppError
from app.i18n import N_, _
from app.services import products
from app.services.access import Act, may
from app.services.products import WarehouseRow
from app.services.returns import apply, listing
from app.services.returns.apply import Applied
from app.services.returns.listing import OPEN, ReturnDetail, ReturnFilter, ReturnPage, ReturnRow
from app.services.vouchers import listing as voucher_listing
from app.services.vouchers.listing import VoucherFilter
from app.ui import keys
from app.ui.desk import Desk
from app.ui.returns.draft_pane import DraftPane
from app.ui.returns.lines_table import LinesTable
from app.ui.returns.looks import LIST_COLUMNS
from app.ui.returns.moves import Moves
from app.ui.returns.return_pane import ReturnPane
from app.ui.screen import Screen
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.dialogs import Confirm
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import Panel, label, row
from app.ui.widgets.message_bar import Kind
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.table import TWO_LINE_HEIGHT, ListTable
from app.ui.widgets.underline_tabs import UnderlineTabs
from app.values.returns import ReturnState
from app.values.vouching import SourceKind, VoucherState

_TABS = (
    (N_("Under way"), OPEN),
    (N_("Reviews"), frozenset({ReturnState.APPLIED})),
    (N_("Inspections"), frozenset({ReturnState.APPROVED})),
    (N_("Postings"), frozenset({ReturnState.INSPECTED})),
    (N_("Filings"), frozenset({ReturnState.POSTED})),
    (N_("All"), frozenset(ReturnState)),
)
_PANE, _DRAFT, _EMPTY = range(3)


class ReturnsScreen(Screen):
    """List, way and lines; the filled button is the next step of the current return."""

    hints = (
        ("↑↓", N_("choose a return")),
        ("F6", N_("list / lines")),
        ("Enter", N_("next cell")),
        ("F7", N_("sale lines")),
        ("Ctrl+Enter", N_("next step")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: ReturnDetail | None = None
        self._wanted: Callable[[ReturnRow], bool] | None = None
        self._filter = FilterField(_("Number / pinyin / amount"))
        self._tabs = UnderlineTabs([_(words) for words, _states in _TABS])
        self._list = ListTable[ReturnRow](
            LIST_COLUMNS, name=_("Returns"), row_height=TWO_LINE_HEIGHT + 5, has_totals=False
        )
        self._sum = label(is_bold=True)
        self._count = label(is_bold=True)
        self.pane = ReturnPane(desk)
        self.draft_pane = DraftPane(desk)
        self.moves = Moves(self, desk)
        self._make_actions()
        self._empty = EmptyState([KeyButton(self._new, Look.MAIN, key=keys.press("new"))])
        self._stack = QStackedWidget()
        for page in (self.pane, self.draft_pane, self._empty):
            self._stack.addWidget(page)
        self.lay_out(self._page_bar(), self._body())
        self._connect()
        self.enter()
        self._show_actions()

    @override
    def refresh(self) -> None:
        wanted = ReturnFilter(states=_TABS[self._tabs.place][1], text=self._filter.text())
        self._desk.ask(self, products.warehouses, self._know_warehouses, refused=self.refuse)
        self._desk.ask(
            self, lambda reading: listing.listing(reading, wanted), self._show, refused=self.refuse
        )

    @override
    def enter(self) -> None:
        self._filter.clear()
        self._list.set_rows([])
        self.shown = None
        self._empty.say("", has_buttons=False)
        self._stack.setCurrentIndex(_EMPTY)
        if self._desk.place is not None:
            self.draft_pane.enter(self._desk.place.client.id)

    @override
    def go_to_document(self, number: str) -> None:
        self._filter.clear()
        self._tabs.choose(len(_TABS) - 1)
        self.look_for(lambda row: row.number == number)
        self.refresh()

    @override
    def focus_first(self) -> None:
        self._filter.setFocus()

    @property
    @override
    def is_typing(self) -> bool:
        """Whether a new return is being typed."""
        return self._stack.currentIndex() == _DRAFT

    def look_for(self, is_it: Callable[[ReturnRow], bool]) -> None:
        """Make this return the current one when the list is next known."""
        self._wanted = is_it

    def stop_typing(self) -> None:
        """Leave the form and show the list's current return."""
        self._stack.setCurrentIndex(_PANE)
        self._show_actions()
        self._list.setFocus()

    def _make_actions(self) -> None:
        add = keys.action
        self._new = add(self, "new", self._begin, _("+ New return"))
        self._lines = add(self, "look_up", self._pick_lines, _("From sale lines"))
        self._delete = add(self, "delete_row", self.draft_pane.delete_line, _("Delete the row"))
        self._print = add(self, "print", self.moves.print_vouchers, _("Print vouchers"))
        self._note = keys.keyless_action(self, self.moves.print_note, _("Print return note"))
        self._withdraw = keys.keyless_action(self, self.moves.withdraw, _("Withdraw"))
        self._leave = keys.keyless_action(self, self.stop_typing, _("Put aside"))
        self._throw = keys.keyless_action(self, self._ask_throw_away, _("Throw away…"))
        self._save_new = add(
            self, "save_new", partial(self._take_in, and_new=True), _("Save and begin a new one")
        )
        self._save = add(self, "save", self._take_in)
        self._forward = add(self, "forward", self._step_forward, _("Agree to the return"))
        self._back = add(self, "back", self.moves.step_back, _("Back one step"))
        add(self, "filter", self._filter.setFocus)
        add(self, "refresh", self.refresh)
        self.bind_panels()
        add(self, "follow", self._follow_voucher)
        add(self, "next_difference", lambda: self._lines_shown.next_refused(1))
        add(self, "previous_difference", lambda: self._lines_shown.next_refused(-1))

    def _page_bar(self) -> PageBar:
        press = keys.press
        return PageBar(
            _("Returns"),
            [
                KeyButton(self._new, Look.MAIN, key=press("new")),
                KeyButton(self._lines, key=press("look_up")),
                KeyButton(self._save_new, key=press("save_new")),
                KeyButton(self._delete, key=press("delete_row")),
                KeyButton(self._print, key=press("print")),
                KeyButton(self._note),
            ],
            [
                KeyButton(self._withdraw),
                KeyButton(self._throw),
                KeyButton(self._leave),
                KeyButton(self._back, Look.BACK, key=press("back")),
                KeyButton(self._forward, Look.MAIN, key=press("forward")),
            ],
        )

    def _body(self) -> QWidget:
        left = Panel()
        left.add(row(None, [self._filter], margins=(8, 8, 8, 6)))
        left.add(self._tabs)
        self._list.view.horizontalHeader().hide()
        left.add(self._list, 1)
        left.foot([self._count, None, self._sum], 30)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setSizes([292, 1100])
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        return split

    def _connect(self) -> None:
        self._filter.narrowed.connect(lambda _text: self.refresh())
        self._filter.left.connect(self._list.setFocus)
        self._tabs.chosen.connect(lambda _place: self.refresh())
        self._list.picked.connect(self._choose)
        self._list.opened.connect(lambda _row: self.pane.lines.start_typing())
        self.draft_pane.changed.connect(self._show_actions)
        self.pane.invoice_entered.connect(self.moves.enter_invoice)
        self.pane.followed.connect(lambda number: self.followed.emit("vouchers", number))

    def _know_warehouses(self, warehouses: Sequence[WarehouseRow]) -> None:
        self.pane.know_warehouses(warehouses)

    def _show(self, page: ReturnPage) -> None:
        for place, (_words, states) in enumerate(_TABS):
            self._tabs.count(place, sum(page.by_state[state] for state in states))
        self._list.set_rows(page.rows, keep=lambda row: row.id)
        self._count.setText(_("{count} returns").format(count=page.count))
        self._sum.setText(wording.money(page.total))
        if self._wanted is not None and self._list.go_to(self._wanted):
            self._wanted = None
        elif self._list.current is None and page.rows:
            self._list.go_to(lambda row: row is page.rows[0])
        if not self.is_typing:
            self._stack.setCurrentIndex(_PANE if page.rows else _EMPTY)
            self._say_empty()
        self._pick(self._list.current)

    def _say_empty(self) -> None:
        text = self._filter.text()
        if text:
            self._empty.say(
                _("Nothing found for “{text}”.").format(text=text),
                _("Esc clears the filter."),
                has_buttons=False,
            )
        else:
            self._empty.say(
                _("There is no return here."),
                _("When goods come back, take them in here, or import them from a spreadsheet."),
            )

    def _choose(self, row: ReturnRow | None) -> None:
        if self.is_typing and self._list.view.hasFocus():
            self._stack.setCurrentIndex(_PANE)
        self._pick(row)

    def _pick(self, row: ReturnRow | None) -> None:
        if row is None:
            self.shown = None
            self._show_actions()
            return
        self._desk.ask(self, lambda reading: listing.show(reading, row.id), self._show_return)
        wanted = VoucherFilter(
            states=frozenset({VoucherState.POSTED}), source=(SourceKind.RETURN, row.id)
        )
        self._desk.ask(
            self,
            lambda reading: voucher_listing.details(reading, wanted),
            self.pane.show_vouchers,
        )

    def _show_return(self, detail: ReturnDetail) -> None:
        self.shown = detail
        actor = self._desk.actor
        self.pane.show_return(
            detail,
            can_inspect=may(actor, Act.RETURN_INSPECT),
            can_invoice=may(actor, Act.RETURN_APPLY),
        )
        self._show_actions()

    def _show_actions(self) -> None:
        typing = self.is_typing
        can_apply = may(self._desk.actor, Act.RETURN_APPLY)
        self._new.setVisible(can_apply and not typing)
        is_begun = self.draft_pane.is_begun
        self._new.setText(_("Go on with the new return") if is_begun else _("+ New return"))
        for action in (self._lines, self._delete, self._leave, self._save_new, self._save):
            action.setVisible(typing)
        self._throw.setVisible(typing and is_begun)
        for action in (self._save_new, self._save):
            action.setEnabled(self.draft_pane.draft is not None)
        detail = None if typing else self.shown
        has_vouchers = detail is not None and bool(detail.head.vouchers)
        self._print.setVisible(has_vouchers)
        self._note.setVisible(detail is not None)
        self.moves.show_steps(detail, self._forward, self._back, self._withdraw)
        if typing:
            self._forward.setVisible(True)
            self._forward.setText(_("Take the return in"))
            self._forward.setEnabled(self.draft_pane.draft is not None)

    def _begin(self) -> None:
        place = self._desk.place
        if place is None:
            return
        self._stack.setCurrentIndex(_DRAFT)
        self.draft_pane.begin(self.moves.day_in_view())
        self._show_actions()

    def _pick_lines(self) -> None:
        if self.is_typing:
            self.draft_pane.pick_lines()

    def _step_forward(self) -> None:
        if self.is_typing:
            self._take_in()
        else:
            self.moves.step_forward()

    def _take_in(self, *, and_new: bool = False) -> None:
        draft = self.draft_pane.draft
        if self.is_typing and draft is not None:
            self._desk.change(
                self,
                lambda writing: apply.apply(writing, draft),
                partial(self._applied, and_new=and_new),
                refused=self._refuse_draft,
            )

    def _refuse_draft(self, refusal: AppError) -> None:
        self.refuse(refusal)
        self.draft_pane.lines.next_refused(1)

    def _applied(self, applied: Applied, *, and_new: bool) -> None:
        self.look_for(lambda row: row.id == applied.id)
        self.draft_pane.throw_away()
        if and_new:
            self._begin()
        else:
            self.stop_typing()
        self.messages.say(
            Kind.DONE,
            _("{number} is taken in and waits for its review.").format(number=applied.number),
        )

    def _ask_throw_away(self) -> None:
        question = Confirm(
            self,
            _("Throw the new return away"),
            _("What is typed is not kept anywhere else."),
            [],
            _("I do not need it any more"),
        )
        question.agreed.connect(self._throw_away)
        question.open()

    def _throw_away(self) -> None:
        self.draft_pane.throw_away()
        self.stop_typing()

    @property
    def _lines_shown(self) -> LinesTable:
        return (self.draft_pane if self.is_typing else self.pane).lines

    def _follow_voucher(self) -> None:
        if self.shown is not None and self.shown.head.vouchers:
            self.followed.emit("vouchers", self.shown.head.vouchers.split()[0])
