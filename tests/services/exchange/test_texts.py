"""Codes, names and words are kept as they are, or refused when a spreadsheet changed them."""

import datetime
import enum
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused
from app.services.exchange.texts import code, flag_of, note, text, word_of


class _Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


def _refused(read: object, cell: Cell) -> CellRefused:
    assert callable(read)
    with pytest.raises(CellRefused) as refused:
        read(cell)
    return refused.value


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("00123", "00123"),
        ("91310115MA1K4XXXXX", "91310115MA1K4XXXXX"),
        ("15056BL", "15056BL"),
        ("１２３", "１２３"),  # noqa: RUF001  # a code is never rewritten
        ('="007"', "007"),
        ("'=1+1", "=1+1"),
        ("'@x", "@x"),
        ("'quoted", "'quoted"),
        ("BANK CHARGES", "BANK CHARGES"),
        (17850, "17850"),
        (17850.0, "17850"),
        (999_999_999_999_999.0, "999999999999999"),
        (Decimal("17850.00"), "17850"),
        (0, "0"),
    ],
)
def test_a_code_is_kept_as_it_is(cell: Cell, kept: str) -> None:
    assert code(cell) == kept


@pytest.mark.parametrize("cell", ["1.23E+15", "9E+19", 10**15, 9.131e19, float("nan"), -1e15])
def test_a_code_of_which_the_spreadsheet_kept_fifteen_digits_is_refused(cell: Cell) -> None:
    assert _refused(code, cell).reason is Reason.ALREADY_ROUNDED


@pytest.mark.parametrize(
    "cell", [1.5, -3, Decimal("0.1"), datetime.date(2025, 3, 1), datetime.time(1, 2)]
)
def test_a_code_of_which_the_spreadsheet_made_something_else_is_refused(cell: Cell) -> None:
    assert _refused(code, cell).reason is Reason.CODE_UNCLEAR


@pytest.mark.parametrize(
    ("cell", "character"), [("A\x00B", "U+0000"), ("A\u200bB", "U+200B"), ("A\nB", "U+000A")]
)
def test_an_invisible_character_in_a_code_is_named(cell: str, character: str) -> None:
    refused = _refused(code, cell)
    assert refused.reason is Reason.CHARACTER_REFUSED
    assert refused.facts == {"character": character}


def test_a_code_in_letters_of_tomorrow_is_kept() -> None:
    assert code("\U000323b0") == "\U000323b0"
    assert code("\ue000") == "\ue000"


@pytest.mark.parametrize(("read", "limit"), [(code, 60), (text, 300), (note, 2000)])
def test_a_text_may_be_so_long_and_no_longer(read: object, limit: int) -> None:
    assert callable(read)
    assert read("长" * limit) == "长" * limit
    refused = _refused(read, "长" * (limit + 1))
    assert (refused.reason, refused.facts) == (Reason.TOO_LONG, {"limit": str(limit)})


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("江苏省\r\n苏州市", "江苏省 苏州市"),
        ("a\u2028b\tc", "a b c"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)"),
        (13000000000.0, "13000000000"),
        (2.5, "2.5"),
        (12, "12"),
        (Decimal("12.50"), "12.5"),
        (Decimal(100), "100"),
        (datetime.date(2025, 10, 31), "2025-10-31"),
        (datetime.datetime(2025, 10, 31, 8, 26), "2025-10-31 08:26:00"),  # noqa: DTZ001
        (datetime.time(8, 26), "08:26:00"),
    ],
)
def test_a_name_is_one_line(cell: Cell, line: str) -> None:
    assert text(cell) == line


def test_an_account_number_that_became_a_rounded_number_is_refused_in_a_text_too() -> None:
    assert _refused(text, 6.2226e18).reason is Reason.ALREADY_ROUNDED
    assert _refused(note, float("inf")).reason is Reason.ALREADY_ROUNDED


@pytest.mark.parametrize("character", ["\x07", "\ud800", "\uffff"])
def test_a_character_that_no_page_can_show_is_refused(character: str) -> None:
    refused = _refused(text, f"a{character}")
    assert refused.reason is Reason.CHARACTER_REFUSED
    assert refused.facts == {"character": f"U+{ord(character):04X}"}


def test_a_character_that_was_lost_before_is_refused() -> None:
    assert _refused(text, "上海\ufffd盛").reason is Reason.CHARACTER_LOST


def test_a_word_of_the_trade_is_known_in_any_letter_case() -> None:
    read = word_of({"红": _Colour.RED, "Red": _Colour.RED, "蓝": _Colour.BLUE})
    assert [read("红"), read(" RED "), read("蓝")] == [_Colour.RED, _Colour.RED, _Colour.BLUE]
    refused = _refused(read, "绿")
    assert (refused.reason, refused.facts) == (Reason.WORD_UNKNOWN, {"words": "红、蓝"})


def test_yes_and_no_are_known_as_words_and_as_numbers() -> None:
    read = flag_of({"是": True, "否": False, "1": True, "0": False})
    assert [read("是"), read("否"), read(1.0), read(0)] == [True, False, True, False]
    assert _refused(read, "也许").facts == {"words": "是、否、1、0"}


@given(
    st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffd"), max_size=60)
)
def test_a_code_of_visible_characters_is_never_changed_unless_it_is_quoted(words: str) -> None:
    try:
        kept = code(words)
    except CellRefused as refused:
        assert refused.reason is Reason.ALREADY_ROUNDED  # noqa: PT017  # the one refusal that fits
    else:
        assert kept in words
        assert kept == words or words.startswith(("'", '="'))
