"""Taking a large sales file in, against reading it and inserting its rows plainly.

There are two floors. The first reads the file with the csv module and writes each row as it stands
into one table without index of the same encrypted kind of file, in one transaction. The second
reads it and writes by the driver alone all the rows that ours writes, under the same guards. Ours
holds each row against the book, costs it, links the returns, and writes documents, stock moves,
balances, vouchers, entries and the log: some two and a half rows for each of the file.
All run in processes of their own, in turns; processor time is what is compared. The file is
made up in the shape of a shop's half year unless ZHANGFANG_BENCH_SALES names a real one.
"""

import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import insert

from app.models.database import migrate, open_engine
from app.models.office import OfficeRow
from app.services.exchange.files import Source
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import load_mapping
from app.services.imports.run import WantedFile, take_file
from app.services.office import Office
from app.values.period import Period
from bench import retail
from bench.same_rows import Rows
from tests.builders import CLERK, FOUNDER, KEY, client

ROUNDS = 3
LINES = 209_029
HEADINGS = (
    *("row", "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice"),
    *("CustomerID", "Country"),
)
_ARTICLES = 3400
_CUSTOMERS = 2800
_MINUTES = 180 * 24 * 60
_A_DOCUMENT = 20


def main() -> None:
    """Print the three times, their ratios, and the memory that ours took at most."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sales = _sales(folder)
        retail.derive(sales, folder)
        told: dict[str, list[tuple[float, int]]] = {side: [] for side in ("ours", "plain", "same")}
        for _ in range(ROUNDS):
            for side, measured in told.items():
                measured.append(_apart(side, sales))
    ours, plain, same = (
        statistics.median(seconds for seconds, _ in measured) for measured in told.values()
    )
    peak = max(memory for _, memory in told["ours"])
    print(f"taking in: {ours:.1f} s of processor time, peak memory {peak} MiB (aim 600)")
    print(f"reading and inserting plainly: {plain:.1f} s, ratio {ours / plain:.2f} (aim 4)")
    print(f"reading and writing the same rows: {same:.1f} s, ratio {ours / same:.2f}")


def _sales(folder: Path) -> Path:
    named = os.environ.get("ZHANGFANG_BENCH_SALES")
    if named is None:
        return _made_up(folder / "sales.csv")
    path = Path(named)
    return retail.unpacked(path, folder) if path.suffix == ".xz" else path


def _made_up(target: Path) -> Path:
    """Write a sales file in which one line in fifty is a return of an earlier one."""
    chance = random.Random(20251031)
    with target.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEADINGS)
        customer, earlier = 0, []
        for row in range(1, LINES + 1):
            if row % _A_DOCUMENT == 1:
                customer = chance.randrange(_CUSTOMERS)
            number = 500_000 + (row - 1) // _A_DOCUMENT
            minute = row * _MINUTES // LINES
            at = f"2011-{1 + minute // 43_200:02d}-{1 + minute // 1440 % 28:02d} "
            at += f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"
            if row % 50 == 0 and earlier:
                code, price, buyer = earlier.pop()
                line = (f"C{number}", code, "", -1, at, price, buyer)
            else:
                code = 10_000 + chance.randrange(_ARTICLES)
                price = f"{chance.randrange(20, 1500) / 100:.2f}"
                line = (
                    number,
                    code,
                    f"ARTICLE {code}",
                    chance.randrange(1, 24),
                    at,
                    price,
                    customer,
                )
                earlier = [*earlier[-200:], (code, price, customer)]
            writer.writerow((row, *line, "United Kingdom"))
    return target


def _apart(side: str, sales: Path) -> tuple[float, int]:
    """Run one side in a process of its own; gives processor seconds and MiB."""
    command = [sys.executable, "-m", "bench.importing", side, str(sales)]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    seconds, memory = told.split()
    return float(seconds), int(memory)


def _ours(sales: Path, folder: Path) -> Callable[[], None]:
    path = folder / "books.db"
    engine = open_engine(path, KEY, create=True)
    migrate(engine, str(path))
    engine.dispose()
    office = Office.open(path, KEY)
    with office.writing(FOUNDER) as writing:
        values = {"id": 1, "key": "", "name": "bench", "single_person": False}
        stamp = {"written_by": FOUNDER.name, "written_at": writing.now}
        writing.connection.execute(insert(OfficeRow).values(**values, **stamp))
        book = office.book(client(writing, start=Period(2010, 12)))
    with book.writing(CLERK) as writing:
        take_file(writing, WantedFile(sales.parent / "products.csv", ImportKind.PRODUCTS))
        take_file(writing, WantedFile(sales.parent / "opening-stock.csv", ImportKind.OPENING_STOCK))
    office.close()
    wanted = WantedFile(sales, ImportKind.SALES, Source(load_mapping("online-retail")))

    def work() -> None:
        again = Office.open(path, KEY)
        with again.book(book.client_id).writing(CLERK) as writing:
            result = take_file(writing, wanted)
        assert result.outcome.taken == result.read
        again.close()

    return work


def _same(sales: Path, folder: Path) -> Callable[[], None]:
    """Give the work of writing what ours wrote; ours is done first and not timed."""
    work = _ours(sales, folder)
    rows = Rows(folder / "books.db")
    work()
    rows.take()
    return rows.again(sales)


def _plain(sales: Path, folder: Path) -> Callable[[], None]:
    connection = driver.connect(str(folder / "plain.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -131072")
    columns = ", ".join(f"{name} TEXT NOT NULL" for name in HEADINGS)
    connection.execute(f"CREATE TABLE line (id INTEGER PRIMARY KEY, {columns}) STRICT")

    def work() -> None:
        marks = ", ".join("?" for _ in HEADINGS)
        with sales.open(encoding="utf-8", newline="") as opened:
            reader = csv.reader(opened)
            next(reader)
            connection.execute("BEGIN IMMEDIATE")
            statement = f"INSERT INTO line ({', '.join(HEADINGS)}) VALUES ({marks})"
            connection.executemany(statement, reader)
            connection.execute("COMMIT")

    return work


_SIDES = {"ours": _ours, "plain": _plain, "same": _same}


def _side(side: str, sales: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = _SIDES[side](sales, Path(name))
        began = time.process_time()
        work()
        seconds = time.process_time() - began
    print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


if __name__ == "__main__":
    _side(sys.argv[1], Path(sys.argv[2]))
