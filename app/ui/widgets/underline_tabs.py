"""A row of words of which one is underlined: the states of a list, or the parts of a detail."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from app.i18n import _
from app.ui import fonts, theme
from app.ui.fonts import Size

HEIGHT = 30
_MARGIN = 4


class UnderlineTabs(QWidget):
    """Words in a row; the current one is in the accent and underlined.

    Words for which there is no room are found under 「更多」 at the end.

    Signals:
        chosen(int): the place of the word that a person chose.

    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], keys: Sequence[str] = ()) -> None:
        super().__init__()
        self.setFixedHeight(fonts.scaled(HEIGHT))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(0)
        for place, word in enumerate(words):
            tab = _Tab(word, keys[place] if place < len(keys) else "")
            self._group.addButton(tab, place)
            row.addWidget(tab)
        self._more = _Tab(_("More") + " ▾", "")
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        row.addWidget(self._more)
        row.addStretch(1)
        self.choose(0)
        self._group.idClicked.connect(self._choose)

    def _choose(self, place: int) -> None:
        self._fold()
        self.chosen.emit(place)

    def choose(self, place: int) -> None:
        """Make this word the current one without telling anybody."""
        self._group.button(place).setChecked(True)
        self._fold()

    @property
    def place(self) -> int:
        """The place of the current word."""
        return self._group.checkedId()

    def count(self, place: int, number: int) -> None:
        """Show a number behind a word."""
        tab = self._group.button(place)
        if isinstance(tab, _Tab):
            tab.show_count(number)
        self._fold()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show as many words as there is room for, and the way to the others."""
        tabs = self._group.buttons()
        widths = [tab.sizeHint().width() for tab in tabs]
        room = self.width() - 2 * _MARGIN
        fitting = len(tabs)
        if sum(widths) > room:
            room -= self._more.sizeHint().width()
            fitting = sum(1 for at in range(len(tabs)) if sum(widths[: at + 1]) <= room)
        for at, tab in enumerate(tabs):
            tab.setVisible(at < fitting)
        self._more.setVisible(fitting < len(tabs))
        folded = self.place if self.place >= fitting else None
        self._more.setText((tabs[folded].text() if folded is not None else _("More")) + " ▾")
        self._more.setChecked(folded is not None)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for tab in self._group.buttons():
            if tab.isHidden() and isinstance(tab, _Tab):
                menu.addAction(tab.words, tab.click)
        self._fold()
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class _Tab(QAbstractButton):
    def __init__(self, word: str, key: str) -> None:
        super().__init__()
        self._count = ""
        self._key = key
        self.setText(word)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def words(self) -> str:
        """The word with its number."""
        return self.text() + self._count

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
