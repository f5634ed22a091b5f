"""What an xlsx file would make the reading library do, found out before it is let near.

The library allocates the whole rectangle of a sheet at once, so one cell in the last corner ends
the program; it gives error cells and formulas without a value as blank cells. Both are seen here,
in one pass over the unpacked text that looks for nothing but tags.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from app.services.exchange.archive import MEGABYTE, Archive
from app.services.exchange.cells import Flaw
from app.services.exchange.refusals import (
    NumberNoDate,
    TooLarge,
    TooManyCells,
    UnusualWorkbook,
)
from app.services.exchange.xlsx_parts import Listing

CELLS_LIMIT = 12_000_000
STRINGS_LIMIT = 256 * MEGABYTE
FLAWS_LIMIT = 100_000
_ROW_LIMIT = 16 * MEGABYTE

_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet\b")
_OTHER_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*):(?:c|row|v)[\s/>]")


@dataclass(slots=True)
class SheetScan:
    """The last used row and column of a sheet, counted from 1, and its cells without a value."""

    rows: int = 0
    columns: int = 0
    flaws: dict[int, dict[int, Flaw]] = field(default_factory=dict)
    string_bytes: int = 0
    from_1904: bool = False


class _Tags:
    """The tags of one sheet, which may carry a prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.row = b"<" + prefix + b"row"
        self.starts = tuple(b"<" + prefix + b"c" + end for end in (b" ", b">", b"/"))
        self.formula = b"<" + prefix + b"f"
        self.column_first = re.compile(rb"<" + p + rb'c r="([A-Z]{1,3})[0-9]{1,7}"')
        self.row_first = re.compile(rb"<" + p + rb'c r="[A-Z]{1,3}([0-9]{1,7})"')
        self.any_cell = re.compile(
            rb"<" + p + rb'c(?:\s+(?!r=)[\w:.-]+="[^"<>]*")*\s+r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>'
        )
        self.error = re.compile(
            rb"<" + p + rb'c r="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,200}\st="e"'
            rb"|<" + p + rb'c [^>]{0,200}?t="e"[^>]{0,200}?\sr="([A-Z]{1,3})([0-9]{1,7})"'
        )
        self.uncounted = re.compile(
            rb"<%bc\s([^>]{0,400})>\s*<%bf\b(?:[^>]{0,400}/>|[^>]{0,400}>[^<]*</%bf>)\s*"
            rb"(?:<%bv\s*/>|<%bv[^>]*>\s*</%bv>)?\s*</%bc>" % ((p,) * 7)
        )
        self.huge = re.compile(
            rb'<%bc r="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}?\ss="([0-9]{1,9})"[^>]{0,200}>\s*<%bv>'
            rb"\s*[+-]?(?:[0-9]{9}|[0-9.]+[eE]\+?[0-9]|[iI])" % (p, p)
        )
        self.string = re.compile(rb't="s"[^>]*>\s*<%bv>\s*([0-9]+)\s*</%bv>' % (p, p))


_REFERENCE = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})([0-9]{1,7})"')


