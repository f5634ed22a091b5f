"""Where a month stands before it is closed."""

from app.models.database import open_engine
from app.services.office import Book
from app.services.reports import month_end
from app.services.reports.month_end import MonthEnd
from app.services.returns import decide
from app.values.money import Money
from app.values.period import Period
from tests.builders import CLERK, KEY, OCTOBER, REVIEWER
from tests.services.trading import Trading


def _month(book: Book, period: Period = OCTOBER) -> MonthEnd:
    with book.reading(CLERK) as reading:
        return month_end.month(reading, period)


def test_a_month_says_what_waits_and_that_its_books_balance(seen: Trading) -> None:
    found = _month(seen.book)
    assert (found.returns, found.returns_open) == (3, 2)
    assert (found.vouchers, found.vouchers_waiting) == (18, 1)
    # 5,000.00 + 11,667.22 + 1,500.00 + 195.00 + 6,039.00 + 500.00 on the accounts.
    assert (str(found.debit), str(found.credit)) == ("24901.22", "24901.22")
    assert found.is_balanced
    assert (str(found.sales), str(found.returned)) == ("10975.00", "1292.50")


def test_a_return_that_was_turned_down_is_not_waited_for(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    found = _month(trading.book)
    assert (found.returns, found.returns_open, str(found.returned)) == (2, 1, "1092.50")


def test_a_month_without_anything_is_balanced_and_empty(seen: Trading) -> None:
    nothing = Money.of("0.00")
    assert _month(seen.book, Period(2025, 11)) == MonthEnd(0, 0, 0, 0, *[nothing] * 4)


def test_a_line_that_was_changed_unbalances_the_month(trading: Trading) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_entry_update_final")
        connection.exec_driver_sql("UPDATE entry SET amount = amount + 1 WHERE id = 34")
    engine.dispose()
    found = _month(trading.book)
    assert not found.is_balanced
    assert found.debit - found.credit == Money.of("0.01")
