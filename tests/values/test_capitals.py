import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.capitals import capitals
from app.values.money import Money

_WORDED = Path(__file__).with_name("rmb_capitals.csv")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_LARGEST = 10**14 - 1


def _cases() -> list[tuple[str, str]]:
    with _WORDED.open(encoding="utf-8-sig", newline="") as opened:
        return [(row["amount"], row["expected"]) for row in csv.DictReader(opened)]


@pytest.mark.parametrize(("amount", "worded"), _cases())
def test_an_amount_is_worded_as_the_rules_of_the_bank_word_it(amount: str, worded: str) -> None:
    assert capitals(Money.of(amount)) == worded


def test_forty_amounts_are_compared() -> None:
    assert len(_cases()) == 40


def _whole(words: str) -> int:
    """Read a whole number in capitals, as a clerk reads it aloud."""
    total = group = digit = 0
    for letter in words:
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        elif letter in _PLACES:
            group, digit = group + digit * _PLACES[letter], 0
        else:
            total, group, digit = total + (group + digit) * _GROUPS[letter], 0, 0
    return total + group + digit


def _read(words: str) -> int:
    """Read an amount in capitals back into 分."""
    found = re.fullmatch(r"(负?)(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?整?", words)
    assert found is not None, words
    fen = _whole(found[2] or "") * 100
    fen += _DIGITS.index(found[3] or "零") * 10 + _DIGITS.index(found[4] or "零")
    return -fen if found[1] else fen


@given(st.integers(-_LARGEST, _LARGEST))
def test_an_amount_in_capitals_is_read_back_the_same(fen: int) -> None:
    assert _read(capitals(Money(fen))) == fen


@given(st.integers(1, _LARGEST))
def test_no_zero_is_worded_twice_or_before_a_place(fen: int) -> None:
    words = capitals(Money(fen))
    assert not re.search("零零|零[拾佰仟万亿元角分整]", words)
    assert words.endswith(("整", "分"))


@pytest.mark.parametrize("fen", [10**14, -(10**14)])
def test_an_amount_that_no_voucher_holds_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="too large to word"):
        capitals(Money(fen))