def scan_sheets(archive: Archive, known: Listing) -> dict[str, SheetScan]:
    """Look over the sheets and refuse what would not fit into memory.

    A sheet that the workbook does not list is looked over too: the library may find it.
    """
    lengths = _string_lengths(archive)
    scans = {}
    for sheet, part in [*known.sheets.items(), *_unlisted(archive, known.sheets)]:
        scan = _scan(archive, part, lengths, known.date_styles)
        scan.from_1904 = known.from_1904
        if scan.rows * scan.columns > CELLS_LIMIT:
            scan.rows, scan.columns = _filled(archive, part)
        if scan.rows * scan.columns > CELLS_LIMIT:
            raise TooManyCells(archive.name, sheet, scan.rows, scan.columns)
        scans[sheet] = scan
    strings = sum(scan.string_bytes for scan in scans.values())
    if strings > STRINGS_LIMIT:
        raise TooLarge(archive.name, strings // MEGABYTE, STRINGS_LIMIT // MEGABYTE)
    return scans


def _unlisted(archive: Archive, parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    listed = frozenset(parts.values())
    for part in archive.parts():
        if part not in listed and _ROOT.search(next(archive.chunks(part), b"")):
            yield part, part


def _scan(
    archive: Archive, part: str, lengths: list[int], date_styles: Collection[int]
) -> SheetScan:
    """Find the extent and the flaws of one sheet."""
    scan = SheetScan()
    longest = max(lengths, default=0)
    for tags, rows in _whole_rows(archive, part):
        columns, last = _extent(archive.name, tags, rows)
        scan.columns = max(scan.columns, columns)
        scan.rows = max(scan.rows, last)
        _note_flaws(scan, tags, rows)
        for place, style in tags.huge.findall(rows):
            if int(style) in date_styles:
                raise NumberNoDate(archive.name, place.decode())
        if sum(len(row) for row in scan.flaws.values()) > FLAWS_LIMIT:
            raise UnusualWorkbook(archive.name)
        if longest * rows.count(b't="s"') > MEGABYTE:
            scan.string_bytes += sum(
                lengths[index]
                for index in map(int, tags.string.findall(rows))
                if index < len(lengths)
            )
    return scan


def _whole_rows(archive: Archive, part: str) -> Iterator[tuple[_Tags, bytes]]:
    """Give the text of a sheet in pieces that end where a row ends."""
    tags: _Tags | None = None
    rest = b""
    for chunk in archive.chunks(part):
        rest += chunk
        if tags is None:
            tags = _tags_of(archive.name, rest)
        cut = rest.rfind(tags.row)
        if cut > 0:
            yield tags, rest[:cut]
            rest = rest[cut:]
        if len(rest) > _ROW_LIMIT:
            raise UnusualWorkbook(archive.name)
    if tags is not None:
        yield tags, rest


def _tags_of(name: str, head: bytes) -> _Tags:
    root = _ROOT.search(head)
    if root is None:
        raise UnusualWorkbook(name)
    return _Tags(root[1] + b":" if root[1] else b"")


def _extent(name: str, tags: _Tags, rows: bytes) -> tuple[int, int]:
    """Give the last column and row that cells of this text name, and refuse unnamed cells."""
    if b"<!" in rows or any(
        not tags.row.startswith(b"<" + prefix + b":") for prefix in _OTHER_PREFIX.findall(rows)
    ):
        raise UnusualWorkbook(name)
    cells = sum(rows.count(start) for start in tags.starts)
    columns = tags.column_first.findall(rows)
    if len(columns) == cells:
        numbers = set(tags.row_first.findall(rows))
        return _widest(columns), max(map(int, numbers), default=0)
    named = tags.any_cell.findall(rows)
    if len(named) != cells:
        raise UnusualWorkbook(name)
    return _widest(c for c, _ in named), max((int(row) for _, row in named), default=0)


def _widest(columns: Iterator[bytes] | list[bytes]) -> int:
    return max(map(column_number, set(columns)), default=0)


def column_number(letters: bytes) -> int:
    """Give the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _filled(archive: Archive, part: str) -> tuple[int, int]:
    """Give the last row and column that hold more than a format."""
    columns, last = 0, 0
    for tags, rows in _whole_rows(archive, part):
        for tag in tags.any_cell.finditer(rows):
            if not tag[0].endswith(b"/>"):
                columns = max(columns, column_number(tag[1]))
                last = max(last, int(tag[2]))
    return last, columns


def _note_flaws(scan: SheetScan, tags: _Tags, rows: bytes) -> None:
    """Note the error cells, and the formulas that were saved without their value."""
    if b't="e"' in rows:
        for letters, row, other_letters, other_row in tags.error.findall(rows):
            _note(scan, letters or other_letters, row or other_row, Flaw.ERROR)
    if tags.formula in rows:
        for attributes in tags.uncounted.findall(rows):
            place = _REFERENCE.search(attributes)
            if place is not None and b't="str"' not in attributes:
                _note(scan, place[1], place[2], Flaw.NO_VALUE)


def _note(scan: SheetScan, letters: bytes, row: bytes, flaw: Flaw) -> None:
    scan.flaws.setdefault(int(row) - 1, {})[column_number(letters) - 1] = flaw


def _string_lengths(archive: Archive) -> list[int]:
    """Give the length of each shared string, in bytes with its tags."""
    part = "xl/sharedstrings.xml"
    if part not in archive:
        return []
    items = re.split(rb"<(?:[A-Za-z_][\w.-]*:)?si\b", archive.read(part))
    return [len(item) for item in items[1:]]
