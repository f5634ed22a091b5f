"""How vouchers are spread over forms."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.services.printing.voucher_pages import AmountBeyondGrid, LayoutUnknown, pages_of
from app.services.sheets.voucher_sheet import VoucherSheetLine
from app.values.entry import Side
from app.values.money import Money
from tests.services.printing.samples import COST, MAIN_STORE, RETURN_VOUCHER, line


def long_voucher(pairs: int) -> tuple[VoucherSheetLine, ...]:
    lines: list[VoucherSheetLine] = []
    for number in range(1, pairs + 1):
        lines.append(line(f"结转成本 {number}", COST, Side.DEBIT, f"{number}.00"))
        lines.append(line(f"结转成本 {number}", MAIN_STORE, Side.CREDIT, f"{number}.00"))
    return tuple(lines)


def test_seven_lines_fit_one_form() -> None:
    (page,) = pages_of(replace(RETURN_VOUCHER, lines=long_voucher(4)[:7]), 7)
    assert page.is_last
    assert page.brought is None


@pytest.mark.parametrize(("lines", "forms"), [(1, 1), (7, 1), (8, 2), (13, 2), (14, 3), (60, 10)])
def test_a_form_that_goes_on_gives_one_line_to_the_sums(lines: int, forms: int) -> None:
    pages = pages_of(replace(RETURN_VOUCHER, lines=long_voucher(30)[:lines]), 7)
    assert len(pages) == forms
    assert sum(len(page.lines) for page in pages) == lines
    assert all(len(page.lines) + (page.brought is not None) <= 7 for page in pages)


def test_each_form_brings_forward_what_the_last_one_carried() -> None:
    sheet = replace(RETURN_VOUCHER, lines=long_voucher(10))
    pages = pages_of(sheet, 7)
    for before, after in pairwise(pages):
        assert after.brought == before.total
    assert pages[-1].total.debit == sheet.sum_of(Side.DEBIT) == Money.of("55")
    assert pages[-1].total.credit == Money.of("55")


def test_an_amount_above_the_hundred_millions_is_refused_by_name() -> None:
    huge = replace(RETURN_VOUCHER.lines[0], amount=Money.of("1000000000.00"))
    with pytest.raises(AmountBeyondGrid) as refused:
        pages_of(replace(RETURN_VOUCHER, lines=(huge,)), 7)
    assert refused.value.voucher == "记-0055"
    assert refused.value.amount == Money.of("1000000000.00")


def test_a_sum_above_the_hundred_millions_is_refused_though_its_lines_fit() -> None:
    most = replace(RETURN_VOUCHER.lines[0], amount=Money.of("999999999.99"))
    assert pages_of(replace(RETURN_VOUCHER, lines=(most,)), 7)
    with pytest.raises(AmountBeyondGrid):
        pages_of(replace(RETURN_VOUCHER, lines=(most, most)), 7)


def test_a_layout_of_a_newer_program_is_refused() -> None:
    with pytest.raises(LayoutUnknown):
        pages_of(replace(RETURN_VOUCHER, layout=99), 7)
