"""What one cell shows, and that it can be seen."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Card, Cell, CellDelegate
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column, RowsModel
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity


def _painted(cell: Cell, *, align: Align = Align.LEFT, is_selected: bool = False) -> QImage:
    model = RowsModel([Column[Cell]("", lambda row: row, align=align)])
    model.set_rows([cell])
    image = QImage(200, 44, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, 44)
    if is_selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    CellDelegate().paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def _colours(image: QImage, left: int = 0, right: int = 200) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name() for x in range(left, right) for y in range(image.height())
    }


def test_a_negative_amount_is_red_with_its_minus() -> None:
    cell = cells.money(Money.of("-1768.45"))
    assert cell.text == "-1,768.45"
    assert theme.colour("neg").name() in _colours(_painted(cell))
    assert theme.colour("neg").name() not in _colours(_painted(cells.money(Money.of("1768.45"))))


def test_zero_is_blank_where_the_books_leave_it_blank() -> None:
    assert cells.money(Money(0)).text == "0.00"
    assert cells.money(Money(0), blank_zero=True).text == ""
    assert cells.money(None) == cells.EMPTY


@pytest.mark.parametrize(
    ("amount", "text", "ink"),
    [("90.00", "+90.00", "neg"), ("-90.00", "-90.00", "neg"), ("0.00", "0.00", "ink3")],
)
def test_a_difference_carries_its_sign(amount: str, text: str, ink: str) -> None:
    cell = cells.difference(Money.of(amount))
    assert (cell.text, cell.ink) == (text, ink)


def test_only_a_change_for_the_worse_is_red() -> None:
    assert cells.change(Money.of("5.00")).ink == "ink"
    assert cells.change(Money.of("5.00")).text == "+5.00"
    assert cells.change(Money.of("-5.00")).ink == "neg"


def test_a_quantity_has_no_empty_decimals_and_a_price_two_at_least() -> None:
    assert cells.quantity(Quantity.of("12.500")).text == "12.5"
    assert cells.quantity(Quantity.of("-3")).ink == "neg"
    assert cells.quantity(None) == cells.EMPTY
    assert cells.price(UnitPrice.of("15")).text == "15.00"
    assert cells.price(None) == cells.EMPTY


def test_figures_stand_at_the_right_edge() -> None:
    image = _painted(cells.money(Money.of("1.00")), align=Align.RIGHT)
    assert len(_colours(image, 0, 100)) == 1
    assert len(_colours(image, 150, 200)) > 5


def test_a_refused_cell_has_its_ground_border_and_mark() -> None:
    image = _painted(Cell("二十", is_refused=True))
    assert {theme.colour("err").name(), theme.colour("err_ground").name()} <= _colours(image)


def test_a_selected_row_shows_it_and_a_card_has_a_bar_at_its_left() -> None:
    assert theme.colour("sel").name() in _colours(_painted(Cell("x"), is_selected=True))
    chip = Chip("待验收", Mark.IN_WORK, Tone.ACTIVE)
    card = Card("202510-0023", "启航教育", "1,768.45", chip, "漏墨", "剩 1 天 5 小时")
    image = _painted(Cell(card=card), is_selected=True)
    assert _colours(image, 0, 3) == {theme.colour("acc").name()}


def test_what_was_looked_for_is_marked_where_it_stands() -> None:
    found = _painted(Cell("南渡启航教育", below="ndqhjy", found="qh"))
    assert theme.colour("warn").name() in _colours(found)
    other = _painted(Cell("南渡启航教育", below="ndqhjy", found="zz"))
    assert theme.colour("warn").name() not in _colours(other)


def test_a_share_is_a_bar_with_its_percent() -> None:
    image = _painted(Cell(share=72))
    assert theme.colour("acc").name() in _colours(image, 8, 38)
    assert theme.colour("acc").name() not in _colours(image, 44, 52)


def test_a_mark_stands_before_its_word_in_its_own_colour() -> None:
    image = _painted(Cell("61 至 90 天", mark=Mark.COMPLETE, mark_ink="err"))
    assert theme.colour("err").name() in _colours(image, 0, 20)
    assert theme.colour("err").name() not in _colours(image, 26, 200)


def test_long_words_end_in_dots_inside_their_cell(qtbot: QtBot) -> None:
    image = _painted(Cell("南渡启航教育科技有限公司" * 4))
    assert _colours(image, 195, 200) == {theme.colour("surface").name()}


def test_a_cell_is_copied_and_read_aloud_in_one_line() -> None:
    chip = Chip("待验收", Mark.IN_WORK, Tone.ACTIVE)
    assert Cell("TH-1", hint="启航", chip=chip, below="漏墨").words == "TH-1 启航 待验收 漏墨"
    card = Card("TH-1", "启航", "1,768.45", chip, "漏墨", "剩 1 天")
    assert Cell(card=card).words == "TH-1 启航 1,768.45 待验收 漏墨 剩 1 天"


def test_every_mark_can_be_told_from_the_others() -> None:
    drawn = {}
    for mark in Mark:
        image = _painted(Cell("x", mark=mark))
        square = image.copy(QRect(0, 10, 20, 24))
        drawn[mark] = bytes(square.constBits())
    assert len(set(drawn.values())) == len(Mark)


def test_alignment_of_a_cell_is_that_of_its_column() -> None:
    model = RowsModel([Column[Cell]("金额", lambda row: row, align=Align.CENTRE)])
    model.set_rows([Cell("x")])
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(role) == Qt.AlignmentFlag.AlignCenter
