"""Which sheet of a file is read: the one that was named, or the first whose headings fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from app.services.exchange.cells import Cell, Sheet, is_blank
from app.services.exchange.findings import Note, NoteKind
from app.services.exchange.headings import ROWS_SEARCHED, Located, Search, label, locate
from app.services.exchange.refusals import (
    ColumnsMissing,
    HeadingTwice,
    NoHeadings,
    NoRows,
    QuotesUnclear,
    SheetUnknown,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet that is read, its headings, and its rows from the first one on."""

    sheet: Sheet
    located: Located
    rows: Iterator[Sequence[Cell]]
    notes: tuple[Note, ...]


def choose(file: str, sheets: Sequence[Sheet], wanted: str | None, search: Search) -> Chosen:
    """Find the sheet to read.

    Raises:
        NoRows: there is no sheet at all.
        SheetUnknown: a sheet was named that is not there.
        NoHeadings: no sheet has anything like headings of this kind.
        ColumnsMissing: there are headings, but not all that are needed.
        HeadingTwice: two columns say that they are the same thing.

    """
    if not sheets:
        raise NoRows(file)
    offered = [sheet for sheet in sheets if wanted is None or sheet.name == wanted]
    if not offered:
        raise SheetUnknown(file, wanted or "", "、".join(sheet.name for sheet in sheets))
    chosen: Chosen | None = None
    others: list[Note] = []
    failures: list[Located | None] = []
    unclear: QuotesUnclear | None = None
    for sheet in offered:
        try:
            rows = sheet.rows()
            top = list(islice(rows, ROWS_SEARCHED + 1))
        except QuotesUnclear as refused:
            unclear = unclear or refused
            continue
        located = locate(search, top[:ROWS_SEARCHED])
        if located is None or located.missing:
            failures.append(located)
        elif chosen is None:
            chosen = Chosen(sheet, located, chain(top, rows), ())
        elif sheet.name and _has_rows(located, top):
            others.append(Note(NoteKind.OTHER_SHEET, words=sheet.name))
    if chosen is None:
        raise unclear or _failure(file, search, failures)
    _refuse_twice(file, search, chosen.located)
    return Chosen(chosen.sheet, chosen.located, chosen.rows, tuple(others))


def _has_rows(located: Located, top: Sequence[Sequence[Cell]]) -> bool:
    """Say whether anything stands below the headings."""
    return any(not is_blank(cell) for row in top[located.row :] for cell in row)


def _failure(
    file: str, search: Search, failures: Sequence[Located | None]
) -> NoHeadings | ColumnsMissing:
    """Say what the sheet that fits best lacks."""
    best = max(
        (located for located in failures if located is not None),
        key=lambda located: len(located.columns),
        default=None,
    )
    needed = [field for field, reader in search.readers.items() if reader.needed]
    if best is None:
        return NoHeadings(file, _labels(search, needed))
    return ColumnsMissing(file, best.row, _labels(search, best.missing))


def _labels(search: Search, fields: Sequence[str]) -> str:
    """Give the headings by which the columns would be found."""
    return "、".join(search.named.get(field) or label(search.kind, field) for field in fields)


def _refuse_twice(file: str, search: Search, located: Located) -> None:
    for field, headings in located.twice.items():
        raise HeadingTwice(file, label(search.kind, field), "、".join(headings))
