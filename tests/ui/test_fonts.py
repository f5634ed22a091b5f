"""The type of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.ui import fonts
from app.ui.fonts import Scale, Size


@pytest.fixture(autouse=True)
def _normal(qapp: QApplication) -> Iterator[None]:
    yield
    fonts.use(qapp, Scale.NORMAL)


def test_figures_are_of_equal_width_in_regular_and_bold() -> None:
    for size in Size:
        assert fonts.has_even_figures(fonts.font(size))
        assert fonts.has_even_figures(fonts.font(size, bold=True))


def test_the_face_has_the_letters_of_a_chinese_window() -> None:
    metrics = QFontMetricsF(fonts.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "账房退货凭证对账结账，。：（）¥")
    assert QFontInfo(fonts.font()).family() == fonts.font().family()


def test_a_person_may_have_it_larger(qapp: QApplication) -> None:
    assert fonts.font().pointSizeF() == 9.75
    fonts.use(qapp, Scale.LARGE)
    assert round(fonts.font().pointSizeF(), 2) == 11.21
    assert qapp.font().pointSizeF() == fonts.font().pointSizeF()
    fonts.use(qapp, Scale.LARGEST)
    assert fonts.scaled(100) == 130
    assert round(fonts.font(Size.HINT).pointSizeF(), 2) == 11.7


def test_the_title_of_a_voucher_is_set_in_the_serif() -> None:
    assert fonts.form_font().family() != fonts.font().family()
