"""Initials by which a Chinese name is found."""

import pytest

from app.services.pinyin import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("启航", "qh"),
        ("南渡启航教育科技有限公司", "ndqhjykjyxgs"),
        ("重庆银行", "cqyh"),
        ("中性笔 0.5mm 黑", "zxb05mmh"),
        ("A4 复印纸 70g", "a4fyz70g"),
        ("Blue Mug", "bm"),
        ("WHITE HANGING HEART T-LIGHT HOLDER", "whhth"),
        ("  Jumbo   Bag ", "jb"),
        ('"Assorted" 12 (pcs)', "1"),
        ("", ""),
        ("Café", "caf"),
        ("（甲）—乙", "jy"),
    ],
)
def test_a_name_is_found_by_its_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters
