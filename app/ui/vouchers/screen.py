"""The page of vouchers: the list of the month, the form, and what can be done with a voucher."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services.access import Act, may
from app.services.vouchers import listing, manual
from app.services.vouchers.listing import VoucherDetail, VoucherFilter, VoucherPage, VoucherRow
from app.ui import keys, prints
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.vouchers.columns import COLUMNS
from app.ui.vouchers.detail import VoucherPane
from app.ui.vouchers.entry_pane import EntryPane
from app.ui.vouchers.moves import Moves
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.dialogs import Confirm
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import Panel, label, row
from app.ui.widgets.message_bar import Kind
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.table import ListTable
from app.values.vouching import VoucherState

if TYPE_CHECKING:
    from collections.abc import Callable

_ALL = frozenset({VoucherState.DRAFT, VoucherState.CHECKED, VoucherState.POSTED})


class VouchersScreen(Screen):
    """List and form; the step forward is what the state of the current voucher asks for."""

    hints = (
        ("PgUp PgDn", N_("turn pages")),
        ("Ctrl+N", N_("new voucher")),
        ("Ctrl+R", N_("red reversal")),
        ("Ctrl+Enter", N_("next step")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: VoucherDetail | None = None
        self._wanted: Callable[[VoucherRow], bool] | None = None
        self._is_followed = False
        self._entry = EntryPane(desk)
        self._filter = FilterField(_("Voucher / summary / amount"))
        self._states = QComboBox()
        for words, states in _state_choices():
            self._states.addItem(words, states)
        self._list = ListTable[VoucherRow](COLUMNS, name=_("Vouchers"), has_totals=False)
        self._count, self._sum = label(is_bold=True), label(is_bold=True)
        self._pane = VoucherPane()
        self._moves = Moves(self, desk)
        self._make_actions()
        self._empty = EmptyState([KeyButton(self._new, Look.MAIN, key=keys.press("new"))])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pane)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._entry)
        self.lay_out(self._page_bar(), self._body())
        self._connect()
        self.enter()

    @override
    def refresh(self) -> None:
        place = self._desk.place
        if place is None:
            return
        wanted = VoucherFilter(
            period=place.period, states=self._states.currentData(), text=self._filter.text()
        )
        self._desk.ask(
            self, lambda reading: listing.listing(reading, wanted), self._show, refused=self.refuse
        )

    @override
    def enter(self) -> None:
        self._filter.clear()
        self._list.set_rows([])
        self._show_voucher(None)
        self._stack.setCurrentIndex(0)
        if self._desk.place is not None:
            self._entry.enter(self._desk.place.client.id)

    @override
    def go_to_document(self, number: str) -> None:
        self._filter.clear()
        self._states.setCurrentIndex(0)
        self._wanted, self._is_followed = (lambda row: row.number == number), True
        self.refresh()

    @override
    def focus_first(self) -> None:
        self._filter.setFocus()

    def look_for(self, is_it: "Callable[[VoucherRow], bool]") -> None:
        """Make this voucher the current one when the list is next known."""
        self._wanted = is_it

    def _make_actions(self) -> None:
        self._new = keys.action(self, "new", self._begin, _("+ New voucher"))
        self._reverse = keys.action(self, "reverse", self._moves.ask_reverse, _("Red reversal"))
        self._before = keys.action(self, "previous_voucher", lambda: self._turn(-1), _("Previous"))
        self._after = keys.action(self, "next_voucher", lambda: self._turn(1), _("Next"))
        self._forward = keys.action(
            self, "forward", self._moves.step_forward, _("Pass the voucher")
        )
        self._back = keys.action(self, "back", self._moves.step_back, _("Back to the maker"))
        add = keys.action
        self._save_action = add(self, "save", self._save, _("Save"))
        self._save_new = add(
            self, "save_new", partial(self._save, and_new=True), _("Save and begin a new one")
        )
        self._delete = add(self, "delete_row", self._entry.editor.delete_line, _("Delete the row"))
        self._print = add(self, "print", self._print_voucher, _("Print"))
        self._withdraw = keys.keyless_action(self, self._moves.withdraw, _("Withdraw"))
        self._put_aside = keys.keyless_action(self, self._leave, _("Put aside"))
        self._throw = keys.keyless_action(self, self._ask_throw_away, _("Throw away…"))
        self.bind_panels()
        keys.action(self, "filter", self._filter.setFocus)
        keys.action(self, "refresh", self.refresh)

    def _page_bar(self) -> PageBar:
        press = keys.press
        return PageBar(
            _("Vouchers"),
            [
                KeyButton(self._new, Look.MAIN, key=press("new")),
                KeyButton(self._save_new, Look.MAIN, key=press("save_new")),
                KeyButton(self._save_action, key=press("save")),
                KeyButton(self._delete, key=press("delete_row")),
                KeyButton(self._reverse, key=press("reverse")),
                KeyButton(self._print, key=press("print")),
            ],
            [
                KeyButton(self._withdraw),
                KeyButton(self._throw),
                KeyButton(self._put_aside),
                KeyButton(self._before, key=press("previous_voucher")),
                KeyButton(self._after, key=press("next_voucher")),
                KeyButton(self._back, Look.BACK, key=press("back")),
                KeyButton(self._forward, Look.MAIN, key=press("forward")),
            ],
        )

    def _body(self) -> QWidget:
        left = Panel()
        left.add(row(None, [self._filter, self._states], margins=(8, 8, 8, 8)))
        left.add(self._list, 1)
        left.foot([self._count, None, self._sum], 30)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setSizes([430, 1000])
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        return split

    def _connect(self) -> None:
        self._filter.narrowed.connect(lambda _text: self.refresh())
        self._filter.left.connect(self._list.setFocus)
        self._states.currentIndexChanged.connect(lambda _place: self.refresh())
        self._list.picked.connect(self._choose)
        self._pane.link_list.followed.connect(self._follow)
        self._entry.changed.connect(self._show_actions)

    def _show(self, page: VoucherPage) -> None:
        self._list.set_rows(page.rows[::-1], keep=lambda row: row.id)  # the latest on top
        self._count.setText(
            _("{count} vouchers · {drafts} to check or post").format(
                count=page.count, drafts=page.drafts
            )
        )
        self._sum.setText(wording.money(page.total))
        if self._wanted is not None:
            if not self._list.go_to(self._wanted) and self._is_followed:
                self.messages.say(Kind.WARNING, _("That voucher is not in the month in view."))
            self._wanted, self._is_followed = None, False
        elif self._list.current is None and page.rows:
            self._list.go_to(lambda row: row.id == page.rows[-1].id)
        if not page.rows:
            self._say_empty()
        if not self.is_typing:
            self._stack.setCurrentIndex(0 if page.rows else 1)
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
                _("This month has no voucher yet."),
                _("Post a return or an import, or type a voucher here."),
            )

    def _choose(self, row: VoucherRow | None) -> None:
        if self.is_typing and self._list.view.hasFocus():
            self._stack.setCurrentIndex(0)
        self._pick(row)

    def _pick(self, row: VoucherRow | None) -> None:
        if row is None:
            self._show_voucher(None)
            return
        self._desk.ask(self, lambda reading: listing.show(reading, row.id), self._show_voucher)

    def _show_voucher(self, detail: VoucherDetail | None) -> None:
        self.shown = detail
        place = self._desk.place
        self._pane.show_voucher(detail, place.client.name if place else "")
        self._show_actions()

    @property
    @override
    def is_typing(self) -> bool:
        return self._stack.currentWidget() is self._entry

    def _show_actions(self) -> None:
        """Let every button be there that does something, and no other."""
        typing, actor = self.is_typing, self._desk.actor
        detail = None if typing else self.shown
        state = None if detail is None else detail.state
        can_write = may(actor, Act.VOUCHER_WRITE)
        is_begun = self._entry.is_begun
        self._new.setVisible(can_write and not typing)
        self._new.setText(_("Go on with the new voucher") if is_begun else _("+ New voucher"))
        self._throw.setVisible(typing and is_begun)
        for action in (self._save_action, self._save_new, self._delete, self._put_aside):
            action.setVisible(typing)
        for action in (self._save_action, self._save_new):
            action.setEnabled(typing and self._entry.draft is not None)
        self._print.setVisible(state is VoucherState.POSTED)
        self._withdraw.setVisible(self._moves.can_withdraw(detail))
        for action in (self._before, self._after):
            action.setVisible(not typing)
        self._forward.setVisible(self._moves.can_go_forward(detail))
        self._forward.setText(
            _("Post the voucher") if state is VoucherState.CHECKED else _("Pass the voucher")
        )
        self._back.setVisible(self._moves.can_go_back(detail))
        self._reverse.setVisible(self._moves.can_reverse(detail))

    def _follow(self, number: str) -> None:
        if number.startswith("TH-"):
            self.followed.emit("returns", number)
        else:
            self.go_to_document(number)

    def _turn(self, step: int) -> None:
        rows = self._list.model.rows
        place = self._list.view.currentIndex().row() + step
        if 0 <= place < len(rows):
            self._list.go_to(lambda row: row is rows[place])

    def _begin(self) -> None:
        if self._desk.place is not None:
            self._stack.setCurrentWidget(self._entry)
            self._entry.begin(self._desk.day_in_view())
            self._show_actions()

    def _leave(self) -> None:
        self._stack.setCurrentIndex(0 if self._list.model.rows else 1)
        self._show_actions()
        self._list.setFocus()

    def _save(self, *, and_new: bool = False) -> None:
        draft = self._entry.draft
        if not self.is_typing or draft is None:
            return
        self._desk.change(
            self,
            lambda writing: manual.write(writing, draft),
            partial(self._saved, and_new=and_new),
        )

    def _saved(self, voucher_id: int, *, and_new: bool) -> None:
        self._wanted = lambda row: row.id == voucher_id
        self._entry.throw_away()
        self.messages.say(Kind.DONE, _("The voucher is written; another person checks it."))
        if and_new:
            self._begin()
        else:
            self._leave()

    def _ask_throw_away(self) -> None:
        question = Confirm(
            self,
            _("Throw the new voucher away"),
            _("What is typed is not kept anywhere else."),
            [],
            _("I do not need it any more"),
        )
        question.agreed.connect(self._throw_away)
        question.open()

    def _throw_away(self) -> None:
        self._entry.throw_away()
        self._leave()

    def _print_voucher(self) -> None:
        if self.shown is not None and self.shown.number:
            prints.voucher(self, self._desk, self.shown)


def _state_choices() -> list[tuple[str, frozenset[VoucherState]]]:
    each = [VoucherState.DRAFT, VoucherState.CHECKED, VoucherState.POSTED, VoucherState.VOID]
    return [
        (_("All states"), _ALL),
        *((wording.word(state), frozenset({state})) for state in each),
    ]
