"""A voucher as values."""

import dataclasses

import pytest

from app.values.entry import Side
from app.values.money import Money
from tests.services.printing.samples import RETURN_VOUCHER, SALE_VOUCHER


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RETURN_VOUCHER.maker = "李国栋"  # type: ignore[misc]  # that it is refused is the point


def test_an_account_is_named_in_full() -> None:
    first, second, *_ = RETURN_VOUCHER.lines
    assert first.account == "1122 应收账款 — 长河工匠印务有限公司"
    assert dataclasses.replace(second, auxiliary="").account == "500101 主营业务收入"


def test_the_sides_of_a_voucher_sum_to_the_same() -> None:
    assert RETURN_VOUCHER.sum_of(Side.DEBIT) == Money.of("-1228.20")
    assert RETURN_VOUCHER.sum_of(Side.CREDIT) == Money.of("-1228.20")
    assert SALE_VOUCHER.sum_of(Side.DEBIT) == Money.of("19815.38")
