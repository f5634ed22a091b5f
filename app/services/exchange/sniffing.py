"""What a file is, by its content and never by the end of its name."""

import enum

from app.services.exchange.refusals import (
    EmptyFile,
    NotASpreadsheet,
    OldSpreadsheet,
    WebPageAsSpreadsheet,
)

_HEAD = 4096


class Form(enum.Enum):
    """The forms of file that are read."""

    ZIPPED = "a zip archive: xlsx or ods"
    COMPOUND = "a compound file: xls"
    TEXT = "text: csv"


_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ", "xz"),
    (b"BZh", "bzip2"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
    (b"age-encryption.org", "age"),
)
_OLD: tuple[tuple[bytes, str], ...] = (
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
)
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def form_of(name: str, content: bytes) -> Form:
    """Say how the content is to be read.

    Raises:
        EmptyFile: there is no byte.
        NotASpreadsheet: it is a picture, an archive or the like.
        WebPageAsSpreadsheet: it is HTML.
        OldSpreadsheet: it is a spreadsheet of a form that is not read.

    """
    if not content:
        raise EmptyFile(name)
    head = content[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return Form.ZIPPED
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Form.COMPOUND
    for mark, form in _OLD:
        if head.startswith(mark):
            raise OldSpreadsheet(name, form)
    for mark, found in _FOREIGN:
        if head.startswith(mark):
            raise NotASpreadsheet(name, found)
    _refuse_markup(name, head)
    if b"\0" in head and not head.startswith(_UTF_16):
        raise NotASpreadsheet(name, "binary")
    return Form.TEXT


def _refuse_markup(name: str, head: bytes) -> None:
    """Refuse HTML and XML that carry the name of a spreadsheet, in UTF-16 too."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_WEB_PAGE):
        raise WebPageAsSpreadsheet(name)
    if start.startswith((b"<?xml", b"<workbook")):
        if b"<html" in start:
            raise WebPageAsSpreadsheet(name)
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise OldSpreadsheet(name, "XML 2003")
        raise NotASpreadsheet(name, "XML")
    if start.startswith(b"mime-version:"):
        raise WebPageAsSpreadsheet(name)
