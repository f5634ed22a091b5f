"""A shop of which files are taken in, and what a bookkeeper looks at afterwards.

The shop has 200 boxes of pens at 60.00 and 500 packs of paper at 14.20 in its main store.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.models.base import Base
from app.services import stock
from app.services.exchange.files import Source
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import PLAIN, SourceMapping
from app.services.imports.results import ImportResult
from app.services.imports.run import WantedFile, take_file
from app.services.office import Book, Office
from app.services.progress import UNWATCHED, Cancelled, Progress
from app.services.reconciliation.run import reconcile
from app.services.returns import batch
from app.services.vouchers.listing import VoucherFilter, details
from app.values.period import Period
from tests.builders import CLERK, FOUNDER, OCTOBER, broken_rules, client, customer, product, stocked
from tests.services.entries import Short, short

SALES = ("单据编号", "日期", "客户编码", "商品编码", "数量", "单价")
RETURNS = ("退货单号", "退货日期", "客户编码", "商品编码", "数量")
PURCHASES = ("单据编号", "日期", "供应商", "商品编码", "数量", "单价")
RECEIPTS = ("日期", "客户编码", "金额")
STOCK = ("商品编码", "数量", "单位成本")
QIHANG, MINGYUAN = "KH-0117", "KH-0102"
PENS, PAPER, FREIGHT = "ZX-0512", "FY-7005", "YF-0001"
SALE = ("XS-0001", "2025-10-08", QIHANG, PENS, "100", "100.00")
_THROUGH = datetime.date(2030, 12, 31)

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Shop:
    """An office with one book, and the folder in which its files lie."""

    office: Office
    folder: Path
    client: int = 1

    @property
    def book(self) -> Book:
        """The book of the shop."""
        return self.office.book(self.client)

    def file(self, headings: Row, *rows: Row, name: str = "文件.csv") -> Path:
        """Write a text file."""
        path = self.folder / name
        lines = [",".join(row) for row in (headings, *rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def take(
        self,
        kind: ImportKind,
        headings: Row,
        *rows: Row,
        mapping: SourceMapping = PLAIN,
        name: str = "文件.csv",
    ) -> ImportResult:
        """Write a text file and take it in."""
        return self.take_path(kind, self.file(headings, *rows, name=name), mapping)

    def sales(self, *rows: Row, mapping: SourceMapping = PLAIN) -> ImportResult:
        """Take in a file of sales with the plain headings."""
        return self.take(ImportKind.SALES, SALES, *rows, mapping=mapping)

    def take_path(
        self,
        kind: ImportKind,
        path: Path,
        mapping: SourceMapping = PLAIN,
        progress: Progress = UNWATCHED,
        *,
        dry_run: bool = False,
    ) -> ImportResult:
        """Take a file in as the clerk."""
        wanted = WantedFile(path, kind, Source(mapping))
        with self.book.writing(CLERK) as writing:
            return take_file(writing, wanted, progress, dry_run=dry_run)

    def broken_rules(self) -> list[str]:
        """Give the names of the rules that the books do not keep."""
        return broken_rules(self.office)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give every row of every table."""
        with self.office.engine.connect() as connection:
            return {
                name: sorted(
                    map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr
                )
                for name in Base.metadata.tables
            }

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Give the rows of a question to the database, written as accountants would."""
        with self.office.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def vouchers(self) -> list[Short]:
        """Give every voucher but those of the opening, in the order of their numbers."""
        with self.book.reading(CLERK) as reading:
            return [short(one) for one in details(reading, VoucherFilter())][2:]

    def on_hand(self, code: str = PENS, place: str = "主仓") -> tuple[str, str]:
        """Give what lies of an article in a place, and what it cost."""
        with self.book.reading(CLERK) as reading:
            rows = stock.listing(reading)
        found = [row for row in rows if (row.code, row.warehouse) == (code, place)]
        return (str(found[0].quantity), str(found[0].cost)) if found else ("0", "0.00")

    def post_returns(self) -> list[str]:
        """Carry every return onto the books; gives the numbers of those that were held."""
        with self.book.writing(FOUNDER) as writing:
            done = batch.advance(writing, _THROUGH)
        return [one.number for one in done.held]

    def rest(self, period: Period = OCTOBER) -> str:
        """Give what the reconciliation of a month leaves unexplained."""
        with self.book.reading(CLERK) as reading:
            return str(reconcile(reading, period).rest)

    def close(self, month: str) -> None:
        """Close a month."""
        with self.book.writing(FOUNDER) as writing:
            sql = "UPDATE period SET state = 'closed' WHERE period = :month"
            writing.connection.execute(text(sql), {"month": month})


@dataclass(slots=True)
class Watched:
    """Somebody who watches, and stops the work at one of its steps."""

    stop_at: int = 0
    steps: list[tuple[int, int]] = field(default_factory=list)

    def step(self, done: int, total: int) -> None:
        """Note how far the work is."""
        self.steps.append((done, total))
        if len(self.steps) == self.stop_at:
            raise Cancelled


def open_shop(office: Office, folder: Path, **changes: object) -> Shop:
    """Open the book of the shop, with its customers, articles and stock."""
    with office.writing(FOUNDER) as writing:
        shop = Shop(office, folder, client(writing, **changes))
    with shop.book.writing(CLERK) as writing:
        customer(writing)
        customer(writing, code=MINGYUAN, name="云溪明远办公用品商行", short_name="明远办公")
        pens = product(writing)
        paper = product(writing, code=PAPER, name="A4 复印纸 70g", unit="包")
        product(writing, code=FREIGHT, name="运费", unit="次", is_service=True)
        stocked(writing, pens)
        stocked(writing, paper, "500", "7100.00")
    return shop


def reasons(result: ImportResult) -> list[tuple[int, str, str, str]]:
    """Give row, column, value and code of everything that was refused."""
    return [(one.row, one.column, one.value, one.reason) for one in result.refused]


def totals(result: ImportResult) -> Mapping[str, str]:
    """Give the totals as people read them."""
    return {name: f"{amount:f}" for name, amount in result.totals.items()}


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Give how many rows were read, taken, known and rejected; they always add up."""
    outcome = result.outcome
    assert result.read == outcome.taken + outcome.known + result.rejected
    return result.read, outcome.taken, outcome.known, result.rejected


def cells(rows: Iterable[Sequence[object]]) -> list[tuple[str, ...]]:
    """Give rows as text."""
    return [tuple(str(cell) for cell in row) for row in rows]
