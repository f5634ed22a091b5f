"""The row above a page: its name, its actions, and the step forward at the far right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.ui import fonts
from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.layout import label, row

HEIGHT = 40


class PageBar(QWidget):
    """Name, actions at the left, steps at the right; what does not fit goes under 「更多」."""

    def __init__(
        self,
        title: str,
        left: Sequence[QWidget] = (),
        right: Sequence[QWidget] = (),
        *,
        spare: Sequence[KeyButton] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(fonts.scaled(HEIGHT))
        self._spare = tuple(spare)
        self._more = KeyButton(None, words=_("More") + " ▾")
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        name = label(title, size=Size.PAGE, is_bold=True)
        parts = [name, *left, *spare, self._more, None, *right]
        box = row(self, parts, spacing=6, margins=(12, 0, 12, 0))
        box.insertSpacing(1, 6)

    def fold(self, *, is_narrow: bool) -> None:
        """Put the spare buttons under 「更多」 in a narrow window, and back in a wide one."""
        self._more.setVisible(is_narrow and bool(self._spare))
        for button in self._spare:
            button.setVisible(not is_narrow)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for button in self._spare:
            entry = menu.addAction(button.text(), button.click)
            entry.setEnabled(button.isEnabled())
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
