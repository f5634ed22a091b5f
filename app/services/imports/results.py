"""What came of taking a file in."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.i18n import N_, _
from app.services.exchange.findings import MESSAGES, Note, Rounded, RowFinding
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
    RETURN_REFUSED = "RETURN_REFUSED"
    OPENING_KNOWN = "OPENING_KNOWN"


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
    BookReason.RETURN_REFUSED: N_("Row {row}: {why}"),
    BookReason.OPENING_KNOWN: N_(
        "Row {row}: the opening balance of {value} is there already. Correct it by a voucher."
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
    """What a kind of file came to in the book, while it is being taken in."""

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


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of a file: rows read, taken, known before, refused; its totals and what it made."""

    kind: str
    file: str
    sha256: str
    read: int
    dry_run: bool
    outcome: Outcome
    refused: tuple[Refused, ...]
    refused_count: int
    totals: Mapping[str, Decimal]
    notes: tuple[Note, ...]
    rounded: tuple[Rounded, ...]


def from_file(finding: RowFinding) -> Refused:
    """Word a row that the file itself makes impossible."""
    facts = {"row": finding.row, "column": finding.column, "value": finding.value} | dict(
        finding.facts
    )
    message = _(MESSAGES[finding.reason]).format(**facts)
    return Refused(finding.row, finding.column, finding.value, finding.reason.value, message)


def from_book(reason: BookReason, row: int, column: str, value: str, **facts: str) -> Refused:
    """Word a row that does not fit the book."""
    message = _(BOOK_MESSAGES[reason]).format(row=row, column=column, value=value, **facts)
    return Refused(row, column, value, reason.value, message)
