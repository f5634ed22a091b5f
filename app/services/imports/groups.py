"""Rows of a file gathered into the documents that they are lines of."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.services.exchange.kinds.purchases import PurchaseRow
from app.services.exchange.kinds.returns import ReturnRow
from app.services.imports.results import BookReason, Outcome, Refused, from_book

R = TypeVar("R", PurchaseRow, ReturnRow)


def by_number(rows: Iterable[R]) -> dict[str, list[R]]:
    """Give the rows of each document, in the order of the file."""
    documents: dict[str, list[R]] = {}
    for row in rows:
        documents.setdefault(row.number, []).append(row)
    return documents


def refuse_rest(
    number: str, rows: Sequence[int], refused: Sequence[Refused], outcome: Outcome
) -> None:
    """Name the rows that do not fit, and the sound ones that are left out with them."""
    named = {one.row for one in refused}
    outcome.refused.extend(refused)
    outcome.refused.extend(
        from_book(BookReason.DOCUMENT_REFUSED, row, "number", number)
        for row in rows
        if row not in named
    )
