"""Text files are read in the encodings and with the separators that are in use."""

import itertools

import pytest

from app.services.exchange import delimited
from app.services.exchange.delimited import SEPARATORS, text_sheets
from app.services.exchange.refusals import (
    EncodingNotOffered,
    EncodingUnknown,
    EncodingWrong,
    QuotesUnclear,
)

WORDS = [["商品编码", "商品名称"], ["A1", "铜塑线㐀"]]


def _read(content: bytes, encoding: str | None = None, separator: str = ",") -> list[list[str]]:
    sheets = dict(zip(SEPARATORS, text_sheets("a.csv", content, encoding), strict=True))
    return [[str(cell) for cell in row] for row in sheets[separator].rows()]


def _text(separator: str = ",", end: str = "\r\n") -> str:
    return end.join(separator.join(row) for row in WORDS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert _read(_text().encode(encoding)) == WORDS


@pytest.mark.parametrize(
    ("separator", "end"), list(itertools.product(",;\t", ["\n", "\r\n", "\r"]))
)
def test_separators_and_ends_of_line_are_those_in_use(separator: str, end: str) -> None:
    assert _read(_text(separator, end).encode(), separator=separator) == WORDS


@pytest.mark.parametrize("name", ["GBK", "gb2312", "cp936", "GB18030"])
def test_an_encoding_may_be_named_by_any_of_its_names(name: str) -> None:
    assert _read(_text().encode("gb18030"), name) == WORDS


def test_traditional_characters_are_read_when_big5_is_named() -> None:
    assert _read("商品編碼,數量".encode("big5"), "Big5") == [["商品編碼", "數量"]]


def test_an_encoding_that_is_not_read_is_refused_with_those_that_are() -> None:
    with pytest.raises(EncodingNotOffered) as refused:
        text_sheets("a.csv", b"x", "koi8-r")
    assert "gb18030" in refused.value.offered


def test_a_file_that_is_not_in_the_named_encoding_is_refused() -> None:
    with pytest.raises(EncodingWrong):
        text_sheets("a.csv", "单据".encode("gb18030"), "utf-8")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xb5\xa5", b"a,\xff\xff", b"abc\x81"]
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(EncodingUnknown):
        text_sheets("a.csv", content, None)


def test_a_character_that_two_pieces_of_the_file_share_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "_CHUNK", 4)
    assert _read("单,据".encode()) == [["单", "据"]]


def test_a_cell_as_long_as_a_file_is_an_open_quote() -> None:
    with pytest.raises(QuotesUnclear):
        _read(b'a,b\r\n"' + b"c,d\r\n" * 30_000)


def test_a_quoted_line_break_makes_no_new_row() -> None:
    assert _read('a,"苏州市\r\n工业园区",c\r\nd,"say ""hi""",f'.encode()) == [
        ["a", "苏州市\r\n工业园区", "c"],
        ["d", 'say "hi"', "f"],
    ]


def test_a_quote_that_is_never_closed_is_named_by_its_row() -> None:
    with pytest.raises(QuotesUnclear) as refused:
        _read(b'a,b\r\n"c,d\r\ne,f')
    assert refused.value.row == 2


def test_a_text_file_has_no_name_on_a_tab_and_tells_its_height() -> None:
    sheet = text_sheets("a.csv", b"a\nb\nc", None)[0]
    assert (sheet.name, sheet.height, sheet.counts_from_1904) == ("", 3, False)
