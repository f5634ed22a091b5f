"""What the disk and other programs do to an office has a name, and costs nothing that was kept."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.errors import AppError
from app.models import database
from app.models.database import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseDiskFailed,
    DatabaseDiskFull,
    DatabaseReadOnly,
    fold_log,
    open_engine,
    quick_check,
    sorted_error,
)
from tests.builders import KEY

_PAGE = 4096
_NOBODY = 65534


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no connection wait for another for long."""
    quick = [
        (name, "20", 20) if name == "busy_timeout" else (name, value, expected)
        for name, value, expected in database._PRAGMAS
    ]
    monkeypatch.setattr(database, "_PRAGMAS", quick)


@pytest.fixture
def writer(empty: Path) -> Iterator[Engine]:
    engine = open_engine(empty, KEY)
    yield engine
    engine.dispose()


@pytest.fixture
def reader(empty: Path, writer: Engine) -> Iterator[Engine]:
    engine = open_engine(empty, KEY, read_only=True)
    yield engine
    engine.dispose()


def _note(connection: Any, name: str, size: int = 1) -> None:
    connection.exec_driver_sql(
        "INSERT INTO backup (kind, at, by, path, size, sha256, seconds, detail)"
        " VALUES ('backup', '', '', ?, 1, '', 0, ?)",
        (name, "账" * size),
    )


