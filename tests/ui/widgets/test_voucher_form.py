"""The classic voucher on the screen."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app import i18n
from app.ui import theme
from app.ui.widgets.voucher_form import CELLS, FormFace, FormLine, VoucherForm, paint_digits
from app.values.capitals import capitals
from app.values.money import Money
from tests.ui.conftest import look

BOX = QRectF(0, 0, 20 * CELLS, 40)


def _digits(amount: str, sign: str = "") -> list[bool]:
    """Give which of the eleven cells have something in them, from the left."""
    image = QImage(20 * CELLS, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_digits(painter, BOX, Money.of(amount), sign)
    painter.end()
    white = QColor("white").rgb()
    return [
        any(image.pixel(x, y) != white for x in range(at * 20, at * 20 + 20) for y in range(40))
        for at in range(CELLS)
    ]


def test_each_digit_has_its_cell_and_fen_stand_in_the_last() -> None:
    assert _digits("1768.45") == [False] * 5 + [True] * 6
    assert _digits("0.05") == [False] * 8 + [True] * 3
    assert _digits("999999999.99") == [True] * 11


def test_the_sign_stands_before_the_first_digit_of_the_total() -> None:
    assert _digits("1768.45", "¥") == [False] * 4 + [True] * 7


def test_a_red_amount_is_red_and_has_no_minus() -> None:
    assert _digits("-1768.45") == _digits("1768.45")
    image = QImage(20 * CELLS, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_digits(painter, BOX, Money.of("-8.00"))
    painter.end()
    seen = {QColor(image.pixel(x, 20)).name() for x in range(image.width())}
    assert any(QColor(each).red() > QColor(each).green() + 60 for each in seen)


def _face() -> FormFace:
    total = Money.of("1768.45")
    lines = [
        FormLine("启航教育退货 TH-202510-0023", "1122 应收账款", "启航教育", debit=-total),
        FormLine("启航教育退货 TH-202510-0023", "5001 主营业务收入", credit=-total),
    ]
    return FormFace(
        "云溪拾光文具有限公司",
        "2025年10月31日",
        "记-0056",
        lines,
        2,
        -total,
        capitals(-total),
        people=[("会计主管", "李国栋"), ("记账", "")],
    )


def test_the_form_has_room_for_its_lines_in_both_languages(qtbot: QtBot) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        form = VoucherForm()
        qtbot.addWidget(form)
        form.show_face(_face())
        form.resize(form.sizeHint())
        image = form.grab().toImage()
        seen = {QColor(image.pixel(x, 90)).name() for x in range(image.width())}
        assert theme.colour("form2").name() in seen, "its lines are ruled"
        look(form, f"voucher-form-{language}")
        assert round(form.cell(0, 2).width(), 6) == round(form.cell(0, 3).width(), 6)
        assert form.rows >= 6
