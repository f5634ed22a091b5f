"""Ways in which somebody who has the key goes at a table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from app.models.triggers import REFUSED

LENIENT = (
    ("recursive_triggers = ON", "foreign_keys = ON"),
    ("recursive_triggers = OFF", "foreign_keys = ON"),
    ("recursive_triggers = ON", "foreign_keys = OFF"),
    ("recursive_triggers = OFF", "foreign_keys = OFF", "ignore_check_constraints = ON"),
)


@contextmanager
def refused(connection: Any, table: str) -> Iterator[None]:
    """Expect a refusal by a guard, with the whole table as it was."""
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(IntegrityError, match=REFUSED):
        yield
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


def columns(connection: Any, table: str) -> list[str]:
    return [
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    ]


def keys(connection: Any, table: str) -> list[tuple[str, ...]]:
    """Give every key of a table by which a row could be replaced, the primary one first."""
    primary = connection.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
    ).fetchall()
    keys = [tuple(name for (name,) in primary)]
    for (index,) in connection.execute(
        "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin = 'u'", (table,)
    ).fetchall():
        names = connection.execute("SELECT name FROM pragma_index_info(?)", (index,)).fetchall()
        keys.append(tuple(name for (name,) in names))
    return keys


def other(value: object) -> object:
    """Give another value of the same kind; "1" fits a column of either kind."""
    return value + 1 if isinstance(value, int) else f"{value or ''}1"


def rows(connection: Any, table: str, where: str) -> list[dict[str, Any]]:
    names = columns(connection, table)
    rows = connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
    assert rows, f"nothing to try in {table}"
    return [dict(zip(names, row, strict=True)) for row in rows]


def at(row: dict[str, Any], key: tuple[str, ...]) -> tuple[str, list[Any]]:
    return " AND ".join(f"{column} = ?" for column in key), [row[column] for column in key]


def insert(connection: Any, verb: str, table: str, row: dict[str, Any], tail: str = "") -> None:
    marks = ", ".join("?" for _ in row)
    statement = f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks}) {tail}"
    connection.execute(statement, list(row.values()))


def elsewhere(connection: Any, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Give the row with every key of another: what an INSERT would bring that is new."""
    changed = dict(row)
    for key in keys(connection, table):
        changed[key[-1]] = free(connection, table, key[-1])
    return changed


def free(connection: Any, table: str, column: str) -> object:
    kind = connection.execute(
        "SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column)
    ).fetchone()[0]
    if column in {"period", "day"}:
        return "2030-01"
    return 900_000 if kind == "INTEGER" else "free"
