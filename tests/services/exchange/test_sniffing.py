"""What a file is, is told by its content and never by the end of its name."""

import pytest

from app.services.exchange.refusals import (
    EmptyFile,
    NotASpreadsheet,
    OldSpreadsheet,
    WebPageAsSpreadsheet,
)
from app.services.exchange.sniffing import Form, form_of
from tests.services.exchange.made_files import SALE, sales, xls, xlsx

WORKBOOK_2003 = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
)


def test_a_file_is_what_its_content_is() -> None:
    assert form_of("a.csv", xlsx([SALE])) is Form.ZIPPED
    assert form_of("a.csv", xls(("销售", [SALE]))) is Form.COMPOUND
    assert form_of("a.xlsx", sales(SALE)) is Form.TEXT
    assert form_of("a.xls", "单据编号\t日期".encode("utf-16")) is Form.TEXT
    assert form_of("a.xls", "单据编号,日期".encode("gb18030")) is Form.TEXT


def test_a_file_without_a_byte_is_refused() -> None:
    with pytest.raises(EmptyFile):
        form_of("a.xlsx", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"\xef\xbb\xbf\r\n  <!DOCTYPE html>",
        b"<TABLE border=1>",
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'.encode("utf-16"),
        b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        b"<meta charset=gbk>",
    ],
)
def test_a_web_page_with_the_name_of_a_spreadsheet_is_refused(content: bytes) -> None:
    with pytest.raises(WebPageAsSpreadsheet):
        form_of("流水.xls", content)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (WORKBOOK_2003, "XML 2003"),
        (b"\x09\x00\x04\x00\x02\x00", "Excel 2"),
        (b"\x09\x02\x06\x00\x00\x00", "Excel 3"),
        (b"\x09\x04\x06\x00\x00\x00", "Excel 4"),
    ],
)
def test_a_spreadsheet_of_a_form_that_is_not_read_is_named(content: bytes, form: str) -> None:
    with pytest.raises(OldSpreadsheet) as refused:
        form_of("a.xls", content)
    assert refused.value.form == form


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x89PNG\r\n", "PNG"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"age-encryption.org/v1", "age"),
        (b"<?xml version='1.0'?><note/>", "XML"),
        (b"\x01\x02\x00\x03", "binary"),
        (b"PK\x05\x06" + bytes(18), "binary"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_it_is(content: bytes, found: str) -> None:
    with pytest.raises(NotASpreadsheet) as refused:
        form_of("a.xlsx", content)
    assert refused.value.found == found
