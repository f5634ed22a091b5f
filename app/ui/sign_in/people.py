"""The people who may sign in, as a list that the arrow keys and initials move through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea
from typing_extensions import override

from app.i18n import _
from app.ui import fonts, theme
from app.ui.fonts import Size

_ROW = 38
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, with what is known beforehand."""

    name: str
    initials: str = ""
    remark: str = ""
    last: str = ""


class PeopleList(QAbstractScrollArea):
    """A plain painted list: it must be on the screen at once.

    Signals:
        picked(): another person is current.
        taken(): Enter or a click settled the person.

    """

    picked = Signal()
    taken = Signal()

    def __init__(self, people: Sequence[Person], last_person: str = "") -> None:
        super().__init__()
        self.setObjectName("people")
        self.people = tuple(people)
        names = [person.name for person in people]
        self._at = names.index(last_person) if last_person in names else 0
        self.setFixedHeight(_ROW * min(max(len(people), 1), _SHOWN) + 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setRange(0, max(0, len(people) - _SHOWN) * _ROW)
        self.verticalScrollBar().setSingleStep(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("People"))

    def know_initials(self, initials: Sequence[str]) -> None:
        """Let each person be found by these letters, as pinyin begins."""
        pairs = zip(self.people, initials, strict=True)
        self.people = tuple(replace(person, initials=letters) for person, letters in pairs)

    @property
    def person(self) -> Person | None:
        """The current person."""
        return self.people[self._at] if self.people else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().lower()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._go(self._at + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif typed.strip() and (found := self._starting_with(typed)) is not None:
            self._go(found)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        down = event.position().y() + self.verticalScrollBar().value()
        if 0 <= int(down // _ROW) < len(self.people):
            self._go(int(down // _ROW))
            self.taken.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        above = self.verticalScrollBar().value()
        width = self.viewport().width()
        for place, person in enumerate(self.people):
            box = QRectF(0, place * _ROW - above, width, _ROW)
            if place == self._at:
                painter.fillRect(box, theme.colour("sel"))
                painter.fillRect(QRectF(0, box.top(), 4, _ROW), theme.colour("acc"))
            _paint_person(painter, box, person)

    def _starting_with(self, typed: str) -> int | None:
        places = [*range(self._at + 1, len(self.people)), *range(self._at + 1)]
        fits = (
            place
            for place in places
            if self.people[place].name.lower().startswith(typed)
            or self.people[place].initials.startswith(typed)
        )
        return next(fits, None)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.people) and place != self._at:
            self._at = place
            bar = self.verticalScrollBar()
            if not bar.value() <= place * _ROW < bar.value() + _SHOWN * _ROW:
                bar.setValue(place * _ROW)
            self.viewport().update()
            self.picked.emit()


def _paint_person(painter: QPainter, box: QRectF, person: Person) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    name = fonts.font(bold=True)
    painter.setFont(name)
    painter.setPen(theme.colour("ink"))
    painter.drawText(box.adjusted(14, 0, -10, 0), middle, person.name)
    left = max(78.0, 14 + QFontMetricsF(name).horizontalAdvance(person.name) + 16)
    painter.setFont(fonts.font())
    painter.setPen(theme.colour("ink2"))
    painter.drawText(box.adjusted(left, 0, -10, 0), middle, person.remark)
    painter.setFont(fonts.font(Size.HINT))
    end = middle | Qt.AlignmentFlag.AlignRight
    painter.drawText(box.adjusted(left, 0, -12, 0), end, person.last)
