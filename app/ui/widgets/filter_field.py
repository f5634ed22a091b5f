"""The field above a list that narrows it, with its key inside."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from app.ui import fonts, theme
from app.ui.fonts import Size

_PAUSE_MILLISECONDS = 120


class FilterField(QLineEdit):
    """What is typed narrows the list after a short pause; Esc shows all again.

    Signals:
        narrowed(str): the text that the list is to be narrowed by.
        left(): Enter or the down key: the person wants to be in the list.

    """

    narrowed = Signal(str)
    left = Signal()

    def __init__(self, hint: str, key: str = "Ctrl+F") -> None:
        super().__init__()
        self._key = key
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        width = QFontMetricsF(fonts.font(Size.HINT)).horizontalAdvance(key)
        self.setTextMargins(0, 0, round(width) + 12, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self.narrowed.emit(self.text().strip()))
        self.textEdited.connect(lambda _text: self._pause.start(_PAUSE_MILLISECONDS))

    def clear_filter(self) -> None:
        """Show everything again."""
        if self.text():
            self.clear()
            self.narrowed.emit("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_filter()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                super().keyPressEvent(event)
                return
            if self._pause.isActive():
                self._pause.stop()
                self.narrowed.emit(self.text().strip())
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        face = fonts.font(Size.HINT)
        width = QFontMetricsF(face).horizontalAdvance(self._key) + 8
        box = QRectF(self.width() - width - 6, (self.height() - 17) / 2, width, 17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("ink3"))
        painter.setFont(face)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
