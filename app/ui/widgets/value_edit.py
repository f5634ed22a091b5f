"""A line in which one value is typed, with what is wrong with it said below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override


class ValueEdit(QLineEdit):
    """A line edit that can be marked as refused, and in which Enter is the next field.

    Signals:
        entered(): Enter was pressed in it.

    """

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, is_code: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if is_code:
            # Figures and codes are typed without the Chinese input method.
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def mark_refused(self, *, is_refused: bool) -> None:
        """Draw the border of a refused field, or the plain one."""
        if self.property("refused") != is_refused:
            self.setProperty("refused", is_refused)
            self.style().unpolish(self)
            self.style().polish(self)

    @property
    def is_refused(self) -> bool:
        """Whether the border of a refused field is drawn."""
        return bool(self.property("refused"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.returnPressed.emit()
            self.entered.emit()
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not is_back)
            event.accept()
            return
        super().keyPressEvent(event)
