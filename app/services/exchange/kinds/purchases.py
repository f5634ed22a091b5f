"""Files of purchases; a negative row goes back to the supplier."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.line_amounts import check_amounts, exactly, kept_amount
from app.services.exchange.readers import AnyReader, CellRefused
from app.services.exchange.row_makers import FileKind, Sums, Terms


class PurchaseRow(NamedTuple):
    """One line of a purchase, as a file gives it, in the smallest units of the books.

    `amount` is the file's own, or quantity times the exact price where that is finer than a
    millionth; else None: quantity times price. A negative quantity goes back to the supplier.
    """

    row: int
    number: str
    at: str
    supplier: str
    product: str
    quantity: int
    price: int
    amount: int | None
    vat_rate: int | None
    vat: int | None
    gross: int | None
    warehouse: str
    note: str
    product_name: str


class PurchaseRows:
    """Makes the rows of a file of purchases."""

    def __init__(self, terms: Terms) -> None:
        self._code = terms.code(needed=True)
        self._at = terms.moment(needed=True)
        self._supplier = terms.text(needed=True)
        self._quantity = terms.quantity()
        self._price = terms.price()
        self._money = terms.money()
        self._rate = terms.rate()
        self._text = terms.text()
        self._note = terms.note()
        self._sums = Sums()
        self.rounded = self._sums.rounded
        self.readers: Mapping[str, AnyReader] = {
            "number": self._code,
            "at": self._at,
            "supplier": self._supplier,
            "product": self._code,
            "quantity": self._quantity,
            "price": self._price,
            "amount": self._money,
            "vat_rate": self._rate,
            "vat": self._money,
            "gross": self._money,
            "warehouse": self._text,
            "note": self._note,
            "product_name": self._text,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> PurchaseRow:
        """Make one line of a purchase."""
        (
            document, at, supplier, product, quantity, price, amount, rate, vat, gross,
            warehouse, note, product_name,
        ) = cells  # fmt: skip
        pieces, asked = self._quantity[quantity], self._price[price]
        net, tax, whole = self._money[amount], self._money[vat], self._money[gross]
        if pieces == 0:
            raise CellRefused(Reason.QUANTITY_ZERO, "quantity")
        if asked.whole < 0:
            raise CellRefused(Reason.NEGATIVE, "price")
        made = PurchaseRow(
            number,
            self._code[document],
            self._at[at],
            self._supplier[supplier],
            self._code[product],
            pieces,
            asked.whole,
            kept_amount(pieces, asked, net),
            self._rate[rate],
            None if tax is None else tax.whole,
            None if whole is None else whole.whole,
            self._text[warehouse],
            self._note[note],
            self._text[product_name],
        )
        check_amounts(pieces, net, tax, whole)
        self._sums.add("quantity", Decimal(pieces).scaleb(-3))
        self._sums.take(number, "amount", net or exactly(pieces, asked))
        self._sums.take(number, "vat", tax)
        self._sums.take(number, "gross", whole)
        return made

    def totals(self) -> dict[str, Decimal]:
        """Give quantity and amount of all rows, and VAT and gross where the file has them."""
        return self._sums.totals()


PURCHASES = FileKind(ImportKind.PURCHASES, PurchaseRows)
