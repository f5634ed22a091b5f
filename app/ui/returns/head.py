"""The head of a return: number, customer, state and total above its way in steps."""

from app import wording
from app.i18n import _
from app.services.returns.listing import ReturnDetail
from app.ui.fonts import Size
from app.ui.returns.looks import chip_of, steps_of
from app.ui.widgets.layout import Panel, label, row
from app.ui.widgets.marks import ChipLabel
from app.ui.widgets.stepper import Stepper


class ReturnHead(Panel):
    """Who returns what number for how much, and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self._number = label(size=Size.DOCUMENT, is_bold=True)
        self._customer = label(size=Size.TAB)
        self._code = label(look="quiet")
        self._chip = ChipLabel()
        self._dates = label(look="quiet")
        self._total = label(size=Size.FIGURE, is_bold=True)
        self._stepper = Stepper()
        parts = [
            self._number,
            self._customer,
            self._code,
            self._chip,
            None,
            self._dates,
            label(_("Return total"), look="label"),
            self._total,
            label(_("yuan"), look="label"),
        ]
        self.add(row(None, parts, margins=(12, 8, 14, 4)))
        self.add(row(None, [self._stepper], margins=(12, 0, 12, 8)))

    def show_return(self, detail: ReturnDetail) -> None:
        """Show this return."""
        head = detail.head
        self._number.setText(head.number)
        self._customer.setText(head.customer)
        self._code.setText(head.customer_code)
        self._chip.show_chip(chip_of(head.state))
        self._dates.setText(_("came in {day}").format(day=wording.day(head.day)))
        self._total.setText(wording.money(head.gross))
        self._stepper.show_steps(steps_of(detail))
