"""记账凭证 on paper, read back."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.services.printing.fonts import Face, GlyphMissing
from app.services.printing.papers import GEOMETRY, VoucherPaper
from app.services.printing.voucher_pages import AmountBeyondGrid
from app.services.printing.voucher_pdf import VoucherLook, voucher_pdf, write_vouchers
from app.services.progress import Cancelled
from app.services.sheets.voucher_sheet import VoucherSheet
from app.values.entry import Side
from app.values.money import Money
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
from tests.services.printing.samples import (
    COST,
    MAIN_STORE,
    RETURN_VOUCHER,
    SALE_VOUCHER,
    SCHOOL_VOUCHER,
    line,
    receivable,
)
from tests.services.printing.test_voucher_pages import long_voucher

CAPITALS = Path(__file__).parents[2] / "values" / "rmb_capitals.csv"
TABLE = 16.8
FIRST = TABLE + 9.2
A4 = GEOMETRY[VoucherPaper.A4X2]


def amount_in(pdf: bytes, block: int, row: int, side: Side, page: int = 0) -> str:
    """Read the digits of a row of a form on A4; row 7 is the total."""
    left = 25 + A4.edges[2 if side is Side.DEBIT else 3]
    top = A4.tops[block] + FIRST + row * 9.6
    return row_of(pdf, (left, top, left + 37.4, top + 9.6), page)


def with_amount(amount: str) -> VoucherSheet:
    lines = (
        line("结转成本", COST, Side.DEBIT, amount),
        line("结转成本", MAIN_STORE, Side.CREDIT, amount),
    )
    return replace(RETURN_VOUCHER, lines=lines)


def test_two_vouchers_stand_on_one_page_and_three_on_two() -> None:
    vouchers = [RETURN_VOUCHER, SALE_VOUCHER, SCHOOL_VOUCHER]
    assert sizes(voucher_pdf(vouchers[:2])) == [(210, 297)]
    assert sizes(voucher_pdf(vouchers)) == [(210, 297)] * 2


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (VoucherPaper.W240X140, (240, 140)),
        (VoucherPaper.W240X120, (240, 120)),
        (VoucherPaper.W210X120, (210, 120)),
        (VoucherPaper.A5, (210, 148)),
    ],
)
def test_other_papers_hold_one_form(paper: VoucherPaper, size: tuple[float, float]) -> None:
    pdf = voucher_pdf([SALE_VOUCHER], VoucherLook(paper))
    assert sizes(pdf) == [size]
    assert "壹万玖仟捌佰壹拾伍元叁角捌分" in words(pdf)[0]
    edges = [(glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in glyphs(pdf)]
    assert min(edge[0] for edge in edges) > 5
    assert min(edge[1] for edge in edges) > 5
    assert max(edge[2] for edge in edges) < size[0] - 5
    assert max(edge[3] for edge in edges) < size[1] - 5


def test_the_forms_stand_where_the_design_puts_them() -> None:
    image = picture(voucher_pdf([RETURN_VOUCHER, SALE_VOUCHER]))
    for top in (14, 162.5):
        table = top + TABLE
        assert is_inked(image, (25, table + 3))
        assert not is_inked(image, (25 - 0.4, table + 3))
        assert not is_inked(image, (25 + 0.4, table + 3))
        assert is_inked(image, (25 + 171, table + 3))
        assert not is_inked(image, (25 + 171 + 0.4, table + 3))
        assert is_inked(image, (30, table))
        assert not is_inked(image, (30, table - 0.4))
        assert is_inked(image, (30, table + 86))
        assert is_inked(image, (25 + 41, table + 12))
        assert is_inked(image, (25 + 41 + 49.2, table + 12))
    assert any(is_inked(image, (100 + step / 20, 148.5)) for step in range(60))


def test_the_second_form_is_the_first_one_further_down() -> None:
    found = glyphs(voucher_pdf([SALE_VOUCHER, SALE_VOUCHER]))
    titles = [glyph for glyph in found if glyph.character == "凭"]
    assert titles[1].middle - titles[0].middle == pytest.approx(148.5, abs=0.02)
    assert titles[1].left == pytest.approx(titles[0].left, abs=0.02)


def test_every_digit_stands_in_the_middle_of_its_cell() -> None:
    pdf = voucher_pdf([SALE_VOUCHER])
    right = 25 + A4.edges[3]
    top = 14 + FIRST
    row = [
        glyph
        for glyph in glyphs(pdf)
        if right - 37.4 < glyph.centre < right and top < glyph.middle < top + 9.6
    ]
    digits = sorted(row, key=lambda glyph: -glyph.centre)
    assert [glyph.character for glyph in digits] == list("8333221")
    for place, glyph in enumerate(digits):
        assert glyph.centre == pytest.approx(right - (place + 0.5) * 3.4, abs=0.1)


def test_amounts_and_totals_are_those_of_the_sheet() -> None:
    pdf = voucher_pdf([RETURN_VOUCHER, SALE_VOUCHER])
    assert amount_in(pdf, 0, 0, Side.DEBIT) == "77970"
    assert amount_in(pdf, 0, 1, Side.CREDIT) == "69000"
    assert amount_in(pdf, 0, 1, Side.DEBIT) == ""
    assert amount_in(pdf, 0, 7, Side.DEBIT) == "¥122820"
    assert amount_in(pdf, 0, 7, Side.CREDIT) == "¥122820"
    assert amount_in(pdf, 1, 7, Side.DEBIT) == "¥1981538"


def test_what_is_printed_is_what_the_sheet_says() -> None:
    text = words(voucher_pdf([RETURN_VOUCHER]))[0]
    for expected in (
        "核算单位云溪拾光文具有限公司",
        "2025年10月23日",
        "记字第0055号",
        "附单据3张",
        "1122应收账款—长河工匠印务有限公司",
        "22210107应交增值税—销项税额13%",
        "合计（大写）负壹仟贰佰贰拾捌元贰角整",
        "来源退货单TH-202510-0018；冲销记-0039；红字发票尾号90371",
        "第1页共1页",
        "李国栋孙倩李国栋周敏",
    ):
        assert expected in text


def test_red_digits_have_no_minus_but_in_black_one_stands_before_them() -> None:
    assert amount_in(voucher_pdf([RETURN_VOUCHER]), 0, 0, Side.DEBIT) == "77970"
    mono = voucher_pdf([RETURN_VOUCHER], VoucherLook(is_mono=True))
    assert amount_in(mono, 0, 0, Side.DEBIT) == "-77970"
    assert amount_in(mono, 0, 7, Side.CREDIT) == "-¥122820"


def test_red_is_on_paper_only_where_amounts_are_negative() -> None:
    reds = [
        b".705882" in _content(voucher_pdf([sheet])) for sheet in (RETURN_VOUCHER, SALE_VOUCHER)
    ]
    assert reds == [True, False]
    assert b".705882" not in _content(voucher_pdf([RETURN_VOUCHER], VoucherLook(is_mono=True)))


def _content(pdf: bytes) -> bytes:
    contents = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


@pytest.mark.parametrize(
    ("amount", "row", "total"),
    [
        ("0.05", "005", "¥005"),
        ("99999999.99", "9999999999", "¥9999999999"),
        ("999999999.99", "99999999999", "¥99999999999"),
        ("-999999999.99", "-99999999999", "-¥99999999999"),
        ("-99999999.99", "-9999999999", "-¥9999999999"),
    ],
)
def test_the_grid_holds_amounts_up_to_the_hundred_millions(
    amount: str, row: str, total: str
) -> None:
    pdf = voucher_pdf([with_amount(amount)], VoucherLook(is_mono=True))
    assert amount_in(pdf, 0, 0, Side.DEBIT) == row
    assert amount_in(pdf, 0, 7, Side.CREDIT) == total


def test_an_amount_beyond_the_grid_leaves_no_file() -> None:
    stream = io.BytesIO()
    with pytest.raises(AmountBeyondGrid):
        write_vouchers([SALE_VOUCHER, with_amount("1000000000.00")], stream)
    assert stream.getvalue() == b""


def test_capitals_are_printed_as_the_forty_examples_word_them() -> None:
    with CAPITALS.open(encoding="utf-8", newline="") as lines:
        examples = list(csv.DictReader(lines))
    assert len(examples) == 40
    printed = [
        example
        for example in examples
        if Decimal(example["amount"]) and abs(Decimal(example["amount"])) < 10**9
    ]
    pdf = voucher_pdf([with_amount(example["amount"]) for example in printed])
    text = "".join(words(pdf))
    position = 0
    for example in printed:
        position = text.index(f"合计（大写）{example['expected']}", position)
    assert len(printed) > 30


def test_rare_characters_are_copied_out_as_they_were_written() -> None:
    sheet = replace(
        RETURN_VOUCHER,
        client="䶮㛃𬍛商贸有限公司",
        maker="龑天𬍛",
        lines=(
            *RETURN_VOUCHER.lines[:4],
            replace(RETURN_VOUCHER.lines[4], summary="㐂䶮 入库"),
        ),
    )
    pdf = voucher_pdf([sheet])
    text = words(pdf)[0]
    for expected in ("䶮㛃𬍛商贸有限公司", "龑天𬍛", "㐂䶮入库"):
        assert expected in text
    assert "龑天𬍛" in copied(pdf)


def test_every_face_is_embedded_and_says_its_characters() -> None:
    found = fonts(voucher_pdf([RETURN_VOUCHER, SALE_VOUCHER]))
    assert {font.name for font in found} == {Face.SERIF, Face.SERIF_BOLD, Face.SANS}
    assert all(font.is_embedded and font.has_unicode for font in found)


def test_the_same_vouchers_make_the_same_bytes() -> None:
    vouchers = [RETURN_VOUCHER, SALE_VOUCHER]
    assert voucher_pdf(vouchers) == voucher_pdf(vouchers)


def test_a_missing_glyph_refuses_the_print_and_leaves_no_file() -> None:
    stream = io.BytesIO()
    with pytest.raises(GlyphMissing, match="U\\+2B7F7"):
        write_vouchers([SALE_VOUCHER, replace(SALE_VOUCHER, maker="张𫟷")], stream)
    assert stream.getvalue() == b""


def test_a_long_voucher_goes_on_with_its_sums() -> None:
    pdf = voucher_pdf([replace(RETURN_VOUCHER, lines=long_voucher(6))])
    text = words(pdf)[0]
    assert "第1页共2页" in text
    assert "第2页共2页" in text
    assert text.index("过次页") < text.index("承前页")
    assert amount_in(pdf, 0, 7, Side.DEBIT) == "¥1000"
    assert amount_in(pdf, 0, 7, Side.CREDIT) == "¥600"
    assert amount_in(pdf, 1, 0, Side.DEBIT) == "1000"
    assert amount_in(pdf, 1, 0, Side.CREDIT) == "600"
    assert amount_in(pdf, 1, 7, Side.DEBIT) == "¥2100"
    assert text.count("合计（大写）") == 1
    assert "贰拾壹元整" in text


def test_empty_rows_are_struck_through_and_full_forms_are_not() -> None:
    left, right = 25 + A4.edges[2] + 2.2, 25 + A4.edges[4] - 2.2
    at = (left + 0.37 * (right - left), 0.0)
    for pairs, top_row, struck in ((2, 4, True), (4, 7, False)):
        image = picture(voucher_pdf([replace(RETURN_VOUCHER, lines=long_voucher(pairs)[:7])]))
        bottom, top = 14 + A4.total - 1.8, 14 + FIRST + top_row * 9.6 + 1.8
        line_at = bottom + 0.37 * (top - bottom)
        inked = any(is_inked(image, (at[0] + step / 20, line_at)) for step in range(-4, 5))
        assert inked is struck


def test_a_place_that_is_not_signed_stays_blank() -> None:
    draft = replace(RETURN_VOUCHER, checker="", poster="", supervisor="")
    text = words(voucher_pdf([draft]))[0]
    assert "李国栋" not in text
    assert "周敏" in text
    assert "√" not in text


def test_a_voucher_made_and_checked_by_one_person_says_so() -> None:
    assert "制单审核同一人" not in words(voucher_pdf([RETURN_VOUCHER]))[0]
    alone = replace(RETURN_VOUCHER, is_single_person=True)
    assert "制单审核同一人" in words(voucher_pdf([alone]))[0]


def test_a_shift_moves_everything_by_tenths_of_a_millimetre() -> None:
    before = glyphs(voucher_pdf([SALE_VOUCHER]))[0]
    after = glyphs(voucher_pdf([SALE_VOUCHER], VoucherLook(shift=(5, -12))))[0]
    assert after.left - before.left == pytest.approx(0.5, abs=0.02)
    assert after.top - before.top == pytest.approx(-1.2, abs=0.02)


def test_paper_that_has_the_form_gets_only_what_is_filled_in() -> None:
    text = words(voucher_pdf([SALE_VOUCHER], VoucherLook(has_form=False)))[0]
    assert "会计科目" not in text
    assert "裁开" not in text
    assert "1982" not in text
    assert "壹万玖仟捌佰壹拾伍元叁角捌分" in text


def test_long_words_stay_inside_their_cells() -> None:
    sheet = replace(
        SALE_VOUCHER,
        client="内蒙古自治区呼和浩特市新城区通达办公用品及印刷耗材批发零售股份有限公司",
        lines=(
            line(
                "退货冲销 " + "客户来函说明部分货品外包装破损需整批退回" * 3,
                receivable("新疆维吾尔自治区乌鲁木齐市经济技术开发区远大文化教育科技发展有限公司"),
                Side.DEBIT,
                "1",
            ),
            *SALE_VOUCHER.lines[1:],
        ),
    )
    pdf = voucher_pdf([sheet])
    assert "客户来函说明部分货品外包装破损需整批退回" * 3 in words(pdf)[0]
    top = 14 + FIRST
    summary = [
        glyph for glyph in glyphs(pdf) if 25 < glyph.centre < 66 and top < glyph.middle < top + 9.6
    ]
    assert len(summary) > 60
    assert min(glyph.left for glyph in summary) > 25 + 1
    assert max(glyph.right for glyph in summary) < 66 - 1
    assert min(glyph.top for glyph in summary) > top - 0.5
    assert max(glyph.bottom for glyph in summary) < top + 9.6 + 0.5


def test_printing_can_be_stopped_and_then_leaves_no_file() -> None:
    class Stopped:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    stream = io.BytesIO()
    with pytest.raises(Cancelled):
        write_vouchers([SALE_VOUCHER], stream, progress=Stopped())
    assert stream.getvalue() == b""


def test_the_number_of_forms_is_given() -> None:
    long = replace(SALE_VOUCHER, lines=long_voucher(6))
    assert write_vouchers([SALE_VOUCHER, long], io.BytesIO()) == 3


def test_the_sum_of_a_voucher_counts_its_side_only() -> None:
    assert SALE_VOUCHER.sum_of(Side.DEBIT) == Money.of("19815.38")


def test_a_form_may_have_another_number_of_lines() -> None:
    sheet = replace(RETURN_VOUCHER, lines=long_voucher(4), source="")
    eight = voucher_pdf([sheet], VoucherLook(rows=8))
    assert "第1页共1页" in words(eight)[0]
    assert "来源" not in words(eight)[0]
    assert "第2页共2页" in words(voucher_pdf([sheet]))[0]
