"""A field that finds one of many: what is typed is looked up, the arrow keys and Enter take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from app.i18n import N_, _
from app.ui import fonts
from app.ui.fonts import Size
from app.ui.widgets.cells import Cell
from app.ui.widgets.layout import column, label, row
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable

_PAUSE_MILLISECONDS = 120
_SHOWN = 8
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Option:
    """One that can be taken: the value, and what the list shows of it."""

    value: object
    code: str
    name: str
    hint: str = ""
    figure: str = ""

    @property
    def words(self) -> str:
        """What the field shows once it is taken."""
        return f"{self.code} {self.name}".strip()


class LookupField(QLineEdit):
    """A line edit over a list that whoever owns it fills.

    Signals:
        asked(str): the list is wanted for this text.
        taken(object): the value of the option that was taken.

    """

    asked = Signal(str)
    taken = Signal(object)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._option: Option | None = None
        self._popup: _Popup | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textEdited.connect(lambda _text: self._pause.start(_PAUSE_MILLISECONDS))

    @property
    def value(self) -> object:
        """The value that was taken, or None."""
        return None if self._option is None else self._option.value

    @property
    def is_open(self) -> bool:
        """Whether the list is open under the field."""
        return self._popup is not None and self._popup.isVisible()

    def show_option(self, option: Option | None) -> None:
        """Show this option as the one that was taken."""
        self._option = option
        self.setText("" if option is None else option.words)

    def offer(self, options: Sequence[Option]) -> None:
        """Open the list with these options, if the field still has the focus."""
        if not self.hasFocus():
            return
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.table.opened.connect(self._take)
        self._popup.fill(options)
        self._popup.place_under(self)

    def look_up(self) -> None:
        """Ask for the list at once."""
        self.setFocus()
        self.asked.emit("" if self._option is not None else self.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        is_open = self.is_open
        if event.key() in _LIST_KEYS and is_open and popup is not None:
            popup.table.view.keyPressEvent(event)
        elif event.key() in _LIST_KEYS or event.key() == Qt.Key.Key_F7:
            self.look_up()
        elif event.key() in _ENTER and not event.modifiers():
            self._enter(is_open=is_open)
        elif event.key() == Qt.Key.Key_Escape and is_open:
            self._close()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()
        if self._option is not None:
            self.setText(self._option.words)

    def _enter(self, *, is_open: bool) -> None:
        if is_open and self._popup is not None:
            self._take(self._popup.table.current)
        elif self._pause.isActive() or self._option is None:
            self._pause.stop()
            self.asked.emit(self.text().strip())
        else:
            self.focusNextChild()

    def _take(self, option: Option | None) -> None:
        if option is None:
            return
        self.show_option(option)
        self._close()
        self.taken.emit(option.value)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()


class _Popup(QFrame):
    """The list under the field; it takes no focus, so that typing goes on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.table = ListTable[Option](_COLUMNS, name=_("Found"), has_totals=False)
        self.table.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.view.horizontalHeader().hide()
        self._count = label(size=Size.HINT)
        keys = label(_("Enter take   Esc close"), size=Size.HINT)
        foot = row(None, [self._count, None, keys], margins=(8, 3, 8, 3))
        column(self, [self.table, foot], spacing=0, margins=(1, 1, 1, 1))

    def fill(self, options: Sequence[Option]) -> None:
        self.table.set_rows(options)
        self._count.setText(_("{count} fit").format(count=len(options)))
        if options:
            self.table.go_to(lambda option: option is options[0])

    def place_under(self, field: QWidget) -> None:
        window = self.window()
        corner = field.mapTo(window, QPoint(0, field.height() + 1))
        shown = min(max(len(self.table.model.rows), 1), _SHOWN)
        width = max(field.width(), fonts.scaled(420))
        height = fonts.scaled(27 * shown + 26)
        left = min(corner.x(), max(0, window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, height)
        self.raise_()
        self.show()


_COLUMNS = (
    Column[Option](N_("Code"), lambda option: Cell(option.code, is_bold=True), width=110),
    Column[Option](N_("Name"), lambda option: Cell(option.name, hint=option.hint), is_wide=True),
    Column[Option](N_("Amount"), lambda option: option.figure, width=100),
)
