"""A field for an amount, which may be typed as a sum."""

from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app import wording
from app.ui.widgets.arithmetic import Incalculable, calculate
from app.ui.widgets.value_edit import ValueEdit
from app.values.money import FEN_LIMIT, Money

_FEN = Decimal("0.01")


class MoneyEdit(ValueEdit):
    """A field for an amount.

    Signals:
        amount_changed(object): the Money that stands in it now, or None.

    """

    amount_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, is_code=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda _text: self._tell())

    @property
    def amount(self) -> Money | None:
        """The amount that stands in the field; None while it is empty or no amount."""
        try:
            return amount_of(self.text())
        except Incalculable:
            return None

    def show_amount(self, amount: Money | None) -> None:
        """Show this amount, or nothing."""
        self.setText("" if amount is None else wording.money(amount))
        self.mark_refused(is_refused=False)

    def _tell(self) -> None:
        self.mark_refused(is_refused=bool(self.text().strip()) and self.amount is None)
        self.amount_changed.emit(self.amount)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.amount is not None:
            self.show_amount(self.amount)


def amount_of(text: str) -> Money | None:
    """Read an amount or a sum of amounts, rounded to the 分; nothing typed is None.

    Raises:
        Incalculable: it is neither, or larger than an amount can be.

    """
    if not text.strip():
        return None
    value = calculate(text)
    try:
        amount = Money.of(value.quantize(_FEN, ROUND_HALF_UP))
    except ArithmeticError as error:
        raise Incalculable(text) from error
    if abs(amount.fen) > FEN_LIMIT:
        raise Incalculable(text)
    return amount
