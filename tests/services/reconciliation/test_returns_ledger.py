"""Returns against the vouchers that reduce receivables for them: every way to differ."""

import datetime

import pytest

from app.services.office import Book, Office
from app.services.returns import decide, post
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnLineDraft
from app.services.vouchers import manual
from app.values.books import CostVoucher, RedInvoice, ReturnStyle
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.reconciling import CheckKind
from app.values.returns import ReturnKind, Settlement
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Item,
    applied,
    back,
    client,
    customer,
    goods_return,
    inspected,
    october,
    posted,
    product,
    sale,
    stocked,
    traded,
)
from tests.services.reconciliation.books import NOVEMBER, cancel, checked, differences
from tests.services.trading import (
    BACK_PENS,
    MINGYUAN,
    QIHANG,
    SOLD_PAPER,
    SOLD_PENS,
    Trading,
    type_voucher,
)

_RETURNS = CheckKind.RETURNS_LEDGER
_REVENUE_OF_PENS = 9
_NOVEMBER_3 = datetime.date(2025, 11, 3)


def _sums(book: Book) -> tuple[str, str, str, str]:
    check = checked(book, _RETURNS)
    return str(check.left), str(check.right), str(check.difference), str(check.rest)


def test_posted_returns_agree_with_their_vouchers(seen: Trading) -> None:
    check = checked(seen.book, _RETURNS)
    assert _sums(seen.book) == ("1234.53", "1234.53", "0.00", "0.00")
    assert [(p.left.number, p.left.party, str(p.left.amount)) for p in check.pairs if p.left] == [
        ("TH-202510-0002", "明远办公", "104.53"),
        ("TH-202510-0001", "启航教育", "1130.00"),
    ]
    assert differences(check) == []


def test_another_clients_returns_are_none_of_this_book(seen: Trading) -> None:
    assert checked(seen.other, _RETURNS).pairs == ()


def test_goods_that_arrived_without_a_voucher_are_listed(trading: Trading) -> None:
    inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "3")))
    check = checked(trading.book, _RETURNS)
    assert differences(check) == [("no_voucher", "TH-202510-0004", "", "339.00")]
    assert (str(check.difference), str(check.rest)) == ("339.00", "0.00")


@pytest.mark.parametrize(
    ("policy", "red_invoice", "is_missed"),
    [
        (RedInvoice.WAIT, "", False),
        (RedInvoice.WAIT, "25442000000000087316", True),
        (RedInvoice.PARK, "", True),
    ],
)
def test_only_what_must_wait_for_its_red_invoice_is_not_missed(
    office: Office, policy: RedInvoice, red_invoice: str, *, is_missed: bool
) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing, red_invoice=policy))
    with book.writing(CLERK) as writing:
        buyer, pens = customer(writing), product(writing)
        stocked(writing, pens)
        sold = sale(writing, buyer, Item(pens), invoice="25442000000000012345")
    inspected(book, goods_return(buyer, back(sold.lines[0]), red_invoice=red_invoice))
    assert bool(differences(checked(book, _RETURNS))) is is_missed


def test_a_return_that_has_not_arrived_is_not_missed(seen: Trading) -> None:
    numbers = {pair.either.number for pair in checked(seen.book, _RETURNS).pairs}
    assert "TH-202510-0003" not in numbers


def test_a_voucher_typed_without_a_return_is_listed(trading: Trading) -> None:
    type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    check = checked(trading.book, _RETURNS)
    assert differences(check) == [("no_document", "", "记-0015", "-565.00")]
    assert (str(check.difference), str(check.rest)) == ("-565.00", "0.00")


def test_a_typed_return_on_the_other_side_is_listed_as_well(trading: Trading) -> None:
    type_voucher(trading.book, "借 5001 500.00", "借 22210107 65.00", "贷 1122 565.00")
    assert differences(checked(trading.book, _RETURNS)) == [
        ("no_document", "", "记-0015", "-565.00"),
    ]


