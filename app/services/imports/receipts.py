"""A file of receipts taken into a book."""

import datetime
from collections import Counter

from sqlalchemy import select

from app.models.receipt import Receipt
from app.services import customers, receipts
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.receipts import ReceiptRow
from app.services.imports.job import Job
from app.services.imports.months import reason_of, unbookable
from app.services.imports.results import BookReason, Outcome, from_book
from app.services.permits import Reading, Writing
from app.services.receipts import ReceiptDraft
from app.values.money import Money


@inner
def take(writing: Writing, content: FileContent[ReceiptRow], job: Job) -> Outcome:
    """Book the receipts of a file; one whose number the book has is known.

    A receipt without a number is known when the same file brought it before.
    """
    outcome, known = Outcome(), _numbers(writing)
    before = _unnumbered(writing, job.import_id)
    buyers = customers.ids_by_code(writing)
    months = unbookable(writing, (row.day for row in content.rows))
    for done, row in enumerate(content.rows):
        job.progress.step(done, len(content.rows))
        same = (row.day, buyers.get(row.customer), row.amount)
        if row.number in known if row.number else before[same]:
            outcome.known += 1
            before[same] -= 1
        elif row.customer not in buyers:
            reason = BookReason.UNKNOWN_CUSTOMER
            outcome.refused.append(from_book(reason, row.row, "customer", row.customer))
        elif (refused := reason_of(months, row.day)) is not None:
            outcome.refused.append(from_book(refused, row.row, "at", row.day))
        else:
            _book(writing, row, buyers[row.customer], job.import_id)
            outcome.taken += 1
            outcome.net += row.amount
    outcome.vouchers = outcome.taken
    return outcome


def _book(writing: Writing, row: ReceiptRow, customer_id: int, import_id: int) -> None:
    day = datetime.date.fromisoformat(row.day)
    amount = Money(row.amount)
    draft = ReceiptDraft(day, customer_id, amount, row.method, row.note, row.number)
    receipts.book(writing, draft, import_id)


def _numbers(reading: Reading) -> set[str]:
    rows = reading.connection.execute(
        select(Receipt.source_number).where(
            Receipt.client_id == reading.client_id, Receipt.source_number != ""
        )
    )
    return set(rows.scalars())


def _unnumbered(reading: Reading, import_id: int) -> Counter[tuple[str, int | None, int]]:
    """Count what a file brought before without a number, by day, customer and 分."""
    rows = reading.connection.execute(
        select(Receipt.day, Receipt.customer_id, Receipt.amount).where(
            Receipt.client_id == reading.client_id,
            Receipt.import_id == import_id,
            Receipt.source_number == "",
        )
    )
    return Counter((row.day.isoformat(), row.customer_id, row.amount.fen) for row in rows)
