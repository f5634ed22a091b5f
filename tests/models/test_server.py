"""An office of several seats on a PostgreSQL server has the same tables, guards and books."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError

from app.models import server
from app.models.database import DatabaseNewer, open_engine, upgrade
from app.models.server import migrate_server, open_server_engine
from app.models.tables import Base
from app.models.triggers import ALWAYS, GUARDS, REFUSED
from app.services.checks import run as checks
from app.services.office import Office
from tests.builders import FOUNDER, KEY, REVIEWER, SteppedClock, agency
from tests.conftest import MORNING
from tests.models import postgres
from tests.models.attacks import other
from tests.models.full_books import Books, fill
from tests.models.test_migrations import go_down
from tests.models.test_triggers import FINAL

_COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND table_name <> 'alembic_version' ORDER BY 1, 2"
)
_CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace"
    " AND conrelid::regclass::text <> 'alembic_version' AND contype <> 'n' ORDER BY 1, 2"
)
_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    " AND tablename <> 'alembic_version' ORDER BY 1"
)
_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"


class Server:
    """A server, and how an empty database or a copy of one is had on it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._root = create_engine(self.at("postgres"), isolation_level="AUTOCOMMIT")
        self._made = 0

    def at(self, name: str) -> str:
        """Give the address of a database."""
        return self._address.format(name=name)

    def new(self, like: str = "template0") -> str:
        """Make a database, empty or a copy, and give its name."""
        self._made += 1
        name = f"office_{self._made}"
        with self._root.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def close(self) -> None:
        self._root.dispose()


@pytest.fixture(scope="module")
def seats() -> Iterator[Server]:
    programs = postgres.programs()
    assert programs is not None  # this file is collected only where they are found
    with postgres.served(programs) as address:
        server = Server(address)
        yield server
        server.close()


@pytest.fixture(scope="module")
def migrated(seats: Server) -> str:
    """The name of a database that was migrated and holds no row; copy it."""
    name = seats.new()
    engine = open_server_engine(seats.at(name))
    migrate_server(engine)
    engine.dispose()
    return name


def _office(seats: Server, name: str) -> Office:
    writer = open_server_engine(seats.at(name))
    return Office(writer, open_server_engine(seats.at(name), read_only=True), SteppedClock(MORNING))


@pytest.fixture(scope="module")
def filled(seats: Server, migrated: str) -> tuple[str, Books]:
    """The name of a database with the office that has everything, and what stands where."""
    name = seats.new(migrated)
    office = _office(seats, name)
    with office.writing(FOUNDER) as writing:
        agency(writing)
    books = fill(office)
    office.close()
    return name, books


@pytest.fixture
def empty_seat(seats: Server, migrated: str) -> Iterator[Engine]:
    engine = open_server_engine(seats.at(seats.new(migrated)))
    yield engine
    engine.dispose()


@pytest.fixture
def seat(seats: Server, filled: tuple[str, Books]) -> Iterator[Engine]:
    """The office that has everything on a server, of this test alone."""
    engine = open_server_engine(seats.at(seats.new(like=filled[0])))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def kept(seats: Server, filled: tuple[str, Books]) -> Iterator[Engine]:
    """The office that has everything, for tests after which it is what it was."""
    engine = open_server_engine(seats.at(seats.new(like=filled[0])))
    yield engine
    engine.dispose()


def _told(connection: Connection) -> dict[str, list[Any]]:
    """Give what the server tells of columns, constraints and indexes."""
    return {
        asked: [tuple(row) for row in connection.exec_driver_sql(asked)]
        for asked in (_COLUMNS, _CONSTRAINTS, _INDEXES)
    }


def _rows(connection: Connection) -> dict[str, list[Any]]:
    return {
        name: sorted(map(repr, (tuple(row) for row in connection.execute(table.select()).all())))
        for name, table in Base.metadata.tables.items()
    }


def test_the_migrations_make_on_a_server_what_the_models_say(
    seats: Server, empty_seat: Engine
) -> None:
    engine = create_engine(seats.at(seats.new()))
    with engine.begin() as created:
        Base.metadata.create_all(created)
        wanted = _told(created)
    engine.dispose()
    with empty_seat.connect() as connection:
        found = _told(connection)
    assert found == wanted
    assert {row[0] for row in found[_COLUMNS]} == set(Base.metadata.tables)


