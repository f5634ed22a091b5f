"""Whoever changes a table, an index or a guard behind the program's back is found out."""

import shutil
from pathlib import Path

import pytest

from app.models.database import SchemaChanged, open_engine
from app.models.fingerprint import SCHEMA_FINGERPRINT, fingerprint
from app.services.opening import OfficeDraft, Person, create_office, open_office
from app.services.safe.keyfile import Cost
from app.values.actor import Role
from tests.builders import KEY
from tests.models.full_books import raw

_PASSWORD = "月末对账先看退货单-2025"
_GUARD = "guard_voucher_update_final"
_TAMPERED = {
    "a guard is dropped": f"DROP TRIGGER {_GUARD}",
    "a guard says something else": (
        "UPDATE sqlite_master SET sql = replace(sql, '''posted''', '''nothing''')"
        f" WHERE name = '{_GUARD}'"
    ),
    "a trigger is added": (
        "CREATE TRIGGER alembic_version AFTER INSERT ON entry BEGIN SELECT 1; END"
    ),
    "a trigger hides among the database's own": (
        "UPDATE sqlite_master SET name = 'sqlite_stat1',"
        f" sql = replace(sql, '{_GUARD}', 'sqlite_stat1') WHERE name = '{_GUARD}'"
    ),
    "an index is dropped": "DROP INDEX ix_voucher_client_id_state_day",
    "a view is added": "CREATE VIEW looked_at AS SELECT * FROM voucher",
    "a table is added": "CREATE TABLE looked_at (id INTEGER)",
    "a table is dropped": "DROP TABLE backup",
    "a column is added": "ALTER TABLE voucher ADD COLUMN hidden INTEGER",
    "a check is loosened": (
        "UPDATE sqlite_master SET sql = replace(sql, 'checked_by <> made_by', '1 = 1')"
        " WHERE name = 'voucher'"
    ),
    "a table is strict no more": (
        "UPDATE sqlite_master SET sql = replace(sql, ' STRICT', '') WHERE name = 'voucher'"
    ),
    "a reference points elsewhere": (
        "UPDATE sqlite_master SET sql = replace(sql, 'REFERENCES customer', 'REFERENCES product')"
        " WHERE name = 'entry'"
    ),
}


def _of(path: Path) -> str:
    engine = open_engine(path, KEY)
    try:
        with engine.connect() as connection:
            return fingerprint(connection)
    finally:
        engine.dispose()


def test_the_newest_migration_makes_the_schema_that_the_program_knows(empty: Path) -> None:
    assert _of(empty) == SCHEMA_FINGERPRINT


def test_rows_and_statistics_are_no_part_of_the_schema(full: Path) -> None:
    raw(full).execute("ANALYZE")
    assert _of(full) == SCHEMA_FINGERPRINT


def test_a_copy_as_a_backup_makes_it_has_the_same_schema(full: Path) -> None:
    copy = full.with_name("copy.db")
    raw(full).execute("VACUUM INTO ?", (str(copy),))
    assert _of(copy) == SCHEMA_FINGERPRINT


@pytest.mark.parametrize("change", _TAMPERED.values(), ids=_TAMPERED.keys())
def test_a_schema_that_was_tampered_with_is_another(empty: Path, change: str) -> None:
    connection = raw(empty, "writable_schema = ON", "foreign_keys = OFF")
    connection.execute(change)
    connection.close()
    assert _of(empty) != SCHEMA_FINGERPRINT


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office of one person; copy it."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    people = (
        Person("陈晓", (Role.ADMIN,), _PASSWORD),
        Person("周敏", (Role.SUPERVISOR,), _PASSWORD),
    )
    create_office(folder, OfficeDraft("青禾", people, single_person=True), cost=Cost(64, 1, 1))
    return folder


@pytest.mark.parametrize("change", ["a guard is dropped", "a view is added"])
def test_an_office_whose_schema_was_tampered_with_is_not_opened(
    founded: Path, tmp_path: Path, change: str
) -> None:
    folder = Path(shutil.copytree(founded, tmp_path / "office"))
    with (
        open_office(folder, "周敏", _PASSWORD) as opened,
        opened.office.engine.begin() as connection,
    ):
        connection.exec_driver_sql(_TAMPERED[change])
    with pytest.raises(SchemaChanged):
        open_office(folder, "周敏", _PASSWORD)
