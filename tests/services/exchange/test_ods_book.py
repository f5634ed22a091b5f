"""OpenDocument tables are read cell by cell, with repeats told and errors marked."""

import datetime
from decimal import Decimal

import pytest

from app.services.exchange import archive, ods_book
from app.services.exchange.archive import Archive
from app.services.exchange.cells import Cell, Flaw
from app.services.exchange.ods_book import ods_sheets
from app.services.exchange.refusals import (
    DamagedSpreadsheet,
    PasswordProtected,
    TooManyCells,
    UnsafeSpreadsheet,
)
from tests.services.exchange.made_files import changed, ods, row, table, unzipped, zipped


def _cells(content: bytes, sheet: int = 0) -> list[list[Cell]]:
    return [list(cells) for cells in ods_sheets(Archive("a.ods", content))[sheet].rows()]


def _cell(facts: str, words: str = "") -> str:
    return f"<table:table-cell {facts}>{words}</table:table-cell>"


def _value(sort: str, facts: str, words: str = "") -> str:
    return _cell(f'office:value-type="{sort}" {facts}', words)


def test_texts_numbers_and_days_are_what_they_are() -> None:
    found = _cells(
        ods(
            table(
                row(
                    "单号",
                    _value("float", 'office:value="12.50"'),
                    _value("currency", 'office:value="-1130.00"'),
                    _value("percentage", 'office:value="0.13"'),
                    _value("date", 'office:date-value="2025-10-31"'),
                    _value("date", 'office:date-value="2025-10-31T08:26:00"'),
                    _value("date", 'office:date-value="昨天"'),
                    _value("date", ""),
                    "末",
                )
            )
        )
    )
    assert found == [
        [
            *("单号", Decimal("12.50"), Decimal("-1130.00"), Decimal("0.13")),
            datetime.date(2025, 10, 31),
            datetime.datetime(2025, 10, 31, 8, 26),  # noqa: DTZ001
            *("昨天", "", "末"),
        ]
    ]


def test_errors_booleans_and_formulas_without_a_value_are_marked() -> None:
    found = _cells(
        ods(
            table(
                row(
                    _cell('office:value-type="string" calcext:value-type="error"'),
                    _value("boolean", 'office:boolean-value="true"'),
                    _cell('table:formula="of:=1+1"'),
                    _value("float", 'table:formula="of:=1+1" office:value="2"'),
                )
            )
        )
    )
    assert found == [[Flaw.ERROR, Flaw.BOOLEAN, Flaw.NO_VALUE, Decimal(2)]]


def test_a_text_has_its_blanks_and_lines_and_not_its_annotations() -> None:
    words = (
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b<text:s/>c<text:tab/>d<text:line-break/>e</text:p>'
        "<text:p>第二<text:span>行</text:span></text:p>"
    )
    assert _cells(ods(table(row(_value("string", "", words))))) == [["a  b c d e\n第二行"]]
    plain = _value("string", 'office:string-value="值"', "<text:p>显示</text:p>")
    assert _cells(ods(table(row(plain)))) == [["值"]]


def test_blanks_outside_a_paragraph_are_no_text() -> None:
    words = "\n <text:s/><text:p>a</text:p>\n"
    assert _cells(ods(table(row(_value("string", "", words))))) == [["a"]]


def test_repeats_are_told() -> None:
    repeated = _cell(
        'table:number-columns-repeated="3" office:value-type="string"', "<text:p>x</text:p>"
    )
    blanks = '<table:table-cell table:number-columns-repeated="2"/>'
    covered = "<table:covered-table-cell/>"
    found = _cells(ods(table(row(repeated, blanks, covered, "y"), row("z", repeat=2))))
    assert found == [["x", "x", "x", "", "", "", "y"], ["z"], ["z"]]


def test_a_million_blank_rows_behind_the_data_are_none() -> None:
    content = ods(table(row("x"), row("", repeat=3), row("y"), row("", repeat=2**20)))
    assert _cells(content) == [["x"], [], [], [], ["y"]]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gaps = [row("", repeat=600), row("x"), row("", repeat=600), row("y")]
    assert len(_cells(ods(table(*gaps)))) == 1202
    monkeypatch.setattr(ods_book, "_ROWS_IN_SHEET", 1000)
    with pytest.raises(TooManyCells):
        _cells(ods(table(*gaps)))


def test_a_row_that_repeats_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods_book, "CELLS_LIMIT", 1000)
    with pytest.raises(TooManyCells):
        _cells(ods(table(row("x", "y", repeat=501))))
    assert len(_cells(ods(table(row("x", "y", repeat=500))))) == 500


def test_each_sheet_is_read_by_its_name_and_nothing_beside_it() -> None:
    content = ods(table(row("甲"), name="九月"), table(row("乙"), name="十月"))
    sheets = ods_sheets(Archive("a.ods", content))
    assert [sheet.name for sheet in sheets] == ["九月", "十月"]
    assert _cells(content, 1) == [["乙"]]
    assert (sheets[0].counts_from_1904, sheets[0].height) == (False, 2**20)


def test_a_file_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ods(table(*(row(f"单号{number}", "x") for number in range(50))))
    monkeypatch.setattr(archive, "_CHUNK", 37)
    assert _cells(content) == [[f"单号{number}", "x"] for number in range(50)]


def test_a_file_without_content_is_damaged() -> None:
    with pytest.raises(DamagedSpreadsheet):
        ods_sheets(Archive("a.ods", zipped({"mimetype": b"x"})))


def test_a_file_with_a_password_asks_for_one_without() -> None:
    locked = ods(table(row("x")), manifest=b"<m><manifest:encryption-data/></m>")
    with pytest.raises(PasswordProtected):
        ods_sheets(Archive("a.ods", locked))


def test_a_file_without_its_manifest_is_read() -> None:
    parts = unzipped(ods(table(row("x"))))
    del parts["META-INF/manifest.xml"]
    assert _cells(zipped(parts)) == [["x"]]


def test_entities_are_not_opened() -> None:
    content = changed(
        ods(table(row("x"))),
        "content.xml",
        lambda part: part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
    )
    with pytest.raises(UnsafeSpreadsheet):
        ods_sheets(Archive("a.ods", content))


@pytest.mark.parametrize(
    "cell",
    [
        _value("float", 'office:value="zwölf"'),
        _value("float", ""),
        _value("float", 'office:value="NaN"'),
        _value("float", 'office:value="1e999"'),
        _cell('table:number-columns-repeated="x" office:value-type="string"', "<text:p>x</text:p>"),
    ],
)
def test_a_cell_that_is_not_what_it_says_is_damage(cell: str) -> None:
    with pytest.raises(DamagedSpreadsheet):
        _cells(ods(table(row(cell))))
