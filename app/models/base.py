"""Base of every table: names of constraints, kinds of columns, strictness."""

import datetime
import enum
from typing import Annotated, Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.models.column_types import (
    DayColumn,
    FlagColumn,
    MomentColumn,
    MoneyColumn,
    PeriodColumn,
    QuantityColumn,
    UnitPriceColumn,
    Whole,
)
from app.values.money import FEN_LIMIT, Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity

STRICT: dict[str, Any] = {"sqlite_strict": True}
KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For a table without an id: SQLite's hidden row number would be a second key to replace it by."""


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: Whole,
        str: Text,
        bool: FlagColumn,
        Money: MoneyColumn,
        Quantity: QuantityColumn,
        UnitPrice: UnitPriceColumn,
        Period: PeriodColumn,
        datetime.date: DayColumn,
        datetime.datetime: MomentColumn,
    }
    __table_args__: Any = (STRICT,)


Id = Annotated[int, mapped_column(primary_key=True)]
ClientRef = Annotated[int, mapped_column(ForeignKey("client.id", ondelete="RESTRICT"))]


def reference(target: str, **options: Any) -> Any:
    """Give a column that points at a row which then cannot be deleted."""
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), **options)


def one_of(column: str, words: type[enum.StrEnum]) -> CheckConstraint:
    """Give a CHECK that the column holds one of these words."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


def flags(*columns: str) -> tuple[CheckConstraint, ...]:
    """Give CHECKs that a yes or no is 1 or 0."""
    return tuple(
        CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag") for column in columns
    )


def bounded(*columns: str, limit: int = FEN_LIMIT) -> tuple[CheckConstraint, ...]:
    """Give CHECKs that amounts and quantities stay small enough to be summed without overflow."""
    return tuple(
        CheckConstraint(f"{column} BETWEEN -{limit} AND {limit}", name=f"{column}_bounded")
        for column in columns
    )


def priced(*columns: str) -> tuple[CheckConstraint, ...]:
    """Give CHECKs that one unit costs no more than the largest amount."""
    return bounded(*columns, limit=UnitPrice.of(Money(FEN_LIMIT).yuan).micros)


class Stamped:
    """Who wrote a row, and when."""

    written_by: Mapped[str]
    written_at: Mapped[datetime.datetime]
