"""Values lie on disk as whole numbers and text, and come back as what they were."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    create_engine,
    insert,
    select,
    text,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from app.models.column_types import (
    DayColumn,
    FlagColumn,
    MomentColumn,
    MoneyColumn,
    PeriodColumn,
    QuantityColumn,
    UnitPriceColumn,
    WordColumn,
    is_set,
)
from app.models.office import Staff
from app.values.entry import Side
from app.values.money import FEN_LIMIT, Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity

_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_KEPT: list[tuple[TypeEngine[Any], object, object]] = [
    (MoneyColumn(), Money.of("-1130.05"), -113005),
    (MoneyColumn(), Money(FEN_LIMIT), 10**14),
    (MoneyColumn(), Money(0), 0),
    (QuantityColumn(), Quantity.of("1.005"), 1005),
    (QuantityColumn(), Quantity.of("-20"), -20000),
    (UnitPriceColumn(), UnitPrice.of("8.849558"), 8849558),
    (PeriodColumn(), Period(2025, 3), "2025-03"),
    (DayColumn(), datetime.date(2025, 3, 1), "2025-03-01"),
    (
        MomentColumn(),
        datetime.datetime(2025, 3, 1, 2, tzinfo=datetime.UTC),
        "2025-03-01T02:00:00+00:00",
    ),
    (WordColumn(Side), Side.DEBIT, "debit"),
    (FlagColumn(), True, 1),
    (FlagColumn(), False, 0),
]


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as connection:
        yield connection


def _table(connection: Connection, kind: TypeEngine[Any]) -> Table:
    table = Table(
        "kept", MetaData(), Column("id", Integer, primary_key=True), Column("value", kind)
    )
    table.create(connection)
    return table


def _on_disk(connection: Connection) -> object:
    return connection.execute(text("SELECT value FROM kept")).scalar_one()


@pytest.mark.parametrize(("kind", "value", "kept"), _KEPT)
def test_a_value_is_kept_exactly_and_comes_back(
    connection: Connection, kind: TypeEngine[Any], value: object, kept: object
) -> None:
    table = _table(connection, kind)
    connection.execute(insert(table).values(value=value))
    assert _on_disk(connection) == kept
    assert type(_on_disk(connection)) is type(kept)
    found = connection.execute(select(table.c.value).where(table.c.value == value)).scalar_one()
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("kind", {type(kind): kind for kind, _value, _kept in _KEPT}.values())
def test_what_is_not_known_stays_unknown(connection: Connection, kind: TypeEngine[Any]) -> None:
    table = _table(connection, kind)
    connection.execute(insert(table).values(value=None))
    assert _on_disk(connection) is None
    assert connection.execute(select(table.c.value)).scalar_one() is None


def test_a_moment_is_kept_in_one_zone_whatever_zone_it_was_told_in(connection: Connection) -> None:
    table = _table(connection, MomentColumn())
    told = datetime.datetime(2025, 11, 1, 7, 30, tzinfo=_CHINA)
    connection.execute(insert(table).values(value=told))
    assert _on_disk(connection) == "2025-10-31T23:30:00+00:00"
    assert connection.execute(select(table.c.value)).scalar_one() == told


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (MoneyColumn(), 1130),
        (MoneyColumn(), 11.3),
        (MoneyColumn(), "1130.00"),
        (QuantityColumn(), 2),
        (UnitPriceColumn(), "8.85"),
        (DayColumn(), "2025-03-01"),
        (DayColumn(), datetime.datetime(2025, 3, 1, 2, tzinfo=datetime.UTC)),
        (MomentColumn(), datetime.datetime(2025, 3, 1, 2)),  # noqa: DTZ001  # what is refused
        (WordColumn(Side), "left"),
        (FlagColumn(), "maybe"),
    ],
    ids=str,
)
def test_what_only_looks_like_a_value_is_not_kept(
    connection: Connection, kind: TypeEngine[Any], value: object
) -> None:
    table = _table(connection, kind)
    with pytest.raises((StatementError, AttributeError)):
        connection.execute(insert(table).values(value=value))
    assert connection.execute(text("SELECT count(*) FROM kept")).scalar_one() == 0


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (PeriodColumn(), "2025-13"),
        (DayColumn(), "2025-02-30"),
        (MomentColumn(), "yesterday"),
        (WordColumn(Side), "left"),
    ],
    ids=str,
)
def test_nonsense_on_disk_is_never_read_as_a_value(
    connection: Connection, kind: TypeEngine[Any], kept: str
) -> None:
    table = _table(connection, kind)
    connection.execute(text("INSERT INTO kept (value) VALUES (:kept)"), {"kept": kept})
    with pytest.raises(ValueError, match=r".+"):
        connection.execute(select(table.c.value)).all()


def test_periods_and_days_sort_as_time_goes(connection: Connection) -> None:
    table = _table(connection, PeriodColumn())
    months = [Period(2025, 12), Period(2026, 1), Period(2025, 2), Period(2025, 10)]
    connection.execute(insert(table), [{"value": month} for month in months])
    found = connection.execute(select(table.c.value).order_by(table.c.value)).scalars().all()
    assert found == sorted(months)


def test_a_flag_is_a_condition_on_any_kind_of_database() -> None:
    assert str(is_set(Staff.is_active)) == "staff.is_active = :param_1"
