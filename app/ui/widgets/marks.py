"""Status marks drawn as paths, since many faces lack their characters; and the chip around one."""

import enum
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size


class Mark(enum.Enum):
    """How far something is; always shown beside its word."""

    NOT_BEGUN = 0
    WAITING = 1
    IN_WORK = 2
    TO_CONFIRM = 3
    COMPLETE = 4
    CLOSED = 5
    ATTENTION = 6
    NONE = 7


class Tone(enum.StrEnum):
    """The colour of a chip, after what it tells."""

    OK = "ok"
    WARN = "warn"
    ERR = "err"
    INFO = "info"
    STILL = "still"
    ACTIVE = "acc"


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark and a word on a tinted ground."""

    word: str
    mark: Mark = Mark.NONE
    tone: Tone = Tone.STILL


CHIP_HEIGHT = 19
_PADDING = 6.0
_MARK_SIDE = 11.0
_GAP = 3.0
_PIE_SHARES = {Mark.WAITING: 0.25, Mark.IN_WORK: 0.5, Mark.TO_CONFIRM: 0.75}


def paint_mark(painter: QPainter, mark: Mark, square: QRectF, token: str) -> None:
    """Draw the mark into the square in the colour of the token."""
    ink = theme.colour(token)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match mark:
        case Mark.CLOSED:
            painter.setPen(QPen(ink, 1.7, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPath(_tick(square))
        case Mark.ATTENTION:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPath(_call(square))
        case Mark.NONE:
            pass
        case _:
            circle = square.adjusted(1, 1, -1, -1)
            painter.drawEllipse(circle)
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPath(_filled_share(mark, circle))
    painter.restore()


def chip_width(chip: Chip) -> float:
    """Give how wide a chip is."""
    words = QFontMetricsF(fonts.font(Size.HINT)).horizontalAdvance(chip.word)
    return words + 2 * _PADDING + (0.0 if chip.mark is Mark.NONE else _MARK_SIDE + _GAP)


def paint_chip(painter: QPainter, chip: Chip, left: float, middle: float) -> float:
    """Draw a chip from its left edge, centred on a line; give its right edge."""
    height = float(fonts.scaled(CHIP_HEIGHT))
    box = QRectF(left, middle - height / 2, chip_width(chip), height)
    token, ground = _chip_tokens(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(theme.colour(token))
    edge.setAlphaF(0.45)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    text_left = box.left() + _PADDING
    if chip.mark is not Mark.NONE:
        square = QRectF(text_left, middle - _MARK_SIDE / 2, _MARK_SIDE, _MARK_SIDE)
        paint_mark(painter, chip.mark, square, token)
        text_left += _MARK_SIDE + _GAP
    painter.setPen(theme.colour(token))
    painter.setFont(fonts.font(Size.HINT))
    painter.drawText(
        QRectF(text_left, box.top(), box.right() - text_left, height),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        chip.word,
    )
    painter.restore()
    return box.right()


class ChipLabel(QWidget):
    """A chip that stands by itself; it is absent while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip: Chip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_chip(self, chip: Chip | None) -> None:
        """Show this chip, or none."""
        self._chip = chip
        self.setVisible(chip is not None)
        self.setAccessibleName("" if chip is None else chip.word)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = 0.0 if self._chip is None else chip_width(self._chip)
        return QSize(round(width + 0.5), fonts.scaled(CHIP_HEIGHT) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chip is not None:
            paint_chip(QPainter(self), self._chip, 0.0, self.height() / 2)


def _chip_tokens(tone: Tone) -> tuple[str, str]:
    if tone is Tone.ACTIVE:
        return "acc", "surface"
    return tone.value, f"{tone.value}_ground"


def _filled_share(mark: Mark, circle: QRectF) -> QPainterPath:
    path = QPainterPath()
    if mark is Mark.COMPLETE:
        path.addEllipse(circle)
    elif mark in _PIE_SHARES:
        path.moveTo(circle.center())
        path.arcTo(circle, 90, -360 * _PIE_SHARES[mark])
        path.closeSubpath()
    return path


def _tick(square: QRectF) -> QPainterPath:
    path = QPainterPath(_at(square, 0.16, 0.55))
    path.lineTo(_at(square, 0.40, 0.80))
    path.lineTo(_at(square, 0.86, 0.20))
    return path


def _call(square: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(_at(square, 0.42, 0.10), _at(square, 0.58, 0.64)), 0.8, 0.8)
    path.addEllipse(_at(square, 0.5, 0.84), 1.1, 1.1)
    return path


def _at(square: QRectF, across: float, down: float) -> QPointF:
    return QPointF(square.left() + across * square.width(), square.top() + down * square.height())
