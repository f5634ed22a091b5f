"""The way of a document in steps: who did each, when, and where it stands now."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size
from app.ui.widgets.marks import Mark, paint_mark


class StepState(enum.Enum):
    """Whether a step is behind, now, ahead, or where the way broke off."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, and up to two lines that say what happened and by whom."""

    name: str
    state: StepState
    first: str = ""
    second: str = ""


_ROUND = 22.0
_LINE = 15.0


class Stepper(QWidget):
    """Steps from left to right, joined by a line that is drawn as far as the way has gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = tuple(steps)
        self.setAccessibleName(", ".join(_spoken(step) for step in steps))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, fonts.scaled(58))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, fonts.scaled(58))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        for place, step in enumerate(self._steps):
            _paint_step(painter, QRectF(place * width, 0, width, self.height()), place, step)
            if place + 1 < len(self._steps):
                self._paint_join(painter, place, width)

    def _paint_join(self, painter: QPainter, place: int, width: float) -> None:
        step, following = self._steps[place], self._steps[place + 1]
        name = QFontMetricsF(_face(step)).horizontalAdvance(step.name)
        left = place * width + _ROUND + name + 20
        right = (place + 1) * width - 8
        is_gone = step.state is StepState.DONE and following.state is not StepState.AHEAD
        painter.setPen(QPen(theme.colour("ok" if is_gone else "line2"), 2))
        if right > left:
            painter.drawLine(QPointF(left, 1 + _ROUND / 2), QPointF(right, 1 + _ROUND / 2))


def _paint_step(painter: QPainter, box: QRectF, place: int, step: Step) -> None:
    disc = QRectF(box.left() + 1, box.top() + 1, _ROUND, _ROUND)
    _paint_disc(painter, disc, place, step)
    text = QRectF(disc.right() + 8, box.top() + 1, box.right() - disc.right() - 16, _ROUND)
    painter.setFont(_face(step))
    painter.setPen(theme.colour("acc" if step.state is StepState.NOW else _ink(step)))
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, step.name)
    face = fonts.font(Size.HINT)
    metrics = QFontMetricsF(face)
    painter.setFont(face)
    painter.setPen(theme.colour("ink2" if step.state is StepState.NOW else "ink3"))
    for line, words in enumerate((step.first, step.second)):
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, text.width())
        down = fonts.scaled(int(_LINE)) * (line + 1) + _ROUND - 1
        painter.drawText(QPointF(text.left(), down + 3), shown)


def _paint_disc(painter: QPainter, disc: QRectF, place: int, step: Step) -> None:
    match step.state:
        case StepState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ok"))
            painter.drawEllipse(disc)
            paint_mark(painter, Mark.CLOSED, disc.adjusted(5, 5, -5, -5), "surface")
            return
        case StepState.BROKEN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("err"))
            painter.drawEllipse(disc)
            paint_mark(painter, Mark.ATTENTION, disc.adjusted(5, 5, -5, -5), "surface")
            return
        case StepState.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("acc"))
            ink = "acc_ink"
        case StepState.AHEAD:
            painter.setPen(QPen(theme.colour("line2"), 1.5))
            painter.setBrush(theme.colour("surface"))
            ink = "ink3"
    painter.drawEllipse(disc)
    painter.setFont(fonts.font(Size.HINT, bold=True))
    painter.setPen(theme.colour(ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))


def _face(step: Step) -> QFont:
    return fonts.font(bold=step.state is not StepState.AHEAD)


def _ink(step: Step) -> str:
    return {StepState.AHEAD: "ink3", StepState.BROKEN: "err"}.get(step.state, "ink")


def _spoken(step: Step) -> str:
    return " ".join(part for part in (step.name, step.first, step.second) if part)
