"""Opening the database as it must be opened, bringing it up to date, and sorting its errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.pool import QueuePool

from app.errors import AppError
from app.i18n import N_
from app.models.fingerprint import SCHEMA_FINGERPRINT, fingerprint
from app.models.triggers import install, remove, standing, strangers
from app.paths import MIGRATIONS

APPLICATION_ID = 0x5A464C47
SCHEMA_VERSION = 1
"""The number of the newest migration."""
OLDEST_SQLITE = (3, 51, 3)

# What every connection must answer once it is open (reliability rules; read back, not assumed).
_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("auto_vacuum", "NONE", 0),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("busy_timeout", "5000", 5000),
    ("temp_store", "MEMORY", 2),
    ("cache_size", "-131072", -131072),
    ("mmap_size", "0", 0),
    ("query_only", "OFF", 0),
)
_BUILT_OUT = frozenset({"mmap_size"})
"""Settings that a library may lack altogether, which is as good as switched off."""


@dataclass(eq=False)
class DriverUnfit(AppError):
    """The database library is missing its encryption or is too old to be trusted."""

    found: str
    template = N_(
        "The database library SQLite {found} is not fit for use; install the program again."
    )


@dataclass(eq=False)
class PragmaRefused(AppError):
    """A safety setting of the database did not take."""

    pragma: str
    answer: str
    template = N_(
        "The database refused the setting {pragma} (it answered {answer}), so it was not opened."
        " Move the office to a local disk."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class DatabaseDamaged(AppError):
    """The file is no office database, or its content is damaged."""

    path: str
    template = N_(
        "{path} is damaged or is no office database. Nothing was changed;"
        " restore the newest verified backup."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class DatabaseNewer(AppError):
    """The office was written by a newer program."""

    found: int
    known: int
    template = N_(
        "This office was written by a newer program (data version {found}, this program knows"
        " {known}). Install the newer program; nothing was changed."
    )


@dataclass(eq=False)
class SchemaChanged(AppError):
    """Tables or triggers are not those that the program made."""

    path: str
    template = N_(
        "The tables of {path} were changed by something else. Restore the newest verified backup."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class DatabaseBusy(AppError):
    """Another program is writing."""

    template = N_("Another program is writing to this office; try again in a moment.")
    exit_code: ClassVar[int] = 6


@dataclass(eq=False)
class DatabaseDiskFull(AppError):
    """There is no room to write."""

    template = N_("The disk is full. Nothing was changed; make room and try again.")
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class DatabaseDiskFailed(AppError):
    """The disk could not be read or written."""

    template = N_(
        "The disk reports an error. Nothing was changed; make a backup to another disk"
        " and have this one checked."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class DatabaseReadOnly(AppError):
    """The folder cannot be written."""

    template = N_(
        "The office cannot be written: its folder or file is read-only. Nothing was changed;"
        " allow writing there or move the office."
    )
    exit_code: ClassVar[int] = 7


_SORTED: tuple[tuple[str, Callable[[], AppError]], ...] = (
    ("database or disk is full", DatabaseDiskFull),
    ("disk I/O error", DatabaseDiskFailed),
    ("attempt to write a readonly database", DatabaseReadOnly),
    ("unable to open database file", DatabaseReadOnly),
    ("database is locked", DatabaseBusy),
    ("database table is locked", DatabaseBusy),
)
_DAMAGE = ("malformed", "not a database", "hmac check failed")


def sorted_error(error: BaseException, path: str) -> AppError | None:
    """Give the refusal that a driver's error means, or None where it is a fault of ours."""
    said = str(error)
    if any(sign in said for sign in _DAMAGE):
        return DatabaseDamaged(path)
    for sign, refusal in _SORTED:
        if sign in said:
            return refusal()
    return None


def open_engine(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Engine:
    """Open an encrypted office database; every setting is read back on every connection.

    The key is 48 bytes: 32 of key and 16 of salt.

    Raises:
        DriverUnfit, PragmaRefused, DatabaseDamaged, DatabaseReadOnly: as their names say.

    """
    _require_fit_driver()
    if not create and not (path.is_file() and path.stat().st_size):
        raise DatabaseDamaged(str(path))
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key, read_only=read_only, create=create),
        module=driver,
        poolclass=QueuePool,
        pool_size=1 if not read_only else 3,
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _sort(context: ExceptionContext) -> None:
        refusal = sorted_error(context.original_exception, str(path))
        if refusal is not None:
            raise refusal from context.original_exception

    return engine


