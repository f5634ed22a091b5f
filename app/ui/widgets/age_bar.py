"""A bar of parts after their size, with a table of the same figures below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui import theme


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar: how much, in which colour."""

    weight: int
    token: str


class AgeBar(QWidget):
    """Parts side by side; those without weight take no room."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts."""
        self._parts = tuple(parts)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = sum(part.weight for part in self._parts if part.weight > 0)
        left = 0.0
        for part in self._parts:
            if part.weight > 0:
                width = part.weight * self.width() / whole
                painter.fillRect(QRectF(left, 0, width, self.height()), theme.colour(part.token))
                left += width
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawRect(QRectF(0, 0, self.width() - 1, self.height() - 1))
