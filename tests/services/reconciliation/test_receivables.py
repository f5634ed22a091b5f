"""What customers owe by their documents against the receivable account, customer by customer."""

import datetime

from sqlalchemy import insert

from app.models.receipt import Receipt
from app.services import receipts
from app.services.office import Office
from app.services.reconciliation import receivables
from app.values.money import Money
from app.values.period import Period
from app.values.reconciling import CheckKind
from app.values.returns import Settlement
from tests.builders import (
    CLERK,
    FOUNDER,
    back,
    client,
    customer,
    goods_return,
    october,
    posted,
    traded,
)
from tests.services.reconciliation.books import NOVEMBER, cancel, checked, differences
from tests.services.trading import MINGYUAN, QIHANG, SOLD_PENS, Trading, type_voucher

_RECEIVABLES = CheckKind.LEDGER_RECEIVABLES
_SALE_OF_PENS = 4


def test_documents_and_account_of_every_customer_agree(seen: Trading) -> None:
    check = checked(seen.book, _RECEIVABLES)
    # 启航教育 11,300.00 - 1,130.00 - 5,000.00 + 500.00; 明远办公 2,000.00 + 1,101.75 - 104.53.
    assert [(pair.either.number, str(pair.either.amount)) for pair in check.pairs] == [
        ("KH-0102", "2997.22"),
        ("KH-0117", "5670.00"),
    ]
    assert (str(check.left), str(check.right), check.open_pairs) == ("8667.22", "8667.22", ())


def test_another_clients_customers_are_none_of_this_book(seen: Trading) -> None:
    (pair,) = checked(seen.other, _RECEIVABLES).pairs
    assert (pair.either.number, str(pair.either.amount)) == ("KH-0900", "361.60")


def test_a_customer_who_never_bought_is_not_listed(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        customer(writing, code="KH-0001", name="云溪新华书店")
    assert len(checked(trading.book, _RECEIVABLES).pairs) == 2


def test_a_voucher_typed_on_the_account_differs_for_its_customer(trading: Trading) -> None:
    type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    check = checked(trading.book, _RECEIVABLES)
    assert differences(check) == [("amount_differs", "KH-0117", "KH-0117", "565.00")]
    assert [pair.is_sound for pair in check.pairs] == [False, True]


def test_a_reversed_sale_differs_by_the_sale(trading: Trading) -> None:
    cancel(trading.book, _SALE_OF_PENS)
    assert differences(checked(trading.book, _RECEIVABLES)) == [
        ("amount_differs", "KH-0117", "KH-0117", "11300.00"),
    ]


def test_a_receipt_without_its_voucher_differs_by_the_receipt(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        given = {"number": "SK-202510-0009", "source_number": "", "method": "", "note": ""}
        what = {"day": october(22), "customer_id": MINGYUAN, "amount": Money.of("300.00")}
        written = {"client_id": 1, "written_by": CLERK.name, "written_at": writing.now}
        writing.connection.execute(insert(Receipt).values(**given, **what, **written))
    assert differences(checked(trading.book, _RECEIVABLES)) == [
        ("amount_differs", "KH-0102", "KH-0102", "-300.00"),
    ]


def test_a_voucher_on_the_wrong_customer_shows_twice_and_cancels_out(trading: Trading) -> None:
    type_voucher(trading.book, "借 1122 -1130.00", "借 1121 1130.00", customer=MINGYUAN)
    type_voucher(trading.book, "借 1122 1130.00", "借 1121 -1130.00", customer=QIHANG)
    check = checked(trading.book, _RECEIVABLES)
    assert [pair[3] for pair in differences(check)] == ["1130.00", "-1130.00"]
    assert str(check.difference) == "0.00"


def test_what_happens_later_does_not_move_the_month(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        day = datetime.date(2025, 11, 3)
        receipts.take(writing, receipts.ReceiptDraft(day, QIHANG, Money.of("670.00")))
    before = checked(trading.book, _RECEIVABLES)
    assert (str(before.left), str(before.right)) == ("8667.22", "8667.22")
    check = checked(trading.book, _RECEIVABLES, NOVEMBER)
    assert (str(check.left), str(check.right)) == ("7997.22", "7997.22")


def test_before_the_first_sale_customers_owe_what_they_brought(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        assert receivables.by_documents(reading, Period(2025, 9).last_day) == {MINGYUAN: 200000}
        assert receivables.by_ledger(reading, Period(2025, 9).last_day) == {}
        assert receivables.by_ledger(reading, october(1)) == {MINGYUAN: 200000}


def test_what_is_owed_apart_and_its_refund_leave_the_receivable_alone(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    sold = traded(book)
    apart = posted(book, goods_return(1, back(sold.lines[0]), settlement=Settlement.REFUND_LATER))
    with book.writing(CLERK) as writing:
        receipts.refund(writing, apart.id, october(20), Money.of("1130.00"))
    check = checked(book, _RECEIVABLES)
    assert (str(check.left), str(check.right)) == ("11300.00", "11300.00")


def test_a_return_posted_later_lowers_the_receivable_when_it_is_posted(trading: Trading) -> None:
    posted(trading.book, goods_return(QIHANG, back(SOLD_PENS, "1"), day=datetime.date(2025, 11, 2)))
    assert differences(checked(trading.book, _RECEIVABLES)) == []
    assert differences(checked(trading.book, _RECEIVABLES, NOVEMBER)) == []
    assert str(checked(trading.book, _RECEIVABLES, NOVEMBER).left) == "8554.22"
