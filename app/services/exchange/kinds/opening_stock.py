"""Files of the stock that a book opens with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.line_amounts import exactly
from app.services.exchange.readers import AnyReader, CellRefused
from app.services.exchange.row_makers import FileKind, Sums, Terms


class OpeningStockRow(NamedTuple):
    """Stock at the opening: quantity in thousandths, unit cost in millionths, value in 分.

    The value is the file's own where it has one, else quantity times cost, rounded half up.
    """

    row: int
    product: str
    quantity: int
    cost: int
    value: int
    warehouse: str
    day: str
    product_name: str


class OpeningStockRows:
    """Makes the rows of a file of opening stock."""

    def __init__(self, terms: Terms) -> None:
        self._product = terms.code(needed=True)
        self._quantity = terms.quantity()
        self._cost = terms.price()
        self._money = terms.money()
        self._text = terms.text()
        self._day = terms.day()
        self._sums = Sums()
        self.rounded = self._sums.rounded
        self.readers: Mapping[str, AnyReader] = {
            "product": self._product,
            "quantity": self._quantity,
            "cost": self._cost,
            "amount": self._money,
            "warehouse": self._text,
            "at": self._day,
            "product_name": self._text,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> OpeningStockRow:
        """Make the row of one article in one place."""
        product, quantity, cost, amount, warehouse, day, name = cells
        pieces = self._quantity[quantity]
        price = self._cost[cost]
        given = self._money[amount]
        if pieces < 0:
            raise CellRefused(Reason.NEGATIVE, "quantity")
        if price.whole < 0:
            raise CellRefused(Reason.NEGATIVE, "cost")
        if given is not None and given.whole < 0:
            raise CellRefused(Reason.NEGATIVE, "amount")
        value = given or exactly(pieces, price)
        made = OpeningStockRow(
            number,
            self._product[product],
            pieces,
            price.whole,
            value.whole,
            self._text[warehouse],
            self._day[day],
            self._text[name],
        )
        self._sums.add("quantity", Decimal(pieces).scaleb(-3))
        self._sums.take(number, "amount", value)
        return made

    def totals(self) -> dict[str, Decimal]:
        """Give the quantity and the value of all rows."""
        return self._sums.totals()


OPENING_STOCK = FileKind(ImportKind.OPENING_STOCK, OpeningStockRows)
