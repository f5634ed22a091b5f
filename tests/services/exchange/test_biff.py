"""Shared texts, formats and the list of sheets are read from the records of a workbook."""

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange.biff import Globals, Kind, Locked, read_globals, records, text_of
from tests.services.exchange.records import BIFF_5, END, GLOBALS, begin, record


def _globals(*found: bytes, version: int = 0x0600) -> Globals:
    return read_globals(begin(GLOBALS, version) + b"".join(found) + END)


def _strings(count: int, *pieces: bytes) -> bytes:
    first, *more = pieces
    head = record(Kind.SHARED_STRINGS, struct.pack("<II", count, count) + first)
    return head + b"".join(record(Kind.CONTINUE, piece) for piece in more)


def _wide(words: str) -> bytes:
    return struct.pack("<HB", len(words.encode("utf-16-le")) // 2, 1) + words.encode("utf-16-le")


def test_records_of_parts_inside_are_left_out() -> None:
    inner = begin(0x20) + record(0x0203, b"chart") + END
    stream = begin(GLOBALS) + record(1, b"a") + inner + record(2, b"b") + END + record(3, b"c")
    assert [kind for kind, _body in records(stream, 0)] == [Kind.BEGIN, 1, 2, Kind.END]


def test_a_stream_that_breaks_off_ends() -> None:
    assert [kind for kind, _body in records(begin(GLOBALS) + b"\x01\x00", 0)] == [Kind.BEGIN]
    assert list(records(b"", 10)) == []


def test_shared_texts_may_be_narrow_wide_rich_and_spoken() -> None:
    rich = struct.pack("<HBH", 2, 8, 1) + b"ab" + bytes(4)
    spoken = struct.pack("<HBI", 1, 5, 3) + "测".encode("utf-16-le") + b"xyz"
    narrow = struct.pack("<HB", 3, 0) + b"caf"
    known = _globals(_strings(5, rich + spoken + narrow + _wide("铜塑线") + _wide("")))
    assert known.strings == ["ab", "测", "caf", "铜塑线", ""]


def test_a_text_may_run_over_into_the_next_record_and_change_its_width() -> None:
    first = struct.pack("<HB", 5, 1) + "铜塑".encode("utf-16-le")
    second = b"\x00" + b"abc" + struct.pack("<HB", 2, 0) + b"x"
    known = _globals(_strings(2, first, second, b"\x01" + "线".encode("utf-16-le")))
    assert known.strings == ["铜塑abc", "x线"]


def test_a_pair_of_surrogates_may_be_cut() -> None:
    whole = "\U0002070e".encode("utf-16-le")
    pieces = (struct.pack("<HB", 2, 1) + whole[:2], b"\x01" + whole[2:])
    assert _globals(_strings(1, *pieces)).strings == ["\U0002070e"]


def test_fewer_texts_than_promised_are_those_there_are() -> None:
    assert _globals(_strings(9, _wide("甲"))).strings == ["甲"]


@pytest.mark.parametrize(
    "pieces",
    [
        [struct.pack("<HB", 5, 0) + b"ab"],
        [struct.pack("<HB", 5, 1) + b"a"],
        [struct.pack("<HBH", 1, 8, 100) + b"a"],
        [b"\x05"],
        [struct.pack("<HB", 2, 1), b"\x01", b"\x01a"],
    ],
)
def test_a_text_that_breaks_off_is_damage(pieces: Sequence[bytes]) -> None:
    with pytest.raises(IndexError):
        _globals(_strings(1, *pieces))


def test_formats_tell_which_styles_show_days() -> None:
    def pattern(number: int, words: str) -> bytes:
        return record(Kind.FORMAT, struct.pack("<H", number) + _wide(words))

    def style(number: int) -> bytes:
        return record(Kind.STYLE, struct.pack("<HH", 0, number) + bytes(16))

    found = [pattern(164, "yyyy年m月"), pattern(14, "0.00"), *map(style, (0, 164, 14, 22))]
    known = _globals(*found)
    assert [known.is_date(style) for style in range(5)] == [False, True, False, True, False]


def test_a_workbook_says_what_it_is() -> None:
    known = _globals(record(Kind.DATE_1904, b"\1\0"), record(Kind.CODE_PAGE, b"\xb0\x04"))
    assert (known.from_1904, known.encoding, known.is_unicode) == (True, "utf-16-le", True)
    assert not _globals(record(Kind.DATE_1904, b"\0\0")).from_1904


@pytest.mark.parametrize(
    ("page", "encoding"),
    [(936, "gb18030"), (950, "big5"), (932, "shift_jis"), (65001, "utf-8"), (1252, "cp1252")],
)
def test_an_old_workbook_names_its_code_page(page: int, encoding: str) -> None:
    known = _globals(record(Kind.CODE_PAGE, struct.pack("<H", page)), version=BIFF_5)
    assert (known.encoding, known.is_unicode) == (encoding, False)


def test_texts_of_an_old_workbook_are_in_its_code_page() -> None:
    known = Globals(encoding="gb18030", is_unicode=False)
    words = "单据".encode("gb18030")
    assert text_of(known, struct.pack("<H", len(words)) + words + b"rest") == "单据"


def test_texts_of_a_newer_workbook_are_narrow_or_wide() -> None:
    assert text_of(Globals(), b"\x02\x00\x00ab") == "ab"
    assert text_of(Globals(), _wide("单据")) == "单据"


def test_formats_of_an_old_workbook_have_short_texts() -> None:
    found = [
        record(Kind.FORMAT, b"\xa4\x00\x08yyyy-m-d"),
        record(Kind.STYLE, struct.pack("<HH", 0, 164) + bytes(12)),
    ]
    assert _globals(*found, version=BIFF_5).is_date(0)


def test_sheets_are_listed_and_charts_are_not() -> None:
    def sheet(visibility: int, sort: int, name: bytes) -> bytes:
        return record(Kind.SHEET, struct.pack("<IBB", 77, visibility, sort) + name)

    known = _globals(
        sheet(0, 0, b"\x01\x00a"), sheet(2, 0, b"\x01\x00b"), sheet(0, 2, b"\x01\x00c")
    )
    assert [(place.name, place.offset, place.is_visible) for place in known.sheets] == [
        ("a", 77, True),
        ("b", 77, False),
    ]


def test_an_encrypted_workbook_is_locked() -> None:
    with pytest.raises(Locked):
        _globals(record(Kind.FILE_PASS, bytes(6)))


@given(st.lists(st.text(max_size=30), max_size=20), st.integers(4, 40))
def test_texts_are_read_back_however_the_records_cut_them(words: list[str], size: int) -> None:
    pieces, piece = [], b""
    for text in words:
        units = [
            text.encode("utf-16-le")[at : at + 2]
            for at in range(0, 2 * len(text.encode("utf-16-le")) // 2, 2)
        ]
        piece += struct.pack("<HB", len(units), 1)
        for unit in units:
            if len(piece) >= size:
                pieces.append(piece)
                piece = b"\x01"
            piece += unit
        if len(piece) >= size:
            pieces.append(piece)
            piece = b""
    assert _globals(_strings(len(words), *pieces, piece)).strings == words
