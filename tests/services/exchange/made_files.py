"""Files as other programs write them, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import xlsxwriter
import xlwt

from app.services.exchange.archive import Archive
from app.services.exchange.cells import Cell
from app.services.exchange.files import FOUND_OUT, FileContent, Source, read_kind
from app.services.exchange.row_makers import FileKind
from app.services.exchange.xls_book import xls_sheets
from app.services.exchange.xlsx_book import xlsx_sheets

SALES_HEADINGS = ("单据编号", "日期", "客户编码", "商品编码", "数量", "单价")
SALE = ("XS-202510-0087", "2025-10-31", "KH-0117", "ZX-0512", "10", "12.50")
Rows = Sequence[Sequence[Any]]
R = TypeVar("R", bound=tuple[object, ...])


def csv_text(*rows: Sequence[str], separator: str = ",") -> bytes:
    """Give rows as a text file in UTF-8 without a mark."""
    return "".join(separator.join(row) + "\r\n" for row in rows).encode()


def sales(*rows: Sequence[str]) -> bytes:
    """Give sales as a text file with the plain headings."""
    return csv_text(SALES_HEADINGS, *rows)


def xlsx(rows: Rows, sheets: Mapping[str, Rows] | None = None, **options: Any) -> bytes:
    """Give a workbook as xlsxwriter makes it; further sheets follow the first."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, table in {"销售": rows, **(sheets or {})}.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                if isinstance(cell, str | int | Decimal):
                    sheet.write(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell, day if hasattr(cell, "year") else None)
    book.close()
    return stream.getvalue()


def xls(*tables: tuple[str, Rows], from_1904: bool = False) -> bytes:
    """Give a workbook as xlwt makes it; a pair is a value with its number format."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    for name, rows in tables:
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write(number, place, cell[0], xlwt.easyxf(num_format_str=cell[1]))
                elif cell is not None:
                    sheet.write(number, place, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give an archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Give the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give the archive with one part rewritten, and see that it is another than before."""
    parts = unzipped(content)
    before, parts[part] = parts[part], change(parts[part])
    assert parts[part] != before
    return zipped(parts)


SHEET = "xl/worksheets/sheet1.xml"


def sheet_rows(rows: str) -> bytes:
    """Give a workbook whose first sheet holds these rows, written out as XML."""

    def change(part: bytes) -> bytes:
        head, _, rest = part.partition(b"<sheetData>")
        return (
            head + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.split(b"</sheetData>")[1]
        )

    return changed(xlsx([("单据编号",)]), SHEET, change)


def inline(place: str, words: str) -> str:
    """Give one cell of text, written out as XML."""
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def xlsx_cells(content: bytes, sheet: int = 0) -> list[list[Cell]]:
    """Give the cells of a sheet of an xlsx file as the room reads them."""
    return [list(row) for row in xlsx_sheets(Archive("a.xlsx", content))[sheet].rows()]


def xls_cells(content: bytes, sheet: int = 0) -> list[list[Cell]]:
    """Give the cells of a sheet of an xls file as the room reads them."""
    return [list(row) for row in xls_sheets("a.xls", content)[sheet].rows()]


def ods(*tables: str, mimetype: str = "spreadsheet", manifest: bytes = b"<m/>") -> bytes:
    """Give an OpenDocument file with these tables, written out as XML."""
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}'
        f' xmlns:calcext="{calc}"><office:body><office:spreadsheet>{"".join(tables)}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = f"application/vnd.oasis.opendocument.{mimetype}".encode()
    parts = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest}
    return zipped(parts)


def table(*rows: str, name: str = "销售") -> str:
    """Give one table of an OpenDocument file."""
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, repeat: int = 1) -> str:
    """Give one row of such a table; a cell without tags is text."""
    times = f' table:number-rows-repeated="{repeat}"' if repeat > 1 else ""
    inner = "".join(cell if cell.startswith("<") else text_cell(cell) for cell in cells)
    return f"<table:table-row{times}>{inner}</table:table-row>"


def text_cell(words: str) -> str:
    """Give one cell of text of such a table."""
    if not words:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )


def taken(
    folder: Path, kind: FileKind[R], content: bytes, source: Source = FOUND_OUT, name: str = "a.csv"
) -> FileContent[R]:
    """Write the content to a file and read it."""
    path = folder / name
    path.write_bytes(content)
    return read_kind(path, kind, source)
