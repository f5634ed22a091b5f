"""One voucher: the form, where it comes from and leads to, and what was checked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app import wording
from app.i18n import _
from app.services.vouchers.listing import VoucherDetail
from app.ui.vouchers.columns import face_of
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, column, row
from app.ui.widgets.marks import Mark
from app.ui.widgets.voucher_form import VoucherForm
from app.values.entry import Side
from app.values.money import Money
from app.values.vouching import VoucherState

_AROUND = 14
"""What frame and margins add to the height of the form."""


class VoucherPane(QWidget):
    """Everything about the voucher that is current in the list."""

    def __init__(self) -> None:
        super().__init__()
        self.form = VoucherForm()
        self._links = FactList()
        self._checks = FactList()
        self._sheet = sheet = Panel()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column(inner, [self.form, None], margins=(0, 8, 0, 0))
        scroll.setWidget(inner)
        sheet.add(scroll, 1)
        links = Panel(_("Source and target"))
        links.add(self._links)
        links.fill()
        self._check_panel = Panel(_("Checks"))
        self._check_panel.add(self._checks)
        self._check_panel.fill()
        below = row(None, [links, self._check_panel])
        box = column(self, [sheet, below])
        box.setStretch(0, 1000)  # the form is seen whole first; what is left goes below it
        box.setStretch(1, 1)

    @property
    def link_list(self) -> FactList:
        """The list of documents that the voucher is linked to."""
        return self._links

    def show_voucher(self, detail: VoucherDetail | None, client: str) -> None:
        """Show this voucher, or an empty sheet."""
        self.form.show_face(None if detail is None else face_of(detail, client))
        self._sheet.setMaximumHeight(self.form.sizeHint().height() + _AROUND)
        self._links.show_facts([] if detail is None else _links(detail))
        checks = [] if detail is None else _checks(detail)
        self._checks.show_facts(checks)
        open_checks = sum(1 for check in checks if check.mark is not Mark.CLOSED)
        self._check_panel.say(
            _("{count} checked, {open} for a person").format(count=len(checks), open=open_checks)
            if checks
            else ""
        )


def _links(detail: VoucherDetail) -> list[Fact]:
    number = detail.source_number or detail.number
    facts = [Fact(wording.word(detail.source), number)]
    if detail.return_number and detail.return_number != detail.source_number:
        facts.append(Fact(_("Stands for return"), detail.return_number, link=detail.return_number))
    if detail.return_number or detail.source_number.startswith("TH-"):
        facts[0] = Fact(wording.word(detail.source), number, link=detail.source_number)
    if detail.reverses:
        facts.append(Fact(_("Cancels"), detail.reverses, link=detail.reverses))
    if detail.reversed_by:
        facts.append(Fact(_("Cancelled by"), detail.reversed_by, link=detail.reversed_by))
    return facts


def _checks(detail: VoucherDetail) -> list[Fact]:
    sides = {
        side: Money.total([line.amount for line in detail.lines if line.side is side])
        for side in Side
    }
    is_checked = bool(detail.checked_by) and detail.checked_by != detail.made_by
    balanced = sides[Side.DEBIT] == sides[Side.CREDIT]
    return [
        _check(
            _("Debits equal credits: {amount}").format(amount=wording.money(detail.total)),
            is_met=balanced,
        ),
        _check(_("Maker and checker are two people"), is_met=is_checked),
        _check(_("Numbered and on the books"), is_met=detail.state is VoucherState.POSTED),
    ]


def _check(words: str, *, is_met: bool) -> Fact:
    return Fact("", words, mark=Mark.CLOSED if is_met else Mark.WAITING)
