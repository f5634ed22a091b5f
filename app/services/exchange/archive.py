"""A zipped spreadsheet is looked over before any library may unpack it."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from app.services.exchange.refusals import (
    DamagedSpreadsheet,
    PasswordProtected,
    TooLarge,
    UnsafeSpreadsheet,
)

MEGABYTE = 2**20
PARTS_LIMIT = 1000
PART_LIMIT = 192 * MEGABYTE
WHOLE_LIMIT = 320 * MEGABYTE
RATIO_LIMIT = 200
"""A part larger than RATIO_FROM that shrinks more than this was made to swell."""
RATIO_FROM = 8 * MEGABYTE

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 4 * MEGABYTE


class Archive:
    """The parts of a zipped spreadsheet whose sizes, names and packing were found sound."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as damage:
            raise DamagedSpreadsheet(name) from damage
        self._parts = {part.filename.casefold(): part for part in self._zip.infolist()}
        self._look_over()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def parts(self) -> list[str]:
        """Give the names of all parts, in small letters: no two differ in that only."""
        return list(self._parts)

    def read(self, part: str) -> bytes:
        """Unpack one part, checked against its checksum."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Unpack one part piece by piece, checked against its checksum at the end."""
        try:
            with self._zip.open(self._parts[part]) as opened:
                while chunk := opened.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as damage:
            raise DamagedSpreadsheet(self.name) from damage

    def _look_over(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > PARTS_LIMIT:
            raise UnsafeSpreadsheet(self.name, f"{len(parts)} parts")
        if len(self._parts) != len(parts):
            raise UnsafeSpreadsheet(self.name, "two parts of one name")
        for part in parts:
            self._look_at(part)
        whole = sum(part.file_size for part in parts)
        if whole > WHOLE_LIMIT:
            raise TooLarge(self.name, whole // MEGABYTE, WHOLE_LIMIT // MEGABYTE)
        if sum(part.compress_size for part in parts) > len(self.content):
            raise UnsafeSpreadsheet(self.name, "overlapping parts")

    def _look_at(self, part: zipfile.ZipInfo) -> None:
        path = part.filename
        if path.startswith("/") or "\\" in path or ".." in path.split("/") or ":" in path:
            raise UnsafeSpreadsheet(self.name, "a part outside the file")
        if part.flag_bits & _ENCRYPTED:
            raise PasswordProtected(self.name)
        if part.compress_type not in _METHODS:
            raise UnsafeSpreadsheet(self.name, "an unknown packing")
        if part.file_size > RATIO_FROM and part.file_size > RATIO_LIMIT * part.compress_size:
            raise UnsafeSpreadsheet(
                self.name, f"{part.file_size // MEGABYTE} MB in {part.compress_size // 1024} KB"
            )
        if part.file_size > PART_LIMIT:
            raise TooLarge(self.name, part.file_size // MEGABYTE, PART_LIMIT // MEGABYTE)
