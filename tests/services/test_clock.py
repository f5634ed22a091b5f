"""The one clock of the program."""

import datetime

from app.services.clock import system_clock


def test_the_clock_gives_the_moment_in_utc_to_the_second() -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    now = system_clock()
    assert (now.tzinfo, now.microsecond) == (datetime.UTC, 0)
    assert now >= before
