"""A row of words of which one is underlined: the states of a list, or the parts of a detail."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size

HEIGHT = 30


class UnderlineTabs(QWidget):
    """Words in a row; the current one is in the accent and underlined.

    Signals:
        chosen(int): the place of the word that a person chose.

    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], keys: Sequence[str] = ()) -> None:
        super().__init__()
        self.setFixedHeight(fonts.scaled(HEIGHT))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for place, word in enumerate(words):
            tab = _Tab(word, keys[place] if place < len(keys) else "")
            self._group.addButton(tab, place)
            row.addWidget(tab)
        row.addStretch(1)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    def choose(self, place: int) -> None:
        """Make this word the current one without telling anybody."""
        self._group.button(place).setChecked(True)

    @property
    def place(self) -> int:
        """The place of the current word."""
        return self._group.checkedId()

    def count(self, place: int, number: int) -> None:
        """Show a number behind a word."""
        tab = self._group.button(place)
        if isinstance(tab, _Tab):
            tab.show_count(number)


class _Tab(QAbstractButton):
    def __init__(self, word: str, key: str) -> None:
        super().__init__()
        self._count = ""
        self._key = key
        self.setText(word)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, number: int) -> None:
        self._count = f" {number:,}"
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetricsF(fonts.font(bold=True)).horizontalAdvance(self.text() + self._count)
        if self._key:
            width += 6 + QFontMetricsF(fonts.font(Size.HINT)).horizontalAdvance(self._key)
        return QSize(round(width) + 14, fonts.scaled(HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_on = self.isChecked()
        box = QRectF(self.rect())
        if is_on:
            painter.fillRect(QRectF(0, box.height() - 3, box.width(), 3), theme.colour("acc"))
        if self.hasFocus():
            painter.setPen(theme.colour("acc"))
            painter.drawRect(box.adjusted(1, 2, -2, -4))
        face = fonts.font(bold=is_on)
        painter.setFont(face)
        painter.setPen(theme.colour("acc" if is_on else "ink"))
        words = self.text() + self._count
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(7, 0, 0, 0), middle, words)
        if self._key:
            left = 7 + QFontMetricsF(face).horizontalAdvance(words) + 6
            painter.setFont(fonts.font(Size.HINT))
            painter.setPen(theme.colour("ink3"))
            painter.drawText(box.adjusted(left, 0, 0, 0), middle, self._key)
