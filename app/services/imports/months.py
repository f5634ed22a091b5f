"""Which months of a file cannot be booked in, each with its reason."""

import datetime
from collections.abc import Iterable, Mapping

from app.services import periods
from app.services.access import inner
from app.services.imports.results import BookReason
from app.services.periods import BeforeTheBook, DayTooFarAhead, PeriodClosed
from app.services.permits import Writing

_MONTH = len("2025-10")


@inner
def unbookable(writing: Writing, days: Iterable[str]) -> Mapping[str, BookReason]:
    """Give the months, such as 2025-10, in which nothing of these days can be booked.

    A month after the last one is opened with all months before it.
    """
    found: dict[str, BookReason] = {}
    for month in sorted({day[:_MONTH] for day in days}):
        try:
            periods.require_open(writing, datetime.date.fromisoformat(f"{month}-01"))
        except BeforeTheBook:
            found[month] = BookReason.BEFORE_THE_BOOK
        except PeriodClosed:
            found[month] = BookReason.PERIOD_CLOSED
        except DayTooFarAhead:
            found[month] = BookReason.DAY_TOO_FAR
    return found


def reason_of(months: Mapping[str, BookReason], day: str) -> BookReason | None:
    """Give why nothing of this day can be booked, None where it can."""
    return months.get(day[:_MONTH])
