import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.numbers import DocumentNumber, VoucherNumber
from app.values.period import Period

PERIODS = st.builds(Period, st.integers(1900, 2999), st.integers(1, 12))
SERIALS = st.integers(1, 999_999)


@given(PERIODS, st.sampled_from(["记", "收", "付", "转", "现收"]), SERIALS)
def test_a_voucher_number_printed_is_read_back_the_same(
    period: Period, word: str, serial: int
) -> None:
    number = VoucherNumber(period, word, serial)
    assert VoucherNumber.of(str(number), period) == number


@given(st.sampled_from(["TH", "XS", "SK"]), PERIODS, SERIALS)
def test_a_document_number_printed_is_read_back_the_same(
    prefix: str, period: Period, serial: int
) -> None:
    number = DocumentNumber(prefix, period, serial)
    assert DocumentNumber.of(str(number)) == number


def test_numbers_are_printed_with_four_digits_and_more_where_they_need_them() -> None:
    october = Period(2025, 10)
    assert str(VoucherNumber(october, "记", 55)) == "记-0055"
    assert str(VoucherNumber(october, "记", 12345)) == "记-12345"
    assert str(DocumentNumber("TH", october, 23)) == "TH-202510-0023"


def test_numbers_are_in_the_order_of_month_and_serial() -> None:
    september, october = Period(2025, 9), Period(2025, 10)
    assert VoucherNumber(october, "记", 2) < VoucherNumber(october, "记", 10)
    assert VoucherNumber(september, "记", 99) < VoucherNumber(october, "记", 1)
    assert DocumentNumber("TH", september, 99) < DocumentNumber("TH", october, 1)


@pytest.mark.parametrize("text", ["", "0055", "记0055", "记-", "记-0000", "记-1234567", "记 -1"])
def test_what_is_no_voucher_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a voucher number"):
        VoucherNumber.of(text, Period(2025, 10))


@pytest.mark.parametrize("text", ["TH-202513-0001", "TH-202510-0000", "th-202510-0001", "TH-1"])
def test_what_is_no_document_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a document number"):
        DocumentNumber.of(text)
