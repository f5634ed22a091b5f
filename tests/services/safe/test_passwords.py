"""The same password opens however it was typed, and an easy one is refused."""

import pytest

from app.services.safe.passwords import WeakPassword, normalised, require_strong


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in text)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (_full_width("月末对账2025"), "月末对账2025"),
        (_full_width("Abc-123!"), "Abc-123!"),
        ("caf\u0065\u0301 au lait", "caf\u00e9 au lait"),
        ("full\u3000width", "full width"),
    ],
)
def test_full_width_signs_and_composed_letters_are_the_same_password(typed: str, same: str) -> None:
    assert normalised(typed) == normalised(same)


@pytest.mark.parametrize("other", ["月末对账2026", "月末對账2025", "月末对账2025 "])
def test_other_characters_are_another_password(other: str) -> None:
    assert normalised(other) != normalised("月末对账2025")


def test_characters_that_are_no_text_still_have_bytes() -> None:
    assert normalised("\udce4") != normalised("")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short-7-字",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "aaaaaaaaaaaaaaaa",
        "abc1abc1abc1abc1",
        "1112223334441",
        "password1234",
        "PassWord-1234",
        "zhangfang123456",
        "qwertyuiop[]",
        "woaini1314520",
        "周敏周敏周敏周敏周敏周敏",
        "周敏-123456789",
        "会计财务密码账房会计财务密码",
    ],
)
def test_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        require_strong(password, "周敏")
    assert refused.value.least == 12


@pytest.mark.parametrize(
    "password",
    [
        "月末对账先看退货单-2025",
        "correct horse battery",
        "八月十五 去看潮水 记得带伞",
        "!@#$%^&*()_+-=",
    ],
)
def test_a_sentence_is_a_good_password(password: str) -> None:
    require_strong(password, "周敏")


def test_somebody_without_a_name_is_no_reason_to_refuse() -> None:
    require_strong("correct horse battery", "")
