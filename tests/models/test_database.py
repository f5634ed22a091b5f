"""An office's file is opened as it must be, or refused by name with nothing changed."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from app.models import database
from app.models.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    DatabaseDamaged,
    DatabaseNewer,
    DriverUnfit,
    PragmaRefused,
    migrate,
    open_engine,
    sorted_error,
)
from tests.builders import KEY
from tests.models.full_books import raw

LINUX = sys.platform == "linux"
# What each connection answers, written down here once more: the program may not move it unseen.
ANSWERS: dict[str, object] = {
    "auto_vacuum": 0,
    "busy_timeout": 5000,
    "cache_size": -131072,
    "cell_size_check": 1,
    "cipher_memory_security": "0",
    "foreign_keys": 1,
    "journal_mode": "wal",
    "recursive_triggers": 1,
    "synchronous": 2,
    "temp_store": 2,
    "trusted_schema": 0,
}
# A setting each time that the program would have to refuse.
CARELESS = {
    "auto_vacuum": "FULL",
    "busy_timeout": "0",
    "cache_size": "-2000",
    "cell_size_check": "OFF",
    "foreign_keys": "OFF",
    "query_only": "ON",
    "recursive_triggers": "OFF",
    "synchronous": "NORMAL",
    "temp_store": "FILE",
    "trusted_schema": "ON",
}


def _answer(engine: Engine, pragma: str) -> Any:
    with engine.connect() as connection:
        row = connection.exec_driver_sql(f"PRAGMA {pragma}").first()
        return None if row is None else row[0]


def _contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def _opened(path: Path, key: bytes = KEY) -> None:
    engine = open_engine(path, key)
    try:
        engine.connect().close()
    finally:
        engine.dispose()


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_keeps_the_settings_that_books_are_safe_with(
    empty: Path, *, read_only: bool
) -> None:
    engine = open_engine(empty, KEY, read_only=read_only)
    assert {pragma: _answer(engine, pragma) for pragma in ANSWERS} == ANSWERS
    assert _answer(engine, "mmap_size") in {0, None}
    assert _answer(engine, "query_only") == int(read_only)
    engine.dispose()


def test_an_office_says_whose_file_it_is_and_which_version(empty: Path) -> None:
    connection = raw(empty)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


@pytest.mark.parametrize("pragma", CARELESS)
def test_a_setting_that_does_not_take_refuses_the_office(
    empty: Path, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    careless = [
        (name, CARELESS[pragma] if name == pragma else value, expected)
        for name, value, expected in database._PRAGMAS
    ]
    if pragma == "auto_vacuum":
        raw(empty, "auto_vacuum = FULL").execute("VACUUM")
    monkeypatch.setattr(database, "_PRAGMAS", careless)
    with pytest.raises(PragmaRefused) as refused:
        _opened(empty)
    assert refused.value.pragma == pragma


def test_every_setting_that_can_be_careless_was_tried() -> None:
    settings = {name for name, _value, _expected in database._PRAGMAS}
    assert settings == {*CARELESS, "mmap_size"}


def test_a_setting_of_which_the_library_knows_nothing_is_refused(empty: Path) -> None:
    with pytest.raises(PragmaRefused, match="spelling"):
        database._set(raw(empty), "spelling", "ON", 1)


def test_books_that_no_journal_protects_are_refused() -> None:
    with pytest.raises(PragmaRefused, match="journal_mode"):
        database._keep_a_journal(driver.connect(":memory:"))


@pytest.mark.skipif(sys.platform == "win32", reason="every volume there can write ahead")
def test_where_nothing_can_be_written_ahead_the_journal_is_cut_and_never_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = driver.connect
    monkeypatch.setattr(
        driver, "connect", lambda file, **how: connect(f"{file}&vfs=unix-none", **how)
    )
    path = tmp_path / "books.db"
    writer = open_engine(path, KEY, create=True)
    migrate(writer, str(path))
    reader = open_engine(path, KEY, read_only=True)
    assert {_answer(engine, "journal_mode") for engine in (writer, reader)} == {"truncate"}
    assert {pragma: _answer(writer, pragma) for pragma in ANSWERS} == ANSWERS | {
        "journal_mode": "truncate"
    }
    left = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert left.pop("books.db") > 0
    assert left == {"books.db-journal": 0}
    writer.dispose()
    reader.dispose()


@pytest.mark.parametrize(("version", "is_fit"), [((3, 51, 2), False), ((3, 51, 3), True)])
def test_a_library_that_loses_what_was_written_ahead_is_refused(
    empty: Path,
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, int, int],
    *,
    is_fit: bool,
) -> None:
    monkeypatch.setattr(driver, "sqlite_version_info", version)
    if is_fit:
        _opened(empty)
    else:
        with pytest.raises(DriverUnfit):
            _opened(empty)


def test_a_library_without_encryption_is_refused_before_it_writes() -> None:
    plain = sqlite3.connect(":memory:")
    with pytest.raises(DriverUnfit):
        database._unlock(plain, KEY)
    plain.close()


def test_nothing_of_an_office_can_be_read_without_its_key(
    full_office: tuple[Path, object],
) -> None:
    content = full_office[0].read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert "云溪青禾".encode() not in content
    assert b"CREATE TABLE" not in content
    plain = sqlite3.connect(full_office[0])
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT 1 FROM client")
    plain.close()


def test_no_library_is_ever_loaded_by_the_database(empty: Path) -> None:
    engine = open_engine(empty, KEY)
    with (
        pytest.raises(OperationalError, match="not authorized"),
        engine.connect() as connection,
    ):
        connection.exec_driver_sql("SELECT load_extension('mod')")
    engine.dispose()


def test_a_wrong_key_opens_nothing_and_changes_nothing(empty: Path) -> None:
    before = _contents(empty)
    with pytest.raises(DatabaseDamaged) as refused:
        _opened(empty, bytes(48))
    assert refused.value.path == str(empty)
    assert _contents(empty) == before


@pytest.mark.parametrize(
    "content", [b"", b"x", "这不是账套。".encode() * 2000, b"SQLite format 3\0" + bytes(8176)]
)
def test_a_file_that_is_no_office_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "books.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        _opened(path)
    assert path.read_bytes() == content


def test_a_missing_file_and_a_folder_are_no_office_and_none_is_made(tmp_path: Path) -> None:
    for path in (tmp_path / "books.db", tmp_path):
        with pytest.raises(DatabaseDamaged):
            _opened(path)
    assert list(tmp_path.iterdir()) == []


def test_a_plain_database_is_no_office(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE client (id INTEGER)")
    plain.close()
    with pytest.raises(DatabaseDamaged):
        _opened(path)


@pytest.mark.parametrize("application", [0, 1])
def test_the_file_of_another_program_is_no_office_and_stays_as_it_was(
    tmp_path: Path, application: int
) -> None:
    path = tmp_path / "books.db"
    other = raw(path, f"application_id = {application}")
    other.execute("CREATE TABLE note (id INTEGER)")
    other.close()
    before = _contents(path)
    with pytest.raises(DatabaseDamaged):
        _opened(path)
    assert _contents(path) == before


def test_books_of_a_newer_program_are_refused_and_stay_as_they_were(empty: Path) -> None:
    raw(empty, f"user_version = {SCHEMA_VERSION + 1}").close()
    before = _contents(empty)
    with pytest.raises(DatabaseNewer) as refused:
        _opened(empty)
    assert (refused.value.found, refused.value.known) == (SCHEMA_VERSION + 1, SCHEMA_VERSION)
    assert _contents(empty) == before


def _open_files() -> list[Path]:
    """Give what this program holds open, where the system tells; Windows shows it otherwise."""
    return [link.resolve() for link in Path("/proc/self/fd").iterdir()] if LINUX else []


@pytest.mark.parametrize("key", [bytes(48), KEY], ids=["wrong key", "newer"])
def test_a_refused_file_is_let_go_at_once(empty: Path, key: bytes) -> None:
    raw(empty, "user_version = 99").close()
    with pytest.raises((DatabaseDamaged, DatabaseNewer)) as refused:
        _opened(empty, key)
    assert refused.value.exit_code in {3, 4}
    assert [file for file in _open_files() if file.parent == empty.parent] == []
    empty.rename(empty.with_name("put aside.db"))  # which Windows refuses for an open file


def test_a_value_never_stands_in_an_error(full: Path) -> None:
    engine = open_engine(full, KEY)
    with pytest.raises(IntegrityError) as failed, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET is_active = 7 WHERE name = ?", ("周敏",))
    assert "周敏" not in str(failed.value)
    engine.dispose()


def test_a_fault_of_ours_is_not_taken_for_a_fault_of_the_disk(empty: Path) -> None:
    engine = open_engine(empty, KEY)
    with pytest.raises(OperationalError, match="no such table"), engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nonsense")
    engine.dispose()
    assert sorted_error(ValueError("no such table: nonsense"), "books.db") is None
