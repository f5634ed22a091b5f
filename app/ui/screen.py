"""What every page has: its bar, its message bar, and when it asks again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app import wording
from app.errors import AppError
from app.ui import keys
from app.ui.desk import Desk
from app.ui.widgets.layout import Panel
from app.ui.widgets.message_bar import Kind, MessageBar
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.table import ListTable

NARROW = 1420
"""A window narrower than this folds its secondary buttons away."""


class Screen(QWidget):
    """A page of the window; it asks again when it is seen and something has changed.

    Subclasses give their parts to `lay_out` and say in `refresh` what they show.

    Signals:
        followed(str, str): a link leads to this tab, to the document with this number.
        backup_wanted(): a person wants to back up now.
        backups_wanted(): a person wants to see the backups, or to restore one.
        import_wanted(): a person wants to take a file in.
        tallied(str): how many rows of a list are selected and what they come to.

    """

    followed = Signal(str, str)
    backup_wanted = Signal()
    backups_wanted = Signal()
    import_wanted = Signal()
    tallied = Signal(str)

    hints: Sequence[tuple[str, str]] = ()
    """The keys of the place with what they do, for the status bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_stale = True
        self._bar: PageBar | None = None
        self.messages = MessageBar()
        desk.changed.connect(self._grow_stale)
        desk.moved.connect(self._move)

    def lay_out(self, bar: PageBar, body: QWidget) -> None:
        """Put the bar on top, then the messages, then the body."""
        self._bar = bar
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 8, 8, 8)
        inner.setSpacing(8)
        inner.addWidget(self.messages)
        inner.addWidget(body, 1)
        box.addLayout(inner, 1)
        for table in self.findChildren(ListTable):
            table.tallied.connect(self.tallied)

    def refresh(self) -> None:
        """Ask for everything that is shown."""

    def enter(self) -> None:
        """Forget what belonged to the place before; called when another client or month comes."""

    def go_to_document(self, number: str) -> None:
        """Bring the document with this number into view."""

    def focus_first(self) -> None:
        """Put the focus where work on this page begins."""

    @property
    def is_typing(self) -> bool:
        """Whether something is typed here that is not kept yet."""
        return False

    def bind_panels(self) -> None:
        """Let F6 and Shift+F6 move through the panels of the page."""
        keys.action(self, "panel", lambda: self._go_to_panel(1))
        keys.action(self, "previous_panel", lambda: self._go_to_panel(-1))

    def page_actions(self) -> list[QAction]:
        """Give what can be done on this page, for the menu."""
        return [action for action in self.actions() if action.isVisible()]

    def refuse(self, refusal: AppError) -> None:
        """Say a refusal in the message bar."""
        self.messages.say(Kind.REFUSED, wording.describe(refusal))

    def open_file(self, path: str) -> None:
        """Show a file in the program that the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._ask_again()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._bar is not None:
            self._bar.fold(is_narrow=self.width() < NARROW)

    def _go_to_panel(self, step: int) -> None:
        """Put the focus on the first part of the next panel that takes one."""
        stops = [
            stop
            for panel in self.findChildren(Panel)
            if panel.isVisible() and (stop := _first_stop(panel)) is not None
        ]
        stops.sort(key=lambda stop: _corner(self, stop))
        if stops:
            focus = self.focusWidget()
            here = [at for at, stop in enumerate(stops) if _panel_of(stop) is _panel_of(focus)]
            stops[((here[0] if here else -step) + step) % len(stops)].setFocus(
                Qt.FocusReason.TabFocusReason
            )

    def _grow_stale(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._ask_again()

    def _move(self) -> None:
        self.messages.hide()
        self.enter()
        self._grow_stale()

    def _ask_again(self) -> None:
        self._is_stale = False
        if self._desk.place is not None:
            self.refresh()


def _first_stop(panel: Panel) -> QWidget | None:
    """Give the part of a panel that Tab would reach first; a table before its buttons."""
    parts = [
        part
        for part in panel.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    fields = [part for part in parts if isinstance(part, (QLineEdit, QAbstractItemView))]
    return next(iter((*fields, *parts)), None)


def _panel_of(part: QWidget | None) -> Panel | None:
    while part is not None and not isinstance(part, Panel):
        part = part.parentWidget()
    return part


def _corner(page: QWidget, part: QWidget) -> tuple[int, int]:
    """Give where a part stands, columns before rows, as the panels are read."""
    corner = part.mapTo(page, part.rect().topLeft())
    return corner.x(), corner.y()
