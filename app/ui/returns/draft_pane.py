"""Taking a return in: the customer, the sale lines that come back, and what is typed of each."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.i18n import _
from app.services import customers, products
from app.services.customers import CustomerChoice
from app.services.products import ProductChoice, WarehouseRow
from app.services.returns.drafts import ReturnDraft
from app.services.returns.sold import SoldLine
from app.ui.desk import Desk
from app.ui.fonts import Size
from app.ui.returns import draft
from app.ui.returns.draft import Typed
from app.ui.returns.lines import LineView
from app.ui.returns.lines_table import LinesTable
from app.ui.returns.pick_lines import PickLines
from app.ui.returns.preview_panel import PreviewPanel
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.layout import Panel, column, field_label, label, row
from app.ui.widgets.lookup_field import LookupField, Option
from app.ui.widgets.rows_model import Choice
from app.ui.widgets.value_edit import ValueEdit
from app.values.money import Money
from app.values.returns import ReturnReason, Settlement

_NO_DAY = datetime.date.min


class DraftPane(QWidget):
    """A return that is not taken in yet; what it will do follows every key stroke.

    What is typed is kept for each client until it is taken in or thrown away.

    Signals:
        changed(): something was typed.

    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._kept: dict[int, Typed] = {}
        self._typed = Typed(_NO_DAY)
        self._warehouses: dict[int, WarehouseRow] = {}
        self._customer = LookupField(_("Customer"), _("Code, name or pinyin initials"))
        self._day = DayEdit(_("Return date"), datetime.date(2000, 1, 1))
        self._reason = _choices(ReturnReason, _("Reason"))
        self._settlement = _choices(Settlement, _("Settlement"))
        self._invoice = ValueEdit(_("Red-letter invoice"), is_code=True)
        self._note = ValueEdit(_("Note"))
        self._product = LookupField(_("Product"), _("Code, name or pinyin initials"))
        self._product_row = QWidget()
        self.lines = LinesTable()
        self.preview = PreviewPanel(desk)
        box = column(self, [self._head(), self.lines, self.preview])
        box.setStretch(2, 1)
        self._connect()

    @property
    def draft(self) -> ReturnDraft | None:
        """What the service would be given, once there is enough of it."""
        return draft.draft_of(self._typed)

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that would be missed."""
        return self._typed.is_begun

    def enter(self, client_id: int) -> None:
        """Lay aside what was typed for the client before, and take up what waits for this one."""
        if client_id != self._client_id:
            self._kept[self._client_id] = self._typed
            self._client_id = client_id
            self._typed = self._kept.pop(client_id, Typed(_NO_DAY))

    def begin(self, day: datetime.date) -> None:
        """Show the form: what was typed before, or an empty one of this day."""
        if not self.is_begun:
            self._typed = Typed(day)
        self._show_form()
        self._desk.ask(self, products.warehouses, self._know_warehouses)
        self._show()
        if self._typed.lines:
            self.lines.start_typing()
        else:
            self._customer.setFocus()

    def throw_away(self) -> None:
        """Forget what was typed."""
        self._typed = Typed(_NO_DAY)
        self.changed.emit()

    def pick_lines(self) -> None:
        """Open the list of the customer's sale lines, once there is a customer."""
        customer = self._typed.customer
        if customer is None:
            self._customer.look_up()
            return
        dialog = PickLines(self._desk, customer.id, customer.short_name, self)
        dialog.taken.connect(self._take_lines)
        dialog.without_original.connect(self._without_original)
        dialog.open()

    def delete_line(self) -> None:
        """Take the current line out."""
        line = self.lines.table.current
        if line is not None:
            self._set(draft.without(self._typed, line.key))

    def _head(self) -> Panel:
        panel = Panel()
        title = label(_("New return"), size=Size.DOCUMENT, is_bold=True)
        first = [
            title,
            field_label(_("Customer(&C)"), self._customer),
            self._customer,
            label(_("Return date"), look="label"),
            self._day,
            label(_("Reason"), look="label"),
            self._reason,
        ]
        second = [
            label(_("Settlement"), look="label"),
            self._settlement,
            label(_("Red invoice (may be left out)"), look="label"),
            self._invoice,
            label(_("Note (may be left out)"), look="label"),
            self._note,
        ]
        hint = label(_("Goods without original sale"), look="label")
        row(self._product_row, [hint, self._product, None])
        self._product.setFixedWidth(360)
        self._invoice.setMinimumWidth(170)
        upper = row(None, first, margins=(12, 8, 12, 0))
        upper.setStretch(2, 1)
        lower = row(None, second, margins=(12, 0, 12, 0))
        lower.setStretch(5, 1)
        last = row(None, [self._product_row], margins=(12, 0, 12, 8))
        panel.add(column(None, [upper, lower, last], spacing=6))
        return panel

    def _connect(self) -> None:
        self._customer.asked.connect(self._ask_customers)
        self._customer.taken.connect(self._take_customer)
        self._product.asked.connect(self._ask_products)
        self._product.taken.connect(self._take_product)
        self._day.day_changed.connect(self._take_day)
        self._reason.currentIndexChanged.connect(
            lambda _at: self._take_choice(reason=self._reason.value)
        )
        self._settlement.currentIndexChanged.connect(
            lambda _at: self._take_choice(settlement=self._settlement.value)
        )
        self._invoice.textEdited.connect(
            lambda text: self._set(replace(self._typed, red_invoice=text.strip()))
        )
        self._note.textEdited.connect(
            lambda text: self._set(replace(self._typed, note=text.strip()))
        )
        self.lines.edited.connect(self._edit)
        self.preview.worked.connect(self._take_amounts)

    def _show_form(self) -> None:
        """Let the fields say what is typed."""
        typed = self._typed
        self._customer.show_option(None if typed.customer is None else _option(typed.customer))
        self._day.show_day(typed.day)
        self._reason.choose(typed.reason)
        self._settlement.choose(typed.settlement)
        self._invoice.setText(typed.red_invoice)
        self._note.setText(typed.note)
        self._product_row.hide()

    def _ask_customers(self, text: str) -> None:
        self._desk.ask(
            self, lambda reading: customers.choices(reading, text), self._offer_customers
        )

    def _offer_customers(self, found: Sequence[CustomerChoice]) -> None:
        self._customer.offer([_option(each) for each in found])

    def _take_customer(self, chosen: CustomerChoice) -> None:
        before = self._typed.customer
        if before is None or chosen.id != before.id:
            self._set(replace(self._typed, customer=chosen, lines=()))
        self.pick_lines()

    def _take_lines(self, chosen: Sequence[SoldLine]) -> None:
        self._set(draft.with_sold(self._typed, chosen))
        self.lines.start_typing()

    def _without_original(self) -> None:
        self._product_row.show()
        self._product.show_option(None)
        self._product.setFocus()

    def _ask_products(self, text: str) -> None:
        self._desk.ask(self, lambda reading: products.choices(reading, text), self._offer_products)

    def _offer_products(self, found: Sequence[ProductChoice]) -> None:
        self._product.offer([Option(each, each.code, each.name, each.spec) for each in found])

    def _take_product(self, chosen: ProductChoice) -> None:
        self._set(draft.with_product(self._typed, chosen))
        self._product_row.hide()
        self.lines.start_typing(last=True)

    def _take_day(self, day: datetime.date | None) -> None:
        if day is not None:
            self._set(replace(self._typed, day=day))

    def _take_choice(self, *, reason: object = None, settlement: object = None) -> None:
        if isinstance(reason, ReturnReason):
            self._set(replace(self._typed, reason=reason))
        if isinstance(settlement, Settlement):
            self._set(replace(self._typed, settlement=settlement))

    def _know_warehouses(self, found: Sequence[WarehouseRow]) -> None:
        self._warehouses = {place.id: place for place in found}
        self.lines.know_warehouses(found)
        self._show_lines()

    def _edit(self, line: LineView, name: str, value: object) -> None:
        self._set(draft.edited(self._typed, line.key, name, value))

    def _set(self, typed: Typed) -> None:
        if typed != self._typed:
            self._typed = typed
            self._show()
            self.changed.emit()

    def _take_amounts(self, amounts: Sequence[tuple[Money, Money]]) -> None:
        self._typed = draft.with_amounts(self._typed, amounts)
        self._show_lines()

    def _show(self) -> None:
        self._show_lines()
        if self.lines.refusal:
            self.preview.refuse_quantity()
            return
        customer = self._typed.customer
        self.preview.follow_draft(self.draft, "" if customer is None else customer.short_name)

    def _show_lines(self) -> None:
        self.lines.show_lines(
            [
                draft.view_of(line, place, self._warehouses)
                for place, line in enumerate(self._typed.lines, 1)
            ]
        )


def _option(customer: CustomerChoice) -> Option:
    return Option(customer, customer.code, customer.name, hint=customer.initials)


def _choices(words: type[ReturnReason] | type[Settlement], name: str) -> ChoiceBox:
    return ChoiceBox([Choice(member, wording.word(member)) for member in words], name)
