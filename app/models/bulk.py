"""Many rows at once, handed to the driver as they are kept."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, text

from app.models.base import Base

KeptRow = tuple[int | str | None, ...]
"""The values of one row as they lie on disk: whole numbers and text."""


def insert_rows(
    connection: Connection, table: type[Base], columns: Sequence[str], rows: Sequence[KeptRow]
) -> None:
    """Insert rows whose values are already those on disk; a Python value never gets in here."""
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    named = ", ".join(columns)
    marks = ", ".join(mark for _ in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table.__tablename__} ({named}) VALUES ({marks})",  # noqa: S608  # our names
        list(rows),
    )


def next_id(connection: Connection, table: type[Base]) -> int:
    """Give the first id that is free; nobody else writes while this transaction does."""
    column = table.__table__.c["id"]
    highest = connection.execute(select(func.max(column))).scalar_one()
    return 1 if highest is None else int(highest) + 1


def settle_ids(connection: Connection, *tables: type[Base]) -> None:
    """Tell a database that counts ids by itself which ones are taken."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        name = table.__tablename__
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"  # noqa: S608  # our names
                f" (SELECT coalesce(max(id), 1) FROM {name}))"
            )
        )
