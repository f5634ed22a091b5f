"""A file of receipts taken into a book."""

import datetime
from collections.abc import Sequence

from sqlalchemy import select

from app.models.receipt import Receipt
from app.services import customers, receipts
from app.services.access import inner
from app.services.exchange.kinds.receipts import ReceiptRow
from app.services.imports.results import BookReason, Outcome, from_book
from app.services.periods import BeforeTheBook, PeriodClosed
from app.services.permits import Reading, Writing
from app.services.progress import Progress
from app.services.receipts import ReceiptDraft
from app.values.money import Money


@inner
def take(
    writing: Writing, rows: Sequence[ReceiptRow], import_id: int, progress: Progress
) -> Outcome:
    """Book the receipts of a file; one whose number the book has is known."""
    outcome, known = Outcome(), _numbers(writing)
    buyers = customers.ids_by_code(writing)
    for done, row in enumerate(rows):
        progress.step(done, len(rows))
        if row.number and row.number in known:
            outcome.known += 1
        elif row.customer not in buyers:
            reason = BookReason.UNKNOWN_CUSTOMER
            outcome.refused.append(from_book(reason, row.row, "customer", row.customer))
        else:
            _book(writing, row, buyers[row.customer], import_id, outcome)
    return outcome


def _book(
    writing: Writing, row: ReceiptRow, customer_id: int, import_id: int, outcome: Outcome
) -> None:
    draft = ReceiptDraft(
        datetime.date.fromisoformat(row.day),
        customer_id,
        Money(row.amount),
        row.method,
        row.note,
        row.number,
    )
    try:
        receipts.book(writing, draft, import_id)
    except BeforeTheBook:
        reason = BookReason.BEFORE_THE_BOOK
        outcome.refused.append(from_book(reason, row.row, "date", row.day))
    except PeriodClosed:
        outcome.refused.append(from_book(BookReason.PERIOD_CLOSED, row.row, "date", row.day))
    else:
        outcome.taken += 1
        outcome.vouchers += 1


def _numbers(reading: Reading) -> set[str]:
    rows = reading.connection.execute(
        select(Receipt.source_number).where(
            Receipt.client_id == reading.client_id, Receipt.source_number != ""
        )
    )
    return set(rows.scalars())
