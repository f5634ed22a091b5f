"""Sums that are typed into a field."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.arithmetic import Incalculable, calculate, half_width
from tests.ui.hand import full_width


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4*50+36", "236"),
        ("12*8.5", "102"),
        ("1,768.45", "1768.45"),
        (full_width("(12+3)") + "×4÷2", "30"),
        ("3。5", "3.5"),
        ("0.1+0.2", "0.3"),
        ("-5--3", "-2"),
        ("2*(3+4)-1", "13"),
        (".5*4", "2"),
        ("100/8", "12.5"),
    ],
)
def test_a_sum_is_worked_out_exactly(typed: str, value: str) -> None:
    assert calculate(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "12*", "(3", "3)", "1/0", "0/0", "abc", "1 2", "1..2", "*3", "()", "(" * 5000]
)
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(Incalculable):
        calculate(typed)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**9), 10**9))
def test_sums_are_those_of_whole_numbers(left: int, right: int) -> None:
    assert calculate(f"{left}+{right}") == left + right
    assert calculate(f"{left}-({right})") == left - right


def test_full_width_signs_are_read_as_the_half_width_ones() -> None:
    assert half_width(full_width("12,345.60+(1)")) == "12,345.60+(1)"
