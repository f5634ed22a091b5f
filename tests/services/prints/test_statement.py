"""A customer's statement of account: what the account says, and what is not on it yet."""

import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.services.customers import CustomerUnknown
from app.services.prints import files, statement
from app.services.sheets.statement_sheet import StatementSheet
from app.values.money import Money
from app.values.period import Period
from tests.builders import CLERK, OCTOBER
from tests.services.trading import BACK_LATER, MINGYUAN, QIHANG, Trading, type_voucher


def _sheet(trading: Trading, customer_id: int, period: Period = OCTOBER) -> StatementSheet:
    with trading.book.reading(CLERK) as reading:
        return statement.sheet(reading, customer_id, period)


def _lines(sheet: StatementSheet) -> list[str]:
    return [
        f"{line.day.day} {line.number} {line.charged} {line.paid} {line.balance}"
        for line in sheet.movements
    ]


def test_every_document_of_the_month_stands_with_the_balance_after_it(seen: Trading) -> None:
    sheet = _sheet(seen, QIHANG)
    assert _lines(sheet) == [
        "1  None None 0.00",
        "8 XS-0001 11300.00 None 11300.00",
        "10 TH-0001 -1130.00 None 10170.00",
        "20 SK-0001 None 5000.00 5170.00",
        "21 FK-0001 None -500.00 5670.00",
    ]
    assert (str(sheet.balance), sheet.number) == ("5670.00", "DZ-202510-0117")
    assert (sheet.reply_by, sheet.maker) == (datetime.date(2025, 11, 5), "周敏")


def test_what_was_owed_before_the_book_began_is_brought_forward(seen: Trading) -> None:
    assert _lines(_sheet(seen, MINGYUAN))[0] == "1  None None 2000.00"


def test_the_next_month_begins_with_the_balance_of_this_one(seen: Trading) -> None:
    assert _lines(_sheet(seen, QIHANG, OCTOBER.next())) == ["1  None None 5670.00"]


def test_a_return_that_is_not_on_the_books_stands_apart_with_where_it_is(seen: Trading) -> None:
    sheet = _sheet(seen, QIHANG)
    (coming,) = sheet.under_way
    assert (coming.number, str(coming.amount)) == (f"TH-202510-000{BACK_LATER}", "-226.00")
    assert (coming.subject, coming.expected) == ("退货：其他", "待审核")


def test_the_ages_sum_to_the_balance(seen: Trading) -> None:
    sheet = _sheet(seen, QIHANG)
    assert sheet.ageing is not None
    assert sheet.ageing.total == sheet.balance == Money.of("5670.00")


def test_a_typed_voucher_is_named_by_the_return_that_it_stands_for(trading: Trading) -> None:
    lines = ("借 1122 -226.00", "贷 5001 -200.00", "贷 22210107 -26.00")
    type_voucher(trading.book, *lines, return_id=BACK_LATER)
    type_voucher(trading.book, "借 1122 70.00", "贷 1002 70.00")
    numbers = [line.number for line in _sheet(trading, QIHANG).movements]
    assert numbers[-2:] == ["TH-0003", "记-0016"]


def test_a_customer_of_another_book_has_no_statement_in_this_one(seen: Trading) -> None:
    with seen.other.reading(CLERK) as reading, pytest.raises(CustomerUnknown):
        statement.sheet(reading, QIHANG, OCTOBER)


def test_the_statement_is_printed_whole(seen: Trading, tmp_path: Path) -> None:
    with seen.book.reading(CLERK) as reading:
        files.print_statement(reading, QIHANG, OCTOBER, tmp_path / "statement.pdf")
    (page,) = PdfReader(tmp_path / "statement.pdf").pages
    text = page.extract_text().replace(" ", "").replace("\n", "")
    assert "南渡启航教育科技有限公司" in text
    assert "5,670.00" in text
    assert "伍仟陆佰柒拾元整" in text
