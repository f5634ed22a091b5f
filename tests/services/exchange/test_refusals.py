"""Every refusal of a whole file is a Chinese sentence that says what to do."""

import dataclasses
from collections.abc import Iterator

import pytest

from app import i18n
from app.errors import AppError
from app.services.exchange import refusals
from app.wording import describe

ALL = sorted(
    (
        refusal
        for refusal in vars(refusals).values()
        if isinstance(refusal, type)
        and issubclass(refusal, AppError)
        and refusal.__module__ == refusals.__name__
    ),
    key=lambda refusal: refusal.__name__,
)
_ADVICE = "请请先检查没有用改为应可"


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    i18n.use("zh_CN")
    yield
    i18n.use("en")


@pytest.mark.parametrize("refusal", ALL)
def test_a_refusal_is_a_sentence_with_its_facts(refusal: type[AppError]) -> None:
    facts = {
        field.name: 12 if field.type is int else f"〈{field.name}〉"
        for field in dataclasses.fields(refusal)
    }
    words = describe(refusal(**facts))
    assert words.endswith("。")
    assert words != refusal.template
    assert any(character in words for character in _ADVICE), words
    assert all(str(fact) in words for fact in facts.values())


def test_a_file_that_another_program_holds_is_a_matter_of_the_disk() -> None:
    assert refusals.FileNotOpened("a.xlsx").exit_code == 7
    assert {refusal.exit_code for refusal in ALL if refusal is not refusals.FileNotOpened} == {3}
