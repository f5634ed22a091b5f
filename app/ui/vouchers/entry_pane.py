"""Writing a voucher by hand: date and papers above the form, the account look-up inside it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QScrollArea, QWidget

from app import wording
from app.i18n import _
from app.services import accounts, customers
from app.services.accounts import AccountRow
from app.services.customers import CustomerChoice
from app.services.permits import Reading
from app.services.vouchers.manual import VoucherDraft
from app.ui.desk import Desk
from app.ui.vouchers.editor import VoucherEditor
from app.ui.vouchers.typed import EMPTY_VOUCHER, TypedVoucher
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.layout import Panel, column, label, row
from app.ui.widgets.lookup_field import Option
from app.ui.widgets.value_edit import ValueEdit
from app.values.books import AccountRole

MOST_PAPERS = 999


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed for a client that is out of view."""

    day: datetime.date | None
    papers: int
    voucher: TypedVoucher


class EntryPane(QWidget):
    """The form of a voucher that is not written yet; it is kept for each client.

    Signals:
        changed(): something was typed.

    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._kept: dict[int, Kept] = {}
        self._day = DayEdit(_("Date"), datetime.date(2000, 1, 1))
        self._papers = ValueEdit(_("Papers attached"), is_code=True)
        self._papers.setValidator(QIntValidator(0, MOST_PAPERS, self._papers))
        self._papers.setFixedWidth(52)
        self._papers.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._papers.setText("0")
        self.editor = VoucherEditor()
        self._lay_out()
        self._day.day_changed.connect(lambda _day: self._show_head())
        self._papers.textEdited.connect(lambda _text: self._show_head())
        self.editor.changed.connect(self.changed)
        self.editor.account.asked.connect(self._ask_accounts)
        self.editor.customer.asked.connect(self._ask_customers)

    @property
    def draft(self) -> VoucherDraft | None:
        """What the service would be given, once the sides are equal."""
        day = self._day.day
        if day is None or not self.editor.voucher.is_ready:
            return None
        return VoucherDraft(day, self.editor.voucher.entry(), self._paper_count)

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that would be missed."""
        return self.editor.voucher.is_begun

    @property
    def _paper_count(self) -> int:
        return int(self._papers.text() or "0")

    def enter(self, client_id: int) -> None:
        """Lay aside what was typed for the client before, and take up what waits for this one."""
        if client_id == self._client_id:
            return
        if self.is_begun:
            self._kept[self._client_id] = Kept(
                self._day.day, self._paper_count, self.editor.voucher
            )
        self._client_id = client_id
        kept = self._kept.pop(client_id, Kept(None, 0, EMPTY_VOUCHER))
        self._day.show_day(kept.day)
        self._papers.setText(str(kept.papers))
        self.editor.begin("", "", "", kept.voucher)

    def begin(self, day: datetime.date) -> None:
        """Show the form: what was typed before, or an empty one of this day."""
        if not self.is_begun:
            self._day.show_day(day)
            self._papers.setText("0")
        self._show_head()
        self._desk.ask(self, _control_account, self._begin_form)

    def throw_away(self) -> None:
        """Forget what was typed."""
        self.editor.begin("", "", "")
        self._papers.setText("0")
        self.changed.emit()

    def _begin_form(self, control: str) -> None:
        place = self._desk.place
        if place is not None:
            maker, typed = self._desk.actor.name, self.editor.voucher
            self.editor.begin(place.client.name, maker, control, typed)

    def _lay_out(self) -> None:
        head = [
            label(_("Date"), look="label"),
            self._day,
            label(_("Papers attached"), look="label"),
            self._papers,
            None,
            label(_("Enter next cell · = balance · Space other side · - red"), look="quiet"),
        ]
        panel = Panel()
        panel.add(row(None, head, margins=(22, 10, 22, 0)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column(inner, [self.editor, None], margins=(0, 8, 0, 0))
        scroll.setWidget(inner)
        panel.add(scroll, 1)
        column(self, [panel])

    def _show_head(self) -> None:
        day = self._day.day
        self.editor.show_head(wording.long_day(day) if day else "", self._paper_count)
        self.changed.emit()

    def _ask_accounts(self, text: str) -> None:
        self._desk.ask(self, lambda reading: accounts.listing(reading, text), self._offer_accounts)

    def _offer_accounts(self, found: Sequence[AccountRow]) -> None:
        self.editor.account.offer([Option(each, each.code, each.full_name) for each in found])

    def _ask_customers(self, text: str) -> None:
        self._desk.ask(
            self, lambda reading: customers.choices(reading, text), self._offer_customers
        )

    def _offer_customers(self, found: Sequence[CustomerChoice]) -> None:
        self.editor.customer.offer(
            [Option(each, each.code, each.name, hint=each.initials) for each in found]
        )


def _control_account(reading: Reading) -> str:
    return reading.facts.accounts[AccountRole.RECEIVABLE]
