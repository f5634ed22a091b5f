"""客户往来对账单 on paper, read back."""

from dataclasses import replace

import pytest

from app.services.printing.fonts import Face, GlyphMissing
from app.services.printing.statement_pdf import statement_pdf
from tests.services.printing.reading import fonts, glyphs, is_inked, picture, sizes, words
from tests.services.printing.statement_samples import STATEMENT


def test_what_is_printed_is_what_the_sheet_says() -> None:
    pdf = statement_pdf(STATEMENT)
    assert sizes(pdf) == [(210, 297)]
    text = words(pdf)[0]
    for expected in (
        "2025年10月1日至2025年10月31日",
        "南渡启航教育科技有限公司(KH-0117)",
        "您在我公司的应付余额为18,642.30元（大写壹万捌仟陆佰肆拾贰元叁角整）",
        "10-17TH-0011退货中性笔12盒-203.4018,242.28",
        "本月合计12,430.007,600.0018,642.30",
        "如全部照此办完，应付余额16,224.10元-2,418.20",
        "12,430.004,812.301,400.000.000.0018,642.30",
        "经办周敏复核李国栋",
        "回执",
        "余额18,642.30元，经核对：",
        "□相符□不符，我方余额元，差异说明",
        "沿此线裁下寄回",
        "第1页共1页",
    ):
        assert expected in text


def test_the_slip_is_cut_where_the_design_puts_it() -> None:
    image = picture(statement_pdf(STATEMENT))
    assert any(is_inked(image, (100 + step / 20, 216)) for step in range(60))
    slip = [glyph for glyph in glyphs(statement_pdf(STATEMENT)) if glyph.character == "执"]
    assert 222 < slip[-1].middle < 230


def test_a_long_account_goes_on_and_keeps_its_slip_on_the_last_page() -> None:
    pdf = statement_pdf(replace(STATEMENT, movements=STATEMENT.movements * 9))
    texts = words(pdf)
    assert len(texts) > 1
    assert [("经核对：" in text) for text in texts] == [False] * (len(texts) - 1) + [True]
    assert "过次页" in texts[0]
    assert "承前页" in texts[1]


def test_a_page_that_reaches_the_slip_gives_it_a_page_of_its_own() -> None:
    pdf = statement_pdf(replace(STATEMENT, movements=STATEMENT.movements * 2))
    first, second = words(pdf)
    assert "账龄" in first
    assert "经核对：" in second
    assert "第2页共2页" in second


def test_without_returns_under_way_and_ageing_their_tables_are_left_out() -> None:
    text = words(statement_pdf(replace(STATEMENT, under_way=(), ageing=None)))[0]
    assert "在办退货" not in text
    assert "账龄" not in text


def test_every_face_is_embedded_and_two_runs_are_the_same() -> None:
    pdf = statement_pdf(STATEMENT)
    found = fonts(pdf)
    assert {font.name for font in found} == set(Face)
    assert all(font.is_embedded and font.has_unicode for font in found)
    assert statement_pdf(STATEMENT) == pdf


def test_a_missing_glyph_refuses_the_statement() -> None:
    with pytest.raises(GlyphMissing):
        statement_pdf(replace(STATEMENT, contact="张𫟷 收"))