def _require_fit_driver() -> None:
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise DriverUnfit(driver.sqlite_version)


def _connect(path: Path, key: bytes, *, read_only: bool, create: bool) -> DBAPIConnection:
    try:
        connection: DBAPIConnection = driver.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
    except driver.DatabaseError as error:
        raise sorted_error(error, str(path)) or error from error
    try:
        _unlock(connection, key)
        _recognise(connection, str(path), create=create)
        _settle(connection, read_only=read_only)
    except BaseException as error:
        # Closed at once: until then nobody else on Windows can put the file right.
        connection.close()
        refusal = (
            sorted_error(error, str(path)) if isinstance(error, driver.DatabaseError) else None
        )
        if refusal is not None:
            raise refusal from error
        raise
    return connection


def _unlock(connection: Any, key: bytes) -> None:  # the driver is untyped
    """Hand over the key, once it is certain that the library has its encryption."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise DriverUnfit(driver.sqlite_version)
    # It would write to the terminal what it thinks of a file.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # cipher_memory_security stays off: docs/security.md says why.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _recognise(connection: Any, path: str, *, create: bool) -> None:  # the driver is untyped
    """Refuse what is not ours, or not yet ours, before a setting changes a byte of it."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    is_empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    if application != APPLICATION_ID and not (create and is_empty and application == 0):
        raise DatabaseDamaged(path)
    if version > SCHEMA_VERSION:
        raise DatabaseNewer(version, SCHEMA_VERSION)


def _settle(connection: Any, *, read_only: bool) -> None:  # the driver is untyped
    _keep_a_journal(connection)
    for pragma, value, expected in _PRAGMAS:
        _set(connection, pragma, value, expected)
    if read_only:
        _set(connection, "query_only", "ON", 1)


def _keep_a_journal(connection: Any) -> None:
    """Write ahead; where the volume cannot, a journal whose end is certain, and never DELETE."""
    setting = "journal_mode"
    for mode in ("wal", "truncate"):
        (answer,) = connection.execute(f"PRAGMA {setting} = {mode}").fetchone()
        if answer == mode:
            return
    raise PragmaRefused(setting, answer)


def _set(connection: Any, pragma: str, value: str, expected: object) -> None:
    connection.execute(f"PRAGMA {pragma} = {value}")
    answer = connection.execute(f"PRAGMA {pragma}").fetchone()
    if answer is None and pragma in _BUILT_OUT:
        return
    if answer is None or answer[0] != expected:
        raise PragmaRefused(pragma, "" if answer is None else str(answer[0]))


def migrate(engine: Engine, path: str) -> None:
    """Bring the schema up to date in one transaction, guards included.

    Raises:
        SchemaChanged: what came of it is not what this program makes; nothing was changed.
        DatabaseDamaged: a row points at one that is not there; nothing was changed.

    """
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found == SCHEMA_VERSION:
        return
    with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        if strangers(connection):
            raise SchemaChanged(path)
        upgrade(connection)
        if fingerprint(connection) != SCHEMA_FINGERPRINT:
            raise SchemaChanged(path)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise DatabaseDamaged(path)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    engine.dispose()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let tables be copied: dropping the old copy would be refused while rows point at it."""
    # On the driver's own connection: inside a transaction SQLite passes over this setting.
    raw = connection.connection.driver_connection
    _set(raw, "foreign_keys", "OFF", 0)
    try:
        yield
    finally:
        _set(raw, "foreign_keys", "ON", 1)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on this connection inside its transaction and renew all guards."""
    # Loaded here: an office that is up to date never needs alembic, which is slow to load.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    dialect = connection.dialect.name
    for statement in remove(dialect, standing(connection)):
        connection.exec_driver_sql(statement)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    for statement in install(dialect):
        connection.exec_driver_sql(statement)


def quick_check(connection: Connection, path: str) -> None:
    """Read every page once; raises DatabaseDamaged where one is not as it was written."""
    answers = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    if answers != ["ok"]:
        raise DatabaseDamaged(path)


def fold_log(engine: Engine) -> None:
    """Leave everything in the one file, the log empty, so that the file alone can be copied."""
    if engine.dialect.name != "sqlite":  # a server keeps its own log
        return
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except driver.DatabaseError as error:
            raise sorted_error(error, "books.db") or error from error
    if busy:
        raise DatabaseBusy
