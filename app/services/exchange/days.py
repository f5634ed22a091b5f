"""Days and moments as people and spreadsheets write them."""

import datetime
import enum
import re
from decimal import ROUND_HALF_UP, Decimal

from app.services.exchange.cells import Cell, plain_number
from app.services.exchange.figures import FOLDED
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused

FIRST_DAY = datetime.date(1955, 1, 1)
LAST_DAY = datetime.date(2099, 12, 31)
_SERIALS = (20_000, 73_051)
"""Bare numbers between these are days counted from 1900: 1954-10-03 to 2100-01-01."""
_WRITTEN_OUT = (19_000_000, 99_999_999)
"""Bare numbers between these are days written without signs: 20251031."""
_ZERO = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet knows no time zone

_TIME = r"(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?)?"
_YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)"
    r"([0-9]{1,2})日?" + _TIME
)
_PLAIN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})" + _TIME)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})" + _TIME)


class DayOrder(enum.StrEnum):
    """In which order a source writes year, month and day when the year is not first."""

    YEAR_FIRST = "ymd"
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


class Days:
    """Reads days; how the source writes them is known beforehand."""

    def __init__(self, order: DayOrder, *, from_1904: bool) -> None:
        self._order = order
        self._from_1904 = from_1904

    def moment(self, cell: Cell) -> str:
        """Give "2025-10-31", or "2025-10-31 08:26:00" where the source gives a time."""
        moment, has_time = self._moment(cell)
        if not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise CellRefused(Reason.DATE_IMPOSSIBLE)
        return moment.isoformat(sep=" ") if has_time else moment.date().isoformat()

    def day(self, cell: Cell) -> str:
        """Give "2025-10-31"; a time of day is left out."""
        return self.moment(cell)[:10]

    def _moment(self, cell: Cell) -> tuple[datetime.datetime, bool]:
        match cell:
            case str():
                return self._written(cell.translate(FOLDED).strip())
            case datetime.datetime():
                whole = _to_second(cell)
                return whole, whole.time() != datetime.time.min
            case datetime.date():
                return datetime.datetime.combine(cell, datetime.time.min), False
            case int() | float() | Decimal():
                return self._counted(cell)
            case _:
                raise CellRefused(Reason.NOT_A_DATE)

    def _written(self, text: str) -> tuple[datetime.datetime, bool]:
        if found := _YEAR_FIRST.fullmatch(text):
            year, *months, day, hour, minute, second = found.groups()
            month = next(month for month in months if month is not None)
            return _built((year, month, day), (hour, minute, second))
        if found := _PLAIN.fullmatch(text):
            year, month, day, *time = found.groups()
            return _built((year, month, day), time)
        if self._order is not DayOrder.YEAR_FIRST and (found := _YEAR_LAST.fullmatch(text)):
            first, second, year, *time = found.groups()
            by_month = self._order is DayOrder.MONTH_FIRST
            return _built((year, first, second) if by_month else (year, second, first), time)
        raise CellRefused(Reason.NOT_A_DATE)

    def _counted(self, number: float | Decimal) -> tuple[datetime.datetime, bool]:
        """Read a bare number: 20251031, or days counted from 1900."""
        if not 0 <= number <= _WRITTEN_OUT[1]:
            raise CellRefused(Reason.DATE_IMPOSSIBLE)
        if number >= _WRITTEN_OUT[0] and number == number // 1:
            return self._written(str(int(number)))
        if self._from_1904 or not _SERIALS[0] <= number <= _SERIALS[1]:
            raise CellRefused(Reason.DATE_IMPOSSIBLE)
        exact = Decimal(plain_number(number)) if isinstance(number, float) else Decimal(number)
        seconds = (exact * 86_400).to_integral_value(ROUND_HALF_UP)
        moment = _ZERO + datetime.timedelta(seconds=int(seconds))
        return moment, moment.time() != datetime.time.min


def _to_second(moment: datetime.datetime) -> datetime.datetime:
    """Round to the second: a spreadsheet keeps time of day as a fraction that is seldom exact."""
    half = datetime.timedelta(microseconds=500_000)
    return (moment.replace(tzinfo=None) + half).replace(microsecond=0)


def _built(
    day: tuple[str, str, str], time: "list[str | None] | tuple[str | None, ...]"
) -> tuple[datetime.datetime, bool]:
    """Put the parts together; they may be no day at all."""
    hour, minute, second = (int(part or 0) for part in time)
    year, month, number = map(int, day)
    try:
        moment = datetime.datetime(year, month, number, hour, minute, second)  # noqa: DTZ001
    except ValueError as impossible:
        raise CellRefused(Reason.DATE_IMPOSSIBLE) from impossible
    return moment, time[0] is not None
