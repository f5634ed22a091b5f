"""What came of taking a file in."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.i18n import N_, _
from app.services.exchange.findings import Note, Rounded, RowFinding, finding_words
from app.services.exchange.import_kinds import ImportKind
from app.services.sales.returned import LinkCounts


class BookReason(enum.StrEnum):
    """Why a row does not fit the book; the codes are stable."""

    UNKNOWN_CUSTOMER = "UNKNOWN_CUSTOMER"
    UNKNOWN_PRODUCT = "UNKNOWN_PRODUCT"
    UNKNOWN_WAREHOUSE = "UNKNOWN_WAREHOUSE"
    OTHER_CUSTOMER = "OTHER_CUSTOMER"
    DOCUMENT_REFUSED = "DOCUMENT_REFUSED"
    STOCK_SHORT = "STOCK_SHORT"
    BEFORE_THE_BOOK = "BEFORE_THE_BOOK"
    PERIOD_CLOSED = "PERIOD_CLOSED"
    DAY_TOO_FAR = "DAY_TOO_FAR"
    SERVICE_IN_STOCK = "SERVICE_IN_STOCK"
    OPENED_LATER = "OPENED_LATER"
    VALUE_WITHOUT_STOCK = "VALUE_WITHOUT_STOCK"
    MORE_THAN_RETURNED = "MORE_THAN_RETURNED"
    OTHER_SUPPLIER = "OTHER_SUPPLIER"
    BACK_TO_SUPPLIER = "BACK_TO_SUPPLIER"
    UNKNOWN_SALE = "UNKNOWN_SALE"
    MORE_THAN_LEFT = "MORE_THAN_LEFT"
    PRICE_NEEDED = "PRICE_NEEDED"
    KNOWN_OTHERWISE = "KNOWN_OTHERWISE"
    OPENED_OTHERWISE = "OPENED_OTHERWISE"


BOOK_MESSAGES: Mapping[BookReason, str] = {
    BookReason.UNKNOWN_CUSTOMER: N_(
        "Row {row}: there is no customer {value} in this book. Take the customers in first."
    ),
    BookReason.UNKNOWN_PRODUCT: N_(
        "Row {row}: there is no product {value} in this book. Take the products in first."
    ),
    BookReason.UNKNOWN_WAREHOUSE: N_(
        "Row {row}: there is no warehouse {value} in this book. Correct the name."
    ),
    BookReason.OTHER_CUSTOMER: N_(
        "Row {row}: document {value} names another customer in an earlier row. Correct one of them."
    ),
    BookReason.DOCUMENT_REFUSED: N_(
        "Row {row}: document {value} has another row that cannot be taken. Correct that one first."
    ),
    BookReason.STOCK_SHORT: N_(
        "Row {row}: of {value} only {on_hand} lie in stock then. Take in the missing receipt first."
    ),
    BookReason.BEFORE_THE_BOOK: N_(
        "Row {row}: {value} is before the book begins. Take it in as an opening balance."
    ),
    BookReason.PERIOD_CLOSED: N_(
        "Row {row}: {value} lies in a closed month. Choose a day in an open month."
    ),
    BookReason.OTHER_SUPPLIER: N_(
        "Row {row}: the document names another supplier, {value}, in this row. Correct one of them."
    ),
    BookReason.BACK_TO_SUPPLIER: N_(
        "Row {row}: {value} go back to the supplier. Book that by a voucher and take the row out."
    ),
    BookReason.UNKNOWN_SALE: N_(
        "Row {row}: there is no sale {value} with this article to this customer up to that day. "
        "Correct the number, or leave it empty."
    ),
    BookReason.MORE_THAN_LEFT: N_(
        "Row {row}: of sale {value} {left} can still be returned. Enter no more than that."
    ),
    BookReason.PRICE_NEEDED: N_(
        "Row {row}: no sale of {value} is left to take the price from. Fill in the price."
    ),
    BookReason.SERVICE_IN_STOCK: N_(
        "Row {row}: {value} is a service and is not kept in stock. Take the row out."
    ),
    BookReason.OPENED_LATER: N_(
        "Row {row}: {value} is after the book begins. Opening stock is of {start} or before."
    ),
    BookReason.VALUE_WITHOUT_STOCK: N_(
        "Row {row}: {value} has a value, but nothing of it lies there. Correct one of the two."
    ),
    BookReason.MORE_THAN_RETURNED: N_(
        "Row {row}: {value} arrived, but fewer were returned. Correct one of the quantities."
    ),
    BookReason.KNOWN_OTHERWISE: N_(
        "Row {row}: the book has another document {value} already. Compare the two; if this is a "
        "different one, give it another number."
    ),
    BookReason.OPENED_OTHERWISE: N_(
        "Row {row}: the opening stock of {value} there is in the book already, with other figures. "
        "Compare the two, and take the row out."
    ),
    BookReason.DAY_TOO_FAR: N_(
        "Row {row}: {value} is more than two years after everything else. Check the year."
    ),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken, and why."""

    row: int
    column: str
    value: str
    reason: str
    message: str


@dataclass(slots=True)
class Outcome:
    """What a kind of file came to in the book, while it is being taken in.

    `net` and `vat` are what was booked, in 分: sales less returns.
    """

    taken: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)
    documents: int = 0
    returns: int = 0
    vouchers: int = 0
    links: LinkCounts | None = None
    without_original: int = 0
    adjustments: int = 0
    created: int = 0
    net: int = 0
    vat: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of a file; `read` is taken, known and rejected rows together.

    `refused` names every unsound cell, so a rejected row can stand there more than once; of the
    cells that the file itself makes impossible the first thousand are named. `totals` are the
    file's own sums before any rounding; `rounded` names the rows that rounding changed.
    """

    kind: ImportKind
    file: str
    sha256: str
    sheet: str
    columns: Mapping[str, str]
    read: int
    rejected: int
    dry_run: bool
    outcome: Outcome
    refused: tuple[Refused, ...]
    refused_rows: frozenset[int]
    """Every row that is not taken, also where none of its cells is named any more."""
    totals: Mapping[str, Decimal]
    notes: tuple[Note, ...]
    duplicates: int
    rounded: tuple[Rounded, ...]


def from_file(finding: RowFinding) -> Refused:
    """Word a row that the file itself makes impossible."""
    words = finding_words(finding)
    return Refused(finding.row, finding.column, finding.value, finding.reason.value, words)


def from_book(reason: BookReason, row: int, column: str, value: str, **facts: str) -> Refused:
    """Word a row that does not fit the book; the column is called as the program calls it."""
    message = _(BOOK_MESSAGES[reason]).format(row=row, column=column, value=value, **facts)
    return Refused(row, column, value, reason.value, message)
