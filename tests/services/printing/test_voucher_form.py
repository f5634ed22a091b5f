"""The empty form of a voucher."""

import io

import pytest

from app.services.printing.frame import Document
from app.services.printing.papers import GEOMETRY, VoucherGeometry, VoucherPaper
from app.services.printing.voucher_form import (
    FORM,
    IN_BLACK,
    IN_COLOUR,
    FormInks,
    define_form,
    signature_places,
    spacing,
)
from tests.services.printing.reading import is_inked, picture, words

A4 = GEOMETRY[VoucherPaper.A4X2]


def empty_form(geometry: VoucherGeometry, colours: FormInks = IN_COLOUR) -> bytes:
    stream = io.BytesIO()
    document = Document(stream, "", *geometry.page)
    define_form(document, geometry, colours)
    document.pen(geometry.left, geometry.tops[0]).form(FORM)
    document.end_page()
    document.close()
    return stream.getvalue()


def test_the_form_names_its_columns_its_digits_and_who_signs() -> None:
    (text,) = words(empty_form(A4))
    for expected in ("记账凭证", "摘要", "会计科目", "借方金额", "贷方金额", "会计主管", "制单"):
        assert expected in text
    assert text.count("亿千百十万千百十元角分") == 2


@pytest.mark.parametrize("paper", [VoucherPaper.A4X2, VoucherPaper.W240X140])
def test_each_side_has_a_line_before_and_after_each_of_eleven_digits(paper: VoucherPaper) -> None:
    geometry = GEOMETRY[paper]
    image = picture(empty_form(geometry))
    middle = geometry.tops[0] + geometry.first_row + geometry.row / 2
    for side in geometry.edges[2:4]:
        for place in range(12):
            x = geometry.left + side + place * geometry.digit
            assert is_inked(image, (x, middle))
            assert not is_inked(image, (x + geometry.digit / 2, middle))


def test_a_heavier_line_stands_before_every_third_digit() -> None:
    image = picture(empty_form(A4, IN_BLACK))
    middle = 14 + A4.first_row + A4.row / 2
    widths = {}
    for place in range(1, 11):
        x = 25 + A4.edges[2] + place * 3.4
        widths[place] = sum(is_inked(image, (x + step / 20, middle)) for step in range(-8, 9))
    heavy = [place for place, width in widths.items() if width > max(widths.values()) - 2]
    assert heavy == [2, 5, 8]


def test_a_form_in_black_and_white_has_no_colour() -> None:
    inks = (getattr(IN_BLACK, name) for name in IN_BLACK.__slots__)
    assert all(ink.red == ink.green == ink.blue for ink in inks)


def test_five_people_sign_side_by_side() -> None:
    places = signature_places(A4)
    assert [label for _left, label in places] == ["会计主管", "记账", "出纳", "审核", "制单"]
    assert [left for left, _label in places] == pytest.approx([0, 34.2, 68.4, 102.6, 136.8])


def test_chinese_headings_are_spaced_out_and_others_are_not() -> None:
    assert spacing("摘要", 9) == 9
    assert spacing("Summary", 9) == 0
