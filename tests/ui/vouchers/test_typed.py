"""A voucher that is being typed, as plain values."""

import pytest

from app.services.accounts import AccountRow
from app.services.customers import CustomerChoice
from app.ui.vouchers.typed import EMPTY_VOUCHER, TypedLine, TypedVoucher, summary_of
from app.values.entry import Side
from app.values.money import ZERO, Money


def _account(code: str, name: str) -> AccountRow:
    return AccountRow(code=code, name=name, full_name=name, direction=Side.DEBIT, is_leaf=True)


_RENT, _BANK = _account("5602", "管理费用"), _account("1002", "银行存款")


def _line(
    account: AccountRow | None, side: Side | None, amount: str, summary: str = ""
) -> TypedLine:
    return TypedLine(summary, account, None, side, Money.of(amount))


def _balanced() -> TypedVoucher:
    return TypedVoucher(
        (_line(_RENT, Side.DEBIT, "500.00", "房租"), _line(_BANK, Side.CREDIT, "500.00", "房租"))
    )


def test_a_balanced_voucher_of_whole_lines_is_ready() -> None:
    assert _balanced().is_ready
    assert [str(line.amount) for line in _balanced().entry().lines] == ["500.00", "500.00"]


@pytest.mark.parametrize(
    "line",
    [
        _line(_BANK, Side.CREDIT, "499.99"),
        _line(None, Side.CREDIT, "500.00"),
        _line(_BANK, None, "0.00"),
    ],
)
def test_a_voucher_that_is_not_whole_or_not_balanced_is_not_ready(line: TypedLine) -> None:
    assert not _balanced().put(1, line).is_ready


def test_an_empty_line_at_the_end_does_not_count() -> None:
    longer = _balanced().put(2, TypedLine("房租"))
    assert longer.is_ready
    assert len(longer.entry().lines) == 2


def test_the_gap_is_what_the_debits_have_more() -> None:
    short = _balanced().put(1, _line(_BANK, Side.CREDIT, "120.50"))
    assert short.gap == Money.of("379.50")
    assert short.total(Side.CREDIT) == Money.of("120.50")


def test_the_balancing_amount_makes_both_sides_equal_from_either_side() -> None:
    short = TypedVoucher((_line(_RENT, Side.DEBIT, "500.00"), _line(_BANK, None, "0.00")))
    assert short.balancing(1, Side.CREDIT) == Money.of("500.00")
    assert short.balancing(1, Side.DEBIT) == Money.of("-500.00")
    assert _balanced().balancing(1, Side.CREDIT) == Money.of("500.00")


def test_lines_put_beyond_the_end_leave_empty_ones_between() -> None:
    longer = EMPTY_VOUCHER.put(2, _line(_BANK, Side.DEBIT, "1.00"))
    assert [line.is_empty for line in longer.lines] == [True, True, False]
    assert EMPTY_VOUCHER.at(9) == TypedLine()


def test_the_last_line_taken_out_leaves_an_empty_one() -> None:
    assert _balanced().without(0).without(0) == EMPTY_VOUCHER


def test_two_dots_copy_the_summary_above_and_two_strokes_the_first() -> None:
    voucher = (
        _balanced().put(1, _line(_BANK, Side.CREDIT, "500.00", "付 10 月")).put(2, TypedLine())
    )
    assert summary_of(voucher, 2, "..") == "付 10 月"
    assert summary_of(voucher, 2, "。。") == "付 10 月"
    assert summary_of(voucher, 2, "//") == "房租"
    assert summary_of(voucher, 2, "、、") == "房租"
    assert summary_of(voucher, 2, " 水费 ") == "水费"
    assert summary_of(voucher, 0, "..") == ".."


def test_the_form_shows_account_customer_and_amount_on_their_sides() -> None:
    buyer = CustomerChoice(7, "KH-0117", "南渡启航教育科技有限公司", "启航教育", "nd")
    voucher = TypedVoucher((TypedLine("收款", _BANK, buyer, Side.CREDIT, Money.of("8.00")),))
    (line,) = voucher.form_lines()
    assert (line.account, line.auxiliary) == ("1002 银行存款", "启航教育")
    assert (line.debit, line.credit) == (None, Money.of("8.00"))


def test_a_summary_alone_would_be_missed_too() -> None:
    assert not EMPTY_VOUCHER.is_begun
    assert EMPTY_VOUCHER.put(0, TypedLine("房租")).is_begun
    assert TypedVoucher().total(Side.DEBIT) == ZERO
