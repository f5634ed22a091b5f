"""Where a month stands before it is closed."""

from app.services.office import Book
from app.services.reports import month_end
from app.services.returns import decide
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.money import Money
from app.values.period import Period
from tests.builders import CLERK, OCTOBER, applied, back, goods_return, october, posted, traded
from tests.services.entries import entry


def test_the_month_counts_what_is_done_and_what_waits(book: Book) -> None:
    sold = traded(book)
    done = posted(book, goods_return(1, back(sold.lines[0], "10")))
    applied(book, goods_return(1, back(sold.lines[0], "5")))
    gone = applied(book, goods_return(1, back(sold.lines[0], "1")))
    with book.writing(CLERK) as writing:
        decide.archive(writing, done.id)
        decide.void(writing, gone.id, "重复登记")
        rent = entry("借 5602 500.00", "贷 1002 500.00")
        manual.write(writing, VoucherDraft(october(12), rent))
    with book.reading(CLERK) as reading:
        month = month_end.month(reading, OCTOBER)
    assert (month.returns, month.returns_open) == (2, 1)
    assert (month.vouchers, month.vouchers_waiting) == (6, 1)
    assert month.is_balanced
    assert month.debit == Money.of("15570.00")
    assert (month.sales, month.returned) == (Money.of("10000.00"), Money.of("1500.00"))


def test_a_month_without_anything_is_balanced_at_nothing(book: Book) -> None:
    traded(book)
    with book.reading(CLERK) as reading:
        month = month_end.month(reading, Period(2025, 11))
    assert (month.returns, month.vouchers) == (0, 0)
    assert (month.debit, month.credit, month.sales) == (Money(0), Money(0), Money(0))
