"""What would harm the program that reads a workbook is found before it is read."""

import datetime
import io

import openpyxl
import pytest

from app.services.exchange import archive, xlsx_scan
from app.services.exchange.archive import Archive
from app.services.exchange.cells import Flaw
from app.services.exchange.refusals import NumberNoDate, TooLarge, TooManyCells, UnusualWorkbook
from app.services.exchange.xlsx_parts import listing
from app.services.exchange.xlsx_scan import SheetScan, column_number, scan_sheets
from tests.services.exchange.made_files import (
    SHEET,
    changed,
    inline,
    sheet_rows,
    unzipped,
    xlsx,
    zipped,
)


def _scans(content: bytes) -> dict[str, SheetScan]:
    opened = Archive("a.xlsx", content)
    return scan_sheets(opened, listing(opened))


def _scan(rows: str) -> SheetScan:
    return _scans(sheet_rows(rows))["销售"]


def _unusual(content: bytes) -> None:
    with pytest.raises(UnusualWorkbook):
        _scans(content)


def test_a_column_has_its_number() -> None:
    numbers = [column_number(letters) for letters in (b"A", b"Z", b"AA", b"XFD")]
    assert numbers == [1, 26, 27, 16_384]


def test_the_last_row_and_column_are_those_of_the_cells() -> None:
    scan = _scan(f'<row r="2">{inline("B2", "x")}<c r="AB2"/></row><row r="1000"></row>')
    assert (scan.rows, scan.columns) == (2, 28)
    assert (_scan("").rows, _scan("").columns) == (0, 0)


def test_one_cell_in_the_last_corner_is_refused_with_the_extent() -> None:
    with pytest.raises(TooManyCells) as refused:
        _scan(f"{inline('A1', 'x')}{inline('XFD1048576', 'y')}")
    assert (refused.value.rows, refused.value.columns) == (1_048_576, 16_384)
    assert refused.value.sheet == "销售"


def test_a_format_in_the_last_corner_is_not_counted_as_a_cell() -> None:
    scan = _scan(f'{inline("C7", "x")}<c r="XFD1048576" s="1"/>')
    assert (scan.rows, scan.columns) == (7, 3)


def test_a_sheet_that_the_book_hides_from_its_list_is_looked_over_too() -> None:
    far = sheet_rows(inline("XFD1048576", "y"))
    parts = unzipped(xlsx([("a",)])) | {"xl/worksheets/other.xml": unzipped(far)[SHEET]}
    with pytest.raises(TooManyCells):
        _scans(zipped(parts))


def test_errors_are_found_wherever_the_attribute_stands() -> None:
    scan = _scan(
        '<row><c r="A1" s="1" t="e"><v>#N/A</v></c><c t="e" r="B2"><v>#REF!</v></c>'
        '<c s="1" t="e" r="C3"><v>#REF!</v></c><c r="D4" t="str"><v>t="e"</v></c></row>'
    )
    assert scan.flaws == {0: {0: Flaw.ERROR}, 1: {1: Flaw.ERROR}, 2: {2: Flaw.ERROR}}


def test_formulas_without_their_value_are_found() -> None:
    scan = _scan(
        '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1"><f t="shared" si="0"/></c><c r="E1"><f>1+1</f><v>2</v></c>'
        '<c r="F1" t="str"><f>""</f><v></v></c><c s="1" r="G1"><f>1</f> </c>'
    )
    assert sorted(scan.flaws[0]) == [0, 1, 2, 3, 6]
    assert set(scan.flaws[0].values()) == {Flaw.NO_VALUE}


