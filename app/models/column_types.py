"""How values are kept in columns: whole numbers and text, nothing a database could round."""

import datetime
import enum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, Integer, Text, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity

# STRICT tables of SQLite know only the name INTEGER.
Whole = BigInteger().with_variant(Integer(), "sqlite")


class MoneyColumn(TypeDecorator[Money]):
    """Money as whole 分."""

    impl = Whole
    cache_ok = True

    @override
    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class QuantityColumn(TypeDecorator[Quantity]):
    """A quantity as whole thousandths."""

    impl = Whole
    cache_ok = True

    @override
    def process_bind_param(self, value: Quantity | None, dialect: Dialect) -> int | None:
        return None if value is None else value.thousandths

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> Quantity | None:
        return None if value is None else Quantity(int(value))


class UnitPriceColumn(TypeDecorator[UnitPrice]):
    """A unit price as whole millionths of a yuan."""

    impl = Whole
    cache_ok = True

    @override
    def process_bind_param(self, value: UnitPrice | None, dialect: Dialect) -> int | None:
        return None if value is None else value.micros

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> UnitPrice | None:
        return None if value is None else UnitPrice(int(value))


class PeriodColumn(TypeDecorator[Period]):
    """A period as text such as 2025-10, which sorts as it should."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Period | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> Period | None:
        return None if value is None else Period.of(value)


class DayColumn(TypeDecorator[datetime.date]):
    """A day as text such as 2025-10-31, without any time zone."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime.date | None, dialect: Dialect) -> str | None:
        if isinstance(value, datetime.datetime):  # for Python a moment is a day too
            message = f"a moment is no day: {value}"
            raise TypeError(message)
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime.date | None:
        return None if value is None else datetime.date.fromisoformat(value)


class MomentColumn(TypeDecorator[datetime.datetime]):
    """A moment as ISO text in UTC."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> str | None:
        if value is not None and value.tzinfo is None:  # Python would take it for this machine's
            message = f"a moment without its time zone: {value}"
            raise ValueError(message)
        return None if value is None else value.astimezone(datetime.UTC).isoformat()

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime.datetime | None:
        return None if value is None else datetime.datetime.fromisoformat(value)


class WordColumn(TypeDecorator[enum.StrEnum]):
    """One word of an enumeration as its text; the table's CHECK lists the words."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[enum.StrEnum]) -> None:
        super().__init__()
        self.words = words

    @override
    def process_bind_param(self, value: enum.StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> enum.StrEnum | None:
        return None if value is None else self.words(value)


class FlagColumn(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def is_set(flag: InstrumentedAttribute[bool]) -> ColumnElement[bool]:
    """Give the condition that a flag says yes; a server takes no bare number for a condition."""
    return type_coerce(flag, Integer) == 1
