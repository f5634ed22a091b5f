"""Files of money received from customers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import AnyReader, CellRefused
from app.services.exchange.row_makers import FileKind, Sums, Terms


class ReceiptRow(NamedTuple):
    """Money from a customer, in 分; a refund is negative."""

    row: int
    day: str
    customer: str
    amount: int
    number: str
    method: str
    note: str


class ReceiptRows:
    """Makes the rows of a file of receipts."""

    def __init__(self, terms: Terms) -> None:
        self._day = terms.day(needed=True)
        self._customer = terms.code(needed=terms.mapping.walk_in is None)
        self._amount = terms.money(needed=True)
        self._code = terms.code()
        self._text = terms.text()
        self._note = terms.note()
        self._sums = Sums()
        self.rounded = self._sums.rounded
        self.readers: Mapping[str, AnyReader] = {
            "at": self._day,
            "customer": self._customer,
            "amount": self._amount,
            "number": self._code,
            "method": self._text,
            "note": self._note,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> ReceiptRow:
        """Make the row of a receipt."""
        day, customer, amount, document, method, note = cells
        received = self._amount[amount]
        if received is None:
            raise CellRefused(Reason.MISSING, "amount")
        if received.whole == 0:
            raise CellRefused(Reason.AMOUNT_ZERO, "amount")
        made = ReceiptRow(
            number,
            self._day[day],
            self._customer[customer],
            received.whole,
            self._code[document],
            self._text[method],
            self._note[note],
        )
        self._sums.take(number, "amount", received)
        return made

    def totals(self) -> dict[str, Decimal]:
        """Give the sum of what was received, refunds taken off."""
        return self._sums.totals()


RECEIPTS = FileKind(ImportKind.RECEIPTS, ReceiptRows)
