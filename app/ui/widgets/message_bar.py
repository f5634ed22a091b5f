"""What the program has to say on a page: done, refused, only to be read."""

import enum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import _
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import row, wrapped
from app.ui.widgets.mark_label import MarkLabel
from app.ui.widgets.marks import Mark


class Kind(enum.StrEnum):
    """What a message is: it settles colour, mark and whether it goes by itself."""

    DONE = "ok"
    WARNING = "warn"
    REFUSED = "err"
    READ_ONLY = "info"


SECONDS_SHOWN = 6
_MARKS = {
    Kind.DONE: Mark.CLOSED,
    Kind.WARNING: Mark.ATTENTION,
    Kind.REFUSED: Mark.ATTENTION,
    Kind.READ_ONLY: Mark.COMPLETE,
}


class MessageBar(QFrame):
    """One sentence above the page, with a way on where there is one; success goes by itself.

    Signals:
        followed(): the link in the bar was pressed.

    """

    followed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = MarkLabel()
        self._sentence = wrapped()
        self._link = KeyButton(None, Look.LINK)
        self._link.clicked.connect(self.followed)
        self._close = KeyButton(None, Look.LINK, words=_("Close"))
        self._close.clicked.connect(self.hide)
        box = row(self, [self._mark, self._sentence, self._link, self._close])
        box.setContentsMargins(12, 6, 12, 6)
        box.setStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, kind: Kind, sentence: str, link: str = "") -> None:
        """Show this sentence; what was done goes by itself after a while."""
        self.setObjectName(f"bar-{kind.value}")
        self.style().unpolish(self)
        self.style().polish(self)
        self._mark.show_mark(_MARKS[kind], kind.value)
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self._close.setVisible(kind is not Kind.READ_ONLY)
        self.show()
        self._timer.stop()
        if kind is Kind.DONE:
            self._timer.start(SECONDS_SHOWN * 1000)

    @property
    def sentence(self) -> str:
        """What the bar says now; nothing while it is not shown."""
        return "" if self.isHidden() else self._sentence.text()