def test_money_received_and_sales_typed_by_hand_are_no_returns(trading: Trading) -> None:
    paid = type_voucher(trading.book, "借 1002 200.00", "贷 1122 200.00")
    sold = type_voucher(trading.book, "借 1122 113.00", "贷 5001 100.00", "贷 22210107 13.00")
    cancel(trading.book, paid)
    cancel(trading.book, sold)
    assert differences(checked(trading.book, _RETURNS)) == []


def test_a_typed_return_that_was_reversed_in_the_month_is_settled(trading: Trading) -> None:
    wrong = type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    cancel(trading.book, wrong)
    assert differences(checked(trading.book, _RETURNS)) == []
    assert _sums(trading.book) == ("1234.53", "1234.53", "0.00", "0.00")


def test_a_typed_return_that_was_reversed_a_month_later_is_listed_in_both(
    trading: Trading,
) -> None:
    wrong = type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    with trading.book.writing(CLERK) as writing:
        manual.reverse(writing, wrong, _NOVEMBER_3)
    assert differences(checked(trading.book, _RETURNS)) == [
        ("no_document", "", "记-0015", "-565.00"),
    ]
    assert differences(checked(trading.book, _RETURNS, NOVEMBER)) == [
        ("no_document", "", "记-0001", "565.00"),
    ]


def test_a_reversed_return_voucher_leaves_the_return_without_its_amount(trading: Trading) -> None:
    cancel(trading.book, _REVENUE_OF_PENS)
    check = checked(trading.book, _RETURNS)
    assert differences(check) == [
        ("amount_differs", "TH-202510-0001", "记-0006 记-0015", "1130.00"),
    ]


def test_a_voucher_reversed_a_month_later_is_missed_by_what_was_taken_back(
    trading: Trading,
) -> None:
    with trading.book.writing(CLERK) as writing:
        manual.reverse(writing, _REVENUE_OF_PENS, _NOVEMBER_3)
    assert differences(checked(trading.book, _RETURNS)) == []
    check = checked(trading.book, _RETURNS, NOVEMBER)
    assert differences(check) == [("amount_differs", "TH-202510-0001", "记-0001", "1130.00")]
    assert (str(check.left), str(check.right)) == ("0.00", "-1130.00")


def test_a_correction_that_names_its_return_closes_the_difference(trading: Trading) -> None:
    lines = ("借 1122 -90.00", "贷 5001 -79.65", "贷 22210107 -10.35")
    type_voucher(trading.book, *lines, return_id=BACK_PENS)
    assert differences(checked(trading.book, _RETURNS)) == [
        ("amount_differs", "TH-202510-0001", "记-0006 记-0015", "-90.00"),
    ]
    back_again = ("借 1122 90.00", "贷 5001 79.65", "贷 22210107 10.35")
    type_voucher(trading.book, *back_again, return_id=BACK_PENS)
    assert differences(checked(trading.book, _RETURNS)) == []


def test_a_correction_of_the_next_month_is_measured_by_what_was_left(trading: Trading) -> None:
    short = ("借 1122 90.00", "贷 5001 79.65", "贷 22210107 10.35")
    type_voucher(trading.book, *short, return_id=BACK_PENS)
    rest = ("借 1122 -90.00", "贷 5001 -79.65", "贷 22210107 -10.35")
    type_voucher(trading.book, *rest, return_id=BACK_PENS, day=_NOVEMBER_3)
    assert differences(checked(trading.book, _RETURNS)) == [
        ("amount_differs", "TH-202510-0001", "记-0006 记-0015", "90.00"),
    ]
    check = checked(trading.book, _RETURNS, NOVEMBER)
    assert differences(check) == [("other_period", "TH-202510-0001", "记-0001", "0.00")]
    assert (str(check.left), str(check.right)) == ("90.00", "90.00")


def test_a_return_that_was_accepted_short_is_a_wrong_record(trading: Trading) -> None:
    short = _accepted(trading.book, "10", "6")
    with trading.book.writing(CLERK) as writing:
        post.post(writing, short)
    check = checked(trading.book, _RETURNS)
    assert differences(check) == [("accepted_less", "TH-202510-0004", "记-0015", "452.00")]
    assert check.rest == Money.of("0.00")