def test_tags_with_a_prefix_are_the_same_tags() -> None:
    def prefixed(part: bytes) -> bytes:
        head, _, _rest = part.partition(b"<worksheet")
        return head + (
            b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<x:sheetData><x:row r="1"><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
            b"</x:sheetData></x:worksheet>"
        )

    scan = _scans(changed(xlsx([("a",)]), SHEET, prefixed))["销售"]
    assert (scan.rows, scan.columns, scan.flaws) == (1, 2, {0: {1: Flaw.ERROR}})


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c></row>",
        '<row><c r="A1"><v>1</v></c><c><v>2</v></c></row>',
        '<row><c r="A1"><v>1</v></c><!-- <c r="B2"> --></row>',
        '<row><x:c xmlns:x="u" r="A1"><v>1</v></x:c></row>',
        '<row><c r="A1"><is><t><![CDATA[<c r="B2">]]></t></is></c></row>',
    ],
)
def test_cells_that_do_not_say_where_they_are_are_unusual(rows: str) -> None:
    _unusual(sheet_rows(rows))


def test_a_place_may_stand_behind_other_attributes() -> None:
    scan = _scan('<c r="A1"/><c s="1" t="n" r="C5"><v>1</v></c>')
    assert (scan.rows, scan.columns) == (5, 3)


def test_a_sheet_without_its_root_is_unusual() -> None:
    _unusual(changed(xlsx([("a",)]), SHEET, lambda _part: b"<table/>"))
    _unusual(changed(xlsx([("a",)]), SHEET, lambda _part: b"<x:sheet/>"))


def test_an_empty_part_is_an_empty_sheet() -> None:
    assert _scans(changed(xlsx([("a",)]), SHEET, lambda _part: b""))["销售"] == SheetScan()


def test_a_day_far_from_any_day_is_named_by_its_cell() -> None:
    def far(part: bytes) -> bytes:
        return part.replace(b"<v>45961</v>", b"<v>99999999999</v>")

    content = changed(xlsx([("日期",), (datetime.date(2025, 10, 31),)]), SHEET, far)
    with pytest.raises(NumberNoDate) as refused:
        _scans(content)
    assert refused.value.cell == "A2"


def test_a_large_number_that_shows_no_day_is_a_number() -> None:
    assert _scan('<c r="B3" s="0"><v>6222600260001072444</v></c>').rows == 3


def _few(monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> None:
    monkeypatch.setattr(xlsx_scan, name, limit)


def test_more_flaws_than_a_sheet_can_have_by_accident_are_unusual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _few(monkeypatch, "FLAWS_LIMIT", 1)
    _unusual(sheet_rows('<c r="A1" t="e"/><c r="B1" t="e"/>'))


def test_a_row_without_end_is_unusual(monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch, "_ROW_LIMIT", 100)
    _unusual(sheet_rows(inline("A1", "长" * 200)))


def test_texts_that_swell_when_they_are_repeated_are_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _few(monkeypatch, "MEGABYTE", 10)
    _few(monkeypatch, "STRINGS_LIMIT", 1000)
    content = xlsx([("长" * 100,)] * 5)
    with pytest.raises(TooLarge):
        _scans(content)
    _few(monkeypatch, "STRINGS_LIMIT", 100_000)
    assert _scans(content)["销售"].string_bytes > 1500


def test_a_text_that_there_is_not_has_no_length(monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch, "MEGABYTE", 1)
    content = changed(xlsx([("长" * 100,)]), SHEET, lambda part: part.replace(b"<v>0<", b"<v>9<"))
    assert _scans(content)["销售"].string_bytes == 0


def test_a_sheet_is_looked_over_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{row}">{inline(f"A{row}", "x")}<c r="B{row}" t="e"/></row>'
        for row in range(1, 60)
    )
    whole = _scan(rows)

    monkeypatch.setattr(archive, "_CHUNK", 97)
    assert _scan(rows) == whole
    assert len(whole.flaws) == 59


def test_what_openpyxl_writes_is_usual() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["单价", "=1+1", True, None, 2.5])
    sheet["H9"].number_format = "0.00"
    stream = io.BytesIO()
    book.save(stream)
    (scan,) = _scans(stream.getvalue()).values()
    assert (scan.rows, scan.columns, scan.flaws) == (9, 8, {0: {1: Flaw.NO_VALUE}})
