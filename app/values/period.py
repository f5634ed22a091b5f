"""The accounting month; no clock in here."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Self

from typing_extensions import override

_TEXT = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One month of the books."""

    year: int
    month: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Read "2025-10".

        Raises:
            ValueError: it is not a year and a month.

        """
        found = _TEXT.fullmatch(text)
        if found is None:
            message = f"not a period such as 2025-10: {text!r}"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def holding(cls, day: datetime.date) -> Self:
        """Give the month that this day lies in."""
        return cls(day.year, day.month)

    @override
    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> datetime.date:
        """The first day of the month."""
        return datetime.date(self.year, self.month, 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day of the month."""
        return datetime.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def next(self) -> "Period":
        """Give the month after this one."""
        return Period(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> "Period":
        """Give the month before this one."""
        return Period(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def holds(self, day: datetime.date) -> bool:
        """Say whether the day lies in this month."""
        return (day.year, day.month) == (self.year, self.month)
