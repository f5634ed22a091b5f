"""Every reason to refuse a row, and every note, is a sentence that says what to do."""

import string
from collections.abc import Iterator

import pytest

from app import i18n
from app.services.exchange.findings import (
    MESSAGES,
    NOTES,
    Note,
    NoteKind,
    Reason,
    RowFinding,
    finding_words,
    note_words,
)

FACTS = {
    "limit": "60",
    "places": "3",
    "words": "红、蓝",
    "character": "U+0000",
    "first": "2",
    "sum": "1.13",
}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    i18n.use("zh_CN")
    yield
    i18n.use("en")


def test_every_reason_and_every_note_has_its_words() -> None:
    assert set(MESSAGES) == set(Reason)
    assert set(NOTES) == set(NoteKind)


@pytest.mark.parametrize("reason", Reason)
def test_a_refused_row_is_named_in_chinese_with_its_place(reason: Reason) -> None:
    facts = {
        name: FACTS[name]
        for _words, name, _how, _as in string.Formatter().parse(MESSAGES[reason])
        if name in FACTS
    }
    words = finding_words(RowFinding(7, "数量", "十", reason, facts))
    assert "7" in words
    assert words != MESSAGES[reason]
    assert words.endswith("。")
    assert not any(
        character.isascii() and character.isalpha()
        for character in words.replace("U+0000", "")
        .replace("Excel", "")
        .replace("WPS", "")
        .replace("TRUE", "")
        .replace("FALSE", "")
        .replace("#REF!", "")
    )


@pytest.mark.parametrize("kind", NoteKind)
def test_a_note_is_worded_in_chinese(kind: NoteKind) -> None:
    words = note_words(Note(kind, row=9, first=4, words="合计"))
    assert words.endswith("。")
    assert not any(character.isascii() and character.isalpha() for character in words)
