"""The newest migration makes what the models say; each goes up and down with rows in the tables."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, MetaData, create_engine

from app.models.database import SCHEMA_VERSION, open_engine, upgrade
from app.models.fingerprint import SCHEMA_FINGERPRINT, fingerprint
from app.models.tables import Base
from app.models.triggers import install, remove, standing
from app.paths import MIGRATIONS
from tests.builders import KEY
from tests.models.full_books import raw

_TABLES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
    " AND name NOT LIKE 'sqlite_%'"
)
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_TRIGGERS = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"


def _migrations() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


_REVISIONS = [script.revision for script in reversed(list(_migrations().walk_revisions()))]


@pytest.fixture
def writer(full: Path) -> Iterator[Engine]:
    """The office that has everything, open without foreign keys, as a migration finds it."""
    engine = open_engine(full, KEY)
    with engine.connect() as connection:
        raw_connection: Any = connection.connection.driver_connection
        raw_connection.execute("PRAGMA foreign_keys = OFF")
    yield engine
    engine.dispose()


def _schema(connection: Connection) -> dict[str, set[str]]:
    """Give every table and index with the lines that it was made of, in no order."""
    found = {}
    for asked in (_TABLES, _INDEXES):
        for name, sql in connection.exec_driver_sql(asked):
            lines = (" ".join(line.split()).rstrip(",") for line in sql.splitlines())
            found[name] = {line for line in lines if line}
    return found


def differences(migrated: Connection, metadata: MetaData) -> dict[str, set[str]]:
    """Give by table and index the lines that only the models have, or only the migrations."""
    with create_engine("sqlite://").begin() as fresh:
        metadata.create_all(fresh)
        wanted = _schema(fresh)
    made = _schema(migrated)
    different = {name: wanted.get(name, set()) ^ made.get(name, set()) for name in {*wanted, *made}}
    return {name: lines for name, lines in different.items() if lines}


def test_the_newest_migration_makes_what_the_models_say(empty: Path) -> None:
    engine = open_engine(empty, KEY)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        assert differences(connection, Base.metadata) == {}
        guards = sorted(connection.exec_driver_sql(_TRIGGERS).scalars())
        assert guards == sorted(install("sqlite"))
    engine.dispose()


def _changed_models(table: str, kind: str) -> MetaData:
    """Give the models with one thing of one table otherwise, of the kind that alembic overlooks."""
    models = MetaData()
    for one in Base.metadata.tables.values():
        one.to_metadata(models)
    changed = models.tables[table]
    match kind:
        case "check":
            changed.append_constraint(CheckConstraint("id < 9", name="below_nine"))
        case "strict":
            changed.dialect_options["sqlite"]["strict"] = False
        case "row number":
            changed.dialect_options["sqlite"]["with_rowid"] = True
        case _:
            raise AssertionError(kind)
    return models


@pytest.mark.parametrize(
    ("table", "kind", "line"),
    [
        ("sale", "check", "CONSTRAINT below_nine CHECK (id < 9)"),
        ("sale", "strict", "STRICT"),
        ("counter", "row number", "WITHOUT ROWID"),
    ],
)
def test_a_model_that_no_migration_follows_is_named(
    empty: Path, table: str, kind: str, line: str
) -> None:
    engine = open_engine(empty, KEY)
    with engine.connect() as connection:
        found = differences(connection, _changed_models(table, kind))
    engine.dispose()
    assert set(found) == {table}
    assert line in found[table]


def test_migrations_are_numbered_one_after_the_other_up_to_this_programs_version() -> None:
    numbers = [f"{number:04}" for number in range(1, SCHEMA_VERSION + 1)]
    assert numbers == _REVISIONS
    assert len(_migrations().get_heads()) == 1


def go_down(connection: Connection, revision: str) -> None:
    """Go back to an older revision, as nobody but a developer does."""
    for statement in remove(connection.dialect.name, standing(connection)):
        connection.exec_driver_sql(statement)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


@pytest.mark.parametrize(("before", "after"), list(pairwise(["base", *_REVISIONS])))
def test_a_migration_goes_down_and_up_with_rows_in_the_tables(
    full: Path, writer: Engine, before: str, after: str
) -> None:
    with writer.begin() as connection:
        if after != _REVISIONS[-1]:
            go_down(connection, after)
        go_down(connection, before)
        left = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert left == []
    if before == "base":
        assert raw(full).execute(_TABLES).fetchall() == []
    with writer.begin() as connection:
        upgrade(connection)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert fingerprint(connection) == SCHEMA_FINGERPRINT
