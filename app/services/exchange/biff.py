"""The records of an xls workbook: shared strings, number formats and the list of sheets.

The spreadsheet library reads xls too, but a damaged one makes it ask for terabytes and end the
program, so these files are read here, where damage is a refusal.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.services.exchange.number_formats import DATE_FORMATS, shows_date

_BIFF_8 = 0x0600
_UTF_16 = 1200


class Kind:
    """The kinds of record that say something about cells."""

    BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
    FILE_PASS, DATE_1904, CODE_PAGE = 0x002F, 0x0022, 0x0042
    SHEET, FORMAT, STYLE, SHARED_STRINGS = 0x0085, 0x041E, 0x00E0, 0x00FC
    NUMBER, RK, MANY_RK, SHARED_STRING = 0x0203, 0x027E, 0x00BD, 0x00FD
    LABEL, RICH_LABEL, BOOLEAN_OR_ERROR = 0x0204, 0x00D6, 0x0205
    FORMULA, STRING = 0x0006, 0x0207
    SHARED_FORMULA, ARRAY, TABLE = 0x04BC, 0x0221, 0x0236


class Locked(Exception):
    """The workbook opens with a password only."""


@dataclass(slots=True)
class SheetPlace:
    """Where a sheet of cells begins, and what its tab says."""

    name: str
    offset: int
    is_visible: bool


@dataclass(slots=True)
class Globals:
    """What holds for all sheets of a workbook."""

    encoding: str = "cp1252"
    is_unicode: bool = True
    from_1904: bool = False
    strings: list[str] = field(default_factory=list)
    sheets: list[SheetPlace] = field(default_factory=list)
    date_formats: set[int] = field(default_factory=lambda: set(DATE_FORMATS))
    formats: list[int] = field(default_factory=list)

    def is_date(self, style: int) -> bool:
        """Say whether cells of this style show their number as a date."""
        return style < len(self.formats) and self.formats[style] in self.date_formats


def records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Give the records of one part of the stream; parts inside it are left out."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        depth += kind == Kind.BEGIN
        if depth <= 1:
            yield kind, stream[at : at + length]
        depth -= kind == Kind.END
        at += length
        if depth <= 0:
            return


def read_globals(stream: bytes) -> Globals:
    """Read what stands before the first sheet.

    Raises:
        Locked: the workbook is encrypted.

    """
    known = Globals()
    strings: list[bytes] = []
    last = 0
    for kind, body in records(stream, 0):
        if kind == Kind.CONTINUE and last == Kind.SHARED_STRINGS:
            strings.append(body)
            continue
        last = kind
        if kind == Kind.SHARED_STRINGS:
            strings.append(body)
        else:
            _take(known, kind, body)
    if strings:
        known.strings = list(_shared_strings(strings))
    return known


def _take(known: Globals, kind: int, body: bytes) -> None:
    """Take one record of the globals."""
    match kind:
        case Kind.BEGIN:
            known.is_unicode = struct.unpack_from("<H", body)[0] >= _BIFF_8
        case Kind.FILE_PASS:
            raise Locked
        case Kind.DATE_1904:
            known.from_1904 = body[:1] == b"\1"
        case Kind.CODE_PAGE:
            page = struct.unpack_from("<H", body)[0]
            known.encoding = "utf-16-le" if page == _UTF_16 else _encoding(page)
        case Kind.STYLE:
            known.formats.append(struct.unpack_from("<H", body, 2)[0])
        case Kind.FORMAT:
            number = struct.unpack_from("<H", body)[0]
            if shows_date(_text(known, body[2:], short=not known.is_unicode)):
                known.date_formats.add(number)
            else:
                known.date_formats.discard(number)
        case Kind.SHEET:
            offset, visibility, sort = struct.unpack_from("<IBB", body)
            if sort == 0:
                name = _text(known, body[6:], short=True)
                known.sheets.append(SheetPlace(name, offset, visibility & 3 == 0))
        case _:
            pass  # fonts, windows and the like say nothing about cells


def _encoding(page: int) -> str:
    return {936: "gb18030", 950: "big5", 932: "shift_jis", 65001: "utf-8"}.get(page, "cp1252")


def text_of(known: Globals, body: bytes) -> str:
    """Read the text of a cell: its length, then its characters."""
    return _text(known, body, short=False)


def _text(known: Globals, body: bytes, *, short: bool) -> str:
    """Read a text whose length is kept in one byte or in two."""
    length = body[0] if short else struct.unpack_from("<H", body)[0]
    rest = body[1 if short else 2 :]
    if not known.is_unicode:
        return rest[:length].decode(known.encoding)
    wide = rest[0] & 1
    characters = rest[1 : 1 + (length * 2 if wide else length)]
    return characters.decode("utf-16-le" if wide else "latin-1")


def _shared_strings(pieces: Sequence[bytes]) -> Iterator[str]:
    """Give the shared strings; a string may run over into the next record."""
    reader = _Pieces(pieces)
    count = struct.unpack("<I", reader.take(8)[4:8])[0]
    for _ in range(count):
        if reader.is_at_end():
            return
        yield reader.string()


class _Pieces:
    """Bytes that are spread over records."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def is_at_end(self) -> bool:
        """Say whether every byte was taken."""
        self._step_over()
        return self._piece >= len(self._pieces)

    def take(self, size: int) -> bytes:
        """Take so many bytes, from the next records too."""
        taken = b""
        while len(taken) < size:
            if self.is_at_end():
                raise IndexError
            piece = self._pieces[self._piece][self._at : self._at + size - len(taken)]
            self._at += len(piece)
            taken += piece
        return taken

    def string(self) -> str:
        """Take one string with its formats and phonetics; only its characters are given."""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self._characters(length, wide=bool(flags & 1))
        self.take(runs * 4 + extra)
        return text

    def _characters(self, length: int, *, wide: bool) -> str:
        """Take characters; each record that continues them says anew how wide they are."""
        parts: list[str] = []
        while length:
            left = len(self._pieces[self._piece]) - self._at
            if left == 0:
                self._step_over()
                wide = bool(self.take(1)[0] & 1)
                left = len(self._pieces[self._piece]) - self._at
            size = min(length, left // 2 if wide else left)
            if size == 0:
                raise IndexError
            characters = self.take(size * 2 if wide else size)
            # A pair of surrogates may be cut by a record; it is put together below.
            parts.append(characters.decode("utf-16-le" if wide else "latin-1", "surrogatepass"))
            length -= size
        text = "".join(parts)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")

    def _step_over(self) -> None:
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece += 1
            self._at = 0
