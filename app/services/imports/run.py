"""A file taken into a book: read, held against the book, kept as one whole or not at all."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, select, update

from app.models.imports import ImportBatch
from app.services import audit
from app.services.access import Act, allowed
from app.services.exchange.files import FOUND_OUT, FileContent, Source, read_kind
from app.services.exchange.headings import label
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS
from app.services.exchange.kinds.customers import CUSTOMERS
from app.services.exchange.kinds.opening_stock import OPENING_STOCK
from app.services.exchange.kinds.products import PRODUCTS
from app.services.exchange.kinds.purchases import PURCHASES
from app.services.exchange.kinds.receipts import RECEIPTS
from app.services.exchange.kinds.returns import RETURNS
from app.services.exchange.kinds.sales import SALES
from app.services.exchange.refusals import KindNotRead
from app.services.exchange.row_makers import FileKind
from app.services.imports import (
    master_data,
    openings,
    purchases,
    receipts,
    returns,
    sales,
)
from app.services.imports.job import Job
from app.services.imports.results import ImportResult, Outcome, from_file
from app.services.permits import Writing
from app.services.progress import UNWATCHED, Progress

R = TypeVar("R", bound=tuple[object, ...])
_FINE = 1000


@dataclass(frozen=True, slots=True)
class WantedFile:
    """Which file is to be taken in, as what, and what a person says about it."""

    path: Path
    kind: ImportKind
    source: Source = FOUND_OUT


@dataclass(frozen=True, slots=True)
class _Part:
    """Somebody who watches the whole, told of one part of it; parts are in thousandths."""

    whole: Progress
    begin: int
    end: int

    def step(self, done: int, total: int) -> None:
        """Pass on how far the part is; raises Cancelled when the whole is to stop."""
        self.whole.step(self.begin + (self.end - self.begin) * done // max(total, 1), _FINE)


class _Fate(enum.Enum):
    """What becomes of a file that was gone through."""

    KEPT = enum.auto()
    UNDONE = enum.auto()


@allowed(Act.IMPORT)
def take_file(
    writing: Writing, wanted: WantedFile, progress: Progress = UNWATCHED, *, dry_run: bool = False
) -> ImportResult:
    """Take a file in; its sound rows are on the books afterwards, the others are named.

    With `dry_run` the book is as before and the result says what would have come of it. Of a file
    that comes again only the rows are taken that were refused before and fit now.

    Raises:
        KindNotRead: files of this kind cannot be taken in yet.
        AppError: the file as a whole cannot be read (exchange/refusals.py), or is for another kind.
        Cancelled: somebody asked to stop; nothing of the file is kept.

    """
    match wanted.kind:
        case ImportKind.CUSTOMERS:
            run = _runner(CUSTOMERS, master_data.take_customers)
        case ImportKind.PRODUCTS:
            run = _runner(PRODUCTS, master_data.take_products)
        case ImportKind.OPENING_STOCK:
            run = _runner(OPENING_STOCK, openings.take_stock)
        case ImportKind.SALES:
            run = _runner(SALES, sales.take)
        case ImportKind.RETURNS:
            run = _runner(RETURNS, returns.take)
        case ImportKind.PURCHASES:
            run = _runner(PURCHASES, purchases.take)
        case ImportKind.RECEIPTS:
            run = _runner(RECEIPTS, receipts.take)
        case _:
            raise KindNotRead(wanted.kind, ", ".join(KINDS))
    return run(writing, wanted, progress, _Fate.UNDONE if dry_run else _Fate.KEPT)


_Run = Callable[[Writing, WantedFile, Progress, _Fate], ImportResult]
_Take = Callable[[Writing, FileContent[R], Job], Outcome]


def _runner(file_kind: FileKind[R], take: _Take[R]) -> _Run:
    def run(writing: Writing, wanted: WantedFile, progress: Progress, fate: _Fate) -> ImportResult:
        reading = _Part(progress, 0, _FINE // 2)
        content = read_kind(wanted.path, file_kind, wanted.source, reading)
        with writing.connection.begin_nested() as attempt:
            batch_id = _batch(writing, content, wanted.source.mapping.name)
            job = Job(batch_id, wanted.source.mapping, _Part(progress, _FINE // 2, _FINE))
            outcome = take(writing, content, job)
            if file_kind.key is not None:
                # What repeats a row is known by the time it is read.
                outcome.known += content.duplicates
            if fate is _Fate.UNDONE or not outcome.taken:
                attempt.rollback()
            else:
                _note(writing, content, batch_id, outcome)
        progress.step(_FINE, _FINE)
        return _result(content, outcome, dry_run=fate is _Fate.UNDONE)

    return run


def _batch(writing: Writing, content: FileContent[R], mapping: str) -> int:
    """Give the id of the file: a new one, or the one that it had when it came before.

    Opening stock is booked file by file: of it each coming is a file of its own, marked so.
    """
    before = writing.connection.execute(
        select(ImportBatch.id).where(
            ImportBatch.client_id == writing.client_id,
            ImportBatch.kind == content.kind.value,
            ImportBatch.sha256.startswith(content.sha256),
        )
    )
    found = list(before.scalars())
    mark = content.sha256
    if found and content.kind is ImportKind.OPENING_STOCK:
        mark = f"{mark}-{len(found) + 1}"
    elif found:
        return found[0]
    added = writing.connection.execute(
        insert(ImportBatch)
        .values(
            client_id=writing.client_id,
            kind=content.kind.value,
            file_name=content.name,
            sha256=mark,
            mapping=mapping,
            read=content.read,
            taken=0,
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(ImportBatch.id)
    )
    batch_id: int = added.scalar_one()
    return batch_id


def _note(writing: Writing, content: FileContent[R], batch_id: int, outcome: Outcome) -> None:
    """Write down how many rows were taken, with the file and the mark of its content."""
    writing.connection.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .values(taken=ImportBatch.taken + outcome.taken)
    )
    payload = {
        "id": batch_id,
        "kind": content.kind.value,
        "sha256": content.sha256,
        "read": content.read,
        "taken": outcome.taken,
        "known": outcome.known,
    }
    audit.record(writing, audit.Deed("file-taken", content.name, payload))


def _result(content: FileContent[R], outcome: Outcome, *, dry_run: bool) -> ImportResult:
    headings = {one.column: _heading(content, one.column) for one in outcome.refused}
    named = [replace(one, column=headings[one.column]) for one in outcome.refused]
    refused = [*(from_file(finding) for finding in content.rejected), *named]
    refused.sort(key=lambda one: one.row)
    unread = {one.row for one in content.refused_rows}
    return ImportResult(
        kind=content.kind,
        file=content.name,
        sha256=content.sha256,
        sheet=content.sheet,
        columns=content.columns,
        read=content.read,
        rejected=content.refused + len({one.row for one in outcome.refused}),
        dry_run=dry_run,
        outcome=outcome,
        refused=tuple(refused),
        refused_rows=frozenset(unread | {one.row for one in refused}),
        totals=dict(content.totals) | _booked(content.kind, outcome),
        notes=content.notes,
        duplicates=content.duplicates,
        rounded=content.rounded,
    )


def _heading(content: FileContent[R], field: str) -> str:
    """Give the heading of a column as the file writes it, or as it would be found."""
    return content.columns.get(field) or label(content.kind, field)


def _booked(kind: ImportKind, outcome: Outcome) -> dict[str, Decimal]:
    """Give what was booked, beside the sums of the file."""
    if kind in {ImportKind.CUSTOMERS, ImportKind.PRODUCTS, ImportKind.RETURNS}:
        return {}
    booked = {"booked": Decimal(outcome.net).scaleb(-2)}
    if kind in {ImportKind.SALES, ImportKind.PURCHASES}:
        booked["booked_vat"] = Decimal(outcome.vat).scaleb(-2)
    return booked
