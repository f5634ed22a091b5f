"""A balanced entry: the lines of one voucher."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.values.money import FEN_LIMIT, Money

_FEWEST_LINES = 2


class Side(enum.StrEnum):
    """The side of an account that a line goes to."""

    DEBIT = "debit"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a voucher; a red line has a negative amount on its normal side."""

    side: Side
    account: str
    amount: Money
    summary: str = ""
    customer: int | None = None
    product: int | None = None


class Unbalanced(ValueError):
    """Lines were given whose debits and credits differ, or that are no entry at all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines whose debits equal their credits; it cannot be built otherwise.

    The totals may be negative or 0.00: a red voucher is a real one.
    """

    lines: tuple[EntryLine, ...]

    def __post_init__(self) -> None:
        if len(self.lines) < _FEWEST_LINES:
            message = "an entry has two lines or more"
            raise Unbalanced(message)
        if any(line.amount.fen == 0 or abs(line.amount.fen) > FEN_LIMIT for line in self.lines):
            message = "a line is neither zero nor absurdly large"
            raise Unbalanced(message)
        debit, credit = side_total(self.lines, Side.DEBIT), side_total(self.lines, Side.CREDIT)
        if debit != credit:
            message = f"debits {debit} and credits {credit} differ"
            raise Unbalanced(message)

    @property
    def total(self) -> Money:
        """The sum of the debits, which is that of the credits."""
        return side_total(self.lines, Side.DEBIT)

    def reversed(self) -> "Entry":
        """Give the red copy: every line again, with its amount negated."""
        return Entry(tuple(replace(line, amount=-line.amount) for line in self.lines))


def side_total(lines: Sequence[EntryLine], side: Side) -> Money:
    """Give the sum of the lines of one side."""
    return Money(sum(line.amount.fen for line in lines if line.side is side))
