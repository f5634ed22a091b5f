"""Buttons with their key inside, links, and the row of buttons of which one is down."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size


class Look(enum.Enum):
    """What a button is for: the one step forward, the step back, or anything else."""

    MAIN = "main"
    BACK = "back"
    PLAIN = "plain"
    BAR = "bar"
    LINK = "link"


HEIGHT = 27
SMALL_HEIGHT = 24
_PADDING = 10
_GAP = 7


class KeyButton(QAbstractButton):
    """A button that shows its key in a quieter ink.

    It follows its action: words, tooltip, whether it can be pressed and whether it is seen.
    """

    def __init__(
        self, action: QAction | None, look: Look = Look.PLAIN, *, words: str = "", key: str = ""
    ) -> None:
        super().__init__()
        self._look = look
        self._key = key
        self._height = HEIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if look is Look.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(words)
        self._action = action
        if action is not None:
            self.clicked.connect(action.trigger)
            action.changed.connect(self._follow)
            self._follow()

    def make_small(self) -> "KeyButton":
        """Give itself, in the lower height of buttons inside panels."""
        self._height = SMALL_HEIGHT
        return self

    def _follow(self) -> None:
        if self._action is None:
            return
        self.setText(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())
        # Shown before it has a place, it would flash up as a window of its own.
        if self.parent() is not None or not self._action.isVisible():
            self.setVisible(self._action.isVisible())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._text_font()).horizontalAdvance(self.text())
        if self._look is not Look.LINK:
            width += 2 * _PADDING
        if self._key:
            width += _GAP + QFontMetrics(fonts.font(Size.HINT)).horizontalAdvance(self._key)
        return QSize(width + 2, fonts.scaled(self._height))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground, edge, ink, hint = self._tokens()
        if self._look is not Look.LINK:
            painter.setPen(QPen(theme.colour(edge), 1))
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            token = "acc_ink" if self._look is Look.MAIN else "acc"
            painter.setPen(QPen(theme.colour(token), 2))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
        self._paint_words(painter, box, ink, hint)

    def _paint_words(self, painter: QPainter, box: QRectF, ink: str, hint: str) -> None:
        face = self._text_font()
        left = box.left() + (0 if self._look is Look.LINK else _PADDING)
        painter.setPen(theme.colour(ink))
        painter.setFont(face)
        place = QRectF(left, box.top(), box.width(), box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key:
            left += QFontMetrics(face).horizontalAdvance(self.text()) + _GAP
            painter.setPen(theme.colour(hint))
            painter.setFont(fonts.font(Size.HINT))
            place = QRectF(left, box.top() + 0.5, box.width(), box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._key)

    def _text_font(self) -> QFont:
        made = fonts.font(Size.BODY, bold=self._look is Look.MAIN)
        if self._look is Look.LINK:
            made = QFont(made)
            made.setUnderline(True)
        return made

    def _tokens(self) -> tuple[str, str, str, str]:
        is_down = self.isDown() or self.underMouse()
        if not self.isEnabled():
            return "head", "line2", "ctl", "ctl"
        match self._look:
            case Look.MAIN:
                ground = "acc_hover" if is_down else "acc"
                return ground, ground, "acc_ink", "acc_hint"
            case Look.BACK:
                return ("err_ground" if is_down else "surface"), "neg", "neg", "ink3"
            case Look.BAR:
                return "bar_field", "bar_line", "bar_ink", "bar_hint"
            case _:
                ink = "acc" if self._look is Look.LINK else "ink"
                return ("zebra" if is_down else "surface"), "line2", ink, "ink3"


class Segments(QWidget):
    """A row of joined buttons of which one is down, such as 全部, 待处理, 已匹配.

    Signals:
        chosen(int): the place of the button that a person put down.

    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, word in enumerate(words):
            button = _Segment(word, is_first=place == 0)
            self._group.addButton(button, place)
            row.addWidget(button)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    def choose(self, place: int) -> None:
        """Put this button down without telling anybody."""
        self._group.button(place).setChecked(True)

    @property
    def place(self) -> int:
        """The place of the button that is down."""
        return self._group.checkedId()

    def count(self, place: int, number: int | None) -> None:
        """Show a number behind the word of a button."""
        button = self._group.button(place)
        if isinstance(button, _Segment):
            button.show_count(number)


class _Segment(QAbstractButton):
    def __init__(self, word: str, *, is_first: bool) -> None:
        super().__init__()
        self._is_first = is_first
        self._count = ""
        self.setText(word)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, number: int | None) -> None:
        self._count = "" if number is None else f"{number:,}"
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(fonts.font(bold=True)).horizontalAdvance(self.text()) + 2 * _PADDING
        if self._count:
            width += 5 + QFontMetrics(fonts.font()).horizontalAdvance(self._count)
        return QSize(width, fonts.scaled(SMALL_HEIGHT + 1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        is_on = self.isChecked()
        painter.fillRect(box, theme.colour("acc" if is_on else "surface"))
        painter.setPen(theme.colour("acc" if is_on else "line2"))
        painter.drawRect(box.adjusted(0 if self._is_first else -1, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("acc_ink" if is_on else "acc"), 1))
            painter.drawRect(box.adjusted(2, 2, -3, -3))
        painter.setFont(fonts.font(bold=is_on))
        painter.setPen(theme.colour("acc_ink" if is_on else "ink"))
        place = box.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(fonts.font())
        painter.setPen(theme.colour("acc_ink" if is_on else "ink3"))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, end, self._count)
