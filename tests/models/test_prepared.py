"""A statement worded once gives what the session would give."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from app.models.column_types import is_set
from app.models.customer import Customer
from app.models.database import open_engine
from app.models.office import Staff
from app.models.prepared import Prepared
from app.models.tables import Base
from app.models.voucher import EntryRow, Voucher
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import VoucherState
from tests.builders import KEY


@pytest.fixture
def connection(full: Path) -> Iterator[Connection]:
    engine = open_engine(full, KEY)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


# Statements of every shape that the services ask, with the values that they are asked with.
_ASKED: list[tuple[Any, dict[str, Any]]] = [
    (select(Voucher.id, Voucher.period, Voucher.day, Voucher.state, Voucher.posted_at), {}),
    (
        select(EntryRow.amount, EntryRow.side).where(EntryRow.side == bindparam("side")),
        {"side": Side.CREDIT},
    ),
    (
        select(Voucher.id).where(
            Voucher.period == bindparam("month"), Voucher.state == VoucherState.POSTED
        ),
        {"month": Period(2025, 10)},
    ),
    (
        select(EntryRow.id, literal("x").label("mark")).where(
            EntryRow.amount >= bindparam("amount")
        ),
        {"amount": Money.of("10.00")},
    ),
    (
        select(Customer.name, Customer.credit_limit).where(
            (Customer.code == bindparam("code")) | (Customer.short_name == bindparam("code"))
        ),
        {"code": "KH-0117"},
    ),
    (select(func.count(), func.max(Voucher.day).label("last")).select_from(Voucher), {}),
    (select(Staff.name).where(is_set(Staff.is_active)).order_by(Staff.name).limit(2), {}),
]


@pytest.mark.parametrize(("statement", "given"), _ASKED)
def test_it_gives_what_the_session_gives(
    connection: Connection, statement: Any, given: dict[str, Any]
) -> None:
    wanted = connection.execute(statement, given).all()
    found = Prepared(statement).rows(connection, **given)
    assert len(wanted) > 0
    assert [tuple(row) for row in found] == [tuple(row) for row in wanted]
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in wanted]
    named = [name for name in wanted[0]._fields if name.isidentifier() and name[0] != "_"]
    assert [getattr(found[0], name) for name in named] == [
        getattr(wanted[0], name) for name in named
    ]


def test_the_first_row_or_nothing(connection: Connection) -> None:
    asked = Prepared(select(Staff.name).where(Staff.id == bindparam("id")))
    assert asked.first(connection, id=1).name == "周敏"  # type: ignore[union-attr]  # there is one
    assert asked.first(connection, id=99) is None


def test_the_same_statement_is_asked_again_with_other_values(connection: Connection) -> None:
    asked = Prepared(select(Staff.name).where(Staff.id == bindparam("id")))
    names = [row.name for number in (1, 2, 1) for row in asked.rows(connection, id=number)]
    assert names == ["周敏", "李国栋", "周敏"]


def test_changes_are_carried_out_once_or_for_each_of_many(connection: Connection) -> None:
    added = insert(Staff).values(is_active=True, written_by="周敏")
    add = Prepared(added.values(name=bindparam("called"), written_at=bindparam("at")))
    at = datetime.datetime(2025, 10, 31, 10, tzinfo=datetime.UTC)
    add.run(connection, called="赵一", at=at)
    add.run_all(connection, [{"called": name, "at": at} for name in ("钱二", "孙三")])
    add.run_all(connection, [])
    found = connection.execute(
        select(Staff.name, Staff.written_at).where(Staff.written_at == at).order_by(Staff.id)
    ).all()
    assert [tuple(row) for row in found] == [("赵一", at), ("钱二", at), ("孙三", at)]


def test_nothing_stands_for_nothing(connection: Connection) -> None:
    change = Prepared(
        update(Customer)
        .where(Customer.id == bindparam("which"))
        .values(credit_limit=bindparam("to"))
    )
    limit = Prepared(select(Customer.credit_limit).where(Customer.id == bindparam("which")))
    for amount in (Money.of("88.00"), None):
        change.run(connection, which=1, to=amount)
        assert limit.rows(connection, which=1) == [(amount,)]


def test_a_value_that_is_asked_for_must_be_given(connection: Connection) -> None:
    asked = Prepared(select(Staff.name).where(Staff.id == bindparam("id")))
    with pytest.raises(KeyError, match="id"):
        asked.rows(connection)


def test_a_value_of_another_kind_is_refused(connection: Connection) -> None:
    asked = Prepared(select(EntryRow.id).where(EntryRow.amount == bindparam("amount")))
    with pytest.raises(AttributeError):
        asked.rows(connection, amount=10)


def test_what_the_database_refuses_is_refused(connection: Connection) -> None:
    change = Prepared(
        update(Staff).where(Staff.id == bindparam("which")).values(name=bindparam("to"))
    )
    with pytest.raises(IntegrityError, match="zf:refused"):
        change.run(connection, which=1, to="李国栋")


def test_what_makes_tables_is_not_for_it(connection: Connection) -> None:
    with pytest.raises(TypeError, match="not a statement"):
        Prepared(CreateTable(Base.metadata.tables["staff"])).run(connection)
