"""What stands in place of rows when there are none: what is missing and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.layout import column, label, row


class EmptyState(QWidget):
    """One line what is missing, one line what to do, and the buttons that do it."""

    def __init__(self, buttons: Sequence[KeyButton] = ()) -> None:
        super().__init__()
        self._missing = label(size=Size.TAB, is_bold=True)
        self._todo = label(look="quiet")
        for text in (self._missing, self._todo):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setWordWrap(True)
        self._buttons = tuple(buttons)
        column(
            self,
            [None, self._missing, self._todo, row(None, [None, *buttons, None]), None],
            margins=(16, 16, 16, 16),
        )

    @property
    def words(self) -> tuple[str, str]:
        """What is missing, and what to do about it."""
        return self._missing.text(), self._todo.text()

    def say(self, missing: str, todo: str = "", *, has_buttons: bool = True) -> None:
        """Show what is missing and what to do about it."""
        self._missing.setText(missing)
        self._todo.setText(todo)
        for button in self._buttons:
            button.setVisible(has_buttons)
