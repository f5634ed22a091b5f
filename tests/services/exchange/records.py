"""Records of xls workbooks, written byte by byte for what no program of today writes."""

import io
import struct

from xlwt.CompoundDoc import XlsDoc

from app.services.exchange.biff import Kind

BIFF_8, BIFF_5 = 0x0600, 0x0500
GLOBALS, CELLS = 0x0005, 0x0010
SMALL = 4096
"""Shorter streams are kept elsewhere; they are made longer instead."""


def record(kind: int, body: bytes = b"") -> bytes:
    """Give one record."""
    return struct.pack("<HH", kind, len(body)) + body


def begin(sort: int, version: int = BIFF_8) -> bytes:
    """Give the record with which a part of the stream begins."""
    return record(Kind.BEGIN, struct.pack("<HH", version, sort) + bytes(12))


END = record(Kind.END)


def workbook(cells: bytes, known: bytes = b"", version: int = BIFF_8, name: bytes = b"") -> bytes:
    """Give the stream of a workbook with one sheet of these records."""
    label = name or (b"\x02\x00ab" if version == BIFF_8 else b"\x02ab")
    head = begin(GLOBALS, version) + known
    place = len(head) + 4 + 6 + len(label) + len(END)
    listed = record(Kind.SHEET, struct.pack("<IBB", place, 0, 0) + label)
    return head + listed + END + begin(CELLS, version) + cells + END


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """Give a compound file that holds the stream under a name of eight letters at most."""
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    padded = (name + "\0").encode("utf-16-le").ljust(18, b"\0")
    content = file.getvalue().replace("Workbook\0".encode("utf-16-le"), padded)
    at = content.index(padded)
    changed = bytearray(content)
    struct.pack_into("<H", changed, at + 64, 2 * len(name) + 2)
    if len(stream) >= SMALL:
        struct.pack_into("<I", changed, at + 120, len(stream))
    return bytes(changed)


def place(row: int, column: int, style: int = 0) -> bytes:
    """Give the beginning of every record of a cell."""
    return struct.pack("<HHH", row, column, style)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Give a cell with a number."""
    return record(Kind.NUMBER, place(row, column, style) + struct.pack("<d", value))


def formula(row: int, column: int, result: bytes) -> bytes:
    """Give a cell with a formula and its eight bytes of result."""
    return record(Kind.FORMULA, place(row, column) + result + bytes(8))


def marked(mark: int) -> bytes:
    """Give the result of a formula that is no number."""
    return bytes([mark, 0, 0, 0, 0, 0, 0xFF, 0xFF])


def label(row: int, column: int, words: bytes) -> bytes:
    """Give a cell with a text of its own."""
    return record(Kind.LABEL, place(row, column) + words)
