"""Tables line up in a terminal, where Chinese takes two places."""

import pytest

from app.cli import showing


def test_chinese_takes_two_places_and_figures_stand_to_the_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    showing.table(["客户", "x"], [["启航教育", "1.00"], ["ab", "12.00"]], right={1})
    assert capsys.readouterr().out == (
        "客户          x\n"
        "启航教育   1.00\n"
        "ab        12.00\n"
    )  # fmt: skip


def test_an_empty_table_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    showing.table(["x"], [])
    assert capsys.readouterr().out


def test_what_has_no_plain_text_is_never_given_to_programs() -> None:
    with pytest.raises(TypeError, match="complex"):
        showing.give({"x": 1j})
