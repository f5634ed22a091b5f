"""科目余额表: opening, movement and closing of every account, worked out by hand."""

import datetime
from collections import defaultdict

from sqlalchemy import text

from app.services.reports import trial_balance
from app.services.reports.trial_balance import AccountMonth
from app.values.money import Money
from app.values.period import Period
from tests.builders import CLERK, OCTOBER
from tests.services.trading import Trading, type_voucher

NOVEMBER = Period(2025, 11)
# Account: opening, debit, credit, closing; credit balances are negative.
BY_HAND = {
    "1001": ("0.00", "0.00", "0.00", "0.00"),
    "1002": ("0.00", "5000.00", "1000.00", "4000.00"),
    "1122": ("2000.00", "11667.22", "5000.00", "8667.22"),
    "1405": ("19100.00", "1500.00", "6039.00", "14561.00"),
    "2202": ("0.00", "0.00", "1695.00", "-1695.00"),
    "22210101": ("0.00", "195.00", "0.00", "195.00"),
    "22210107": ("0.00", "0.00", "1284.72", "-1284.72"),
    "310405": ("-21100.00", "0.00", "0.00", "-21100.00"),
    "5001": ("0.00", "0.00", "9882.50", "-9882.50"),
    "5401": ("0.00", "6039.00", "0.00", "6039.00"),
    "5601": ("0.00", "0.00", "0.00", "0.00"),
    "5602": ("0.00", "500.00", "0.00", "500.00"),
}


def _month(trading: Trading, period: Period = OCTOBER) -> dict[str, AccountMonth]:
    with trading.book.reading(CLERK) as reading:
        return {row.code: row for row in trial_balance.month(reading, period)}


def _amounts(row: AccountMonth) -> tuple[str, ...]:
    return tuple(map(str, (row.opening, row.debit, row.credit, row.closing)))


def test_every_account_stands_as_it_was_worked_out_by_hand(seen: Trading) -> None:
    rows = _month(seen)
    assert {code: _amounts(row) for code, row in rows.items()} == BY_HAND
    assert list(rows) == sorted(rows)


def test_accounts_stand_below_their_names(seen: Trading) -> None:
    rows = _month(seen)
    assert rows["1122"].name == "应收账款"
    assert rows["22210107"].name == "应交增值税 — 销项税额"


def test_debits_and_credits_come_to_the_same(seen: Trading) -> None:
    rows = _month(seen).values()
    assert Money.total([row.debit for row in rows]) == Money.total([row.credit for row in rows])
    assert str(Money.total([row.opening for row in rows])) == "0.00"
    assert str(Money.total([row.closing for row in rows])) == "0.00"


def test_the_sums_are_those_of_the_lines_themselves(seen: Trading) -> None:
    sums: dict[str, int] = defaultdict(int)
    lines = text(
        "SELECT e.account, e.side, e.amount FROM entry e JOIN voucher v ON v.id = e.voucher_id"
        " WHERE v.state = 'posted' AND e.client_id = 1"
    )
    with seen.book.reading(CLERK) as reading:
        for account, side, fen in reading.connection.execute(lines):
            sums[account] += fen if side == "debit" else -fen
    assert {code: row.closing.fen for code, row in _month(seen).items()} == dict(sums)


def test_the_next_month_opens_with_what_this_one_closed(trading: Trading) -> None:
    day = datetime.date(2025, 11, 5)
    type_voucher(trading.book, "借 5602 120.00", "贷 1002 120.00", day=day)
    closed, opened = _month(trading), _month(trading, NOVEMBER)
    assert {code: row.opening for code, row in opened.items()} == {
        code: row.closing for code, row in closed.items()
    }
    assert _amounts(opened["1002"]) == ("4000.00", "0.00", "120.00", "3880.00")
    assert str(closed["1002"].closing) == "4000.00"


def test_a_voucher_that_is_not_posted_moves_nothing(seen: Trading) -> None:
    # A draft of 9.00 on 5602 and 1001 lies in the book.
    assert _amounts(_month(seen)["5602"]) == ("0.00", "500.00", "0.00", "500.00")


def test_before_the_book_began_there_is_nothing(seen: Trading) -> None:
    assert _month(seen, Period(2025, 9)) == {}
