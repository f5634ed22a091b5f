"""A list of facts: a label, a value, a mark before it or a link on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import fonts
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import label
from app.ui.widgets.mark_label import MarkLabel
from app.ui.widgets.marks import Chip, ChipLabel, Mark

_MARK_TOKENS = {
    Mark.CLOSED: "ok",
    Mark.WAITING: "warn",
    Mark.IN_WORK: "acc",
    Mark.ATTENTION: "err",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; with a link it can be followed, with a mark it is a check."""

    name: str
    value: str
    figure: str = ""
    mark: Mark = Mark.NONE
    link: str = ""
    chip: Chip | None = None


class FactList(QWidget):
    """Facts below one another.

    Signals:
        followed(str): the link of a fact was pressed.

    """

    followed = Signal(str)

    def __init__(self, name_width: int = 72) -> None:
        super().__init__()
        self._name_width = fonts.scaled(name_width)
        self._width = self._name_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(2, 1)
        self._parts: list[QWidget] = []
        self.facts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        self.facts = tuple(facts)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts.clear()
        metrics = QFontMetricsF(fonts.font())
        widest = max((metrics.horizontalAdvance(fact.name) for fact in facts), default=0.0)
        self._width = max(self._name_width, round(widest) + 2)
        for place, fact in enumerate(facts):
            self._add(place, fact)

    def _add(self, place: int, fact: Fact) -> None:
        if fact.mark is not Mark.NONE:
            mark = MarkLabel()
            mark.show_mark(fact.mark, _MARK_TOKENS.get(fact.mark, "ink2"))
            self._put(mark, place, 0)
        if fact.name:
            name = label(fact.name, look="label")
            name.setFixedWidth(self._width)
            self._put(name, place, 1)
        if fact.link:
            link = KeyButton(None, Look.LINK, words=fact.value).make_small()
            link.clicked.connect(lambda: self.followed.emit(fact.link))
            self._put(link, place, 2, spans=1 if fact.figure or fact.chip else 2)
        else:
            value = label(fact.value)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._put(value, place, 2, spans=1 if fact.figure or fact.chip else 2)
        if fact.figure:
            figure = label(fact.figure, look="negative" if fact.figure.startswith("-") else "")
            self._put(figure, place, 3)
        if fact.chip is not None:
            chip = ChipLabel()
            self._put(chip, place, 3)
            chip.show_chip(fact.chip)

    def _put(self, part: QWidget, place: int, column: int, *, spans: int = 1) -> None:
        align = Qt.AlignmentFlag.AlignLeft if isinstance(part, KeyButton) else Qt.AlignmentFlag(0)
        self._grid.addWidget(part, place, column, 1, spans, align)
        self._parts.append(part)
