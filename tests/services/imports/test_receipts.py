"""Receipts of a file: booked once, however often and with whatever else the file comes again."""

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import PLAIN, SourceMapping, WalkIn
from app.services.imports.results import ImportResult
from tests.services.imports.shop import (
    MINGYUAN,
    QIHANG,
    RECEIPTS,
    Row,
    Shop,
    counts,
    reasons,
    totals,
)

NUMBERED = (*RECEIPTS, "单据编号")


def _take(
    shop: Shop,
    *rows: Row,
    headings: Row = RECEIPTS,
    mapping: SourceMapping = PLAIN,
) -> ImportResult:
    return shop.take(ImportKind.RECEIPTS, headings, *rows, mapping=mapping)


def test_receipts_and_refunds_have_their_vouchers(shop: Shop) -> None:
    result = _take(
        shop,
        ("2025-10-20", QIHANG, "1000.00"),
        ("2025-10-21", QIHANG, "-200.00"),
        ("2025-10-22", MINGYUAN, "0.005"),
    )
    assert counts(result) == (3, 3, 0, 0)
    assert totals(result) == {"amount": "800.005", "booked": "800.01"}
    assert [one.row for one in result.rounded] == [4]
    assert result.outcome.vouchers == 3
    assert shop.vouchers() == [
        ["借 1002 1000.00", "贷 1122 1000.00"],
        ["借 1122 200.00", "贷 1002 200.00"],
        ["借 1002 0.01", "贷 1122 0.01"],
    ]
    assert shop.rest() == "0.00"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("2025-10-20", "KH-9", "1.00"), ("客户编码", "KH-9", "UNKNOWN_CUSTOMER")),
        (("2025-09-20", QIHANG, "1.00"), ("日期", "2025-09-20", "BEFORE_THE_BOOK")),
        (("2025-10-20", QIHANG, "0"), ("金额", "0", "AMOUNT_ZERO")),
    ],
)
def test_a_receipt_that_does_not_fit_is_named(
    shop: Shop, row: Row, expected: tuple[str, str, str]
) -> None:
    result = _take(shop, ("2025-10-20", QIHANG, "1.00"), row)
    assert reasons(result) == [(3, *expected)]
    assert counts(result) == (2, 1, 0, 1)


def test_money_without_a_customer_is_the_walk_in_customers(shop: Shop) -> None:
    mapping = SourceMapping(walk_in=WalkIn("SK", "散客"))
    assert counts(_take(shop, ("2025-10-20", "", "8.00"), mapping=mapping)) == (1, 1, 0, 0)
    paid = "SELECT c.code, r.amount FROM receipt r JOIN customer c ON c.id = r.customer_id"
    assert shop.rows(paid) == [("SK", 800)]


def test_a_number_is_known_by_its_day_customer_and_amount(shop: Shop) -> None:
    _take(shop, ("2025-10-20", QIHANG, "1000.00", "R1"), headings=NUMBERED)
    result = _take(
        shop,
        ("2025-10-20", QIHANG, "1000.00", "R1"),
        ("2025-10-20", QIHANG, "1000.01", "R1"),
        ("2025-10-20", QIHANG, "7.00", "R2"),
        headings=NUMBERED,
    )
    assert reasons(result) == [(3, "单据编号", "R1", "KNOWN_OTHERWISE")]
    assert counts(result) == (3, 1, 1, 1)


def test_a_numbered_receipt_is_not_taken_for_one_without_a_number(shop: Shop) -> None:
    rows = [
        ("2025-10-20", QIHANG, "1000.00", "R1"),
        ("2025-10-20", QIHANG, "1000.00", ""),
        ("2025-10-20", "KH-0300", "5.00", ""),
    ]
    assert counts(_take(shop, *rows, headings=NUMBERED)) == (3, 2, 0, 1)
    shop.take(ImportKind.CUSTOMERS, ("客户编码", "客户名称"), ("KH-0300", "小学"), name="c.csv")
    assert counts(_take(shop, *rows, headings=NUMBERED)) == (3, 1, 2, 0)
    assert counts(_take(shop, *rows, headings=NUMBERED)) == (3, 0, 3, 0)


def test_a_file_that_comes_again_mended_brings_only_what_was_mended(shop: Shop) -> None:
    sound = [("2025-10-20", QIHANG, "1000.00"), ("2025-10-20", QIHANG, "1000.00")]
    assert counts(_take(shop, *sound, ("2025-10-32", QIHANG, "5.00"))) == (3, 2, 0, 1)
    assert counts(_take(shop, *sound, ("2025-10-31", QIHANG, "5.00"))) == (3, 1, 2, 0)
    assert counts(_take(shop, *sound, ("2025-10-31", QIHANG, "5.00"))) == (3, 0, 3, 0)


def test_the_same_amount_for_another_purpose_is_another_receipt(shop: Shop) -> None:
    headings = (*RECEIPTS, "方式", "备注")
    _take(shop, ("2025-10-20", QIHANG, "9.00", "转账", "货款"), headings=headings)
    result = _take(
        shop,
        ("2025-10-20", QIHANG, "9.00", "转账", "货款"),
        ("2025-10-20", QIHANG, "9.00", "现金", "货款"),
        ("2025-10-20", QIHANG, "9.00", "转账", "押金"),
        headings=headings,
    )
    assert counts(result) == (3, 2, 1, 0)


def test_a_second_receipt_like_a_known_one_is_a_second_receipt(shop: Shop) -> None:
    paid = ("2025-10-20", QIHANG, "1000.00")
    assert counts(_take(shop, paid)) == (1, 1, 0, 0)
    assert counts(_take(shop, paid, paid, paid)) == (3, 2, 1, 0)
