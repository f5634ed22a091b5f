"""Rows of text as a file that spreadsheets open: nothing in it is a formula or a link."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter

_WIDEST = 40
_CHINESE = 2
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as CSV in UTF-8 with its mark; what would be a formula gets a quote before it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_at_rest(heading) for heading in headings])
    writer.writerows([_at_rest(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as a workbook with one sheet, every cell a text."""
    stream = io.BytesIO()
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, plain) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, min(_WIDEST, 4 + _CHINESE * len(heading)))
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return stream.getvalue()


def _at_rest(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula; a plain number stays one."""
    return f"'{cell}" if cell.startswith(_LIVE) and not _NUMBER.fullmatch(cell) else cell
