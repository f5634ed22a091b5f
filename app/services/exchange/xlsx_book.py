"""The sheets of an xlsx file."""

import io
from collections.abc import Iterator, Mapping, Sequence

import python_calamine as calamine

from app.services.exchange.archive import Archive
from app.services.exchange.cells import Cell, Flaw, Sheet
from app.services.exchange.refusals import DamagedSpreadsheet, PasswordProtected
from app.services.exchange.xlsx_parts import check_parts, listing
from app.services.exchange.xlsx_scan import SheetScan, scan_sheets


class _XlsxSheet:
    """A sheet that the spreadsheet library reads; its flaws were found beforehand."""

    def __init__(
        self, file: str, book: calamine.CalamineWorkbook, name: str, scan: SheetScan
    ) -> None:
        self._file = file
        self._book = book
        self._scan = scan
        self.name = name
        self.height = scan.rows
        self.counts_from_1904 = scan.from_1904

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from the first of the sheet, blank ones too."""
        try:
            sheet = self._book.get_sheet_by_name(self.name)
        except calamine.CalamineError as damage:
            raise DamagedSpreadsheet(self._file) from damage
        first_column = sheet.start[1] if sheet.start else 0
        flaws = self._scan.flaws
        rows = 0
        for cells in sheet.iter_rows():
            if rows in flaws or bool in map(type, cells):
                yield _marked(cells, flaws.get(rows, {}), first_column)
            else:
                yield cells
            rows += 1
        # The library leaves out what stands behind the last value.
        for number in range(rows, max(flaws, default=-1) + 1):
            yield _marked([], flaws.get(number, {}), first_column)


def _marked(cells: Sequence[Cell], flaws: Mapping[int, Flaw], first_column: int) -> list[Cell]:
    """Put a mark into each cell that has no value to take."""
    width = max(len(cells), max(flaws, default=-1) + 1 - first_column)
    whole = [*cells, *[""] * (width - len(cells))]
    return [
        flaws.get(place, Flaw.BOOLEAN if isinstance(cell, bool) else cell)
        for place, cell in enumerate(whole, first_column)
    ]


def xlsx_sheets(archive: Archive) -> list[Sheet]:
    """Give the visible sheets of an xlsx file that was looked over, and then the hidden ones."""
    check_parts(archive)
    scans = scan_sheets(archive, listing(archive))
    book = _opened(archive)
    return [
        _XlsxSheet(archive.name, book, name, scans[name])
        for name in _table_sheets(book)
        if name in scans
    ]


def _opened(archive: Archive) -> calamine.CalamineWorkbook:
    """Hand the content to the spreadsheet library."""
    try:
        return calamine.load_workbook(io.BytesIO(archive.content))
    except calamine.PasswordError as locked:
        raise PasswordProtected(archive.name) from locked
    except (calamine.CalamineError, OSError) as damage:
        raise DamagedSpreadsheet(archive.name) from damage


def _table_sheets(book: calamine.CalamineWorkbook) -> list[str]:
    """Give the names of the sheets that hold cells, visible ones first."""
    tables = [
        sheet for sheet in book.sheets_metadata if sheet.typ is calamine.SheetTypeEnum.WorkSheet
    ]
    visible = calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in sorted(tables, key=lambda sheet: sheet.visible is not visible)]
