"""What the ledger says of the stock: its value, the stock accounts, and their difference."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.i18n import _
from app.services.reconciliation.pairs import Check
from app.ui import fonts
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import label, row
from app.ui.widgets.marks import Chip, ChipLabel, Mark, Tone


class LedgerStrip(QWidget):
    """Stock ledger, stock accounts and difference of the month in view, under the list.

    Signals:
        asked(): a person wants to see the documents of the difference.

    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panelFoot")
        self.setFixedHeight(fonts.scaled(36))
        self._sentence = label()
        self._chip = ChipLabel()
        self._link = KeyButton(None, Look.LINK, words=_("See the documents"))
        self._link.clicked.connect(self.asked)
        row(self, [self._sentence, self._chip, None, self._link], margins=(10, 0, 10, 0))
        self.show_check(None)

    def show_check(self, check: Check | None) -> None:
        """Show this check of the stock ledger, or nothing while it is not known."""
        self._link.setVisible(check is not None and bool(check.difference))
        if check is None:
            self._sentence.clear()
            self._chip.show_chip(None)
            return
        self._sentence.setText(
            _("Month end: stock ledger {left}, stock accounts {right}, difference {rest}").format(
                left=wording.money(check.left),
                right=wording.money(check.right),
                rest=wording.money(check.difference),
            )
        )
        chip = Chip(_("Agrees"), Mark.CLOSED, Tone.OK)
        if check.difference:
            chip = Chip(_("Differs"), Mark.ATTENTION, Tone.ERR)
        self._chip.show_chip(chip)
