"""Text files with separated values."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator

from app.services.exchange.cells import Cell, Sheet
from app.services.exchange.refusals import (
    EncodingNotOffered,
    EncodingUnknown,
    EncodingWrong,
    QuotesUnclear,
)

SEPARATORS = (",", ";", "\t")
_OFFERED = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
}
_CHUNK = 2**20


def text_sheets(name: str, content: bytes, encoding: str | None) -> list[Sheet]:
    """Give a text file as it is with each separator; the one whose headings fit is the right one.

    Raises:
        EncodingNotOffered: an encoding was named that is not read.
        EncodingWrong: the file is not written in the encoding that was named.
        EncodingUnknown: it is written in none that is tried.

    """
    known = _encoding(name, content, encoding)
    return [_TextSheet(name, content, known, separator) for separator in SEPARATORS]


def _encoding(name: str, content: bytes, encoding: str | None) -> str:
    if encoding is None:
        return _found(name, content)
    known = _OFFERED.get(encoding.casefold().replace("_", "-"))
    if known is None:
        raise EncodingNotOffered(encoding, "utf-8, gb18030, utf-16, big5")
    if not _decodes(content, known):
        raise EncodingWrong(name, encoding)
    return known


def _found(name: str, content: bytes) -> str:
    """Find the encoding: by its mark, else strictly UTF-8, else GB18030 (which has rare names)."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        tried = ["utf-16"]
    elif content.startswith(BOM_UTF8):
        tried = ["utf-8-sig"]
    else:
        tried = ["utf-8-sig", "gb18030"]
    for encoding in tried:
        if _decodes(content, encoding):
            return encoding
    raise EncodingUnknown(name)


def _decodes(content: bytes, encoding: str) -> bool:
    """Say whether all of the content is text in this encoding, without keeping the text."""
    decoder = getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for at in range(0, len(view), _CHUNK):
            decoder.decode(bytes(view[at : at + _CHUNK]))
        decoder.decode(b"", True)  # noqa: FBT003  # codecs take no keywords
    except UnicodeError:
        return False
    return True


class _TextSheet:
    """A text file read with one separator."""

    name = ""
    counts_from_1904 = False

    def __init__(self, file: str, content: bytes, encoding: str, separator: str) -> None:
        self._file = file
        self._content = content
        self._encoding = encoding
        self._separator = separator
        self.height = content.count(b"\n") + 1

    def rows(self) -> Iterator[list[Cell]]:
        """Give every row from the first, blank ones too; a quoted line break makes no new row."""
        lines = io.TextIOWrapper(io.BytesIO(self._content), self._encoding, newline="")
        number = 0
        try:
            for row in csv.reader(lines, delimiter=self._separator, strict=True):
                number += 1
                yield row  # type: ignore[misc]  # list[str]: every text is a cell
        except csv.Error as unclear:
            raise QuotesUnclear(self._file, number + 1) from unclear
