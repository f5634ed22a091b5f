"""Who signs in, and the password."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.errors import AppError
from app.i18n import _
from app.ui.desk import Threads
from app.ui.fonts import Size
from app.ui.sign_in.cover import Cover
from app.ui.sign_in.people import PeopleList, Person
from app.ui.tickets import Crash, Letter
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import column, field_label, label, row, wrapped
from app.ui.widgets.value_edit import ValueEdit

SIZE = QSize(960, 530)


@dataclass(frozen=True, slots=True)
class Door:
    """What the page needs of the office before it is open."""

    people: Sequence[Person]
    open_office: Callable[[str, str], object]
    """Name and password to the opened office; runs off the UI thread and may refuse."""
    warm_up: Callable[[], Sequence[str]]
    """Loads what the window will need while the password is typed; gives each one's initials."""
    remarks: Sequence[str] = ()
    backup: str = ""
    """How the last backup stands, where that is known."""


class SignInPage(QWidget):
    """The list of people and the field for the password.

    Signals:
        accepted(object): what the door's open_office gave.
        painted(): the page was seen for the first time.
        left(): somebody else wants to sign in instead of the one who locked.

    """

    accepted = Signal(object)
    painted = Signal()
    left = Signal()

    def __init__(self, door: Door, *, last_person: str = "", is_lock: bool = False) -> None:
        super().__init__()
        self._door = door
        self._threads = Threads()
        self._is_painted = False
        self.setObjectName("signIn")
        self.setWindowTitle(_("Zhangfang · locked") if is_lock else _("Zhangfang · sign in"))
        self.setFixedSize(SIZE)
        self._cover = Cover()
        self._cover.show_remarks(*door.remarks)
        self.people = PeopleList(door.people, last_person)
        self.password = ValueEdit(_("Password"), is_code=True)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setObjectName("password")
        self._notice = wrapped(look="refusal")
        self._caps = wrapped(look="warning")
        verb = _("Unlock") if is_lock else _("Sign in")
        self._button = KeyButton(None, Look.MAIN, words=verb, key="Enter")
        self._is_lock = is_lock
        self.show_button = KeyButton(None, words=_("Show")).make_small()
        self._other = KeyButton(None, words=_("Sign in as another"), key="F4")
        if not is_lock:
            self._other.hide()
        self._other.clicked.connect(self.left)
        self._lay_out()
        self._connect()

    @property
    def is_idle(self) -> bool:
        """Whether every answer has been delivered."""
        return self._threads.is_idle

    @property
    def notice(self) -> str:
        """What stands under the password."""
        return self._notice.text()

    @property
    def caps_note(self) -> str:
        """What stands under the password while capitals are locked."""
        return self._caps.text() if self._caps.isVisible() else ""

    def _lay_out(self) -> None:
        title = _("Locked") if self._is_lock else _("Who is signing in?")
        hint = (
            _("The password of {name} opens the window again").format(
                name=self._door.people[0].name
            )
            if self._is_lock
            else _("↑↓ choose, or type the initials; Enter goes to the password")
        )
        name = field_label(_("Password(&P)"), self.password)
        self.show_button.clicked.connect(self._toggle_shown)
        left = name.sizeHint().width() + 6
        form = QWidget()
        form.setObjectName("signInForm")
        column(
            form,
            [
                label(title, size=Size.DOCUMENT, is_bold=True),
                label(hint, look="quiet"),
                self.people,
                row(None, [name, self.password, self.show_button], spacing=6),
                row(None, [self._caps], margins=(left, 0, 0, 0)),
                row(None, [self._notice], margins=(left, 0, 0, 0)),
                None,
                row(None, [label(self._door.backup, look="done"), None, self._other, self._button]),
            ],
            margins=(34, 28, 34, 22),
        )
        row(self, [self._cover, form], spacing=0)

    def _connect(self) -> None:
        self.people.taken.connect(self.password.setFocus)
        self.people.picked.connect(lambda: self.say(""))
        self.password.returnPressed.connect(self._sign_in)
        self.password.installEventFilter(self)
        self.password.textEdited.connect(lambda _text: self.say(""))
        self._button.clicked.connect(self._sign_in)
        self._caps.setText(_("Caps Lock is on."))
        self._caps.hide()
        self.people.setVisible(not self._is_lock)
        self._threads.crashed.connect(self._tell_crash)
        (self.password if self.people.person else self.people).setFocus()

    def _toggle_shown(self) -> None:
        modes = QLineEdit.EchoMode
        is_hidden = self.password.echoMode() is modes.Password
        self.password.setEchoMode(modes.Normal if is_hidden else modes.Password)
        self.show_button.setText(_("Hide") if is_hidden else _("Show"))
        self.password.setFocus()

    def _sign_in(self) -> None:
        person = self.people.person
        if person is None or not self._button.isEnabled():
            return
        self._button.setEnabled(False)
        self.say("")
        QTimer.singleShot(0, self.password, self.password.setFocus)
        name, password = person.name, self.password.text()
        letter = Letter(self, self._let_in, self._refuse, is_change=True)
        self._threads.send(letter, lambda: self._door.open_office(name, password))

    def _let_in(self, opened: object) -> None:
        self._threads.close()
        self.accepted.emit(opened)

    def _refuse(self, refusal: AppError) -> None:
        # The words of values are loaded only now: they are not needed for the first paint.
        from app import wording  # noqa: PLC0415

        self._button.setEnabled(True)
        self.say(wording.describe(refusal))
        self.password.selectAll()
        self.password.setFocus()

    def _tell_crash(self, crash: Crash) -> None:
        self._button.setEnabled(True)
        words = _("The program met an error. Error number {number}.")
        self.say(words.format(number=crash.number))

    def say(self, words: str) -> None:
        """Show this under the password."""
        self._notice.setText(words)

    def _warm_up(self) -> None:
        letter = Letter(self, self.people.know_initials, None, is_change=False)
        self._threads.send(letter, self._door.warm_up)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.password and isinstance(event, QKeyEvent):
            # No system tells whether capitals are locked; the letters that come in do.
            if event.type() is QEvent.Type.KeyPress and event.text().isascii():
                if event.text().isalpha():
                    has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                    self._caps.setVisible(event.text().isupper() != has_shift)
            elif event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_CapsLock:
                self._caps.hide()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._first_seen)

    def _first_seen(self) -> None:
        self.painted.emit()
        self._warm_up()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._is_lock:
            self.close()
        elif event.key() == Qt.Key.Key_F4 and self._is_lock:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._threads.close()
        super().closeEvent(event)
