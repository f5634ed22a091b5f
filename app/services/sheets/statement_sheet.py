"""The 客户往来对账单 as it is printed: what a customer owes and what is under way."""

import datetime
from dataclasses import dataclass

from app.values.money import Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the account; a return is a negative charge."""

    day: datetime.date
    number: str
    summary: str
    charged: Money | None
    paid: Money | None
    balance: Money


@dataclass(frozen=True, slots=True)
class ReturnUnderWay:
    """A return that the balance does not hold yet, with what it will change."""

    number: str
    subject: str
    amount: Money
    expected: str


@dataclass(frozen=True, slots=True)
class Ageing:
    """The balance by how long it is overdue."""

    not_due: Money
    to_30_days: Money
    to_60_days: Money
    to_90_days: Money
    above_90_days: Money

    @property
    def total(self) -> Money:
        """The whole balance."""
        return Money.total(
            [
                self.not_due,
                self.to_30_days,
                self.to_60_days,
                self.to_90_days,
                self.above_90_days,
            ]
        )


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """One customer's account from a first to a last day; the first movement may be the opening."""

    seller: str
    number: str
    customer: str
    customer_code: str
    first_day: datetime.date
    last_day: datetime.date
    reply_by: datetime.date
    balance: Money
    movements: tuple[Movement, ...]
    under_way: tuple[ReturnUnderWay, ...] = ()
    ageing: Ageing | None = None
    contact: str = ""
    maker: str = ""
    checker: str = ""
