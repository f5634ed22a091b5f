"""Many rows go in at once, as they lie on disk, under ids that nobody else has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from app.models.bulk import insert_rows, next_id, settle_ids
from app.models.database import open_engine
from app.models.office import Staff
from app.models.voucher import EntryRow, Voucher
from tests.builders import KEY, STAFF

_COLUMNS = ("id", "name", "is_active", "written_by", "written_at")
_AT = "2025-10-31T02:26:00+00:00"


@pytest.fixture
def connection(empty: Path) -> Iterator[Connection]:
    engine = open_engine(empty, KEY)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _people(*names: str, first: int = 100) -> list[tuple[int | str, ...]]:
    return [(number, name, 1, "周敏", _AT) for number, name in enumerate(names, first)]


def test_rows_go_in_as_they_are_kept(connection: Connection) -> None:
    insert_rows(connection, Staff, _COLUMNS, _people("赵一", "钱二"))
    found = connection.execute(select(Staff).where(Staff.id >= 100).order_by(Staff.id)).all()
    assert [(row.id, row.name, row.is_active) for row in found] == [
        (100, "赵一", True),
        (101, "钱二", True),
    ]
    assert found[0].written_at.isoformat() == _AT


def test_no_rows_are_no_work(connection: Connection) -> None:
    insert_rows(connection, Staff, ("no_such_column",), [])
    assert next_id(connection, Staff) == len(STAFF) + 1


def test_one_row_that_breaks_a_rule_keeps_all_of_them_out(empty: Path) -> None:
    engine = open_engine(empty, KEY)
    rows = [*_people("赵一"), (101, "钱二", 7, "周敏", _AT)]
    with pytest.raises(IntegrityError, match="is_active_flag"), engine.begin() as connection:
        insert_rows(connection, Staff, _COLUMNS, rows)
    with engine.begin() as connection:
        assert next_id(connection, Staff) == len(STAFF) + 1
    engine.dispose()


def test_the_next_id_follows_the_highest_and_begins_at_one(connection: Connection) -> None:
    assert next_id(connection, Voucher) == 1
    insert_rows(connection, Staff, _COLUMNS, _people("赵一", first=41))
    assert next_id(connection, Staff) == 42


def test_a_file_counts_its_ids_without_being_told(connection: Connection) -> None:
    insert_rows(connection, Staff, _COLUMNS, _people("赵一", first=41))
    settle_ids(connection, Staff, EntryRow)
    connection.exec_driver_sql(
        "INSERT INTO staff (name, is_active, written_by, written_at) VALUES ('钱二', 1, '', '')"
    )
    assert next_id(connection, Staff) == 43
