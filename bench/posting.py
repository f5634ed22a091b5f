"""Posting returns one by one, against the driver alone writing the same rows as durably.

Both sides write to the same encrypted file with the same settings and the same guards, each
return in a transaction of its own, in turns, so that a noisy machine is as noisy for both.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import insert

from app.models.database import migrate, open_engine
from app.models.office import OfficeRow
from app.services.office import Book, Office
from app.services.permits import Writing
from app.services.returns import apply, decide, post
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    KEY,
    REVIEWER,
    Item,
    back,
    client,
    customer,
    goods_return,
    october,
    product,
    sale,
    stocked,
)

ROUNDS = 10
EACH = 30
_TABLES = (
    *("voucher", "entry", "stock_move", "audit_log", "return_step"),
    *("stock_balance", "counter", "goods_return", "return_line", "return_link"),
)


def main() -> None:
    """Print the two times for one return, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.db"
        book, waiting = _book(path)
        ours, floor = [], []
        recorded = _record(book, path, next(waiting))
        raw = _raw_connection(path)
        for _ in range(ROUNDS):
            ours.append(_timed(lambda: _post_ours(book, waiting)))
            floor.append(_timed(lambda: _post_floor(raw, recorded)))
    one, other = (statistics.median(times) / EACH for times in (ours, floor))
    print(f"posting one return: {one * 1e3:.2f} ms; the driver alone: {other * 1e3:.2f} ms;")
    print(f"ratio {one / other:.2f} (aim 3)")


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _book(path: Path) -> tuple[Book, Iterator[int]]:
    engine = open_engine(path, KEY, create=True)
    migrate(engine, str(path))
    engine.dispose()
    office = Office.open(path, KEY)
    with office.writing(FOUNDER) as writing:
        values = {"id": 1, "key": "", "name": "bench", "single_person": False}
        stamp = {"written_by": FOUNDER.name, "written_at": writing.now}
        writing.connection.execute(insert(OfficeRow).values(**values, **stamp))
        book = office.book(client(writing))
    count = ROUNDS * EACH + 2
    with book.writing(CLERK) as writing:
        waiting = _returns(writing, count)
    with book.writing(REVIEWER) as writing:
        for return_id in waiting:
            decide.approve(writing, return_id)
    with book.writing(KEEPER) as writing:
        for return_id in waiting:
            decide.inspect(writing, return_id)
    return book, iter(waiting)


def _returns(writing: Writing, count: int) -> list[int]:
    buyer, article = customer(writing), product(writing)
    stocked(writing, article, quantity="100000", cost="600000.00")
    sold = sale(writing, buyer, Item(article, "100000", "10.00"))
    draft = goods_return(buyer, back(sold.lines[0], "3"), day=october(20))
    return [apply.apply(writing, draft).id for _ in range(count)]


def _post_ours(book: Book, waiting: Iterator[int]) -> None:
    for _ in range(EACH):
        with book.writing(CLERK) as writing:
            post.post(writing, next(waiting))


def _raw_connection(path: Path) -> Any:
    raw = driver.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("PRAGMA cache_size = -131072")
    raw.execute("PRAGMA busy_timeout = 5000")
    return raw


def _record(book: Book, path: Path, return_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows that posting one return adds, table by table."""
    raw = _raw_connection(path)
    before = {
        table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TABLES
    }
    with book.writing(CLERK) as writing:
        post.post(writing, return_id)
    added = {
        table: raw.execute(f"SELECT * FROM {table} LIMIT -1 OFFSET {before[table]}").fetchall()
        for table in _TABLES
    }
    raw.close()
    return added


def _post_floor(raw: Any, recorded: dict[str, list[tuple[Any, ...]]]) -> None:
    for _ in range(EACH):
        raw.execute("BEGIN IMMEDIATE")
        _write_same(raw, recorded)
        raw.execute("COMMIT")


def _write_same(raw: Any, recorded: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write the rows of one return with no thought: fresh ids, otherwise what posting writes."""
    serial = raw.execute("SELECT last FROM counter WHERE kind = '记'").fetchone()[0]
    raw.execute("UPDATE counter SET last = last + ? WHERE kind = '记'", (len(recorded["voucher"]),))
    names = [row[1] for row in raw.execute("PRAGMA table_info(voucher)")]
    state, number, source = names.index("state"), names.index("serial"), names.index("source_id")
    by = names.index("posted_by")
    for count, voucher in enumerate(recorded["voucher"], 1):
        row = list(voucher)
        row[0], row[state], row[number], row[source] = None, "draft", None, -(serial + count)
        row[by] = row[by + 1] = None
        voucher_id = raw.execute(
            f"INSERT INTO voucher VALUES ({', '.join('?' * len(row))})", row
        ).lastrowid
        lines = [line for line in recorded["entry"] if line[2] == voucher[0]]
        raw.executemany(
            f"INSERT INTO entry VALUES ({', '.join('?' * len(lines[0]))})",
            [(None, line[1], voucher_id, *line[3:]) for line in lines],
        )
        raw.execute(
            "UPDATE voucher SET state = 'posted', serial = ?, posted_by = ?, posted_at = ?"
            " WHERE id = ?",
            (serial + count, voucher[by], voucher[by + 1], voucher_id),
        )
    _write_others(raw, recorded)


def _write_others(raw: Any, recorded: dict[str, list[tuple[Any, ...]]]) -> None:
    seq = raw.execute("SELECT max(seq) FROM audit_log").fetchone()[0]
    for row in recorded["audit_log"]:
        seq += 1
        raw.execute(f"INSERT INTO audit_log VALUES ({', '.join('?' * len(row))})", (seq, *row[1:]))
    for table in ("stock_move", "return_step"):
        for row in recorded[table]:
            raw.execute(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", (None, *row[1:])
            )
    raw.execute("UPDATE stock_balance SET quantity = quantity + 3000, cost = cost + 1800")
    last = (ROUNDS * EACH + 2,)  # the one return that nobody posts
    raw.execute("UPDATE return_line SET cost = ? WHERE return_id = ?", (1800, *last))
    raw.execute("UPDATE return_link SET cost = ? WHERE return_line_id = ?", (1800, *last))
    raw.execute("UPDATE goods_return SET note = '' WHERE id = ?", last)


if __name__ == "__main__":
    sys.exit(main())
