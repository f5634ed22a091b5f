"""Sheets are plain values whose sums are those of their lines."""

import dataclasses

import pytest

from app.services.sheets.report_sheet import CheckLine, StockLine
from app.services.sheets.signature import UNSIGNED
from app.values.entry import Side
from app.values.money import ZERO, Money
from tests.services.printing.report_samples import REPORT
from tests.services.printing.samples import RETURN, RETURN_VOUCHER
from tests.services.printing.statement_samples import STATEMENT


@pytest.mark.parametrize("sheet", [RETURN_VOUCHER, RETURN, REPORT, STATEMENT])
def test_a_sheet_cannot_be_changed(sheet: object) -> None:
    assert dataclasses.is_dataclass(sheet)
    name = dataclasses.fields(sheet)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(sheet, name, None)


def test_an_account_is_named_in_full() -> None:
    first, second, *_ = RETURN_VOUCHER.lines
    assert first.account == "1122 应收账款 — 长河工匠印务有限公司"
    assert dataclasses.replace(second, auxiliary="").account == "500101 主营业务收入"


def test_the_sides_of_a_voucher_sum_to_the_same() -> None:
    assert RETURN_VOUCHER.sum_of(Side.DEBIT) == Money.of("-1228.20")
    assert RETURN_VOUCHER.sum_of(Side.CREDIT) == Money.of("-1228.20")


def test_a_return_sums_its_lines() -> None:
    assert (RETURN.net, RETURN.tax, RETURN.gross) == (
        Money.of("1565.00"),
        Money.of("203.45"),
        Money.of("1768.45"),
    )


def test_a_check_gives_what_the_left_side_has_more() -> None:
    check = CheckLine("存货实物与总账", Money.of("143904"), Money.of("144020"), "")
    assert check.difference == Money.of("-116")


def test_stock_that_was_not_counted_has_no_difference() -> None:
    uncounted = StockLine("纸品", ZERO, ZERO, ZERO, ZERO, Money.of("10"))
    assert uncounted.difference is None
    assert dataclasses.replace(uncounted, counted=Money.of("9")).difference == Money.of("-1")


def test_the_ageing_sums_to_the_balance() -> None:
    assert STATEMENT.ageing is not None
    assert STATEMENT.ageing.total == STATEMENT.balance


def test_an_unsigned_place_has_neither_name_nor_day() -> None:
    assert (UNSIGNED.name, UNSIGNED.day) == ("", None)
