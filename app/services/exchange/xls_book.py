"""The sheets of an xls file."""

import datetime
import struct
from collections.abc import Iterator, Mapping, Sequence

from app.services.exchange.biff import (
    Globals,
    Kind,
    Locked,
    SheetPlace,
    read_globals,
    records,
    text_of,
)
from app.services.exchange.cells import Cell, Flaw, Sheet
from app.services.exchange.compound import Compound
from app.services.exchange.refusals import (
    DamagedSpreadsheet,
    NotASpreadsheet,
    PasswordProtected,
    UnusualWorkbook,
)

_OTHER_OFFICE = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint"}
_SINGLE = frozenset([Kind.NUMBER, Kind.RK, Kind.LABEL, Kind.RICH_LABEL])
_BETWEEN = frozenset([Kind.SHARED_FORMULA, Kind.ARRAY, Kind.TABLE])
"""Shared formula, array and table may stand between a formula and its text."""
_DAMAGE = (struct.error, IndexError, UnicodeDecodeError, OverflowError)
_DAYS = (1, 2_900_000)
_START = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet knows no time zone
_START_1904 = datetime.datetime(1904, 1, 1)  # noqa: DTZ001
_TEXT_RESULT = 0
_RESULTS: Mapping[int, Cell] = {1: Flaw.BOOLEAN, 2: Flaw.ERROR, 3: ""}
"""What a formula's result is by its mark; 3 is an empty text."""
_HEIGHT = 65_536


def xls_sheets(name: str, content: bytes) -> list[Sheet]:
    """Give the visible sheets of an xls file, and then the hidden ones."""
    stream = _book_stream(name, Compound(name, content))
    try:
        known = read_globals(stream)
    except Locked as locked:
        raise PasswordProtected(name) from locked
    except _DAMAGE as damage:
        raise DamagedSpreadsheet(name) from damage
    places = sorted(known.sheets, key=lambda place: not place.is_visible)
    return [_XlsSheet(name, stream, known, place) for place in places]


def _book_stream(name: str, compound: Compound) -> bytes:
    """Give the stream of the workbook, or refuse what else such a container may hold."""
    streams = compound.streams()
    if "EncryptedPackage" in streams:
        raise PasswordProtected(name)
    for stream in ("Workbook", "Book"):
        if stream in streams:
            return compound.read(stream)
    found = next((form for mark, form in _OTHER_OFFICE.items() if mark in streams), "OLE")
    raise NotASpreadsheet(name, found)


class _XlsSheet:
    """One sheet of an xls file."""

    height = _HEIGHT

    def __init__(self, file: str, stream: bytes, known: Globals, place: SheetPlace) -> None:
        self._file = file
        self._stream = stream
        self._known = known
        self._offset = place.offset
        self.name = place.name
        self.counts_from_1904 = known.from_1904

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from the first of the sheet, blank ones too."""
        current: list[Cell] = []
        number = 0
        try:
            for row, column, cell in _cells(self._stream, self._offset, self._known):
                if row < number:
                    raise UnusualWorkbook(self._file)
                while number < row:
                    yield current
                    current, number = [], number + 1
                if column >= len(current):
                    current.extend([""] * (column - len(current) + 1))
                current[column] = cell
        except _DAMAGE as damage:
            raise DamagedSpreadsheet(self._file) from damage
        yield current


def _cells(stream: bytes, offset: int, known: Globals) -> Iterator[tuple[int, int, Cell]]:
    """Give the cells of a sheet that hold something, with their row and column from 0."""
    waiting: tuple[int, int] | None = None
    for kind, body in records(stream, offset):
        if waiting is not None and kind not in _BETWEEN:
            yield *waiting, text_of(known, body) if kind == Kind.STRING else Flaw.NO_VALUE
            waiting = None
        if kind in _SINGLE:
            yield _single(kind, body, known)
        elif kind == Kind.SHARED_STRING:
            row, column, place = struct.unpack_from("<HH2xI", body)
            yield row, column, known.strings[place]
        elif kind == Kind.MANY_RK:
            yield from _many(body, known)
        elif kind == Kind.BOOLEAN_OR_ERROR:
            row, column, is_error = struct.unpack_from("<HH3xB", body)
            yield row, column, Flaw.ERROR if is_error else Flaw.BOOLEAN
        elif kind == Kind.FORMULA and _awaits_text(body):
            waiting = struct.unpack_from("<HH", body)
        elif kind == Kind.FORMULA:
            yield _result(body, known)
    if waiting is not None:
        yield *waiting, Flaw.NO_VALUE


def _awaits_text(body: bytes) -> bool:
    """Say whether the text that a formula came to stands in a record behind it."""
    return body[12:14] == b"\xff\xff" and body[6] == _TEXT_RESULT


def _single(kind: int, body: bytes, known: Globals) -> tuple[int, int, Cell]:
    """Give the cell of a number or of a text that is not shared."""
    row, column, style = struct.unpack_from("<HHH", body)
    if kind == Kind.NUMBER:
        return row, column, _number(struct.unpack_from("<d", body, 6)[0], style, known)
    if kind == Kind.RK:
        return row, column, _number(_unpacked(body, 6), style, known)
    return row, column, text_of(known, body[6:])


def _many(body: bytes, known: Globals) -> Iterator[tuple[int, int, Cell]]:
    """Give the cells of a record that holds the numbers of neighbours."""
    row, first = struct.unpack_from("<HH", body)
    for place in range((len(body) - 6) // 6):
        style = struct.unpack_from("<H", body, 4 + place * 6)[0]
        yield row, first + place, _number(_unpacked(body, 6 + place * 6), style, known)


def _result(body: bytes, known: Globals) -> tuple[int, int, Cell]:
    """Give the value that a formula had when the file was saved."""
    row, column, style = struct.unpack_from("<HHH", body)
    if body[12:14] != b"\xff\xff":
        return row, column, _number(struct.unpack_from("<d", body, 6)[0], style, known)
    return row, column, _RESULTS.get(body[6], Flaw.NO_VALUE)


def _unpacked(body: bytes, at: int) -> float:
    """Give the number of an RK value: 30 bits of a double or of a whole number, or hundredths."""
    packed = struct.unpack_from("<I", body, at)[0]
    if packed & 2:
        number = float(struct.unpack_from("<i", body, at)[0] >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number


def _number(number: float, style: int, known: Globals) -> Cell:
    """Give a number, or the day and time that it shows."""
    if not (known.is_date(style) and _DAYS[0] <= number < _DAYS[1]):
        return number
    start = _START_1904 if known.from_1904 else _START
    moment = start + datetime.timedelta(seconds=round(number * 86_400))
    return moment.date() if number == int(number) else moment
