"""The same tables and guards on a PostgreSQL server, for an office of several seats."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect

from app.models.database import APPLICATION_ID, SCHEMA_VERSION, DatabaseNewer, upgrade


def open_server_engine(url: str, *, read_only: bool = False) -> Engine:
    """Open a server database: one writer at a time, and steady pictures for readers.

    The address is of the form postgresql+psycopg://…; the driver is an extra of the program.
    """
    reading: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = create_engine(
        url, hide_parameters=True, execution_options=reading if read_only else {}
    )
    if not read_only:
        event.listen(engine, "begin", _wait_for_others)
    return engine


def migrate_server(engine: Engine) -> None:
    """Bring a server database up to date in one transaction, guards included.

    Raises:
        DatabaseNewer: the data belongs to a newer program; nothing was changed.

    """
    with engine.begin() as connection:
        found = _version(connection)
        if found > SCHEMA_VERSION:
            raise DatabaseNewer(found, SCHEMA_VERSION)
        if found < SCHEMA_VERSION:
            upgrade(connection)


def _version(connection: Connection) -> int:
    """Give the number of the newest migration that the database has seen, 0 for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return 0
    seen = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return int(seen or 0)


def _wait_for_others(connection: Connection) -> None:
    # Numbers and the log's chain need one writer, as BEGIN IMMEDIATE gives in a file.
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
