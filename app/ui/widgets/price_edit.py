"""A field for the price or cost of one unit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.ui.widgets.arithmetic import Incalculable, calculate
from app.ui.widgets.value_edit import ValueEdit
from app.values.money import FEN_LIMIT, UnitPrice

_LARGEST = FEN_LIMIT
"""A hundred million yuan in millionths: no unit costs more, and sums stay in 64 bits."""


class PriceEdit(ValueEdit):
    """A field for a unit price.

    Signals:
        price_changed(object): the UnitPrice that stands in it now, or None.

    """

    price_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, is_code=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda _text: self._tell())

    @property
    def price(self) -> UnitPrice | None:
        """The price that stands in the field; None while it is empty or no price."""
        if not self.text().strip():
            return None
        try:
            price = UnitPrice.of(calculate(self.text()))
        except (Incalculable, ValueError):
            return None
        return price if abs(price.micros) <= _LARGEST else None

    def show_price(self, price: UnitPrice | None) -> None:
        """Show this price, or nothing."""
        self.setText("" if price is None else wording.unit_price(price))
        self.mark_refused(is_refused=False)

    def _tell(self) -> None:
        self.mark_refused(is_refused=bool(self.text().strip()) and self.price is None)
        self.price_changed.emit(self.price)
