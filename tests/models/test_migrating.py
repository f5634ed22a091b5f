"""An office is brought up to date wholly or not at all, rows and guards and all."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.models import database
from app.models.database import DatabaseDamaged, DatabaseNewer, SchemaChanged, migrate, open_engine
from app.models.fingerprint import fingerprint
from app.models.triggers import GUARDS
from app.paths import MIGRATIONS, ROOT
from tests.builders import KEY
from tests.models.attacks import refused
from tests.models.full_books import raw

_NEXT = '''"""what the next program changes."""

import os

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    {upgrade}


def downgrade():
    raise NotImplementedError
'''
# What a next program could do to its tables.
_COLUMN = 'op.add_column("voucher", sa.Column("colour", sa.Text()))'
_COPY = """\
with op.batch_alter_table("warehouse", recreate="always") as batch:
        batch.add_column(sa.Column("shelf", sa.Text(), nullable=False, server_default="A"))"""
_CARELESS_COPY = """\
op.execute("CREATE TABLE copied AS SELECT * FROM warehouse")
    op.execute("DROP TABLE warehouse")
    op.execute("ALTER TABLE copied RENAME TO warehouse")"""
_TABLE = 'op.create_table("colour", sa.Column("id", sa.Integer(), primary_key=True))'
_HALF = f'{_COPY}\n    {_TABLE}\n    op.execute("DELETE FROM entry")\n    '
_BREAKING = 'op.execute("DELETE FROM customer")'


Become = Callable[..., None]


@pytest.fixture(scope="module")
def schemas() -> dict[str, str]:
    """The schemas of new offices by the migration that comes last, as far as they are known."""
    return {}


@pytest.fixture
def next_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schemas: dict[str, str]
) -> Become:
    """Make this the next program: gives what sets its migration, and what it should have been."""
    copy = Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))
    version = copy / "versions" / "0002.py"
    monkeypatch.setattr(database, "MIGRATIONS", copy)
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2)

    def become(upgrade: str, sound: str = "") -> None:
        sound = sound or upgrade
        if sound not in schemas:
            version.write_text(_NEXT.format(upgrade=sound), "utf-8")
            schemas[sound] = _fresh(tmp_path / f"fresh-{len(schemas)}.db")
        version.write_text(_NEXT.format(upgrade=upgrade), "utf-8")
        monkeypatch.setattr(database, "SCHEMA_FINGERPRINT", schemas[sound])

    return become


def _fresh(path: Path) -> str:
    """Give the schema of an office that begins with this program."""
    engine = open_engine(path, KEY, create=True)
    with (
        engine.connect() as connection,
        database._without_foreign_keys(connection),
        connection.begin(),
    ):
        database.upgrade(connection)
        found = fingerprint(connection)
    engine.dispose()
    return found


def _migrate(path: Path) -> None:
    engine = open_engine(path, KEY)
    try:
        migrate(engine, str(path))
    finally:
        engine.dispose()


def _picture(path: Path) -> dict[str, Any]:
    """Give everything that is in the file: its schema, its version and every row."""
    connection = raw(path)
    schema = connection.execute("SELECT * FROM sqlite_master ORDER BY type, name").fetchall()
    found: dict[str, Any] = {
        name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}").fetchall()))
        for kind, name, *_rest in schema
        if kind == "table"
    }
    found["schema"] = [(row[0], row[1], row[4]) for row in schema]
    found["version"] = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return found


@pytest.mark.parametrize("upgrade", [_COLUMN, _COPY, _TABLE], ids=["column", "copy", "table"])
def test_an_older_office_becomes_what_a_new_one_is_and_loses_no_row(
    full: Path, next_program: Become, upgrade: str
) -> None:
    before = _picture(full)
    next_program(upgrade)
    _migrate(full)
    after = _picture(full)
    assert after["version"] == (2,)
    same = set(before) - {"schema", "version", "alembic_version", "voucher", "warehouse"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    for table in ("voucher", "warehouse"):
        assert len(after[table]) == len(before[table]) > 0


@pytest.mark.parametrize("upgrade", [_COLUMN, _COPY], ids=["column", "copy"])
def test_every_guard_stands_again_after_a_migration(
    full: Path, next_program: Become, upgrade: str
) -> None:
    next_program(upgrade)
    _migrate(full)
    connection = raw(full, "foreign_keys = ON")
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert {name for (name,) in names} == {guard.trigger for guard in GUARDS}
    with refused(connection, "voucher"):
        connection.execute("UPDATE OR REPLACE voucher SET word = '转' WHERE state = 'posted'")
    with refused(connection, "warehouse"):
        connection.execute("UPDATE OR REPLACE warehouse SET client_id = 2")


def test_a_guard_that_the_next_program_no_longer_has_goes(full: Path, next_program: Become) -> None:
    raw(full).execute(
        "CREATE TRIGGER guard_voucher_update_old BEFORE UPDATE ON voucher BEGIN SELECT 1; END"
    )
    next_program("pass")
    _migrate(full)
    assert "guard_voucher_update_old" not in str(_picture(full)["schema"])


def test_a_trigger_of_somebody_else_is_not_lost_unseen(full: Path, next_program: Become) -> None:
    raw(full).execute("CREATE TRIGGER theirs AFTER INSERT ON warehouse BEGIN SELECT 1; END")
    before = _picture(full)
    next_program(_COPY)
    with pytest.raises(SchemaChanged):
        _migrate(full)
    assert _picture(full) == before


@pytest.mark.parametrize(
    ("upgrade", "sound", "failure"),
    [
        (f"{_HALF}raise ZeroDivisionError", _COPY, ZeroDivisionError),
        (f'{_HALF}op.execute("nonsense")', _COPY, Exception),
        (_BREAKING, "pass", DatabaseDamaged),
        (_CARELESS_COPY, "pass", SchemaChanged),
        (_TABLE, "pass", SchemaChanged),
    ],
    ids=["stops half way", "is refused", "breaks a reference", "is careless", "makes too much"],
)
def test_a_migration_that_fails_changes_nothing(
    full: Path, next_program: Become, upgrade: str, sound: str, failure: type[BaseException]
) -> None:
    before = _picture(full)
    next_program(upgrade, sound)
    with pytest.raises(failure):
        _migrate(full)
    assert _picture(full) == before
    next_program(sound)
    _migrate(full)
    assert _picture(full)["version"] == (2,)


_KILLED = """
import sys
from pathlib import Path
from app.models import database
database.MIGRATIONS, database.SCHEMA_VERSION = Path(sys.argv[1]), 2
path = Path(sys.argv[2])
database.migrate(database.open_engine(path, bytes.fromhex(sys.argv[3])), str(path))
"""


def test_a_program_that_dies_while_it_migrates_leaves_the_office_as_it_was(
    full: Path, tmp_path: Path, next_program: Become
) -> None:
    before = _picture(full)
    next_program(f"{_HALF}os._exit(9)", _COPY)
    words = [str(tmp_path / "migrations"), str(full), KEY.hex()]
    died = subprocess.run(
        [sys.executable, "-c", _KILLED, *words], cwd=ROOT, capture_output=True, check=False
    )
    assert died.returncode == 9, died.stderr
    assert _picture(full) == before
    next_program(_COPY)
    _migrate(full)
    assert _picture(full)["version"] == (2,)


def test_an_office_that_is_up_to_date_is_not_touched(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = full.read_bytes()
    monkeypatch.delattr(database, "upgrade")
    _migrate(full)
    assert full.read_bytes() == before


def test_the_program_before_refuses_an_office_that_was_brought_up_to_date(
    full: Path, next_program: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_program(_COLUMN)
    _migrate(full)
    monkeypatch.undo()
    before = full.read_bytes()
    with pytest.raises(DatabaseNewer) as refusal:
        _migrate(full)
    assert isinstance(refusal.value, AppError)
    assert full.read_bytes() == before
