"""Vouchers as they are found, listed with totals, and followed to what they come from."""

from datetime import date

import pytest

from app.services import receipts
from app.services.office import Book
from app.services.receipts import ReceiptDraft
from app.services.vouchers import listing, manual
from app.services.vouchers.listing import VoucherFilter, VoucherRow
from app.services.vouchers.manual import VoucherDraft, VoucherUnknown
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherState
from tests.builders import CLERK, REVIEWER, back, goods_return, october, posted, traded
from tests.services.entries import entry


def _numbers(book: Book, wanted: VoucherFilter | None = None) -> list[str]:
    return [row.number for row in _rows(book, wanted)]


def _rows(book: Book, wanted: VoucherFilter | None = None) -> tuple[VoucherRow, ...]:
    with book.reading(CLERK) as reading:
        return listing.listing(reading, wanted or VoucherFilter()).rows


def _traded_and_returned(book: Book) -> int:
    sold = traded(book)
    return posted(book, goods_return(1, back(sold.lines[0]))).id


def _typed(book: Book, day: date | None = None) -> int:
    with book.writing(CLERK) as writing:
        rent = entry("借 5602 500.00", "贷 1002 500.00")
        return manual.write(writing, VoucherDraft(day or october(12), rent))


def test_vouchers_stand_in_the_order_of_their_numbers_drafts_last(book: Book) -> None:
    _traded_and_returned(book)
    _typed(book)
    rows = _rows(book)
    assert [(row.number, str(row.amount)) for row in rows] == [
        ("初-0001", "12000.00"),
        ("记-0001", "11300.00"),
        ("记-0002", "6000.00"),
        ("记-0003", "-1130.00"),
        ("记-0004", "-600.00"),
        ("", "500.00"),
    ]
    assert rows[3].summary == "退货冲销 启航教育 TH-202510-0001"
    assert (rows[3].source, rows[3].source_number) == (SourceKind.RETURN, "TH-202510-0001")


def test_count_and_total_are_of_all_that_fit_not_of_the_page(book: Book) -> None:
    _traded_and_returned(book)
    _typed(book)
    with book.reading(CLERK) as reading:
        page = listing.listing(reading, VoucherFilter(limit=2, offset=1))
    assert [row.number for row in page.rows] == ["记-0001", "记-0002"]
    assert (page.count, page.total, page.drafts) == (6, Money.of("28070.00"), 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TH-202510-0001", ["记-0003", "记-0004"]),
        ("退货入库", ["记-0004"]),
        ("记-0002", ["记-0002"]),
        ("3", ["记-0003"]),
        ("1,130.00", ["记-0003"]),
        ("130", ["记-0003"]),
        ("没有的", []),
        ("100%", []),
        ("转-0003", []),
        ("25990000000000087316204", []),
    ],
)
def test_a_voucher_is_found_by_number_document_words_or_amount(
    book: Book, text: str, found: list[str]
) -> None:
    _traded_and_returned(book)
    assert _numbers(book, VoucherFilter(text=text)) == found


def test_a_month_and_a_state_narrow_the_list(book: Book) -> None:
    traded(book)
    voucher = _typed(book, date(2025, 11, 3))
    assert _numbers(book, VoucherFilter(period=Period(2025, 11))) == [""]
    drafts = VoucherFilter(states=frozenset({VoucherState.DRAFT}))
    assert [row.id for row in _rows(book, drafts)] == [voucher]


def test_a_withdrawn_voucher_is_shown_only_when_it_is_asked_for(book: Book) -> None:
    voucher = _typed(book)
    with book.writing(CLERK) as writing:
        manual.withdraw(writing, voucher)
    assert _rows(book) == ()
    void = VoucherFilter(states=frozenset({VoucherState.VOID}))
    assert [row.id for row in _rows(book, void)] == [voucher]


def test_the_vouchers_of_a_return_are_its_own_and_those_that_stand_for_it(book: Book) -> None:
    returned = _traded_and_returned(book)
    with book.writing(CLERK) as writing:
        rest = entry("借 1122 -1.00", "贷 5001 -1.00")
        typed = manual.write(writing, VoucherDraft(october(20), rest, return_id=returned))
        receipts.refund(writing, returned, october(20), Money.of("100.00"))
    with book.reading(CLERK) as reading:
        rows = listing.of_source(reading, SourceKind.RETURN, returned)
        shown = listing.show(reading, typed)
    assert [row.id for row in rows[:2]] == [4, 5]
    assert [row.id for row in rows[2:]] == [typed]
    assert shown.return_number == "TH-202510-0001"


def test_a_voucher_is_shown_whole(book: Book) -> None:
    _traded_and_returned(book)
    with book.reading(CLERK) as reading:
        shown = listing.show(reading, 4)
    assert (shown.day, shown.period, shown.attachments) == (october(10), Period(2025, 10), 1)
    assert (shown.made_by, shown.checked_by, shown.posted_by) == ("周敏", "李国栋", "周敏")
    assert [(line.account, line.account_name, line.customer) for line in shown.lines] == [
        ("1122", "应收账款", "南渡启航教育科技有限公司"),
        ("5001", "主营业务收入", ""),
        ("22210107", "应交增值税 — 销项税额", ""),
    ]
    assert shown.total == Money.of("-1130.00")


def test_a_voucher_that_is_not_there_is_refused(book: Book) -> None:
    with book.reading(REVIEWER) as reading, pytest.raises(VoucherUnknown):
        listing.show(reading, 1)


def test_receipts_do_not_pass_for_vouchers_of_returns_of_the_same_id(book: Book) -> None:
    sold = traded(book)
    with book.writing(CLERK) as writing:
        receipts.take(writing, ReceiptDraft(october(9), 1, Money.of("10.00")))
    with book.reading(CLERK) as reading:
        assert listing.of_source(reading, SourceKind.RETURN, 1) == ()
        assert len(listing.of_source(reading, SourceKind.RECEIPT, 1)) == 1
        assert len(listing.of_source(reading, SourceKind.SALE, sold.id)) == 2


def test_one_voucher_alone_can_be_asked_for(book: Book) -> None:
    _traded_and_returned(book)
    assert [row.id for row in _rows(book, VoucherFilter(voucher_id=4))] == [4]
