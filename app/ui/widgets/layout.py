"""Panels, labels and rows: the plain parts that every page is laid out with."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import fonts
from app.ui.fonts import Size


class Panel(QFrame):
    """A framed part of a page with a head: its name, a quieter remark, and parts at the right."""

    def __init__(self, title: str = "", remark: str = "", *, parts: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.title = label(title, is_bold=True)
        self.remark = label(remark, look="quiet")
        self.head = QWidget()
        self.head.setObjectName("panelHead")
        self.head.setFixedHeight(fonts.scaled(32))
        row(self.head, [self.title, self.remark, None, *parts], margins=(10, 0, 8, 0))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)
        self._box.addWidget(self.head)
        self.head.setVisible(bool(title))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put this part below the others."""
        if isinstance(part, QWidget):
            self._box.addWidget(part, stretch)
        else:
            self._box.addLayout(part, stretch)

    def fill(self) -> None:
        """Leave the rest of the panel empty."""
        self._box.addStretch(1)

    def say(self, remark: str) -> None:
        """Show this remark beside the name."""
        self.remark.setText(remark)

    def foot(self, parts: Iterable[QWidget | None], height: int = 40) -> QWidget:
        """Put a last row under a rule, and give it."""
        made = QWidget()
        made.setObjectName("panelFoot")
        made.setFixedHeight(fonts.scaled(height))
        row(made, parts, margins=(10, 0, 10, 0))
        self._box.addWidget(made)
        return made


def label(
    text: str = "", *, size: Size = Size.BODY, is_bold: bool = False, look: str = ""
) -> QLabel:
    """Give a text; a look is one of those that the style sheet names."""
    made = QLabel(text)
    made.setFont(fonts.font(size, bold=is_bold))
    made.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        made.setObjectName(look)
    return made


def field_label(text: str, field: QWidget) -> QLabel:
    """Give the label of a field, whose mnemonic leads into it."""
    made = label(text, look="label")
    made.setTextFormat(Qt.TextFormat.AutoText)
    made.setBuddy(field)
    return made


def wrapped(text: str = "", *, look: str = "") -> QLabel:
    """Give a text that runs over several lines."""
    made = label(text, look=look)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def row(
    owner: QWidget | None,
    parts: Iterable[QWidget | QLayout | None],
    *,
    spacing: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """Lay parts out from left to right; None is the space that pushes the rest to the right."""
    box = QHBoxLayout(owner) if owner else QHBoxLayout()
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    _fill(box, parts)
    return box


def column(
    owner: QWidget | None,
    parts: Iterable[QWidget | QLayout | None],
    *,
    spacing: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """Lay parts out from top to bottom; None is the space that pushes the rest down."""
    box = QVBoxLayout(owner) if owner else QVBoxLayout()
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    _fill(box, parts)
    return box


def rule(*, is_upright: bool = False) -> QFrame:
    """Give a thin line between two parts."""
    made = QFrame()
    made.setObjectName("rule")
    if is_upright:
        made.setFixedSize(1, fonts.scaled(18))
    else:
        made.setFixedHeight(1)
    return made


def _fill(box: QHBoxLayout | QVBoxLayout, parts: Iterable[QWidget | QLayout | None]) -> None:
    for part in parts:
        match part:
            case None:
                box.addStretch(1)
            case QWidget():
                box.addWidget(part)
            case QLayout():
                box.addLayout(part)
