"""The steps of a return as the page takes them: forward, back, withdrawn, printed."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app import wording
from app.i18n import _
from app.services.permits import Writing
from app.services.returns import decide, post
from app.services.returns.listing import ReturnDetail
from app.services.vouchers.issue import Issued
from app.ui import prints
from app.ui.desk import Desk
from app.ui.returns.steps import BACK, FORWARD, WITHDRAW, NextStep, open_to
from app.ui.widgets.dialogs import AskReason, Confirm
from app.ui.widgets.message_bar import Kind
from app.values.returns import ReturnState

if TYPE_CHECKING:
    from app.ui.returns.screen import ReturnsScreen


class Moves:
    """What the page does with the return on show."""

    def __init__(self, screen: "ReturnsScreen", desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    def day_in_view(self) -> datetime.date:
        """Give the day that a new document bears: today, kept inside the month in view."""
        return self._desk.day_in_view()

    def show_steps(
        self, detail: ReturnDetail | None, forward: QAction, back: QAction, withdraw: QAction
    ) -> None:
        """Let each button say the step that is open, and be absent where there is none."""
        for action, steps in ((forward, FORWARD), (back, BACK), (withdraw, WITHDRAW)):
            step = None if detail is None else open_to(steps, detail.head.state, self._desk.actor)
            action.setVisible(step is not None)
            action.setEnabled(step is not None)
            if step is not None:
                action.setText(_(step.verb))

    def step_forward(self) -> None:
        """Take the next step; posting asks first."""
        detail, step = self._step(FORWARD)
        if detail is None or step is None:
            return
        match detail.head.state:
            case ReturnState.APPLIED:
                self._change(detail, step, lambda w: decide.approve(w, detail.head.id))
            case ReturnState.APPROVED:
                found = self._screen.pane.found
                self._change(detail, step, lambda w: decide.inspect(w, detail.head.id, found))
            case ReturnState.INSPECTED:
                self._ask_posting(detail)
            case _:
                self._change(detail, step, lambda w: decide.archive(w, detail.head.id))

    def step_back(self) -> None:
        """Ask for the reason, then go one step back, or turn the return down."""
        detail, step = self._step(BACK)
        if detail is None or step is None:
            return
        is_new = detail.head.state is ReturnState.APPLIED
        act = decide.reject if is_new else decide.send_back
        self._ask_reason(detail, step, act)

    def withdraw(self) -> None:
        """Ask for the reason, then withdraw the return."""
        detail, step = self._step(WITHDRAW)
        if detail is not None and step is not None:
            self._ask_reason(detail, step, decide.void)

    def enter_invoice(self, number: str) -> None:
        """Write down the number of the red-letter invoice."""
        detail = self._screen.shown
        if detail is not None:
            self._desk.change(
                self._screen,
                lambda writing: decide.enter_red_invoice(writing, detail.head.id, number),
                lambda _nothing: self._screen.messages.say(
                    Kind.DONE, _("Red-letter invoice {number} is entered.").format(number=number)
                ),
            )

    def print_vouchers(self) -> None:
        """Make a PDF of the return's vouchers and show it."""
        detail = self._screen.shown
        if detail is not None and detail.head.vouchers:
            prints.vouchers_of_return(self._screen, self._desk, detail.head.id, detail.head.number)

    def print_note(self) -> None:
        """Make a PDF of the return note and show it."""
        detail = self._screen.shown
        if detail is not None:
            prints.return_note(self._screen, self._desk, detail.head.id, detail.head.number)

    def _step(
        self, steps: Mapping[ReturnState, NextStep]
    ) -> tuple[ReturnDetail | None, NextStep | None]:
        detail = self._screen.shown
        if detail is None or self._screen.is_typing:
            return None, None
        return detail, open_to(steps, detail.head.state, self._desk.actor)

    def _change(
        self, detail: ReturnDetail, step: NextStep, work: Callable[[Writing], None]
    ) -> None:
        words = _(step.done).format(number=detail.head.number)
        self._screen.look_for(lambda row: row.id == detail.head.id)
        self._desk.change(
            self._screen, work, lambda _nothing: self._screen.messages.say(Kind.DONE, words)
        )

    def _ask_reason(
        self,
        detail: ReturnDetail,
        step: NextStep,
        act: Callable[[Writing, int, str], None],
    ) -> None:
        question = AskReason(self._screen, _(step.verb), _("Why? The reason is kept."))
        question.given.connect(
            lambda reason: self._change(
                detail, step, lambda writing: act(writing, detail.head.id, reason)
            )
        )
        question.open()

    def _ask_posting(self, detail: ReturnDetail) -> None:
        gross = wording.money(detail.head.gross)
        question = Confirm(
            self._screen,
            _("Post the return"),
            _("What is posted cannot be changed, only cancelled by a red voucher."),
            [
                _("{number} {customer}, {lines} lines, {total} yuan").format(
                    number=detail.head.number,
                    customer=detail.head.customer,
                    lines=len(detail.lines),
                    total=gross,
                )
            ],
            _("I have checked the total and the papers"),
        )
        question.agreed.connect(lambda: self._post(detail))
        question.open()

    def _post(self, detail: ReturnDetail) -> None:
        day = max(self.day_in_view(), detail.head.day)
        self._screen.look_for(lambda row: row.id == detail.head.id)
        self._desk.change(
            self._screen,
            lambda writing: post.post(writing, detail.head.id, day),
            lambda issued: self._posted(detail, issued),
        )

    def _posted(self, detail: ReturnDetail, issued: Sequence[Issued]) -> None:
        words = _("{number} is posted as {vouchers}.").format(
            number=detail.head.number, vouchers=" ".join(str(one.number) for one in issued)
        )
        self._screen.messages.say(Kind.DONE, words)
