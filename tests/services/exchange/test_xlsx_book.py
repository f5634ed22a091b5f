"""Workbooks of today are read cell by cell, with what cannot be taken marked as such."""

import datetime
import io

import openpyxl
import pytest
import python_calamine

from app.services.exchange.archive import Archive
from app.services.exchange.cells import Flaw
from app.services.exchange.refusals import DamagedSpreadsheet, PasswordProtected
from app.services.exchange.xlsx_book import xlsx_sheets
from tests.services.exchange.made_files import (
    SHEET,
    changed,
    inline,
    sheet_rows,
    unzipped,
    xlsx,
    xlsx_cells,
    zipped,
)


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _names(content: bytes) -> list[str]:
    return [sheet.name for sheet in xlsx_sheets(Archive("a.xlsx", content))]


def test_texts_numbers_and_days_are_what_they_are() -> None:
    day = datetime.date(2025, 10, 31)
    cells = xlsx_cells(xlsx([("单号", day, 12.5, 7, None, "末")]))
    assert cells == [["单号", day, 12.5, 7, "", "末"]]


def test_a_day_with_its_time_a_time_and_a_span_are_told_apart() -> None:
    book = openpyxl.Workbook()
    moment = datetime.datetime(2025, 10, 31, 8, 26)  # noqa: DTZ001
    values = [moment, datetime.time(8, 26), datetime.timedelta(hours=30)]
    book.worksheets[0].append(values)
    assert xlsx_cells(_saved(book)) == [values]


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_the_same_whatever_year_the_book_counts_from(
    from_1904: bool,  # noqa: FBT001
) -> None:
    day = datetime.date(2025, 10, 31)
    content = xlsx([(day,)], default_date_format="yyyy-mm-dd", date_1904=from_1904)
    assert xlsx_cells(content) == [[day]]
    (sheet,) = xlsx_sheets(Archive("a.xlsx", content))
    assert sheet.counts_from_1904 is from_1904


def test_errors_booleans_and_formulas_without_a_value_are_marked() -> None:
    content = sheet_rows(
        f'<row r="2">{inline("B2", "x")}<c r="C2" t="b"><v>1</v></c></row>'
        f'<row r="3"><c r="A3" t="e"><v>#N/A</v></c>{inline("B3", "y")}'
        '<c r="C3"><f>1+1</f></c></row>'
        f'<row r="5">{inline("B5", "z")}<c r="C5"><f>1+1</f><v>2</v></c></row>'
    )
    assert xlsx_cells(content) == [
        ["", "", ""],
        ["", "x", Flaw.BOOLEAN],
        [Flaw.ERROR, "y", Flaw.NO_VALUE],
        ["", "", ""],
        ["", "z", 2],
    ]


def test_marks_stand_right_where_a_table_begins_further_in() -> None:
    content = sheet_rows(
        f'<row r="3">{inline("C3", "x")}{inline("D3", "y")}</row>'
        f'<row r="4">{inline("C4", "x")}<c r="D4" t="e"><v>#REF!</v></c></row>'
    )
    rows = xlsx_cells(content)
    assert rows[2:] == [["x", "y"], ["x", Flaw.ERROR]]
    assert len(rows) == 4


def test_a_last_row_of_nothing_but_formulas_without_a_value_is_not_lost() -> None:
    content = sheet_rows(
        f'<row r="1">{inline("A1", "x")}{inline("B1", "y")}</row>'
        '<row r="2"><c r="A2"><f>A1</f></c><c r="B2"><f>B1</f><v></v></c></row>'
    )
    assert xlsx_cells(content) == [["x", "y"], [Flaw.NO_VALUE, Flaw.NO_VALUE]]


def test_formulas_as_openpyxl_leaves_them_have_no_value() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["单价", "=1+1"])
    book.worksheets[0].append(["=A1", '=""'])
    assert xlsx_cells(_saved(book)) == [
        ["单价", Flaw.NO_VALUE],
        [Flaw.NO_VALUE, Flaw.NO_VALUE],
    ]


def test_a_number_of_twenty_digits_has_lost_its_end() -> None:
    (row,) = xlsx_cells(xlsx([(25312000000012345678,)]))
    assert row == [2.531200000001235e19]


def test_merged_cells_have_their_value_once_and_hidden_rows_are_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["B3"] = "合并", "隐藏", "末"
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    assert xlsx_cells(_saved(book)) == [["合并", ""], ["隐藏", ""], ["", "末"]]


def test_visible_sheets_come_before_hidden_ones_and_charts_are_none() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "隐藏"
    book.worksheets[0].sheet_state = "hidden"
    for name in ("十月", "九月"):
        book.create_sheet(name)
    book.create_chartsheet("图")
    for sheet in book.worksheets:
        sheet["A1"] = 1
    book.active = 1
    assert _names(_saved(book)) == ["十月", "九月", "隐藏"]


def test_a_sheet_that_the_book_does_not_hold_is_left_out() -> None:
    content = xlsx([("a",)], {"九月": [("b",)]})
    parts = unzipped(content)
    del parts["xl/worksheets/sheet2.xml"]
    assert _names(zipped(parts)) == ["销售"]


def test_cells_without_end_are_damage() -> None:
    content = changed(xlsx([("a",)]), SHEET, lambda part: part.replace(b'<c r="A1"', b'<c r="A1'))
    with pytest.raises(DamagedSpreadsheet):
        xlsx_cells(content)


def test_an_index_of_texts_that_there_are_not_is_damage() -> None:
    content = changed(
        xlsx([("a",)]), "xl/sharedStrings.xml", lambda part: part.partition(b"<si>")[0] + b"</sst>"
    )
    with pytest.raises(DamagedSpreadsheet):
        xlsx_cells(content)


def test_a_book_whose_styles_are_cut_off_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    content = changed(
        xlsx([("a",)]),
        "xl/workbook.xml",
        lambda part: part.replace(b"<sheets>", b"<sheets><sheet/>"),
    )
    with pytest.raises(DamagedSpreadsheet):
        xlsx_cells(content)


def test_a_book_that_the_library_calls_locked_asks_for_one_without_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(_file: object) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "load_workbook", locked)
    with pytest.raises(PasswordProtected):
        xlsx_cells(xlsx([("a",)]))
