"""销售退货单 on paper, read back."""

import io
import itertools
from dataclasses import replace

import pytest

from app.services.printing.fonts import Face, GlyphMissing
from app.services.printing.return_pdf import return_pdf, write_return
from app.services.sheets.signature import UNSIGNED
from app.values.quantity import Quantity
from tests.services.printing.reading import (
    copied,
    fonts,
    glyphs,
    is_inked,
    picture,
    row_of,
    sizes,
    words,
)
from tests.services.printing.samples import RETURN, return_line

LONG = replace(RETURN, lines=RETURN.lines * 20)


def test_both_copies_stand_on_one_page() -> None:
    pdf = return_pdf(RETURN)
    assert sizes(pdf) == [(210, 297)]
    text = words(pdf)[0]
    assert text.count("销售退货单") == 2
    assert text.count("客户联") == text.count("记账联") == 1
    assert "第1页" not in text


def test_what_is_printed_is_what_the_sheet_says() -> None:
    text = words(return_pdf(RETURN))[0]
    for expected in (
        "云溪市临河路18号·退货电话****6600",
        "2025年10月30日",
        "KH-0117南渡启航教育科技有限公司",
        "XS-202510-0087",
        "25990000000087316204",
        "10-30已发，待确认",
        "中性笔0.5mm黑12支/盒",
        "合计（大写）壹仟柒佰陆拾捌元肆角伍分",
        "如对数量、金额有疑问",
        "申请：陈晓10-30",
        "验收：王磊10-31",
        "客户签章：",
    ):
        assert text.count(expected) == 2


def test_totals_are_the_sums_of_the_lines() -> None:
    pdf = return_pdf(RETURN)
    total = 12 + 14.8 + 7.4 * 11
    places = {"申请": (92, 103), "金额": (127, 144), "税额": (144, 159), "价税合计": (159, 177)}
    sums = {
        name: row_of(pdf, (left, total, right, total + 7.4))
        for name, (left, right) in places.items()
    }
    assert sums == {
        "申请": "95",
        "金额": "1,565.00",
        "税额": "203.45",
        "价税合计": "1,768.45",
    }


def test_the_copies_stand_where_the_design_puts_them() -> None:
    image = picture(return_pdf(RETURN))
    for top in (12, 160.5):
        table = top + 14.8
        assert is_inked(image, (12, table + 3))
        assert not is_inked(image, (12 - 0.4, table + 3))
        assert is_inked(image, (198, table + 3))
        assert is_inked(image, (50, table))
        for row in range(12):
            assert is_inked(image, (60, table + row * 7.4))
        assert is_inked(image, (60, table + 11 * 7.4 + 7.4 + 11.4 - 7.4))
        for edge in (19, 35, 83, 92, 103, 114, 127, 144, 159, 177):
            assert is_inked(image, (edge, table + 4 * 7.4 + 5))


def test_the_second_copy_is_the_first_one_further_down() -> None:
    titles = [glyph for glyph in glyphs(return_pdf(RETURN)) if glyph.character == "销"]
    first, second = (glyph for glyph in titles if glyph.bottom - glyph.top > 6)
    assert second.middle - first.middle == pytest.approx(148.5, abs=0.02)


def test_a_line_that_is_not_received_yet_has_no_quantity_there() -> None:
    waiting = replace(RETURN.lines[0], received=None)
    pdf = return_pdf(replace(RETURN, lines=(waiting, RETURN.lines[1])))
    row = 12 + 14.8 + 7.4 * 4
    assert row_of(pdf, (103, row, 114, row + 7.4)) == ""
    assert row_of(pdf, (103, row + 7.4 * 7, 114, row + 7.4 * 8)) == "30"


def test_more_than_seven_lines_give_each_copy_pages_of_its_own() -> None:
    assert write_return(replace(RETURN, lines=RETURN.lines * 2), io.BytesIO()) == 1
    eight = (*RETURN.lines * 2, *RETURN.lines[:2])
    pdf = return_pdf(replace(RETURN, lines=eight))
    texts = words(pdf)
    assert len(texts) == 2
    assert ["客户联" in text for text in texts] == [True, False]
    assert ["记账联" in text for text in texts] == [False, True]
    assert all("第1页共1页" in text for text in texts)


def test_a_long_return_carries_its_sums_and_signs_at_its_end() -> None:
    texts = words(return_pdf(LONG))
    assert len(texts) == 6
    assert ["过次页" in text for text in texts] == [True, True, False] * 2
    assert ["承前页" in text for text in texts] == [False, True, True] * 2
    assert ["合计（大写）叁万伍仟叁佰陆拾玖元整" in text for text in texts] == [
        False,
        False,
        True,
    ] * 2
    assert ["客户签章" in text for text in texts] == [False, False, True] * 2
    assert "第2页共3页" in texts[1]


def test_names_that_are_not_signed_stay_blank() -> None:
    pdf = return_pdf(replace(RETURN, approver=UNSIGNED))
    assert "审核：验收：" in words(pdf)[0]


def test_every_face_is_embedded_and_two_runs_are_the_same() -> None:
    pdf = return_pdf(RETURN)
    found = fonts(pdf)
    assert {font.name for font in found} == set(Face)
    assert all(font.is_embedded and font.has_unicode for font in found)
    assert return_pdf(RETURN) == pdf


def test_rare_characters_are_copied_out_as_they_were_written() -> None:
    pdf = return_pdf(replace(RETURN, customer="KH-0200 䶮㛃𬍛书店"))
    assert "䶮㛃𬍛书店" in words(pdf)[0]
    assert "䶮㛃𬍛书店" in copied(pdf)


def test_a_missing_glyph_refuses_the_print() -> None:
    with pytest.raises(GlyphMissing):
        return_pdf(replace(RETURN, note="𫟷"))


def test_wide_figures_and_long_names_stay_inside_their_cells() -> None:
    line = return_line("SPBM-0000-0000-0512", "中性笔" * 30, "大包装", 999_999, "98765.4321")
    pdf = return_pdf(replace(RETURN, lines=(line,)))
    row = 12 + 14.8 + 7.4 * 4
    edges = (12, 19, 35, 83, 92, 103, 114, 127, 144, 159, 177, 198)
    assert line.received == Quantity.of(999_999)
    for left, right in itertools.pairwise(edges):
        inside = [
            glyph
            for glyph in glyphs(pdf)
            if left < glyph.centre < right and row < glyph.middle < row + 7.4
        ]
        assert min(glyph.left for glyph in inside) > left + 0.5
        assert max(glyph.right for glyph in inside) < right - 0.5


def test_without_a_note_its_place_stays_empty() -> None:
    assert "说明" not in words(return_pdf(replace(RETURN, note="")))[0]
