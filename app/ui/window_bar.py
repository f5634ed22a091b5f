"""The dark bar of the window: client, month, tabs with their counts, person and lock."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QTabBar, QWidget
from typing_extensions import override

from app import wording
from app.i18n import _
from app.ui import fonts, theme
from app.ui.desk import Place
from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import row
from app.values.period import Period
from app.values.periods import PeriodState

HEIGHT = 44
_CLIENT_WIDTH = 286
_CLIENT_LEAST = 168
"""So narrow the client becomes before a tab is cut, in a small window with long words."""
_PERIOD_WIDTH = 196
_ARROW_WIDTH = 26


class ClientButton(QAbstractButton):
    """The client in view: code, name, taxpayer and standard; pressed, it offers the others."""

    def __init__(self) -> None:
        super().__init__()
        self._code = self._name = self._remark = ""
        self.setFixedHeight(fonts.scaled(34))
        self.setMinimumWidth(fonts.scaled(_CLIENT_LEAST))
        self.setMaximumWidth(fonts.scaled(_CLIENT_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(_CLIENT_WIDTH), fonts.scaled(34))

    def show_client(self, code: str, name: str, remark: str) -> None:
        """Show this client."""
        self._code, self._name, self._remark = code, name, remark
        self.setAccessibleName(f"{code} {name}")
        self.setToolTip(_("Switch the client (Ctrl+O)"))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("bar_line"), 1))
        painter.setBrush(theme.colour("bar_field"))
        painter.drawRoundedRect(box, 3, 3)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("bar_hint"))
        painter.setFont(fonts.font())
        painter.drawText(box.adjusted(9, 0, 0, 0), middle, self._code)
        left = 9 + QFontMetricsF(fonts.font()).horizontalAdvance(self._code) + 9
        width = box.width() - left - 24
        painter.setPen(theme.colour("bar_ink"))
        face = fonts.font(Size.TAB, bold=True)
        name = QFontMetricsF(face).elidedText(self._name, Qt.TextElideMode.ElideRight, width)
        painter.setFont(face)
        painter.drawText(QRectF(left, box.top() + 1, width, box.height() * 0.54), middle, name)
        painter.setPen(theme.colour("bar_hint"))
        painter.setFont(fonts.font(Size.HINT))
        lower = QRectF(left, box.top() + box.height() * 0.54, width, box.height() * 0.4)
        remark = QFontMetricsF(painter.font()).elidedText(
            self._remark, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(lower, middle, remark)
        _paint_arrow(painter, QRectF(box.right() - 22, 0, 14, box.height()), 1)


class PeriodSwitch(QWidget):
    """The month in view with its state, and the way to the months beside it.

    Signals:
        stepped(int): a person wants the month before (-1) or after (1).

    """

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._state = PeriodState.OPEN
        self.setFixedSize(fonts.scaled(_PERIOD_WIDTH), fonts.scaled(34))
        back, forward = _Arrow(-1), _Arrow(1)
        back.setAccessibleName(_("Previous period"))
        forward.setAccessibleName(_("Next period"))
        back.clicked.connect(lambda: self.stepped.emit(-1))
        forward.clicked.connect(lambda: self.stepped.emit(1))
        row(self, [back, None, forward], spacing=0)

    def show_period(self, period: Period, state: PeriodState) -> None:
        """Show this month."""
        self._text, self._state = wording.period(period), state
        self.setAccessibleName(f"{self._text} {state_word(state)}")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("bar_line"), 1))
        painter.setBrush(theme.colour("bar_field"))
        painter.drawRoundedRect(box, 3, 3)
        face, small = fonts.font(Size.TAB, bold=True), fonts.font(Size.HINT)
        state = state_word(self._state)
        text_width = QFontMetricsF(face).horizontalAdvance(self._text)
        state_width = QFontMetricsF(small).horizontalAdvance(state) + 12
        left = (box.width() - text_width - state_width - 8) / 2
        painter.setPen(theme.colour("bar_ink"))
        painter.setFont(face)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(left, 0, 0, 0), middle, self._text)
        frame = QRectF(left + text_width + 8, box.center().y() - 9, state_width, 18)
        tone = theme.DARK["warn" if self._state is PeriodState.OPEN else "ok"]
        painter.setPen(QPen(QColor(tone), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 3, 3)
        painter.setFont(small)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, state)


class WindowBar(QWidget):
    """Client, month, tabs, person and lock.

    Signals:
        tab_chosen(str): the name of the tab that a person opened.

    """

    tab_chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], lock: QAction) -> None:
        super().__init__()
        self.setObjectName("windowBarBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(fonts.scaled(HEIGHT))
        self.client = ClientButton()
        self.period = PeriodSwitch()
        self._names = [name for name, _title in tabs]
        self._tabs = _page_tabs([title for _name, title in tabs])
        self._badges = {name: _Badge() for name in self._names}
        for place, name in enumerate(self._names):
            side = QTabBar.ButtonPosition.RightSide
            self._tabs.setTabButton(place, side, self._badges[name])
        self._tabs.currentChanged.connect(lambda at: self.tab_chosen.emit(self._names[at]))
        self._person = QLabel()
        self._person.setFont(fonts.font())
        lock_button = KeyButton(lock, Look.BAR, key="Ctrl+Shift+L")
        box = row(
            self,
            [self.client, self.period, self._tabs, None, self._person, lock_button],
            margins=(10, 0, 12, 0),
        )
        box.setAlignment(self._tabs, Qt.AlignmentFlag.AlignBottom)
        box.insertSpacing(2, 8)
        box.insertSpacing(6, 6)

    def show_place(self, place: Place, state: PeriodState) -> None:
        """Show the client and the month in view."""
        client = place.client
        remark = _("{taxpayer} · {standard}").format(
            taxpayer=wording.word(client.taxpayer), standard=wording.word(client.standard)
        )
        self.client.show_client(client.code, client.name, remark)
        self.period.show_period(place.period, state)

    def show_person(self, words: str) -> None:
        """Show who signed in."""
        self._person.setText(words)
        tone = theme.colour("bar_ink").name()
        self._person.setStyleSheet(f"color: {tone};")

    def show_tab(self, name: str) -> None:
        """Put this tab in front."""
        self._tabs.setCurrentIndex(self._names.index(name))

    def show_counts(self, counts: Mapping[str, int], alarming: frozenset[str]) -> None:
        """Show how much is open on each tab; only open differences alarm."""
        for place, name in enumerate(self._names):
            number = counts.get(name, 0)
            self._badges[name].show_number(number, is_alarming=name in alarming)
            title = self._tabs.tabText(place)
            self._tabs.setAccessibleTabName(place, f"{title} {number}" if number else title)
        # A tab measures its button anew only when it is set.
        side = QTabBar.ButtonPosition.RightSide
        for place, name in enumerate(self._names):
            self._tabs.setTabButton(place, side, self._badges[name])
            self._badges[name].show()


class _Arrow(QAbstractButton):
    def __init__(self, direction: int) -> None:
        super().__init__()
        self._direction = direction
        self.setFixedSize(fonts.scaled(_ARROW_WIDTH), fonts.scaled(34))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_arrow(painter, QRectF(self.rect()), 2 if self._direction > 0 else 0)


class _Badge(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._is_alarming = False
        self.setFixedSize(0, 0)

    def show_number(self, number: int, *, is_alarming: bool) -> None:
        self._text = str(number) if number else ""
        self._is_alarming = is_alarming
        width = QFontMetricsF(fonts.font(Size.HINT)).horizontalAdvance(self._text)
        self.setFixedSize(*((max(round(width) + 10, 18), 17) if number else (0, 0)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("err_ground" if self._is_alarming else "bar_line"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setPen(theme.colour("err" if self._is_alarming else "bar_ink"))
        painter.setFont(fonts.font(Size.HINT, bold=self._is_alarming))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


def state_word(state: PeriodState) -> str:
    """Give the word of a month's state."""
    match state:
        case PeriodState.OPEN:
            return _("Open")
        case PeriodState.CLOSED:
            return _("Closed")
        case PeriodState.LOCKED:
            return _("Locked")


class _PageTabs(QTabBar):
    @override
    def tabSizeHint(self, index: int) -> QSize:
        return QSize(super().tabSizeHint(index).width(), fonts.scaled(36))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _page_tabs(titles: Sequence[str]) -> QTabBar:
    tabs = _PageTabs()
    tabs.setObjectName("pages")
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setFont(fonts.font(Size.TAB, bold=True))
    tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tabs.setUsesScrollButtons(False)
    for title in titles:
        tabs.addTab(title)
    return tabs


def _paint_arrow(painter: QPainter, box: QRectF, turn: int) -> None:
    """Fill a small triangle: 0 points left, 1 down, 2 right."""
    middle, side = box.center(), 4.5
    shapes = {
        0: ((-side, 0), (side, -side), (side, side)),
        1: ((-side, -side / 1.5), (side, -side / 1.5), (0, side)),
        2: ((side, 0), (-side, -side), (-side, side)),
    }
    corners = [QPointF(middle.x() + x, middle.y() + y) for x, y in shapes[turn]]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bar_hint"))
    painter.drawPolygon(QPolygonF(corners))
