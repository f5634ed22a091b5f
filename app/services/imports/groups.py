"""Rows of a file gathered into the documents that they are lines of."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.services.exchange import texts
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.purchases import PurchaseRow
from app.services.exchange.kinds.returns import ReturnRow
from app.services.exchange.kinds.sales import SaleRow
from app.services.exchange.readers import CellRefused
from app.services.imports.results import BookReason, Outcome, Refused, from_book

R = TypeVar("R", PurchaseRow, ReturnRow)
L = TypeVar("L", PurchaseRow, ReturnRow, SaleRow)


def by_number(rows: Iterable[R]) -> dict[str, list[R]]:
    """Give the rows of each document, in the order of the file."""
    documents: dict[str, list[R]] = {}
    for row in rows:
        documents.setdefault(row.number, []).append(row)
    return documents


def spoiled(content: FileContent[L]) -> frozenset[str]:
    """Give the numbers of the documents that have a row which the file itself makes impossible.

    Such a document is left out whole: its number would make the mended row known unread.
    """
    if not content.refused_rows:
        return frozenset()
    place = content.headings.index(content.columns["number"])
    found = set()
    for one in content.refused_rows:
        try:
            found.update({texts.code(cell) for cell in one.cells[place : place + 1]})
        except CellRefused:
            # A row without a number of its own belongs to no document that could be left out.
            continue
    return frozenset(found - {""})


def refuse_rest(
    number: str, rows: Sequence[int], refused: Sequence[Refused], outcome: Outcome
) -> None:
    """Name the rows that do not fit, and the sound ones that are left out with them."""
    refuse_all(BookReason.DOCUMENT_REFUSED, number, rows, refused, outcome)


def refuse_all(
    reason: BookReason,
    number: str,
    rows: Sequence[int],
    refused: Sequence[Refused],
    outcome: Outcome,
) -> None:
    """Name every row of a document, for this reason where none is named already."""
    named = {one.row for one in refused}
    outcome.refused.extend(refused)
    outcome.refused.extend(
        from_book(reason, row, "number", number) for row in rows if row not in named
    )
