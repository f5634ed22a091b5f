"""A line of months, each with its rate in tenths of a percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 22.0, 22.0, 26.0
_LINES = 4
_FEW_LINES = 2
_LINES_APART = 18.0
"""Nearer than this, the percents beside the lines would run into one another."""


@dataclass(frozen=True, slots=True)
class RatePoint:
    """One month: its name, and its rate in tenths of a percent; None where nothing was sold."""

    name: str
    permille: int | None


class RateChart(QWidget):
    """Rates from left to right, with the highest and the last one written beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[RatePoint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[RatePoint]) -> None:
        """Show these months."""
        self._points = tuple(points)
        self.setAccessibleName(", ".join(f"{point.name} {_words(point)}" for point in points))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 180)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, fonts.scaled(110))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        highest = max((point.permille or 0 for point in self._points), default=0)
        top = max(_LINES * 10, -(-highest // (_LINES * 10)) * _LINES * 10)
        _paint_axis(painter, area, top)
        step = area.width() / max(len(self._points), 1)
        places = [
            None
            if point.permille is None
            else QPointF(
                area.left() + (at + 0.5) * step,
                area.bottom() - point.permille * area.height() / top,
            )
            for at, point in enumerate(self._points)
        ]
        self._paint_names(painter, area, step)
        self._paint_line(painter, places)
        self._paint_words(painter, places, highest)

    def _paint_names(self, painter: QPainter, area: QRectF, step: float) -> None:
        painter.setFont(fonts.font(Size.HINT))
        painter.setPen(theme.colour("ink3"))
        for at, point in enumerate(self._points):
            box = QRectF(area.left() + at * step, area.bottom() + 4, step, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.name)

    def _paint_line(self, painter: QPainter, places: Sequence[QPointF | None]) -> None:
        painter.setPen(QPen(theme.colour("acc"), 2))
        for before, after in pairwise(places):
            if before is not None and after is not None:
                painter.drawLine(QLineF(before, after))
        for place in places:
            if place is not None:
                dot = QRectF(place.x() - 3, place.y() - 3, 6, 6)
                painter.fillRect(dot, theme.colour("acc"))

    def _paint_words(
        self, painter: QPainter, places: Sequence[QPointF | None], highest: int
    ) -> None:
        painter.setFont(fonts.font(Size.HINT, bold=True))
        painter.setPen(theme.colour("ink"))
        last = max((at for at, place in enumerate(places) if place is not None), default=-1)
        for at, (place, point) in enumerate(zip(places, self._points, strict=True)):
            if place is not None and (at == last or point.permille == highest):
                box = QRectF(place.x() - 30, place.y() - 22, 60, 16)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _words(point))


def _paint_axis(painter: QPainter, area: QRectF, top: int) -> None:
    painter.setFont(fonts.font(Size.HINT))
    lines = _LINES if area.height() >= _LINES * _LINES_APART else _FEW_LINES
    for line in range(lines + 1):
        down = area.bottom() - line * area.height() / lines
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QLineF(area.left(), down, area.right(), down))
        painter.setPen(theme.colour("ink3"))
        box = QRectF(0, down - 9, _LEFT - 8, 18)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, _percent(top * line // lines))


def _words(point: RatePoint) -> str:
    return "" if point.permille is None else _percent(point.permille)


def _percent(permille: int) -> str:
    whole, tenth = divmod(permille, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
