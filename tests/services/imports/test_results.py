"""Why a row is not taken is said in a sentence that ends with what to do."""

import string

import pytest

from app import i18n
from app.services.exchange.findings import Reason, RowFinding
from app.services.imports.results import BOOK_MESSAGES, BookReason, from_book, from_file

FACTS = {"on_hand": "3", "left": "3", "start": "2025-10-01"}


@pytest.mark.parametrize("reason", BookReason)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_has_its_sentence_in_both_languages(reason: BookReason, language: str) -> None:
    before = i18n.language()
    i18n.use(language)
    try:
        said = from_book(reason, 7, "number", "XS-1", **FACTS).message
    finally:
        i18n.use(before)
    assert said.startswith("第 7 行：" if language == "zh_CN" else "Row 7: ")
    assert said.endswith("。" if language == "zh_CN" else ".")
    assert said.isascii() == (language == "en")


def test_no_sentence_asks_for_a_fact_that_it_is_not_told() -> None:
    asked = {
        name
        for message in BOOK_MESSAGES.values()
        for _, name, _, _ in string.Formatter().parse(message)
        if name
    }
    assert asked <= {"row", "value", "column", *FACTS}


def test_the_code_is_the_name_of_the_reason() -> None:
    assert all(reason.name == reason.value for reason in BookReason)
    assert not {reason.value for reason in BookReason} & {reason.value for reason in Reason}


def test_a_row_that_the_file_makes_impossible_is_worded_too() -> None:
    refused = from_file(RowFinding(4, "数量", "十", Reason.NOT_AN_AMOUNT))
    assert (refused.row, refused.column, refused.value, refused.reason) == (
        *(4, "数量", "十"),
        "NOT_AN_AMOUNT",
    )
    assert "十" in refused.message