def test_every_guard_stands_on_a_server_and_for_emptied_tables_too(empty_seat: Engine) -> None:
    with empty_seat.connect() as connection:
        found = set(connection.exec_driver_sql(_TRIGGERS).scalars())
    emptied = {
        f"{guard.trigger}_all"
        for guard in GUARDS
        if guard.event == "DELETE" and guard.condition == ALWAYS
    }
    assert found == {guard.trigger for guard in GUARDS} | emptied


def test_the_same_work_leaves_the_same_rows_on_a_server_as_in_a_file(
    kept: Engine, filled: tuple[str, Books], full: Path, books: Books
) -> None:
    assert filled[1] == books
    file = open_engine(full, KEY)
    with kept.connect() as there, file.connect() as here:
        on_server, in_file = _rows(there), _rows(here)
    file.dispose()
    assert on_server == in_file
    assert all(on_server.values())


def test_the_books_on_a_server_pass_every_check(seats: Server, filled: tuple[str, Books]) -> None:
    office = _office(seats, filled[0])
    with office.reading(REVIEWER) as reading:
        results = checks.run(reading, deep=True)
    office.close()
    assert [result for result in results if not result.ok] == []
    assert len(results) > 10


@pytest.mark.parametrize("table", FINAL)
def test_a_final_row_stays_on_a_server_whatever_is_tried(kept: Engine, table: str) -> None:
    with kept.connect() as connection:
        row = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE {FINAL[table]}").first()
        assert row is not None
        before = _rows(connection)[table]
    for column, value in row._mapping.items():
        for statement, values in (
            (f'UPDATE {table} SET "{column}" = %s WHERE {FINAL[table]}', (other(value),)),
            (f"DELETE FROM {table} WHERE {FINAL[table]}", ()),
        ):
            with pytest.raises(DatabaseError, match=REFUSED), kept.begin() as connection:
                connection.exec_driver_sql(statement, values)
    with kept.connect() as connection:
        assert _rows(connection)[table] == before


@pytest.mark.parametrize(
    "table",
    sorted({one.table for one in GUARDS if one.event == "DELETE" and one.condition == ALWAYS}),
)
def test_a_table_that_only_grows_is_not_emptied_on_a_server(kept: Engine, table: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), kept.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")


def test_migrating_again_changes_nothing(
    empty_seat: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(server, "upgrade")
    migrate_server(empty_seat)


def test_a_database_of_a_newer_program_is_refused(empty_seat: Engine) -> None:
    with empty_seat.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(DatabaseNewer) as refused:
        migrate_server(empty_seat)
    assert refused.value.found == 99


def test_a_server_goes_down_and_up_with_rows_in_the_tables(seat: Engine) -> None:
    with seat.begin() as connection:
        before = _told(connection)
        go_down(connection, "base")
        assert _told(connection)[_COLUMNS] == []
        upgrade(connection)
        assert _told(connection) == before


def test_a_migration_that_fails_on_a_server_changes_nothing(seat: Engine) -> None:
    with seat.connect() as connection:
        before, rows = _told(connection), _rows(connection)
    with pytest.raises(ZeroDivisionError), seat.begin() as connection:
        go_down(connection, "base")
        upgrade(connection)
        raise ZeroDivisionError
    with seat.connect() as connection:
        assert (_told(connection), _rows(connection)) == (before, rows)


def test_one_seat_writes_at_a_time_and_readers_do_not_write(
    seats: Server, filled: tuple[str, Books]
) -> None:
    name = seats.new(like=filled[0])
    first = open_server_engine(seats.at(name))
    second = open_server_engine(f"{seats.at(name)}&options=-clock_timeout%3D50ms")
    reader = open_server_engine(seats.at(name), read_only=True)
    staff = "SELECT count(*) FROM staff"
    add = "INSERT INTO staff (name, is_active, written_by, written_at) VALUES ('赵一', 1, '', '')"
    with reader.begin() as looking:
        known = looking.exec_driver_sql(staff).scalar_one()
        with first.begin() as writing:
            writing.exec_driver_sql(add)
            with pytest.raises(DatabaseError, match="lock timeout"), second.begin():
                raise AssertionError
        assert looking.exec_driver_sql(staff).scalar_one() == known
    with pytest.raises(DatabaseError, match="read-only"), reader.begin() as looking:
        looking.exec_driver_sql(add)
    for engine in (first, second, reader):
        engine.dispose()