def _noted(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT path FROM backup ORDER BY id").scalars())


def _read_whole(path: Path) -> None:
    engine = open_engine(path, KEY)
    try:
        with engine.connect() as connection:
            quick_check(connection, str(path))
    finally:
        engine.dispose()


def test_a_changed_bit_on_any_page_is_noticed(full_office: tuple[Path, Any], full: Path) -> None:
    sound = full_office[0].read_bytes()
    assert len(sound) % _PAGE == 0
    _read_whole(full)
    for page in range(len(sound) // _PAGE):
        # The first 16 bytes are the salt, which the program brings itself.
        at = page * _PAGE + 16 + (page * 997) % (_PAGE - 16)
        broken = bytearray(sound)
        broken[at] ^= 1 << page % 8
        full.write_bytes(broken)
        with pytest.raises(DatabaseDamaged) as refused:
            _read_whole(full)
        assert refused.value.path == str(full)


@pytest.mark.parametrize("kept", [1, 100, _PAGE, 5 * _PAGE, -_PAGE])
def test_a_file_that_was_cut_short_is_noticed(
    full_office: tuple[Path, Any], full: Path, kept: int
) -> None:
    full.write_bytes(full_office[0].read_bytes()[:kept])
    with pytest.raises(DatabaseDamaged):
        _read_whole(full)


def test_damage_is_noticed_by_whoever_reads_it_first(full: Path) -> None:
    content = bytearray(full.read_bytes())
    for page in range(1, len(content) // _PAGE):
        content[page * _PAGE + 99] ^= 1
    full.write_bytes(content)
    engine = open_engine(full, KEY)
    with pytest.raises(DatabaseDamaged), engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM voucher").all()
    engine.dispose()


def test_a_full_disk_refuses_the_work_and_keeps_what_was_there(writer: Engine) -> None:
    with writer.begin() as connection:
        _note(connection, "kept")
    with writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseDiskFull), writer.begin() as connection:
        _note(connection, "too much", 10 * _PAGE)
    assert _noted(writer) == ["kept"]
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    with writer.begin() as connection:
        _note(connection, "room again", 10 * _PAGE)
    assert _noted(writer) == ["kept", "room again"]


@contextmanager
def _no_file_beyond(size: int) -> Iterator[None]:
    # Linux alone limits the size of files; mypy on Windows knows no such module.
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the size of files")


@_LINUX
def test_a_disk_that_does_not_write_refuses_the_work_and_keeps_what_was_there(
    writer: Engine,
) -> None:
    with writer.begin() as connection:
        _note(connection, "kept")
    with (
        pytest.raises(DatabaseDiskFailed),
        _no_file_beyond(4 * _PAGE),
        writer.begin() as connection,
    ):
        _note(connection, "too much", 10 * _PAGE)
    assert _noted(writer) == ["kept"]
    with writer.begin() as connection:
        _note(connection, "again")
    assert _noted(writer) == ["kept", "again"]


@_LINUX
def test_what_was_kept_stays_when_the_disk_is_full_as_the_office_is_closed(
    empty: Path, writer: Engine
) -> None:
    with writer.begin() as connection:
        _note(connection, "kept", 10 * _PAGE)
    with _no_file_beyond(empty.stat().st_size), pytest.raises(DatabaseDiskFailed):
        fold_log(writer)
    writer.dispose()
    again = open_engine(empty, KEY)
    assert _noted(again) == ["kept"]
    again.dispose()


@pytest.fixture
def locked_folder(empty: Path) -> Iterator[Path]:
    """An office in a folder and a file that whoever runs the tests may read and not write."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        copy = Path(shutil.copy(empty, folder / "books.db"))
        copy.chmod(0o444)
        folder.chmod(0o555)
        if os.geteuid() == 0:
            os.seteuid(_NOBODY)
            try:
                yield copy
            finally:
                os.seteuid(0)
        else:
            yield copy
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such right there")
def test_an_office_in_a_folder_that_cannot_be_written_is_refused(locked_folder: Path) -> None:
    before = locked_folder.read_bytes()
    with pytest.raises(DatabaseReadOnly):
        open_engine(locked_folder, KEY).connect()
    with pytest.raises(DatabaseReadOnly):
        open_engine(locked_folder.with_name("new.db"), KEY, create=True).connect()
    assert [file.name for file in locked_folder.parent.iterdir()] == ["books.db"]
    assert locked_folder.read_bytes() == before


def test_the_reading_side_refuses_to_write(reader: Engine) -> None:
    with pytest.raises(DatabaseReadOnly), reader.begin() as connection:
        _note(connection, "never")
    assert _noted(reader) == []


def test_readers_see_one_steady_picture_while_somebody_writes(
    writer: Engine, reader: Engine
) -> None:
    count = "SELECT count(*) FROM backup"
    with reader.begin() as looking:
        assert looking.exec_driver_sql(count).scalar_one() == 0
        with writer.begin() as writing:
            _note(writing, "meanwhile")
            assert looking.exec_driver_sql(count).scalar_one() == 0
        assert looking.exec_driver_sql(count).scalar_one() == 0
    assert _noted(reader) == ["meanwhile"]


@pytest.mark.usefixtures("impatient")
def test_two_never_write_at_once(empty: Path, writer: Engine) -> None:
    other = open_engine(empty, KEY)
    with writer.begin() as writing:
        _note(writing, "first")
        with pytest.raises(DatabaseBusy), other.begin():
            raise AssertionError
    with other.begin() as writing:
        _note(writing, "second")
    assert _noted(writer) == ["first", "second"]
    other.dispose()


@pytest.mark.usefixtures("impatient")
def test_the_log_is_not_folded_while_somebody_still_looks(empty: Path, writer: Engine) -> None:
    reader = open_engine(empty, KEY, read_only=True)
    with reader.begin() as looking:
        looking.exec_driver_sql("SELECT count(*) FROM backup").scalar_one()
        with writer.begin() as writing:
            _note(writing, "meanwhile")
        with pytest.raises(DatabaseBusy):
            fold_log(writer)
    fold_log(writer)
    reader.dispose()


def test_a_closed_office_is_one_file_that_can_be_copied(empty: Path, writer: Engine) -> None:
    with writer.begin() as writing:
        _note(writing, "kept")
    fold_log(writer)
    alone = Path(shutil.copy(empty, empty.with_name("copy.db")))
    writer.dispose()
    assert {file.name for file in empty.parent.iterdir()} == {"books.db", "copy.db"}
    copied = open_engine(alone, KEY)
    assert _noted(copied) == ["kept"]
    copied.dispose()


def test_work_that_fails_leaves_not_even_a_table_behind(writer: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        _note(connection, "half")
        raise ZeroDivisionError
    assert _noted(writer) == []
    with writer.connect() as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'half'")
        assert found.first() is None


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("database or disk is full", DatabaseDiskFull),
        ("disk I/O error", DatabaseDiskFailed),
        ("attempt to write a readonly database", DatabaseReadOnly),
        ("unable to open database file", DatabaseReadOnly),
        ("database is locked", DatabaseBusy),
        ("database table is locked: voucher", DatabaseBusy),
        ("database disk image is malformed", DatabaseDamaged),
        ("file is not a database", DatabaseDamaged),
    ],
)
def test_what_the_library_says_of_the_disk_is_a_refusal(said: str, refusal: type[AppError]) -> None:
    assert type(sorted_error(ValueError(said), "books.db")) is refusal
