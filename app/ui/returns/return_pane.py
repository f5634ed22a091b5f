"""One return that is held: its way, its lines, its vouchers, and what goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app import wording
from app.i18n import _
from app.services.products import WarehouseRow
from app.services.returns.decide import Inspection
from app.services.returns.listing import ReturnDetail, ReturnLineRow
from app.services.vouchers.listing import VoucherDetail
from app.ui import fonts
from app.ui.desk import Desk
from app.ui.returns.entries import EntriesTable, entry_lines
from app.ui.returns.head import ReturnHead
from app.ui.returns.lines import LineView, view_of
from app.ui.returns.lines_table import LinesTable
from app.ui.returns.preview_panel import PreviewPanel
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, column, label, row
from app.ui.widgets.marks import Chip, ChipLabel, Mark, Tone
from app.ui.widgets.value_edit import ValueEdit
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnState

_INSPECTING = frozenset({"accepted", "condition", "warehouse"})
_BEFORE_POSTING = frozenset({ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.INSPECTED})


class ReturnPane(QWidget):
    """The return that is current in the list.

    Signals:
        invoice_entered(str): the number of the red-letter invoice.
        inspected(): what the inspection found of a line was typed.
        followed(str): the number of a voucher.

    """

    invoice_entered = Signal(str)
    inspected = Signal()
    followed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: ReturnDetail | None = None
        self._can_inspect = False
        self._warehouses: dict[int, WarehouseRow] = {}
        self._typed: dict[int, dict[int, Inspection]] = {}
        self._head = ReturnHead()
        self.lines = LinesTable()
        self.entries = EntriesTable(_("Vouchers of the return"))
        booked = Panel(_("Vouchers of the return"))
        booked.add(self.entries, 1)
        self.preview = PreviewPanel(desk)
        self._books = QStackedWidget()
        self._books.addWidget(self.preview)
        self._books.addWidget(booked)
        self._facts, self._invoice_facts = FactList(), FactList()
        self._chip = ChipLabel()
        self._invoice = ValueEdit(_("Red-letter invoice"), is_code=True)
        self._enter = KeyButton(None, words=_("Enter the number"), key="Enter")
        self._invoice_row = QWidget()
        below = row(None, [self._books, self._side_panels()])
        below.setStretch(0, 1)
        box = column(self, [self._head, self.lines, below])
        box.setStretch(2, 1)
        self.lines.edited.connect(self._edit)
        self._facts.followed.connect(self.followed)
        self._enter.clicked.connect(self._give_invoice)
        self._invoice.returnPressed.connect(self._give_invoice)

    @property
    def found(self) -> Mapping[int, Inspection]:
        """What the inspection found, of the lines that were typed into."""
        return {} if self._detail is None else self._typed.get(self._detail.head.id, {})

    def know_warehouses(self, warehouses: Sequence[WarehouseRow]) -> None:
        """Offer these places for what comes in."""
        self._warehouses = {place.id: place for place in warehouses}
        self.lines.know_warehouses(warehouses)

    def show_return(self, detail: ReturnDetail, *, can_inspect: bool, can_invoice: bool) -> None:
        """Show this return; the inspector may type what arrived."""
        is_other = self._detail is None or self._detail.head.id != detail.head.id
        self._detail = detail
        if detail.head.state is not ReturnState.APPROVED:
            self._typed.pop(detail.head.id, None)
        self._can_inspect = can_inspect and detail.head.state is ReturnState.APPROVED
        self._head.show_return(detail)
        self._show_lines()
        self._facts.show_facts(_facts(detail))
        self._invoice_facts.show_facts(_invoice_facts(detail))
        self._chip.show_chip(_invoice_chip(detail))
        waits = detail.head.state in _BEFORE_POSTING and can_invoice
        self._invoice_row.setVisible(waits)
        is_ahead = detail.head.state in _BEFORE_POSTING
        self._books.setCurrentIndex(0 if is_ahead else 1)
        self._follow()
        if is_other or not self._invoice.hasFocus():
            self._invoice.setText(detail.red_invoice)

    def show_vouchers(self, vouchers: Sequence[VoucherDetail]) -> None:
        """Show the vouchers that are on the books for the return."""
        self.entries.show_lines(entry_lines(vouchers))

    def _follow(self) -> None:
        if self.lines.refusal:
            self.preview.refuse_quantity()
        elif self._detail is not None and self._detail.head.state in _BEFORE_POSTING:
            head = self._detail.head
            day = max(self._desk.day_in_view(), head.day)
            self.preview.follow_return(head.id, self.found, day, head.customer)

    def _side_panels(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(fonts.scaled(300))
        invoice = Panel(_("Red-letter invoice"), parts=[self._chip])
        name = label(_("Its number"), look="label")
        name.setFixedWidth(fonts.scaled(72))
        field = row(None, [name, self._invoice])
        column(self._invoice_row, [field, row(None, [None, self._enter])], margins=(12, 0, 12, 10))
        invoice.add(self._invoice_facts)
        invoice.add(self._invoice_row)
        about = Panel(_("About the return"))
        about.add(self._facts)
        about.fill()
        box = column(side, [invoice, about])
        box.setStretch(1, 1)
        return side

    def _show_lines(self) -> None:
        if self._detail is None:
            return
        opened = _INSPECTING if self._can_inspect else frozenset[str]()
        self.lines.show_lines(
            [self._view(line, place, opened) for place, line in enumerate(self._detail.lines, 1)]
        )

    def _view(self, line: ReturnLineRow, place: int, opened: frozenset[str]) -> LineView:
        view = view_of(line, place, opened)
        found = self.found.get(line.id)
        if found is None:
            return view
        where = self._warehouses.get(found.warehouse_id or 0)
        default = next(
            (one for one in self._warehouses.values() if one.condition is found.condition), None
        )
        shown = where or default
        too_many = found.accepted > line.quantity
        return replace(
            view,
            accepted=found.accepted,
            condition=found.condition,
            warehouse_id=shown.id if shown else None,
            warehouse=shown.name if shown else "",
            refused=frozenset({"accepted"}) if too_many else frozenset(),
        )

    def _edit(self, view: LineView, name: str, value: object) -> None:
        line = next((one for one in self._lines() if one.id == view.key), None)
        if line is None or self._detail is None:
            return
        typed = self._typed.setdefault(self._detail.head.id, {})
        before = typed.get(line.id) or Inspection(line.accepted, line.condition, line.warehouse_id)
        match name, value:
            case "accepted", Quantity():
                typed[line.id] = replace(before, accepted=value)
            case "condition", Condition():
                typed[line.id] = replace(before, condition=value, warehouse_id=None)
            case "warehouse", int():
                typed[line.id] = replace(before, warehouse_id=value)
            case _:
                return
        self._show_lines()
        self._follow()
        self.inspected.emit()

    def _lines(self) -> Sequence[ReturnLineRow]:
        return () if self._detail is None else self._detail.lines

    def _give_invoice(self) -> None:
        number = self._invoice.text().strip()
        if number and self._detail is not None and number != self._detail.red_invoice:
            self.invoice_entered.emit(number)


def _invoice_chip(detail: ReturnDetail) -> Chip:
    if detail.red_invoice:
        return Chip(_("Entered"), Mark.CLOSED, Tone.OK)
    return Chip(_("Not entered"), Mark.WAITING, Tone.WARN)


def _invoice_facts(detail: ReturnDetail) -> list[Fact]:
    """Give the invoices that are to be cancelled, and the red one once it is held."""
    originals = [one for line in detail.lines for one in line.originals]
    invoices = " ".join(sorted({one.invoice for one in originals if one.invoice}))
    facts = [Fact(_("Its invoice"), invoices or _("none on the sale"))]
    if detail.red_invoice and detail.head.state not in _BEFORE_POSTING:
        facts.append(Fact(_("Red invoice"), detail.red_invoice))
    return facts


def _facts(detail: ReturnDetail) -> list[Fact]:
    originals = [one for line in detail.lines for one in line.originals]
    sales = " ".join(sorted({one.sale_number for one in originals}))
    facts = [
        Fact(_("Reason"), detail.head.reason_text or wording.word(detail.head.reason)),
        Fact(_("Settlement"), wording.word(detail.settlement)),
        Fact(_("Original sale"), sales or _("without original")),
    ]
    if detail.posted_day is not None:
        facts.append(Fact(_("Posted on"), wording.day(detail.posted_day)))
    facts += [Fact(_("Voucher"), number, link=number) for number in detail.head.vouchers.split()]
    if detail.note:
        facts.append(Fact(_("Note"), detail.note))
    return facts
