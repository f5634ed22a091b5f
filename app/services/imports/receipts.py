"""A file of receipts taken into a book."""

import datetime
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from app.models.receipt import Receipt
from app.services import receipts
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.receipts import ReceiptRow
from app.services.imports import catalogue as catalogues
from app.services.imports.catalogue import Catalogue
from app.services.imports.job import Job
from app.services.imports.months import reason_of, unbookable
from app.services.imports.results import BookReason, Outcome, Refused, from_book
from app.services.permits import Reading, Writing
from app.services.receipts import ReceiptDraft
from app.values.money import Money

_Paid = tuple[datetime.date, int, int]
"""On which day, by whom, and how many 分."""


@inner
def take(writing: Writing, content: FileContent[ReceiptRow], job: Job) -> Outcome:
    """Book the receipts of a file that the book does not have.

    One is known by its number, day, customer and amount; without a number it is known by what
    the file says of it, as often as files said the same before.
    """
    outcome, before, catalogue = Outcome(), _before(writing), catalogues.load(writing)
    catalogues.find_walk_in(writing, job.mapping, catalogue)
    months = unbookable(writing, (row.day for row in content.rows))
    for done, row in enumerate(content.rows):
        job.progress.step(done, len(content.rows))
        draft = _draft(row, catalogue)
        if isinstance(draft, Refused):
            outcome.refused.append(draft)
        elif before.knows(draft):
            outcome.known += 1
        elif row.number in before.numbered:
            reason = BookReason.KNOWN_OTHERWISE
            outcome.refused.append(from_book(reason, row.row, "number", row.number))
        elif (refused := reason_of(months, row.day)) is not None:
            outcome.refused.append(from_book(refused, row.row, "at", row.day))
        else:
            receipts.book(writing, draft, job.import_id)
            outcome.taken += 1
            outcome.net += row.amount
    outcome.vouchers = outcome.taken
    return outcome


def _draft(row: ReceiptRow, catalogue: Catalogue) -> ReceiptDraft | Refused:
    """Give the receipt of a row, or why it has none."""
    if row.customer not in catalogue.customers and (row.customer or catalogue.walk_in is None):
        return from_book(BookReason.UNKNOWN_CUSTOMER, row.row, "customer", row.customer)
    return ReceiptDraft(
        datetime.date.fromisoformat(row.day),
        catalogue.buyer(row.customer),
        Money(row.amount),
        row.method,
        row.note,
        row.number,
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """The receipts that files brought before: by number, and those without one."""

    numbered: dict[str, set[_Paid]]
    others: Counter[tuple[_Paid, str, str]]

    def knows(self, draft: ReceiptDraft) -> bool:
        """Say whether this receipt is there; one without a number is counted off."""
        paid = draft.day, draft.customer_id, draft.amount.fen
        if draft.source_number:
            return paid in self.numbered.get(draft.source_number, ())
        said = paid, draft.method, draft.note
        is_there = self.others[said] > 0
        self.others[said] -= is_there
        return is_there


def _before(reading: Reading) -> _Before:
    rows = reading.connection.execute(
        select(
            Receipt.source_number,
            Receipt.day,
            Receipt.customer_id,
            Receipt.amount,
            Receipt.method,
            Receipt.note,
        ).where(Receipt.client_id == reading.client_id, Receipt.import_id.is_not(None))
    )
    before = _Before({}, Counter())
    for row in rows:
        paid = row.day, row.customer_id, row.amount.fen
        if row.source_number:
            before.numbered.setdefault(row.source_number, set()).add(paid)
        else:
            before.others[paid, row.method, row.note] += 1
    return before
