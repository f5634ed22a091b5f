"""A file of returns taken into a book: each linked to its sale and left for review."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.i18n import N_, booked
from app.models.goods_return import GoodsReturn
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.returns import ReturnRow
from app.services.imports import catalogue as catalogues
from app.services.imports import known
from app.services.imports.catalogue import Catalogue
from app.services.imports.groups import by_number, refuse_all, refuse_rest, spoiled
from app.services.imports.job import Job
from app.services.imports.months import reason_of, unbookable
from app.services.imports.results import BookReason, Outcome, Refused, from_book
from app.services.imports.return_lines import Wanted, keyed
from app.services.permits import Reading, Writing
from app.services.products import code_key
from app.services.returns import apply
from app.services.returns.drafts import (
    ACCEPT_COST_LATER,
    ACCEPT_PRICE,
    ReturnDraft,
    ReturnLineDraft,
)
from app.values.quantity import Quantity
from app.values.returns import ReturnReason, Settlement

_DAY = len("2025-10-31")


@inner
def take(writing: Writing, content: FileContent[ReturnRow], job: Job) -> Outcome:
    """Take in the returns that the book does not have yet, the earliest first.

    A document is taken whole or not at all. A price other than that of the sale is taken as the
    file gives it; units without a sale wait for the source of their cost where the mapping names
    none.
    """
    outcome, catalogue = Outcome(), catalogues.load(writing)
    catalogues.find_walk_in(writing, job.mapping, catalogue)
    months = unbookable(writing, (row.at for row in content.rows))
    before, left_out = _before(writing), spoiled(content)
    prices = content.prices or writing.facts.prices
    documents = sorted(by_number(content.rows).values(), key=lambda rows: (rows[0].at, rows[0].row))
    for done, rows in enumerate(documents):
        job.progress.step(done, len(documents))
        number, named = rows[0].number, [row.row for row in rows]
        there = before.get(number, [])
        if any(one.import_id == job.import_id for one in there):
            outcome.known += len(rows)
            continue
        refused = [
            *(one for row in rows if (one := _unfit(row, rows[0], catalogue)) is not None),
            *(
                from_book(reason, row.row, "at", row.at)
                for row in rows
                if (reason := reason_of(months, row.at)) is not None
            ),
        ]
        if refused or number in left_out:
            refuse_rest(number, named, refused, outcome)
            continue
        if there:
            if _is_among(writing, rows, there, catalogue):
                outcome.known += len(rows)
            else:
                refuse_all(BookReason.KNOWN_OTHERWISE, number, named, (), outcome)
            continue
        lines = _lines(writing, rows, catalogue, Wanted(prices, job, rows[0].at), refused)
        if refused:
            refuse_rest(number, named, refused, outcome)
        else:
            _apply(writing, rows, lines, catalogue, job.import_id)
            outcome.taken += len(rows)
            outcome.returns += 1
            outcome.without_original += sum(line.sale_line_id is None for line in lines)
    return outcome


def _unfit(row: ReturnRow, first: ReturnRow, catalogue: Catalogue) -> Refused | None:
    """Give why a row does not fit the book, None where it does."""
    if code_key(row.product) not in catalogue.products:
        return from_book(BookReason.UNKNOWN_PRODUCT, row.row, "product", row.product)
    if row.customer not in catalogue.customers and (row.customer or catalogue.walk_in is None):
        return from_book(BookReason.UNKNOWN_CUSTOMER, row.row, "customer", row.customer)
    if row.customer != first.customer:
        return from_book(BookReason.OTHER_CUSTOMER, row.row, "number", row.number)
    if row.warehouse not in catalogue.places:
        return from_book(BookReason.UNKNOWN_WAREHOUSE, row.row, "warehouse", row.warehouse)
    if row.inspected is not None and row.inspected > row.quantity:
        arrived = str(Quantity(row.inspected))
        return from_book(BookReason.MORE_THAN_RETURNED, row.row, "inspected", arrived)
    return None


def _lines(
    writing: Writing,
    rows: Sequence[ReturnRow],
    catalogue: Catalogue,
    wanted: Wanted,
    refused: list[Refused],
) -> list[ReturnLineDraft]:
    """Give the lines of a return, each keyed to a sale line as far as one is found."""
    lines: list[ReturnLineDraft] = []
    taken: Counter[int] = Counter()
    for row in rows:
        found = keyed(writing, row, catalogue, wanted, taken)
        if isinstance(found, Refused):
            refused.append(found)
        else:
            lines.extend(found)
    return lines


def _apply(
    writing: Writing,
    rows: Sequence[ReturnRow],
    lines: Sequence[ReturnLineDraft],
    catalogue: Catalogue,
    import_id: int,
) -> None:
    first = rows[0]
    draft = ReturnDraft(
        datetime.date.fromisoformat(first.at[:_DAY]),
        catalogue.buyer(first.customer),
        tuple(lines),
        reason=first.reason or ReturnReason.OTHER,
        reason_text=first.reason_text,
        settlement=first.settlement or Settlement.OFFSET,
        red_invoice=first.red_invoice,
        note=_note(rows),
        accepted=frozenset({ACCEPT_PRICE, ACCEPT_COST_LATER}),
        source_number=first.number,
        import_id=import_id,
    )
    apply.apply(writing, draft)


def _note(rows: Sequence[ReturnRow]) -> str:
    """Give the remarks of the rows, and what the file says arrived where that is not all."""
    arrived = booked(N_("{product}: {arrived} of {returned} arrived"))
    words = [
        *(row.note for row in rows if row.note),
        *(
            arrived.format(
                product=row.product,
                arrived=Quantity(row.inspected),
                returned=Quantity(row.quantity),
            )
            for row in rows
            if row.inspected is not None and row.inspected < row.quantity
        ),
    ]
    return "；".join(dict.fromkeys(words))


class _Before(NamedTuple):
    """A return of the book that came from a file."""

    id: int
    customer: int
    import_id: int | None


def _before(reading: Reading) -> dict[str, list[_Before]]:
    """Give the returns of the book by the number that they have in their file."""
    rows = reading.connection.execute(
        select(
            GoodsReturn.source_number,
            GoodsReturn.id,
            GoodsReturn.customer_id,
            GoodsReturn.import_id,
        ).where(GoodsReturn.client_id == reading.client_id, GoodsReturn.source_number != "")
    )
    found: dict[str, list[_Before]] = {}
    for number, one, customer, batch in rows:
        found.setdefault(number, []).append(_Before(one, customer, batch))
    return found


def _is_among(
    reading: Reading, rows: Sequence[ReturnRow], there: Sequence[_Before], catalogue: Catalogue
) -> bool:
    """Say whether one of these returns is of the same customer and the same goods."""
    wanted: Counter[int] = Counter()
    for row in rows:
        wanted[catalogue.products[code_key(row.product)].id] += row.quantity
    goods = known.returned_goods(reading, [one.id for one in there])
    buyer = catalogue.buyer(rows[0].customer)
    return any(one.customer == buyer and goods[one.id] == wanted for one in there)
