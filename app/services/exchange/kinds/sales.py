"""Files of sales; a red or negative row of such a file is a return."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange import texts
from app.services.exchange.cells import Cell
from app.services.exchange.figures import EXACT, rounded
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.line_amounts import (
    WHOLE_FEN,
    check_amounts,
    exactly,
    kept_amount,
)
from app.services.exchange.readers import AnyReader, CellRefused, Reader
from app.services.exchange.row_makers import FileKind, Sums, Terms
from app.values.money import FEN_LIMIT

RED_WORDS = {
    "红字": True,
    "红": True,
    "红单": True,
    "蓝字": False,
    "蓝": False,
    "蓝单": False,
    "是": True,
    "否": False,
    "-1": True,
    "1": False,
    "0": False,
    "red": True,
    "blue": False,
    "yes": True,
    "no": False,
}
_RED_SORT = re.compile("退|红|return|credit", re.IGNORECASE)


class SaleRow(NamedTuple):
    """One line of a sale, as a file gives it, in the smallest units of the books.

    `at` is a day, or a day with its time. `amount` is the file's own, without VAT where the file
    gives VAT or gross, else in the basis of its prices; where the file has none but its price is
    finer than a millionth, it is quantity times the exact price; else None: quantity times price.
    A red row gives goods or money back, whichever sign its figures have. An adjustment changes
    the stock and is no sale. A row without customer has an empty one.
    """

    row: int
    number: str
    at: str
    customer: str
    product: str
    quantity: int
    price: int
    amount: int | None
    vat_rate: int | None
    vat: int | None
    gross: int | None
    invoice: str
    warehouse: str
    note: str
    product_name: str
    customer_name: str
    red: bool
    adjustment: bool
    service: bool


class SaleRows:
    """Makes the rows of a file of sales; this is where a large import spends its time."""

    def __init__(self, terms: Terms) -> None:
        self._mapping = terms.mapping
        self._adjusts = terms.mapping.adjustments
        blanks = terms.mapping.blanks
        self._number = Reader(self._numbered, ("", False, False), needed=True, blanks=blanks)
        self._at = terms.moment(needed=True)
        self._customer = terms.code(needed=terms.mapping.walk_in is None)
        self._product = Reader(self._article, ("", False), needed=True, blanks=blanks)
        self._quantity = terms.quantity()
        self._price = terms.price()
        self._money = terms.money()
        self._rate = terms.rate()
        self._code = terms.code()
        self._text = terms.text()
        self._note = terms.note()
        self._red = Reader(texts.flag_of(RED_WORDS), False, blanks=blanks)  # noqa: FBT003
        self._sort = Reader(_is_red_sort, False, blanks=blanks)  # noqa: FBT003
        self._sums = Sums()
        self._pieces = 0
        self._value = 0
        self.rounded = self._sums.rounded
        self.readers: Mapping[str, AnyReader] = {
            "number": self._number,
            "at": self._at,
            "customer": self._customer,
            "product": self._product,
            "quantity": self._quantity,
            "price": self._price,
            "amount": self._money,
            "vat_rate": self._rate,
            "vat": self._money,
            "gross": self._money,
            "invoice": self._code,
            "warehouse": self._text,
            "note": self._note,
            "product_name": self._text,
            "customer_name": self._text,
            "red": self._red,
            "sort": self._sort,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> SaleRow:
        """Make one line of a sale."""
        (
            document, at, customer, product, quantity, price, amount, rate, vat, gross,
            invoice, warehouse, note, product_name, customer_name, red, sort,
        ) = cells  # fmt: skip
        pieces = self._quantity[quantity]
        asked = self._price[price]
        net, tax, whole = self._money[amount], self._money[vat], self._money[gross]
        numbered, names_red, names_service = self._number[document]
        article, is_known_service = self._product[product]
        buyer = self._customer[customer]
        is_service = is_known_service or names_service
        is_red = self._red[red] or self._sort[sort] or names_red
        is_adjustment = self._adjusts and not (is_red or buyer or asked.whole)
        if pieces == 0:
            raise CellRefused(Reason.QUANTITY_ZERO, "quantity")
        if asked.whole < 0 and not is_service:
            raise CellRefused(Reason.NEGATIVE, "price")
        made = SaleRow(
            number,
            numbered,
            self._at[at],
            buyer,
            article,
            pieces,
            asked.whole,
            kept_amount(pieces, asked, net),
            self._rate[rate],
            None if tax is None else tax.whole,
            None if whole is None else whole.whole,
            self._code[invoice],
            self._text[warehouse],
            self._note[note],
            self._text[product_name],
            self._text[customer_name],
            is_red or (pieces < 0 and not is_adjustment),
            is_adjustment,
            is_service,
        )
        if net is not None or tax is not None or whole is not None:
            check_amounts(pieces * (asked.whole or 1), net, tax, whole)
            self._sums.take(number, "vat", tax)
            self._sums.take(number, "gross", whole)
        self._pieces += pieces
        if net is not None or not asked.is_exact:
            self._sums.take(number, "amount", net or exactly(pieces, asked))
        else:
            self._take_product(number, pieces * asked.whole)
        return made

    def _take_product(self, number: int, value: int) -> None:
        """Add quantity times price of a row, and note where it has parts of a 分."""
        self._value += value
        if value % WHOLE_FEN:
            self._sums.note(number, "price", rounded(Decimal(value).scaleb(-9), 2, FEN_LIMIT))

    def _numbered(self, cell: Cell) -> tuple[str, bool, bool]:
        """Read a document number, and whether the source numbers its returns or services so."""
        number = texts.code(cell)
        mapping = self._mapping
        return (
            number,
            number.startswith(mapping.red_numbers),
            number.startswith(mapping.service_numbers),
        )

    def _article(self, cell: Cell) -> tuple[str, bool]:
        """Read a product code, and whether it is that of a service."""
        code = texts.code(cell)
        return code, code.upper() in self._mapping.service_codes

    def totals(self) -> dict[str, Decimal]:
        """Give quantity and amount of all rows, and VAT and gross where the file has them."""
        sums = self._sums.totals()
        value = Decimal(self._value).scaleb(-9, EXACT)
        amount = EXACT.add(sums.pop("amount", Decimal(0)), value)
        return {"quantity": Decimal(self._pieces).scaleb(-3, EXACT), "amount": amount, **sums}


def _is_red_sort(cell: Cell) -> bool:
    """Say whether the word for the sort of document, such as 销售退货单, is one of a return."""
    return _RED_SORT.search(texts.text(cell)) is not None


SALES = FileKind(ImportKind.SALES, SaleRows)