def _accepted(book: Book, returned: str, arrived: str) -> int:
    taken = applied(book, goods_return(QIHANG, back(SOLD_PENS, returned)))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {4: Inspection(Quantity.of(arrived))})
    return taken.id


def test_a_voucher_on_another_customer_is_listed_though_the_amount_agrees(
    trading: Trading,
) -> None:
    cancel(trading.book, _REVENUE_OF_PENS)
    lines = ("借 1122 -1130.00", "贷 5001 -1000.00", "贷 22210107 -130.00")
    type_voucher(trading.book, *lines, return_id=BACK_PENS, customer=MINGYUAN)
    assert differences(checked(trading.book, _RETURNS)) == [
        ("other_customer", "TH-202510-0001", "记-0006 记-0015 记-0016", "0.00"),
    ]


def test_a_return_posted_in_the_next_month_stands_in_both_until_it_is_there(
    trading: Trading,
) -> None:
    late = inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "1"), day=october(31)))
    with trading.book.writing(CLERK) as writing:
        post.post(writing, late.id, datetime.date(2025, 11, 4))
    assert differences(checked(trading.book, _RETURNS)) == [
        ("no_voucher", "TH-202510-0004", "", "113.00"),
    ]
    check = checked(trading.book, _RETURNS, NOVEMBER)
    assert differences(check) == [("other_period", "TH-202510-0004", "记-0001", "0.00")]
    assert checked(trading.book, _RETURNS, NOVEMBER.next()).pairs == ()


def test_a_return_that_was_booked_before_its_month_is_not_missed_in_it(trading: Trading) -> None:
    ahead = inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "1"), day=_NOVEMBER_3))
    lines = ("借 1122 -113.00", "贷 5001 -100.00", "贷 22210107 -13.00")
    type_voucher(trading.book, *lines, return_id=ahead.id)
    assert differences(checked(trading.book, _RETURNS)) == [
        ("other_period", "TH-202511-0001", "记-0015", "0.00"),
    ]
    assert checked(trading.book, _RETURNS, NOVEMBER).pairs == ()


def test_a_voucher_for_a_return_that_was_turned_down_has_no_return(trading: Trading) -> None:
    lines = ("借 1122 -226.00", "贷 5001 -200.00", "贷 22210107 -26.00")
    type_voucher(trading.book, *lines, return_id=3)
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    assert differences(checked(trading.book, _RETURNS)) == [
        ("no_document", "", "记-0015", "-226.00"),
    ]


def test_what_is_owed_apart_is_still_the_returns_amount(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    sold = traded(book)
    posted(book, goods_return(1, back(sold.lines[0]), settlement=Settlement.REFUND_LATER))
    check = checked(book, _RETURNS)
    assert [str(check.left), str(check.right)] == ["1130.00", "1130.00"]
    assert differences(check) == []


def test_reverse_style_and_one_voucher_for_all_agree_as_well(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        styles = {"return_style": ReturnStyle.REVERSE, "cost_voucher": CostVoucher.TOGETHER}
        book = office.book(client(writing, **styles))
    sold = traded(book)
    posted(book, goods_return(1, back(sold.lines[0])))
    assert _sums(book) == ("1130.00", "1130.00", "0.00", "0.00")


def test_an_allowance_is_compared_by_its_amount(trading: Trading) -> None:
    line = ReturnLineDraft(sale_line_id=SOLD_PAPER, amount=Money.of("30.00"))
    draft = goods_return(MINGYUAN, line, kind=ReturnKind.ALLOWANCE, day=october(15))
    taken = applied(trading.book, draft)
    with trading.book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    with trading.book.writing(CLERK) as writing:
        post.post(writing, taken.id)
    assert _sums(trading.book) == ("1268.43", "1268.43", "0.00", "0.00")
