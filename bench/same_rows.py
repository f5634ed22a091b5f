"""The rows that taking a file in has written, written once more by the driver alone.

Into a copy of the office from before, with the same settings and guards, in one transaction, after
reading the file once: what is left out is only the thinking.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from tests.builders import KEY

# In the order in which each finds what it points at.
_ADDED = (
    *("period", "customer", "product", "import_batch", "sale", "sale_line", "stock_move"),
    *("goods_return", "return_line", "return_link", "return_step", "audit_log"),
)
_CHANGED = {"stock_balance": 3, "counter": 3}
"""Tables of which rows are changed too, and how many columns tell a row."""


class Rows:
    """What a work adds to a database: kept before it, taken after it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = path.with_name("before.db")
        shutil.copy(path, self._before)
        self._kept: dict[str, set[tuple[Any, ...]]] = {}
        self.added: dict[str, list[tuple[Any, ...]]] = {}
        connection = _connected(path)
        for table in (*_ADDED, *_CHANGED, "voucher", "entry"):
            self._kept[table] = set(connection.execute(f"SELECT * FROM {table}"))
        connection.close()

    def take(self) -> None:
        """Take what is there now and was not there before."""
        connection = _connected(self._path)
        for table, kept in self._kept.items():
            found = connection.execute(f"SELECT * FROM {table}").fetchall()
            self.added[table] = [row for row in found if row not in kept]
        connection.close()

    def again(self, sales: Path) -> Callable[[], None]:
        """Give the work of reading the file and writing these rows into the copy."""
        connection = _connected(self._before)

        def work() -> None:
            with sales.open(encoding="utf-8", newline="") as opened:
                for _ in csv.reader(opened):
                    pass
            connection.execute("BEGIN IMMEDIATE")
            for table in _ADDED:
                _insert(connection, table, self.added[table])
            _write_vouchers(connection, self.added["voucher"], self.added["entry"])
            for table, width in _CHANGED.items():
                _change(connection, table, width, self.added[table])
            connection.execute("COMMIT")

        return work


def _connected(path: Path) -> Any:
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cache_size = -131072")
    return connection


def _insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _write_vouchers(
    connection: Any, vouchers: list[tuple[Any, ...]], entries: list[tuple[Any, ...]]
) -> None:
    """Write vouchers as drafts, their lines, and then post them, as the guards demand."""
    names = [row[1] for row in connection.execute("PRAGMA table_info(voucher)")]
    late = [names.index(name) for name in ("state", "serial", "posted_by", "posted_at")]
    drafts = []
    for voucher in vouchers:
        draft = list(voucher)
        for column in late:
            draft[column] = None
        draft[late[0]] = "draft"
        drafts.append(tuple(draft))
    _insert(connection, "voucher", drafts)
    _insert(connection, "entry", entries)
    connection.executemany(
        "UPDATE voucher SET state = ?, serial = ?, posted_by = ?, posted_at = ? WHERE id = ?",
        [(*(voucher[column] for column in late), voucher[0]) for voucher in vouchers],
    )


def _change(connection: Any, table: str, width: int, rows: list[tuple[Any, ...]]) -> None:
    """Bring rows up to date, or write those that are new."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    told, rest = names[:width], names[width:]
    settings = ", ".join(f"{name} = ?" for name in rest)
    where = " AND ".join(f"{name} = ?" for name in told)
    marks = ", ".join("?" for _ in names)
    for row in rows:
        values = (*row[width:], *row[:width])
        found = connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", values)
        if found.rowcount == 0:
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
