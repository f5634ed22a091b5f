"""Typing into the voucher form: one field at a time stands over the cell that is typed into."""

import enum
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from app import wording
from app.i18n import _
from app.services.accounts import AccountRow
from app.services.customers import CustomerChoice
from app.ui.vouchers.typed import EMPTY_VOUCHER, TypedVoucher, summary_of
from app.ui.widgets.lookup_field import LookupField
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.value_edit import ValueEdit
from app.ui.widgets.voucher_form import FormFace, VoucherForm
from app.values.capitals import capitals
from app.values.entry import Side
from app.values.money import ZERO, Money

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Part(enum.IntEnum):
    """What of a line is typed, in the order in which Enter goes through it."""

    SUMMARY = 0
    ACCOUNT = 1
    CUSTOMER = 2
    DEBIT = 3
    CREDIT = 4


_COLUMNS = {Part.SUMMARY: 0, Part.ACCOUNT: 1, Part.CUSTOMER: 1, Part.DEBIT: 2, Part.CREDIT: 3}
_SIDES = {Part.DEBIT: Side.DEBIT, Part.CREDIT: Side.CREDIT}


class VoucherEditor(VoucherForm):
    """The form with a field over the current cell.

    Signals:
        changed(): something was typed.

    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._client = self._day = self._maker = ""
        self._papers = 0
        self._control = ""
        self._voucher = TypedVoucher()
        self._part = Part.SUMMARY
        self._summary = ValueEdit(_("Summary"))
        self.account = LookupField(_("Account"), _("Code or name"))
        self.customer = LookupField(_("Customer"), _("Code, name or pinyin initials"))
        self._amount = MoneyEdit(_("Amount"))
        self._fields: dict[Part, QWidget] = {
            Part.SUMMARY: self._summary,
            Part.ACCOUNT: self.account,
            Part.CUSTOMER: self.customer,
            Part.DEBIT: self._amount,
            Part.CREDIT: self._amount,
        }
        for field in (self._summary, self.account, self.customer, self._amount):
            field.setParent(self)
            field.hide()
            field.installEventFilter(self)
        self.account.taken.connect(self._take_account)
        self.customer.taken.connect(self._take_customer)
        self._amount.amount_changed.connect(self._take_amount)
        self._summary.textEdited.connect(self._take_summary)

    @property
    def voucher(self) -> TypedVoucher:
        """What is typed so far."""
        return self._voucher

    def begin(
        self, client: str, maker: str, control: str, typed: TypedVoucher = EMPTY_VOUCHER
    ) -> None:
        """Start with what was typed before; lines of the control account name their customer."""
        self._client, self._maker, self._control = client, maker, control
        self._set(typed)
        self.go_to(len(typed.lines) - 1, Part.SUMMARY)

    def show_head(self, day: str, papers: int) -> None:
        """Show the date and the number of papers that the fields above say."""
        self._day, self._papers = day, papers
        self._show()

    def delete_line(self) -> None:
        """Take the current line out."""
        self._set(self._voucher.without(self.current))
        self.go_to(min(self.current, len(self._voucher.lines) - 1), Part.SUMMARY)

    def go_to(self, row: int, part: Part) -> None:
        """Put the field of this part over the cell of this row."""
        for field in self._fields.values():
            field.hide()
        self.current, self._part = row, part
        line = self._voucher.at(row)
        match part:
            case Part.SUMMARY:
                self._summary.setText(line.summary)
                self._summary.selectAll()
            case Part.ACCOUNT:
                self.account.show_option(None)
                self.account.setText(line.account.code if line.account else "")
                self.account.selectAll()
            case Part.CUSTOMER:
                self.customer.show_option(None)
            case Part.DEBIT | Part.CREDIT:
                self._amount.show_amount(line.amount if line.side is _SIDES[part] else None)
                self._amount.selectAll()
        self._place()
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row in range(self.rows):
            for part in (Part.SUMMARY, Part.ACCOUNT, Part.DEBIT, Part.CREDIT):
                if self.cell(row, _COLUMNS[part]).contains(event.position()):
                    self.go_to(min(row, len(self._voucher.lines)), part)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        """Answer the keys of the form; say whether the field is not to see this one."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._enter(is_back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if self._part not in _SIDES:
            return False
        side = _SIDES[self._part]
        if event.text() == "=":
            self._put_amount(self._voucher.balancing(self.current, side))
        elif event.key() == Qt.Key.Key_Space:
            amount = self._amount.amount
            other = Part.CREDIT if self._part is Part.DEBIT else Part.DEBIT
            self.go_to(self.current, other)
            self._put_amount(amount or ZERO)
        elif event.text() == "-" and self._amount.amount:
            self._put_amount(-self._amount.amount)
        else:
            return False
        return True

    def _enter(self, *, is_back: bool) -> bool:
        field = self._fields[self._part]
        if isinstance(field, LookupField) and not is_back:
            line = self._voucher.at(self.current)
            kept = line.account if self._part is Part.ACCOUNT else line.customer
            unchanged = kept is not None and field.text() in ("", _code_of(kept))
            if field.is_open or not unchanged:
                return False
        if self._part is Part.SUMMARY:
            text = summary_of(self._voucher, self.current, self._summary.text())
            self._put(summary=text)
        self._step(is_back=is_back)
        return True

    def _step(self, *, is_back: bool) -> None:
        line = self._voucher.at(self.current)
        order = [Part.SUMMARY, Part.ACCOUNT]
        if line.account is not None and line.account.code == self._control:
            order.append(Part.CUSTOMER)
        order += [Part.DEBIT, Part.CREDIT]
        place = order.index(self._part) if self._part in order else 0
        if is_back:
            if place:
                self.go_to(self.current, order[place - 1])
            elif self.current:
                self.go_to(self.current - 1, Part.CREDIT)
            return
        done = self._part is Part.DEBIT and line.side is Side.DEBIT and line.amount
        if done or place == len(order) - 1:
            self._begin_next(line.summary)
        else:
            self.go_to(self.current, order[place + 1])

    def _begin_next(self, summary: str) -> None:
        following = self.current + 1
        if following >= len(self._voucher.lines):
            self._set(
                self._voucher.put(following, replace(self._voucher.at(following), summary=summary))
            )
        self.go_to(following, Part.SUMMARY)

    def _take_summary(self, text: str) -> None:
        self._put(summary=text)

    def _take_account(self, chosen: AccountRow) -> None:
        self._put(account=chosen, customer=None)
        self._step(is_back=False)

    def _take_customer(self, chosen: CustomerChoice) -> None:
        self._put(customer=chosen)
        self._step(is_back=False)

    def _take_amount(self, amount: Money | None) -> None:
        line = self._voucher.at(self.current)
        side = _SIDES[self._part]
        if amount:
            self._put(side=side, amount=amount)
        elif line.side is side:
            self._put(side=None, amount=ZERO)

    def _put_amount(self, amount: Money) -> None:
        self._amount.show_amount(amount)
        self._take_amount(amount)

    def _put(self, **changes: object) -> None:
        line = replace(self._voucher.at(self.current), **changes)  # type: ignore[arg-type]  # own fields
        self._set(self._voucher.put(self.current, line))

    def _set(self, voucher: TypedVoucher) -> None:
        self._voucher = voucher
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        gap = self._voucher.gap
        total = self._voucher.total(Side.DEBIT)
        short = _("Debits and credits differ by {amount}; = takes it").format(
            amount=wording.money(abs(gap))
        )
        words = short if gap else (capitals(total) if total else "")
        self.show_face(
            FormFace(
                self._client,
                self._day,
                "—",
                self._voucher.form_lines(),
                self._papers,
                total,
                words,
                self._voucher.total(Side.CREDIT),
                ((_("Booked by"), ""), (_("Checked by"), ""), (_("Made by"), self._maker)),
            )
        )
        self._place()

    def _place(self) -> None:
        if self.current < 0:
            return
        field = self._fields[self._part]
        cell = self.cell(self.current, _COLUMNS[self._part]).toRect()
        field.setGeometry(cell.adjusted(4, 6, -4, -6))
        if field.isHidden():
            field.show()
            field.setFocus()


def _code_of(kept: AccountRow | CustomerChoice) -> str:
    return kept.code
