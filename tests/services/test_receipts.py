"""Money from customers and back to them: its voucher, its number, never more than is owed."""

from datetime import date

import pytest

from app.services import receipts
from app.services.access import NotAllowed
from app.services.customers import CustomerUnknown
from app.services.periods import BeforeTheBook
from app.services.receipts import ReceiptDraft, ReceiptEmpty
from app.services.returns.refusals import RefundTooLarge, ReturnUnknown, WrongStep
from app.services.vouchers.listing import show
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import SourceKind
from tests.builders import ADMIN, CLERK, KEEPER, REVIEWER, broken_rules, october
from tests.services.entries import short
from tests.services.trading import BACK_LATER, BACK_PAPER, BACK_PENS, QIHANG, Trading

_DAY = october(30)


def _draft(amount: str, customer_id: int = QIHANG, day: date = _DAY) -> ReceiptDraft:
    return ReceiptDraft(day, customer_id, Money.of(amount), "转账", "货款", "回单 17")


def _taken(trading: Trading, amount: str) -> list[str]:
    with trading.book.writing(CLERK) as writing:
        issued = receipts.take(writing, _draft(amount))
    with trading.book.reading(CLERK) as reading:
        shown = show(reading, issued.id)
    assert shown.source is SourceKind.RECEIPT
    return [*short(shown), shown.lines[0].summary]


def test_money_received_pays_what_the_customer_owes(trading: Trading) -> None:
    assert _taken(trading, "1000.00") == [
        "借 1002 1000.00",
        "贷 1122 1000.00",
        "收款 启航教育",
    ]


def test_money_paid_back_without_a_return_is_owed_again(trading: Trading) -> None:
    assert _taken(trading, "-200.00")[:2] == ["借 1122 200.00", "贷 1002 200.00"]


def test_receipts_and_refunds_have_runs_of_their_own(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        receipts.take(writing, _draft("1.00"))
        receipts.take(writing, _draft("-1.00"))
    with trading.book.reading(CLERK) as reading:
        rows = receipts.listing(reading, Period(2025, 10))
    assert [(row.number, str(row.amount)) for row in rows] == [
        ("SK-202510-0001", "5000.00"),
        ("FK-202510-0001", "-500.00"),
        ("SK-202510-0002", "1.00"),
        ("FK-202510-0002", "-1.00"),
    ]
    last = rows[-1]
    assert (last.day, last.customer_code, last.method, last.note) == (
        _DAY,
        "KH-0117",
        "转账",
        "货款",
    )


def test_another_month_has_its_own_list(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        receipts.take(writing, _draft("1.00", day=date(2025, 11, 3)))
    with trading.book.reading(CLERK) as reading:
        (row,) = receipts.listing(reading, Period(2025, 11))
    assert row.number == "SK-202511-0001"


def test_a_receipt_has_an_amount_a_customer_and_a_day_of_the_book(trading: Trading) -> None:
    for draft, refusal in (
        (_draft("0.00"), ReceiptEmpty),
        (_draft("1.00", customer_id=99), CustomerUnknown),
        (_draft("1.00", day=date(2025, 9, 30)), BeforeTheBook),
    ):
        with pytest.raises(refusal), trading.book.writing(CLERK) as writing:
            receipts.take(writing, draft)


def test_a_refund_pays_no_more_than_the_return_is_worth(trading: Trading) -> None:
    # Of 1130.00 there were 500.00 paid back.
    for amount in ("630.01", "0.00", "-1.00"):
        with pytest.raises(RefundTooLarge) as refused, trading.book.writing(CLERK) as writing:
            receipts.refund(writing, BACK_PENS, _DAY, Money.of(amount))
        assert refused.value.left == Money.of("630.00")
    with trading.book.writing(CLERK) as writing:
        receipts.refund(writing, BACK_PENS, _DAY, Money.of("630.00"), "现金")
    with pytest.raises(RefundTooLarge), trading.book.writing(CLERK) as writing:
        receipts.refund(writing, BACK_PENS, _DAY, Money.of("0.01"))
    assert broken_rules(trading.office) == []


def test_a_refund_names_its_return_and_is_black_at_the_bank(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        issued = receipts.refund(writing, BACK_PAPER, _DAY, Money.of("104.53"))
    with trading.book.reading(CLERK) as reading:
        shown = show(reading, issued.id)
    assert short(shown) == ["借 1122 104.53", "贷 1002 104.53"]
    assert (shown.source, shown.source_number) == (SourceKind.REFUND, "FK-202510-0002")
    assert shown.lines[0].summary == "退款 明远办公 退货单 TH-202510-0002"


def test_only_a_posted_return_is_paid_back(trading: Trading) -> None:
    for return_id, refusal in ((BACK_LATER, WrongStep), (99, ReturnUnknown)):
        with pytest.raises(refusal), trading.book.writing(CLERK) as writing:
            receipts.refund(writing, return_id, _DAY, Money.of("1.00"))
    with pytest.raises(ReturnUnknown), trading.other.writing(CLERK) as writing:
        receipts.refund(writing, BACK_PENS, _DAY, Money.of("1.00"))


def test_only_a_maker_books_money(trading: Trading) -> None:
    for person in (REVIEWER, KEEPER, ADMIN):
        with pytest.raises(NotAllowed), trading.book.writing(person) as writing:
            receipts.take(writing, _draft("1.00"))
        with pytest.raises(NotAllowed), trading.book.writing(person) as writing:
            receipts.refund(writing, BACK_PENS, _DAY, Money.of("1.00"))
