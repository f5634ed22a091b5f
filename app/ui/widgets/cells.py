"""What one cell of a table shows, and how it is painted."""

import enum
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app import wording
from app.ui import fonts, theme
from app.ui.widgets.marks import Chip, Mark, chip_width, paint_chip, paint_mark
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PADDING = 7.0
_BAR_WIDTH = 44.0
_MARK_SIDE = 12.0


class Align(enum.Enum):
    """Where in its cell a text stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Card:
    """A row of a left list in two lines: title and figure above, chip and remark below."""

    title: str
    hint: str = ""
    figure: str = ""
    chip: Chip | None = None
    remark: str = ""
    end: str = ""
    end_ink: str = "ink2"


@dataclass(frozen=True, slots=True)
class Cell:
    """Everything that one cell shows; colours are tokens."""

    text: str = ""
    hint: str = ""
    """A quieter text behind the first."""
    ink: str = "ink"
    is_bold: bool = False
    chip: Chip | None = None
    mark: Mark | None = None
    mark_ink: str = ""
    """The colour of the mark where it is not that of the text."""
    ground: str = ""
    share: int | None = None
    """A bar filled to this many percent."""
    below: str = ""
    """A second line, in lists with two-line rows."""
    found: str = ""
    """What was looked for; it is marked where it stands in the text or below it."""
    is_refused: bool = False
    card: Card | None = None

    @property
    def words(self) -> str:
        """All words of the cell in one line, as it is copied and read aloud."""
        if self.card is not None:
            card = self.card
            state = "" if card.chip is None else card.chip.word
            parts = (card.title, card.hint, card.figure, state, card.remark, card.end)
            return " ".join(part for part in parts if part)
        chip = "" if self.chip is None else self.chip.word
        return " ".join(part for part in (self.text, self.hint, chip, self.below) if part)


EMPTY = Cell()


def money(amount: Money | None, *, blank_zero: bool = False, is_bold: bool = False) -> Cell:
    """Show an amount, negative in its colour; none is empty."""
    if amount is None:
        return EMPTY
    ink = "neg" if amount.fen < 0 else "ink"
    return Cell(wording.money(amount, blank_zero=blank_zero), ink=ink, is_bold=is_bold)


def difference(amount: Money, *, is_bold: bool = True) -> Cell:
    """Show a difference with its sign; none is 0.00 and quiet."""
    if not amount:
        return Cell(wording.money(amount), ink="ink3")
    sign = "+" if amount.fen > 0 else ""
    return Cell(sign + wording.money(amount), ink="neg", is_bold=is_bold)


def change(amount: Money) -> Cell:
    """Show a change with its sign: a loss in its colour."""
    sign = "+" if amount.fen > 0 else ""
    return Cell(sign + wording.money(amount), ink="neg" if amount.fen < 0 else "ink")


def quantity(number: Quantity | None, *, is_bold: bool = False) -> Cell:
    """Show a quantity; none is empty."""
    if number is None:
        return EMPTY
    ink = "neg" if number.thousandths < 0 else "ink"
    return Cell(wording.quantity(number), ink=ink, is_bold=is_bold)


def price(amount: UnitPrice | None) -> Cell:
    """Show a price of one unit; none is empty."""
    return EMPTY if amount is None else Cell(wording.unit_price(amount))


def bold(cell: Cell) -> Cell:
    """Give the cell in bold."""
    return replace(cell, is_bold=True)


def width_of(cell: Cell) -> float:
    """Give how wide a column has to be to show all of the cell."""
    metrics = QFontMetricsF(fonts.font(bold=cell.is_bold or cell.is_refused))
    words = f"{cell.text} {cell.hint}" if cell.hint else cell.text
    width = 2 * PADDING + metrics.horizontalAdvance(words)
    if cell.mark is not None:
        width += _MARK_SIDE + 4
    if cell.chip is not None:
        width += chip_width(cell.chip) + (5 if cell.text else 0)
    return width


class CellDelegate(QStyledItemDelegate):
    """Paints a Cell: its ground, mark, chip, bar and texts."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setClipRect(box)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, box, cell, index.row(), is_selected=is_selected)
        if cell.card is not None:
            if is_selected:
                painter.fillRect(
                    QRectF(box.left(), box.top(), 4, box.height()), theme.colour("acc")
                )
            _paint_card(painter, box.adjusted(10, 3, -10, -3), cell.card)
            painter.restore()
            return
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        _paint_content(painter, box.adjusted(PADDING, 0, -PADDING, 0), cell, _align_of(align))
        if state & QStyle.StateFlag.State_HasFocus and index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.setPen(QPen(theme.colour("acc"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        cell = index.data(CELL_ROLE)
        width = width_of(cell) if isinstance(cell, Cell) else 2 * PADDING
        return QSize(round(width), fonts.scaled(27))


def _align_of(value: object) -> Align:
    if isinstance(value, Qt.AlignmentFlag):
        if value & Qt.AlignmentFlag.AlignRight:
            return Align.RIGHT
        if value & Qt.AlignmentFlag.AlignHCenter:
            return Align.CENTRE
    return Align.LEFT


def _paint_ground(
    painter: QPainter, box: QRectF, cell: Cell, row: int, *, is_selected: bool
) -> None:
    if cell.is_refused:
        painter.fillRect(box, theme.colour("err_ground"))
        painter.setPen(QPen(theme.colour("err"), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif is_selected:
        painter.fillRect(box, theme.colour("sel"))
    elif cell.ground:
        painter.fillRect(box, theme.colour(cell.ground))
    elif row % 2 and cell.card is None:
        painter.fillRect(box, theme.colour("zebra"))


def _paint_content(painter: QPainter, box: QRectF, cell: Cell, align: Align) -> None:
    if cell.share is not None:
        _paint_bar(painter, box, cell)
        return
    if cell.below:
        upper = QRectF(box.left(), box.top() + 3, box.width(), box.height() / 2 - 2)
        lower = QRectF(box.left(), upper.bottom(), box.width(), upper.height())
        _paint_line(painter, upper, replace(cell, below=""), align)
        below = Cell(cell.below, ink="ink3", found=cell.found)
        _paint_line(painter, lower, below, align)
        return
    _paint_line(painter, box, cell, align)


def _paint_line(painter: QPainter, box: QRectF, cell: Cell, align: Align) -> None:
    left = box.left()
    middle = box.center().y()
    if cell.mark is not None:
        square = QRectF(left, middle - _MARK_SIDE / 2, _MARK_SIDE, _MARK_SIDE)
        paint_mark(painter, cell.mark, square, cell.mark_ink or cell.ink)
        left += _MARK_SIDE + 4
    if cell.text:
        left = _paint_texts(
            painter, QRectF(left, box.top(), box.right() - left, box.height()), cell, align
        )
    if cell.chip is not None:
        paint_chip(painter, cell.chip, left + (5 if cell.text else 0), middle)


def _paint_texts(painter: QPainter, box: QRectF, cell: Cell, align: Align) -> float:
    face = fonts.font(bold=cell.is_bold or cell.is_refused)
    metrics = QFontMetricsF(face)
    text = f"! {cell.text}" if cell.is_refused else cell.text
    if metrics.horizontalAdvance(text) > box.width() + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    width = metrics.horizontalAdvance(text)
    left = box.left()
    if align is Align.RIGHT:
        left = box.right() - width
    elif align is Align.CENTRE:
        left = box.center().x() - width / 2
    line = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    if cell.found:
        _mark_found(painter, QRectF(left, box.top(), width, box.height()), text, cell.found, face)
    painter.setFont(face)
    painter.setPen(theme.colour("err" if cell.is_refused else cell.ink))
    painter.drawText(QPointF(left, line), text)
    right = left + width
    if cell.hint and align is not Align.RIGHT:
        quiet = fonts.font()
        shown = QFontMetricsF(quiet).elidedText(
            cell.hint, Qt.TextElideMode.ElideRight, max(0.0, box.right() - right - 5)
        )
        painter.setFont(quiet)
        painter.setPen(theme.colour("ink3"))
        painter.drawText(QPointF(right + 5, line), shown)
        right += 5 + QFontMetricsF(quiet).horizontalAdvance(shown)
    return right


def _mark_found(painter: QPainter, box: QRectF, text: str, found: str, face: QFont) -> None:
    """Put a ground under the part of the text that was looked for."""
    at = text.lower().find(found.lower())
    if at < 0:
        return
    metrics = QFontMetricsF(face)
    before = metrics.horizontalAdvance(text[:at])
    width = metrics.horizontalAdvance(text[at : at + len(found)])
    height = metrics.height()
    ground = QRectF(box.left() + before, box.center().y() - height / 2, width, height)
    painter.fillRect(ground.adjusted(-1, 0, 1, 0), theme.colour("warn_ground"))
    painter.fillRect(
        QRectF(ground.left() - 1, ground.bottom() - 1, width + 2, 2), theme.colour("warn")
    )


def _paint_card(painter: QPainter, box: QRectF, card: Card) -> None:
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    lower = upper.translated(0, upper.height())
    figure = Cell(card.figure, ink="neg" if card.figure.startswith("-") else "ink", is_bold=True)
    taken = QFontMetricsF(fonts.font(bold=True)).horizontalAdvance(card.figure) + 8
    _paint_texts(painter, upper, figure, Align.RIGHT)
    title = Cell(card.title, hint=card.hint, is_bold=True)
    _paint_texts(painter, upper.adjusted(0, 0, -taken, 0), title, Align.LEFT)
    left = lower.left()
    if card.chip is not None:
        left = paint_chip(painter, card.chip, left, lower.center().y()) + 7
    end = Cell(card.end, ink=card.end_ink, is_bold=card.end_ink != "ink2")
    taken = QFontMetricsF(fonts.font(bold=end.is_bold)).horizontalAdvance(card.end) + 8
    _paint_texts(painter, lower, end, Align.RIGHT)
    room = QRectF(left, lower.top(), lower.right() - left - taken, lower.height())
    _paint_texts(painter, room, Cell(card.remark, ink="ink2"), Align.LEFT)


def _paint_bar(painter: QPainter, box: QRectF, cell: Cell) -> None:
    share = cell.share or 0
    height = 8.0
    frame = QRectF(box.left(), box.center().y() - height / 2, _BAR_WIDTH, height)
    painter.setPen(QPen(theme.colour("ctl"), 1))
    painter.setBrush(theme.colour("surface"))
    painter.drawRect(frame)
    filled = frame.adjusted(0.5, 0.5, -0.5, -0.5)
    filled.setWidth(filled.width() * share / 100)
    painter.fillRect(filled, theme.colour("acc"))
    rest = QRectF(frame.right() + 6, box.top(), box.right() - frame.right() - 6, box.height())
    _paint_texts(painter, rest, replace(cell, text=cell.text or f"{share}%"), Align.LEFT)
