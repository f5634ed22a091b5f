"""A monthly report as values."""

import dataclasses

import pytest

from app.services.sheets.report_sheet import CheckLine, StockLine
from app.values.money import ZERO, Money
from tests.services.printing.report_samples import REPORT


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        REPORT.stock_note = ""  # type: ignore[misc]  # that it is refused is the point


def test_a_check_gives_what_the_left_side_has_more() -> None:
    check = CheckLine("存货实物与总账", Money.of("143904"), Money.of("144020"), "")
    assert check.difference == Money.of("-116")


def test_stock_that_was_not_counted_has_no_difference() -> None:
    uncounted = StockLine("纸品", ZERO, ZERO, ZERO, ZERO, Money.of("10"))
    assert uncounted.difference is None
    assert dataclasses.replace(uncounted, counted=Money.of("9")).difference == Money.of("-1")
