"""A status mark that stands by itself in a row, before its word."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.widgets.layout import label, row
from app.ui.widgets.marks import Mark, paint_mark

_SIDE = 13


class MarkLabel(QWidget):
    """A mark in the colour of a token."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark.NONE
        self._ink = "ink"
        self.setFixedSize(_SIDE, _SIDE + 4)

    def show_mark(self, mark: Mark, token: str) -> None:
        """Show this mark in the colour of this token."""
        self._mark, self._ink = mark, token
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), self._mark, QRectF(0, 2, _SIDE, _SIDE), self._ink)


class MarkedLabel(QWidget):
    """A mark and its word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._mark = MarkLabel()
        self._mark.show_mark(Mark.NOT_BEGUN, "ink3")
        self.setAccessibleName(word)
        row(self, [self._mark, label(word)], spacing=3)

    def show_mark(self, mark: Mark, token: str) -> None:
        """Show this mark before the word."""
        self._mark.show_mark(mark, token)
