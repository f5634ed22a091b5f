"""The months of a book: which are open, and that nothing moves into the others."""

import datetime
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select

from app.errors import AppError
from app.i18n import N_
from app.models.client import PeriodRow
from app.models.prepared import Prepared
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.values.period import Period
from app.values.periods import PeriodState

_FARTHEST = 24


_STATE = Prepared(
    select(PeriodRow.state).where(
        PeriodRow.client_id == bindparam("client"), PeriodRow.period == bindparam("month")
    )
)


@dataclass(eq=False)
class PeriodClosed(AppError):
    """Work was tried in a month that is closed."""

    period: Period
    template = N_("{period} is closed; choose a day in an open month.")


@dataclass(eq=False)
class BeforeTheBook(AppError):
    """Work was tried before the first month of the book."""

    day: datetime.date
    start: Period
    template = N_("{day} is before the book begins ({start}); check the date.")


@dataclass(eq=False)
class DayTooFarAhead(AppError):
    """A day lies years after everything else in the book."""

    day: datetime.date
    template = N_("{day} is more than two years ahead of this book; check the year.")


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month and whether it is open."""

    period: Period
    state: PeriodState


@allowed(Act.LOOK)
def listing(reading: Reading) -> tuple[MonthRow, ...]:
    """Give the months of the book in their order."""
    rows = reading.connection.execute(
        select(PeriodRow.period, PeriodRow.state)
        .where(PeriodRow.client_id == reading.client_id)
        .order_by(PeriodRow.period)
    )
    return tuple(MonthRow(period, state) for period, state in rows)


@inner
def require_open(writing: Writing, day: datetime.date) -> Period:
    """Give the month of this day, opened if it is a new one; refuse a closed month."""
    period = Period.holding(day)
    if period < writing.facts.start:
        raise BeforeTheBook(day, writing.facts.start)
    found = _STATE.first(writing.connection, client=writing.client_id, month=period)
    if found is None:
        _open_through(writing, day, period)
    elif found.state is not PeriodState.OPEN:
        raise PeriodClosed(period)
    return period


def _open_through(writing: Writing, day: datetime.date, period: Period) -> None:
    """Open every month after the last one up to this one, so that none is left out."""
    month: Period = writing.connection.execute(
        select(func.max(PeriodRow.period)).where(PeriodRow.client_id == writing.client_id)
    ).scalar_one()
    if (period.year - month.year) * 12 + period.month - month.month > _FARTHEST:
        raise DayTooFarAhead(day)
    while month < period:
        month = month.next()
        writing.connection.execute(
            insert(PeriodRow).values(
                client_id=writing.client_id, period=month, state=PeriodState.OPEN
            )
        )
