"""Long text is made to fit: nothing of it is lost, and nothing leaves its room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.printing.fitting import LEADING, MM, Run, fit, fit_line, plain, wrapped
from app.services.printing.fonts import Face, width_of

_TRADE = st.text(
    "账房退货冲销应收款（）《》，。、：；TH-202510 0018,.¥%/𬍛", min_size=1, max_size=120
)


def test_a_text_that_fits_keeps_its_size_and_its_line() -> None:
    assert fit("冲减销售收入", Face.SERIF, 9, 37.8, 9.2).lines == ("冲减销售收入",)
    assert fit("冲减销售收入", Face.SERIF, 9, 37.8, 9.2).size == 9


def test_a_text_a_little_too_long_becomes_a_little_smaller() -> None:
    width = width_of("冲减销售收入", Face.SERIF) * 9 / MM
    fitted = fit("冲减销售收入", Face.SERIF, 9, width * 0.95, 9.2)
    assert fitted.lines == ("冲减销售收入",)
    assert 8.3 < fitted.size < 9


def test_a_long_text_stands_on_two_lines() -> None:
    fitted = fit("22210107 应交增值税 — 销项税额 13%", Face.SERIF, 9, 46, 9.2)
    assert fitted.lines == ("22210107 应交增值税 — 销项税", "额 13%")
    assert fitted.size == 9


@given(_TRADE, st.integers(min_value=8, max_value=60))
def test_whatever_is_long_fits_and_loses_nothing(text: str, width: int) -> None:
    fitted = fit(text, Face.SERIF, 9, width, 9.2)
    assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")
    assert len(fitted.lines) * fitted.size * LEADING <= 9.2 * MM + 0.001
    for line in fitted.lines:
        assert width_of(line, Face.SERIF) * fitted.size <= width * MM + 0.001


def test_the_number_of_a_document_is_not_broken() -> None:
    (first, second) = fit("退货冲销 工匠印务 TH-202510-0018", Face.SERIF, 9, 37.8, 9.2).lines
    assert (first, second) == ("退货冲销 工匠印务", "TH-202510-0018")


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = Run("本单退货款从应付货款中减，（减后余额）。" * 6, Face.SERIF)
    for width in range(12, 60):
        for line in wrapped([text], 9, width):
            joined = "".join(run.text for run in line)
            assert joined[0] not in "，。）"
            assert joined[-1] != "（"


def test_a_minus_stays_with_its_figure() -> None:
    lines = wrapped([Run("误记 -514.15 元", Face.SERIF)], 9, 12)
    assert any("-514.15" in run.text for line in lines for run in line)


def test_a_figure_on_one_line_becomes_smaller() -> None:
    size = fit_line("123,456,789.00", Face.SANS, 9, 15)
    assert width_of("123,456,789.00", Face.SANS) * size == pytest.approx(15 * MM)


def test_line_breaks_and_tabs_are_read_as_blanks() -> None:
    assert plain("退货\n入库\t主仓") == "退货 入库 主仓"


def test_parts_of_a_paragraph_keep_their_faces() -> None:
    ((before, figure, after),) = wrapped(
        [Run("相差 ", Face.SERIF), Run("522.79", Face.SERIF_BOLD), Run(" 元", Face.SERIF)], 9, 60
    )
    assert (before.text, figure.text, after.text) == ("相差 ", "522.79", " 元")
    assert figure.face is Face.SERIF_BOLD


def test_blanks_at_the_ends_of_lines_are_dropped() -> None:
    (line,) = wrapped([Run("  退货入库 ", Face.SERIF)], 9, 40)
    assert [run.text for run in line] == ["退货入库"]


def test_no_words_make_one_empty_line() -> None:
    assert wrapped([], 9, 40) == [()]


def test_a_word_becomes_smaller_before_it_is_broken() -> None:
    fitted = fit("Customer of SPBM-0000-0512", Face.SERIF, 9, 18, 9.2)
    assert all(word in " ".join(fitted.lines).split() for word in ("Customer", "SPBM-0000-0512"))


def test_a_word_far_too_long_for_its_cell_is_broken() -> None:
    assert len(fit("X" * 60, Face.SERIF, 9, 20, 9.2).lines) > 1
