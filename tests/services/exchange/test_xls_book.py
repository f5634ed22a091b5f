"""Workbooks of old are read cell by cell, with what cannot be taken marked as such."""

import datetime
import io
import random
import struct

import pytest
import xlwt

from app.errors import AppError
from app.services.exchange.biff import Kind
from app.services.exchange.cells import Cell, Flaw
from app.services.exchange.refusals import (
    DamagedSpreadsheet,
    NotASpreadsheet,
    PasswordProtected,
    UnusualWorkbook,
)
from app.services.exchange.xls_book import xls_sheets
from tests.services.exchange.made_files import SALE, SALES_HEADINGS, xls, xls_cells
from tests.services.exchange.records import (
    BIFF_5,
    compound,
    formula,
    label,
    marked,
    number,
    place,
    record,
    workbook,
)

DAY = datetime.date(2025, 10, 31)
MOMENT = datetime.datetime(2025, 10, 31, 8, 26)  # noqa: DTZ001


def _cells(*records: bytes, known: bytes = b"") -> list[list[Cell]]:
    return xls_cells(compound(workbook(b"".join(records), known)))


def test_texts_numbers_and_days_are_what_they_are() -> None:
    rows = [
        SALES_HEADINGS,
        ("单号", (DAY, "yyyy-mm-dd"), (MOMENT, "yyyy-mm-dd h:mm"), 12.5, None, 7),
    ]
    assert xls_cells(xls(("销售", rows))) == [
        list(SALES_HEADINGS),
        ["单号", DAY, MOMENT, 12.5, "", 7],
    ]


def test_days_are_the_same_whatever_year_the_book_counts_from() -> None:
    content = xls(("销售", [[(DAY, "yyyy-mm-dd")]]), from_1904=True)
    assert xls_cells(content) == [[DAY]]
    assert [sheet.counts_from_1904 for sheet in xls_sheets("a.xls", content)] == [True]


def test_a_number_that_is_no_day_of_any_year_stays_a_number() -> None:
    rows = [[(0.5, "h:mm"), (2_900_000, "yyyy-mm-dd"), (-3, "yyyy-mm-dd")]]
    assert xls_cells(xls(("销售", rows))) == [[0.5, 2_900_000, -3]]


def test_thousands_of_texts_are_read_back() -> None:
    rows = [[f"铜塑线 {row} " + "长" * (row % 97), f"BV {row}"] for row in range(1000)]
    assert xls_cells(xls(("销售", rows))) == rows


def test_rows_without_cells_are_blank_rows() -> None:
    assert _cells(number(2, 1, 5), number(4, 0, 6)) == [[], [], ["", 5], [], [6]]
    assert _cells() == [[]]


def test_packed_numbers_are_unpacked() -> None:
    def packed(value: int) -> bytes:
        return struct.pack("<I", value & 0xFFFFFFFF)

    whole, hundredths = 1250 << 2 | 2, 1250 << 2 | 3
    double = struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32
    many = struct.pack("<HH", 0, 1) + b"".join(
        struct.pack("<H", 0) + packed(value) for value in (whole, hundredths, -5 << 2 | 2)
    )
    assert _cells(
        record(Kind.RK, place(0, 0) + packed(double)),
        record(Kind.MANY_RK, many + struct.pack("<H", 3)),
    ) == [[1.5, 1250, 12.5, -5]]


def test_a_double_in_hundredths_is_divided() -> None:
    double = struct.unpack("<Q", struct.pack("<d", 1250.0))[0] >> 32 | 1
    assert _cells(record(Kind.RK, place(0, 0) + struct.pack("<I", double))) == [[12.5]]


def test_errors_and_booleans_are_marked() -> None:
    assert _cells(
        record(Kind.BOOLEAN_OR_ERROR, place(0, 0) + b"\x2a\x01"),
        record(Kind.BOOLEAN_OR_ERROR, place(0, 1) + b"\x01\x00"),
    ) == [[Flaw.ERROR, Flaw.BOOLEAN]]


