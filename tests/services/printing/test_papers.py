"""The papers of vouchers."""

import pytest

from app.services.printing.papers import GEOMETRY, VoucherPaper


def test_papers_are_called_as_the_terminal_calls_them() -> None:
    names = [str(paper) for paper in VoucherPaper]
    assert names == ["a4x2", "240x140", "240x120", "210x120", "a5"]


def test_two_vouchers_stand_on_an_a4_page() -> None:
    geometry = GEOMETRY[VoucherPaper.A4X2]
    assert geometry.columns == pytest.approx((41, 49.2, 37.4, 37.4, 6))
    assert geometry.width == pytest.approx(171)
    assert geometry.digit == pytest.approx(3.4)
    assert geometry.tops == pytest.approx((14, 162.5))


def test_a_wide_form_has_the_columns_of_the_design() -> None:
    geometry = GEOMETRY[VoucherPaper.W240X140]
    assert geometry.columns == pytest.approx((48, 63, 41.8, 41.8, 5.4))
    assert geometry.digit == pytest.approx(3.8)


@pytest.mark.parametrize("paper", [p for p in VoucherPaper if p is not VoucherPaper.A4X2])
def test_a_form_is_forty_narrower_than_its_paper(paper: VoucherPaper) -> None:
    geometry = GEOMETRY[paper]
    assert geometry.width == pytest.approx(geometry.page[0] - 40)
    shares = [width / geometry.width for width in geometry.columns]
    assert shares == pytest.approx([0.24, 0.315, 0.209, 0.209, 0.027])


def test_low_papers_have_five_lines() -> None:
    assert GEOMETRY[VoucherPaper.W240X120].rows == 5
    assert GEOMETRY[VoucherPaper.W210X120].rows == 5


@pytest.mark.parametrize("paper", list(VoucherPaper))
def test_every_form_ends_before_the_next_or_the_edge(paper: VoucherPaper) -> None:
    geometry = GEOMETRY[paper]
    ends = [*geometry.tops[1:], geometry.page[1] - 5]
    for top, end in zip(geometry.tops, ends, strict=True):
        assert top + geometry.bottom + 11.5 < end


def test_a_form_may_have_five_to_eight_lines_where_they_fit() -> None:
    for rows in (5, 6, 7, 8):
        assert GEOMETRY[VoucherPaper.A4X2].with_rows(rows).rows == rows
    for paper, rows in ((VoucherPaper.A4X2, 9), (VoucherPaper.W240X120, 8)):
        with pytest.raises(ValueError, match="does not fit"):
            GEOMETRY[paper].with_rows(rows)
