"""A field for a quantity, which may be typed as a sum such as 4*50+36."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app import wording
from app.ui.widgets.arithmetic import Incalculable, calculate
from app.ui.widgets.value_edit import ValueEdit
from app.values.quantity import Quantity

_LARGEST = Decimal(10) ** 12


class QuantityEdit(ValueEdit):
    """A field for a quantity.

    Signals:
        quantity_changed(object): the Quantity that stands in it now, or None.

    """

    quantity_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, is_code=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda _text: self._tell())

    @property
    def quantity(self) -> Quantity | None:
        """The quantity that stands in the field; None while it is empty or no quantity."""
        try:
            return quantity_of(self.text())
        except Incalculable:
            return None

    def show_quantity(self, quantity: Quantity | None) -> None:
        """Show this quantity, or nothing."""
        self.setText("" if quantity is None else wording.quantity(quantity))
        self.mark_refused(is_refused=False)

    def _tell(self) -> None:
        self.mark_refused(is_refused=bool(self.text().strip()) and self.quantity is None)
        self.quantity_changed.emit(self.quantity)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.quantity is not None:
            self.show_quantity(self.quantity)


def quantity_of(text: str) -> Quantity | None:
    """Read a quantity or a sum; nothing typed is None.

    Raises:
        Incalculable: it is neither, or finer than a thousandth of a unit.

    """
    if not text.strip():
        return None
    value = calculate(text)
    if abs(value) > _LARGEST:
        raise Incalculable(text)
    try:
        return Quantity.of(value)
    except ValueError as error:
        raise Incalculable(text) from error
