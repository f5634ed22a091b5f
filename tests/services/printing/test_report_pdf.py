"""月度对账报告 on paper, read back."""

import io
import itertools
from dataclasses import replace

import pytest

from app.services.printing.fonts import Face, GlyphMissing
from app.services.printing.report_pdf import report_pdf, write_report
from app.services.progress import Cancelled
from app.services.sheets.report_sheet import ReportSheet
from tests.services.printing.reading import fonts, glyphs, is_inked, picture, sizes, words
from tests.services.printing.report_samples import COVER, REPORT, yuan


def test_the_report_of_the_pictures_takes_four_pages() -> None:
    pdf = report_pdf(REPORT)
    assert sizes(pdf) == [(210, 297)] * 4
    heads = ("封面与结论", "一、差异明细", "四、应收账款", "六、退货登记簿")
    for number, (text, head) in enumerate(zip(words(pdf), heads, strict=True), 1):
        assert "云溪拾光文具有限公司月度对账报告2025年10月" in text
        assert head in text
        assert f"第{number}页共4页" in text
        assert "报告编号BG-202510-004·" in text


def test_the_cover_alone_carries_the_head_of_the_audit_chain() -> None:
    found = ["审计链第18342号9f3c27aab04e51d8" in text for text in words(report_pdf(REPORT))]
    assert found == [True, False, False, False]


def test_the_cover_says_what_was_found_and_who_answers_for_it() -> None:
    cover = words(report_pdf(REPORT))[0]
    for expected in (
        "核算单位云溪拾光文具有限公司",
        "编制单位云溪青禾代理记账有限公司",
        "结论：基本相符，4项待更正",
        "相差522.79元",
        "退货台账与记账凭证11,227.5610,704.77522.79待更正4项",
        "存货实物与总账143,904.00144,020.00-116.00复盘3种",
        "提请注意本季“手工录入”造成的差异已有3次",
        "周敏2025-10-31",
        "客户确认（盖章）",
    ):
        assert expected in cover


def test_totals_of_the_sections_are_the_sums_of_their_rows() -> None:
    _cover, second, third, fourth = words(report_pdf(REPORT))
    assert "合计7项522.79其中待更正522.79" in second
    assert "合计800.00800.00" in second
    assert "合计148户286,340.15621,534.79-10,704.77588,412.60308,757.57" in third
    assert "合计139,077.0094,344.004,229.4093,724.00143,926.40143,904.00-22.40" in third
    assert "合计28单13,125.891,706.3714,832.268,556.30" in fourth


def test_the_report_stands_where_the_design_puts_it() -> None:
    pdf = report_pdf(REPORT)
    image = picture(pdf, 3)
    assert is_inked(image, (100, 15.2))
    assert is_inked(image, (100, 284))
    assert is_inked(image, (18, 40))
    assert not is_inked(image, (17.5, 40))
    assert is_inked(image, (192, 40))
    first_row = 29.2 + 6.4
    for row in range(29):
        assert is_inked(image, (150, first_row + 7 * row))
    low = [glyph for page in range(4) for glyph in glyphs(pdf, page) if glyph.bottom > 290]
    assert low == []


def test_a_bold_figure_stands_in_the_conclusion() -> None:
    plain = replace(REPORT, cover=replace(COVER, conclusion_figure=""))
    assert words(report_pdf(plain))[0] == words(report_pdf(REPORT))[0]
    assert report_pdf(plain) != report_pdf(REPORT)


def test_sections_without_rows_say_so() -> None:
    text = "".join(words(report_pdf(ReportSheet(COVER))))
    for sentence in (
        "本期没有差异。",
        "本期没有需要汇总原因的差异。",
        "本期没有做更正凭证。",
        "本期没有客户有应收余额或发生额。",
        "本期没有存货。",
        "本期没有登记退货。",
    ):
        assert sentence in text


def test_a_long_register_carries_its_sums_from_page_to_page() -> None:
    pdf = report_pdf(replace(REPORT, returns=REPORT.returns * 5))
    pages = [text for text in words(pdf) if "六、退货登记簿" in text]
    assert len(pages) == 5
    assert ["过次页" in text for text in pages] == [True, True, True, True, False]
    assert ["承前页" in text for text in pages] == [False, True, True, True, True]
    assert all("退货单日期客户原因金额税额价税合计成本凭证状态" in text for text in pages)
    assert "合计140单65,629.458,531.8574,161.3042,781.50" in pages[-1]
    for before, after in itertools.pairwise(pages):
        carried = before.partition("过次页")[2]
        brought = after.partition("承前页")[2]
        assert carried[:30] == brought[:30]


def test_what_was_not_counted_has_a_dash_and_no_difference() -> None:
    stock = tuple(replace(line, counted=None) for line in REPORT.stock)
    third = words(report_pdf(replace(REPORT, stock=stock)))[2]
    assert "合计139,077.0094,344.004,229.4093,724.00143,926.40——" in third


def test_a_missing_document_is_named_as_missing() -> None:
    second = words(report_pdf(REPORT))[1]
    assert "3操（缺）记-0049-565.00" in second
    assert "2沟TH-0014（缺）862.19" in second


def test_amounts_of_a_large_client_stay_inside_their_cells() -> None:
    large = replace(
        REPORT.receivables[0], opening=yuan("123456789012.34"), closing=yuan("-123456789012.34")
    )
    pdf = report_pdf(replace(REPORT, receivables=(large,)))
    assert "123,456,789,012.34" in words(pdf)[2]
    row = [glyph for glyph in glyphs(pdf, 2) if 36 < glyph.middle < 41]
    opening = [glyph for glyph in row if 18 + 53.8 < glyph.centre < 18 + 75.3]
    assert min(glyph.left for glyph in opening) > 18 + 53.8 + 1
    assert max(glyph.right for glyph in opening) < 18 + 75.3 - 1


def test_every_face_is_embedded_and_two_runs_are_the_same() -> None:
    pdf = report_pdf(REPORT)
    found = fonts(pdf)
    assert {font.name for font in found} == set(Face)
    assert all(font.is_embedded and font.has_unicode for font in found)
    assert report_pdf(REPORT) == pdf


def test_a_missing_glyph_refuses_the_report_and_leaves_no_file() -> None:
    stream = io.BytesIO()
    rare = replace(REPORT.returns[0], customer="张𫟷")
    with pytest.raises(GlyphMissing):
        write_report(replace(REPORT, returns=(rare,)), stream)
    assert stream.getvalue() == b""


def test_printing_can_be_stopped_and_then_leaves_no_file() -> None:
    class Stopped:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    stream = io.BytesIO()
    with pytest.raises(Cancelled):
        write_report(REPORT, stream, Stopped())
    assert stream.getvalue() == b""


def test_without_a_warning_none_is_printed() -> None:
    calm = replace(REPORT, cover=replace(COVER, attention=""))
    assert "提请注意" not in words(report_pdf(calm))[0]
