"""The list of sheets and the styles of days are read from the small parts of a workbook."""

import pytest

from app.services.exchange.archive import Archive
from app.services.exchange.refusals import DamagedSpreadsheet, OldSpreadsheet, UnusualWorkbook
from app.services.exchange.xlsx_parts import check_parts, listing
from tests.services.exchange.made_files import SHEET, changed, unzipped, xlsx, zipped

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TWO = xlsx([("a",)], {"十月": [("b",)]})


def _archive(content: bytes) -> Archive:
    return Archive("a.xlsx", content)


def test_every_sheet_is_found_under_its_part() -> None:
    found = listing(_archive(TWO))
    assert found.sheets == {
        "销售": "xl/worksheets/sheet1.xml",
        "十月": "xl/worksheets/sheet2.xml",
    }
    assert not found.from_1904


def test_a_part_may_be_named_from_the_root() -> None:
    content = changed(
        TWO, RELATIONS, lambda part: part.replace(b'"worksheets/', b'"/xl/worksheets/')
    )
    assert set(listing(_archive(content)).sheets.values()) == {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }


def test_a_prefix_before_the_key_of_a_sheet_does_not_matter() -> None:
    content = changed(
        TWO,
        BOOK,
        lambda part: part.replace(b"r:id=", b"rel:id=").replace(b"xmlns:r=", b"xmlns:rel="),
    )
    assert len(listing(_archive(content)).sheets) == 2


def test_a_sheet_whose_part_is_not_there_is_not_listed() -> None:
    parts = unzipped(TWO)
    del parts["xl/worksheets/sheet2.xml"]
    assert list(listing(_archive(zipped(parts))).sheets) == ["销售"]


@pytest.mark.parametrize("flag", [b"1", b"true"])
def test_a_book_says_when_it_counts_from_1904(flag: bytes) -> None:
    content = changed(
        TWO,
        BOOK,
        lambda part: part.replace(b"<workbookPr", b'<workbookPr date1904="' + flag + b'"'),
    )
    assert listing(_archive(content)).from_1904


@pytest.mark.parametrize("part", [BOOK, RELATIONS])
def test_a_book_without_its_list_is_damaged(part: str) -> None:
    parts = unzipped(TWO)
    del parts[part]
    with pytest.raises(DamagedSpreadsheet):
        listing(_archive(zipped(parts)))


def test_a_binary_workbook_is_another_form() -> None:
    with pytest.raises(OldSpreadsheet) as refused:
        listing(_archive(zipped({"xl/workbook.bin": b"x"})))
    assert refused.value.form == "xlsb"


def test_a_sheet_in_a_part_that_is_no_markup_is_unusual() -> None:
    content = changed(TWO, RELATIONS, lambda part: part.replace(b"sheet2.xml", b"sheet2.bin"))
    with pytest.raises(UnusualWorkbook):
        listing(_archive(content))


def test_styles_of_days_are_told_from_those_of_amounts() -> None:
    styles = (
        b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
        b'<numFmt numFmtId="165" formatCode="0.00"/></numFmts>'
        b'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        b'<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
        b'<cellStyles><cellStyle name="x"/></cellStyles></styleSheet>'
    )
    content = changed(TWO, "xl/styles.xml", lambda _part: styles)
    assert listing(_archive(content)).date_styles == {1, 2}


def test_a_book_without_styles_shows_no_days() -> None:
    parts = unzipped(TWO)
    del parts["xl/styles.xml"]
    assert listing(_archive(zipped(parts))).date_styles == frozenset()


def test_every_part_that_should_be_markup_is_looked_at() -> None:
    check_parts(_archive(TWO))
    check_parts(_archive(zipped({**unzipped(TWO), "xl/media/image1.png": b"\x89PNG"})))
    with pytest.raises(DamagedSpreadsheet):
        check_parts(_archive(changed(TWO, SHEET, lambda part: part[:-5])))