def test_a_formula_has_the_value_that_it_had_when_it_was_saved() -> None:
    words = record(Kind.STRING, b"\x02\x00\x00ab")
    assert _cells(
        formula(0, 0, struct.pack("<d", 12.5)),
        formula(0, 1, marked(0)) + words,
        formula(0, 2, marked(0)) + record(Kind.SHARED_FORMULA, bytes(8)) + words,
        formula(0, 3, marked(1)),
        formula(0, 4, marked(2)),
        formula(0, 5, marked(3)),
        formula(0, 6, marked(9)),
        formula(0, 7, marked(0)),
        formula(0, 8, marked(0)),
    ) == [[12.5, "ab", "ab", Flaw.BOOLEAN, Flaw.ERROR, "", *[Flaw.NO_VALUE] * 3]]


def test_a_formula_behind_which_the_file_breaks_off_has_no_value() -> None:
    length = 4096 - len(workbook(formula(0, 0, marked(0)), record(1))[:-4])
    stream = workbook(formula(0, 0, marked(0)), record(1, bytes(length)))[:-4]
    assert len(stream) == 4096
    assert xls_cells(compound(stream)) == [[Flaw.NO_VALUE]]


def test_a_book_of_the_nineties_is_read() -> None:
    words = "单据".encode("gb18030")
    cells = label(0, 0, struct.pack("<H", len(words)) + words)
    known = record(Kind.CODE_PAGE, struct.pack("<H", 936))
    content = compound(workbook(cells + number(0, 1, 5), known, BIFF_5), "Book")
    assert xls_cells(content) == [["单据", 5]]


def test_visible_sheets_come_before_hidden_ones() -> None:
    book = xlwt.Workbook()
    for name, visibility in (("隐藏", 1), ("十月", 0), ("深藏", 2)):
        book.add_sheet(name).visibility = visibility
    book.set_active_sheet(1)
    stream = io.BytesIO()
    book.save(stream)
    names = [sheet.name for sheet in xls_sheets("a.xls", stream.getvalue())]
    assert names == ["十月", "隐藏", "深藏"]


def test_rows_that_go_back_are_unusual() -> None:
    with pytest.raises(UnusualWorkbook):
        _cells(number(5, 0, 1), number(3, 0, 2))


@pytest.mark.parametrize(
    "cells",
    [
        record(Kind.NUMBER, b"\0"),
        record(Kind.SHARED_STRING, place(0, 0) + struct.pack("<I", 7)),
        label(0, 0, b"\x02\x00\x01\x00\xd8"),
    ],
)
def test_cells_that_break_off_are_damage(cells: bytes) -> None:
    with pytest.raises(DamagedSpreadsheet):
        _cells(cells)


def test_a_list_of_sheets_that_breaks_off_is_damage() -> None:
    with pytest.raises(DamagedSpreadsheet):
        _cells(known=record(Kind.FORMAT, b"\0"))


def test_a_book_with_a_password_asks_for_one_without() -> None:
    with pytest.raises(PasswordProtected):
        _cells(known=record(Kind.FILE_PASS, bytes(6)))


def _holding(name: str) -> bytes:
    """Give a compound file whose only stream has another name."""
    content = compound(bytes(5000))
    old = "Workbook\0".encode("utf-16-le")
    at = content.index(old)
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<H", len(words))
    return content[:at] + head + content[at + 66 :]


@pytest.mark.parametrize(
    ("stream", "found"),
    [("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("Contents", "OLE")],
)
def test_another_office_file_is_refused_by_what_it_is(stream: str, found: str) -> None:
    with pytest.raises(NotASpreadsheet) as refused:
        xls_sheets("a.xls", _holding(stream))
    assert refused.value.found == found


def test_a_book_of_today_with_a_password_asks_for_one_without() -> None:
    with pytest.raises(PasswordProtected):
        xls_sheets("a.xlsx", _holding("EncryptedPackage"))


def test_any_flipped_byte_is_read_or_refused() -> None:
    content = xls(("销售", [SALES_HEADINGS, *[(*SALE, (DAY, "yyyy-mm-dd"), 12.5)] * 20]))
    chance = random.Random(512)  # noqa: S311  # the same in every run
    refused = 0
    for _ in range(150):
        broken = bytearray(content)
        for _flip in range(3):
            broken[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        try:
            for sheet in xls_sheets("a.xls", bytes(broken)):
                list(sheet.rows())
        except AppError:
            refused += 1
    assert 0 < refused < 150
