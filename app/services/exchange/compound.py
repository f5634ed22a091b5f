"""The streams of a compound file, the container of xls."""

import struct
from collections.abc import Sequence

from app.services.exchange.refusals import DamagedSpreadsheet

_NO_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks, not places."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL_SECTOR = 64
_SHIFTS = (9, 12)


class Compound:
    """A compound file whose directory was read: its streams by name."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content
        self._entries: dict[str, tuple[int, int]] = {}
        try:
            self._open()
        except (struct.error, IndexError) as damage:
            raise DamagedSpreadsheet(name) from damage

    def streams(self) -> list[str]:
        """Give the names of all streams."""
        return list(self._entries)

    def read(self, stream: str) -> bytes:
        """Give the bytes of one stream."""
        start, size = self._entries[stream]
        if size < self._cutoff:
            return self._chained(self._small, self._small_table, start, _SMALL_SECTOR)[:size]
        return self._stream(start)[:size]

    def _open(self) -> None:
        shift = struct.unpack_from("<H", self._content, 30)[0]
        if shift not in _SHIFTS:
            raise DamagedSpreadsheet(self._name)
        self._size = 1 << shift
        self._sectors = self._content[self._size :]
        self._table = self._read_table()
        directory, self._cutoff, small_table = struct.unpack_from("<I4xII", self._content, 48)
        self._small = b""
        self._small_table: Sequence[int] = ()
        listing = self._stream(directory)
        for at in range(0, len(listing) - _ENTRY + 1, _ENTRY):
            self._enter(listing[at : at + _ENTRY], small_table)

    def _enter(self, entry: bytes, small_table: int) -> None:
        """Keep one entry of the directory."""
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        if kind == _ROOT and size:
            self._small = self._stream(start)
            self._small_table = _numbers(self._stream(small_table))
        elif kind == _STREAM:
            self._entries[entry[: max(length - 2, 0)].decode("utf-16-le", "replace")] = start, size

    def _read_table(self) -> Sequence[int]:
        """Give the table that names the sector after each sector."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        more = struct.unpack_from("<I", self._content, 68)[0]
        known = set()
        while more < _NO_SECTOR and more not in known:
            known.add(more)
            page = _numbers(self._sector(self._sectors, more, self._size))
            places += page[:-1]
            more = page[-1]
        table: list[int] = []
        for place in places:
            if place < _NO_SECTOR:
                table += _numbers(self._sector(self._sectors, place, self._size))
        return table

    def _stream(self, start: int) -> bytes:
        return self._chained(self._sectors, self._table, start, self._size)

    def _chained(self, sectors: bytes, table: Sequence[int], start: int, size: int) -> bytes:
        """Give the sectors of a chain, one after the other; a chain that turns back is damaged."""
        pieces: list[bytes] = []
        place = start
        while place < _NO_SECTOR:
            if len(pieces) * size > len(sectors) or place >= len(table):
                raise DamagedSpreadsheet(self._name)
            pieces.append(self._sector(sectors, place, size))
            place = table[place]
        return b"".join(pieces)

    def _sector(self, sectors: bytes, place: int, size: int) -> bytes:
        piece = sectors[place * size : (place + 1) * size]
        if not piece:
            raise DamagedSpreadsheet(self._name)
        return piece


def _numbers(piece: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])
