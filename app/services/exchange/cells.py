"""What a cell of a file can be before anything is made of it."""

import datetime
import enum
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol, TypeAlias


class Flaw(enum.Enum):
    """A cell of a spreadsheet that has no value to take."""

    ERROR = "error"
    BOOLEAN = "boolean"
    NO_VALUE = "no value"


Cell: TypeAlias = (
    str | int | float | Decimal | datetime.date | datetime.time | datetime.timedelta | Flaw
)
"""A date with time of day is a datetime, which is a date. True and False never occur."""


class Sheet(Protocol):
    """One table of a file, to be read from the top."""

    @property
    def name(self) -> str:
        """The name on its tab; empty for a text file."""
        ...

    @property
    def height(self) -> int:
        """About how many rows there are."""
        ...

    @property
    def counts_from_1904(self) -> bool:
        """Whether bare numbers would count days from 1904."""
        ...

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from the first of the sheet, blank ones too."""
        ...


def is_blank(cell: Cell) -> bool:
    """Say whether nothing can be seen in the cell."""
    return isinstance(cell, str) and not cell.strip(BLANKS)


BLANKS = (
    " \t\r\n\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Everything that looks like a blank at either end of a text."""


def shown(cell: Cell) -> str:
    """Give a cell as text, for a finding or a heading."""
    match cell:
        case Flaw():
            return ""
        case float():
            return plain_number(cell)
        case datetime.datetime():
            return cell.isoformat(sep=" ")
        case _:
            return str(cell)


def plain_number(number: float) -> str:
    """Give a number as the spreadsheet shows it: 15 digits, no more are certain in it."""
    return f"{Decimal(f'{number:.15g}'):f}"
