import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.period import Period

PERIODS = st.builds(Period, st.integers(1900, 2999), st.integers(1, 12))
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))


@given(PERIODS)
def test_a_period_written_down_is_read_back_the_same(period: Period) -> None:
    assert Period.of(str(period)) == period


@pytest.mark.parametrize("text", ["", "2025-13", "2025-00", "2025-1", "202510", "2025-10-31"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.of(text)


@given(PERIODS)
def test_the_month_after_the_month_before_is_the_month(period: Period) -> None:
    assert period.next().previous() == period.previous().next() == period
    assert period.previous() < period < period.next()


@given(PERIODS)
def test_the_day_after_a_month_is_the_first_of_the_next(period: Period) -> None:
    assert period.last_day + datetime.timedelta(days=1) == period.next().first_day


@given(DAYS, PERIODS)
def test_a_day_lies_in_one_month_only(day: datetime.date, other: Period) -> None:
    period = Period.holding(day)
    assert period.holds(day)
    assert period.first_day <= day <= period.last_day
    assert other.holds(day) == (other == period)


def test_the_year_turns_after_december() -> None:
    assert Period(2025, 12).next() == Period(2026, 1)
    assert Period(2026, 1).previous() == Period(2025, 12)
    assert Period(2024, 2).last_day == datetime.date(2024, 2, 29)
