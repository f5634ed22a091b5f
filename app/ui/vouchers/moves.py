"""The steps of a voucher as the page takes them: checked, posted, given back, cancelled."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app import wording
from app.i18n import _
from app.services.access import Act, may
from app.services.permits import Writing
from app.services.vouchers import manual
from app.services.vouchers.issue import Issued
from app.services.vouchers.listing import VoucherDetail
from app.ui.desk import Desk
from app.ui.widgets.dialogs import Confirm
from app.ui.widgets.message_bar import Kind
from app.values.money import Money
from app.values.numbers import VoucherNumber
from app.values.vouching import VoucherState

if TYPE_CHECKING:
    from app.ui.vouchers.screen import VouchersScreen


class Moves:
    """What the page does with the voucher on show."""

    def __init__(self, screen: "VouchersScreen", desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    def can_go_forward(self, detail: VoucherDetail | None) -> bool:
        """Say whether the person may take the next step of this voucher."""
        match None if detail is None else detail.state:
            case VoucherState.DRAFT:
                return may(self._desk.actor, Act.VOUCHER_CHECK)
            case VoucherState.CHECKED:
                return may(self._desk.actor, Act.VOUCHER_POST)
            case _:
                return False

    def can_go_back(self, detail: VoucherDetail | None) -> bool:
        """Say whether the person may give this voucher back to its maker."""
        is_checked = detail is not None and detail.state is VoucherState.CHECKED
        return is_checked and may(self._desk.actor, Act.VOUCHER_CHECK)

    def can_withdraw(self, detail: VoucherDetail | None) -> bool:
        """Say whether the person may withdraw this voucher."""
        is_draft = detail is not None and detail.state is VoucherState.DRAFT
        return is_draft and may(self._desk.actor, Act.VOUCHER_WRITE)

    def can_reverse(self, detail: VoucherDetail | None) -> bool:
        """Say whether this voucher can be cancelled by a red one, by this person."""
        return (
            detail is not None
            and detail.state is VoucherState.POSTED
            and not detail.reverses
            and not detail.reversed_by
            and may(self._desk.actor, Act.VOUCHER_WRITE)
        )

    def step_forward(self) -> None:
        """Pass a draft, or ask before a checked voucher is posted."""
        detail = self._screen.shown
        if detail is None or self._screen.is_typing or not self.can_go_forward(detail):
            return
        if detail.state is VoucherState.DRAFT:
            words = _("The voucher is checked and can be posted.")
            self._change(detail, lambda writing: manual.check(writing, detail.id), words)
            return
        self._ask(
            _("Post the voucher"),
            _("What is posted cannot be changed, only cancelled by a red voucher."),
            _size(detail, detail.total),
            _("I have checked the total and the papers"),
            lambda: self._post(detail),
        )

    def step_back(self) -> None:
        """Give a checked voucher back to its maker."""
        detail = self._screen.shown
        if detail is not None and not self._screen.is_typing and self.can_go_back(detail):
            words = _("The voucher is with its maker again.")
            self._change(detail, lambda writing: manual.send_back(writing, detail.id), words)

    def withdraw(self) -> None:
        """Take a draft out of the list."""
        detail = self._screen.shown
        if detail is not None and self.can_withdraw(detail):
            words = _("The voucher is withdrawn.")
            self._change(detail, lambda writing: manual.withdraw(writing, detail.id), words)

    def ask_reverse(self) -> None:
        """Ask before a red copy of the voucher goes on the books."""
        detail = self._screen.shown
        if detail is not None and not self._screen.is_typing and self.can_reverse(detail):
            self._ask(
                _("Red reversal"),
                _("A red copy of {number} goes on the books; both stay.").format(
                    number=detail.number
                ),
                _size(detail, -detail.total),
                _("This voucher is to be cancelled"),
                lambda: self._reverse(detail),
            )

    def _ask(
        self, verb: str, rule: str, fact: str, tick: str, agreed: Callable[[], object]
    ) -> None:
        question = Confirm(self._screen, verb, rule, [fact], tick)
        question.agreed.connect(agreed)
        question.open()

    def _change(self, detail: VoucherDetail, work: Callable[[Writing], object], words: str) -> None:
        self._screen.look_for(lambda row: row.id == detail.id)
        self._desk.change(
            self._screen, work, lambda _nothing: self._screen.messages.say(Kind.DONE, words)
        )

    def _post(self, detail: VoucherDetail) -> None:
        self._screen.look_for(lambda row: row.id == detail.id)
        self._desk.change(
            self._screen, lambda writing: manual.post(writing, detail.id), self._posted
        )

    def _posted(self, number: VoucherNumber) -> None:
        self._screen.messages.say(Kind.DONE, _("Posted as {number}.").format(number=number))

    def _reverse(self, detail: VoucherDetail) -> None:
        place = self._desk.place
        if place is None:
            return
        day = max(detail.day, place.period.first_day)
        self._desk.change(
            self._screen,
            lambda writing: manual.reverse(writing, detail.id, day),
            self._reversed,
        )

    def _reversed(self, issued: Issued) -> None:
        self._screen.look_for(lambda row: row.id == issued.id)
        self._screen.messages.say(
            Kind.DONE, _("Cancelled by {number}.").format(number=issued.number)
        )


def _size(detail: VoucherDetail, total: Money) -> str:
    return _("{lines} lines, {total} yuan").format(
        lines=len(detail.lines), total=wording.money(total)
    )
