"""The one clock; everything else is told the time."""

import datetime
from collections.abc import Callable

Clock = Callable[[], datetime.datetime]


def system_clock() -> datetime.datetime:
    """Give this moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
