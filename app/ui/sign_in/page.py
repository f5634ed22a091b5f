"""Who signs in, and the password."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.errors import AppError
from app.i18n import _
from app.ui import fonts
from app.ui.desk import Threads
from app.ui.fonts import Size
from app.ui.sign_in.cover import Cover
from app.ui.sign_in.people import PeopleList, Person
from app.ui.tickets import Letter
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import column, label, row, wrapped
from app.ui.widgets.value_edit import ValueEdit

SIZE = QSize(960, 530)


@dataclass(frozen=True, slots=True)
class Door:
    """What the page needs of the office before it is open."""

    people: Sequence[Person]
    open_office: Callable[[str, str], object]
    """Name and password to the opened office; runs off the UI thread and may refuse."""
    warm_up: Callable[[], None]
    """Loads what the window will need; runs while the password is typed."""
    remarks: Sequence[str] = ()
    backup: str = ""
    """How the last backup stands, where that is known."""


class SignInPage(QWidget):
    """The list of people and the field for the password.

    Signals:
        accepted(object): what the door's open_office gave.
        painted(): the page was seen for the first time.

    """

    accepted = Signal(object)
    painted = Signal()

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
        self._people = PeopleList(door.people, last_person)
        self._password = ValueEdit(_("Password"), is_code=True)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setFixedHeight(33)
        self._notice = wrapped(look="refusal")
        self._button = KeyButton(None, Look.MAIN, words=_("Sign in"), key="Enter")
        self._lay_out()
        self._connect()

    @property
    def notice(self) -> str:
        """What stands under the password."""
        return self._notice.text()

    def _lay_out(self) -> None:
        title = label(_("Who is signing in?"), size=Size.DOCUMENT, is_bold=True)
        hint = label(_("↑↓ choose, or type the initials; Enter goes to the password"), look="quiet")
        name = label(_("Password(&P)"), look="label")
        name.setTextFormat(Qt.TextFormat.AutoText)
        name.setBuddy(self._password)
        name.setFixedWidth(fonts.scaled(54))
        show = KeyButton(None, words=_("Show")).make_small()
        show.clicked.connect(self._toggle_shown)
        under = row(None, [self._notice], margins=(54, 0, 0, 0))
        form = QWidget()
        form.setObjectName("signInForm")
        column(
            form,
            [
                title,
                hint,
                self._people,
                row(None, [name, self._password, show], spacing=6),
                under,
                None,
                row(None, [label(self._door.backup, look="done"), None, self._button]),
            ],
            margins=(34, 28, 34, 22),
        )
        row(self, [self._cover, form], spacing=0)

    def _connect(self) -> None:
        self._people.taken.connect(self._password.setFocus)
        self._people.picked.connect(lambda: self._say(""))
        self._password.returnPressed.connect(self._sign_in)
        self._password.textEdited.connect(lambda _text: self._say(""))
        self._button.clicked.connect(self._sign_in)
        self._threads.crashed.connect(lambda crash: self._say(crash.number))
        (self._password if self._people.person else self._people).setFocus()

    def _toggle_shown(self) -> None:
        modes = QLineEdit.EchoMode
        is_hidden = self._password.echoMode() is modes.Password
        self._password.setEchoMode(modes.Normal if is_hidden else modes.Password)

    def _sign_in(self) -> None:
        person = self._people.person
        if person is None or not self._button.isEnabled():
            return
        self._button.setEnabled(False)
        self._say("")
        name, password = person.name, self._password.text()
        letter = Letter(self, self._let_in, self._refuse, is_change=True)
        self._threads.send(letter, lambda: self._door.open_office(name, password))

    def _let_in(self, opened: object) -> None:
        self._threads.close()
        self.accepted.emit(opened)

    def _refuse(self, refusal: AppError) -> None:
        # The words of values are loaded only now: they are not needed for the first paint.
        from app import wording  # noqa: PLC0415

        self._button.setEnabled(True)
        self._say(wording.describe(refusal))
        self._password.selectAll()
        self._password.setFocus()

    def _say(self, words: str) -> None:
        self._notice.setText(words)

    def _warm_up(self) -> None:
        letter = Letter(self, lambda _nothing: None, None, is_change=False)
        self._threads.send(letter, self._door.warm_up)

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
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._threads.close()
        super().closeEvent(event)
