"""How far the long work of a dialog is, with the way to stop it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from app.i18n import _
from app.ui.tickets import Ticket
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.layout import label, row

_PARTS = 1000


class WorkRow(QWidget):
    """What is being done, a bar and 取消; unseen while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._ticket: Ticket | None = None
        self._what = label(is_bold=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._share = label()
        cancel = KeyButton(None, words=_("Cancel"), key="Esc")
        cancel.clicked.connect(self.stop)
        box = row(self, [self._what, self._bar, self._share, cancel])
        box.setStretch(1, 1)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether work is under way."""
        return self._ticket is not None

    def begin(self, what: str, ticket: Ticket) -> None:
        """Show this work until it ends."""
        self._ticket = ticket
        self._what.setText(what)
        self._share.setText("")
        self._bar.setRange(0, 0)
        self.show()
        ticket.progressed.connect(self._step)
        ticket.ended.connect(self._end)

    def stop(self) -> None:
        """Ask the work to stop; what was begun is undone."""
        if self._ticket is not None:
            self._ticket.cancel()

    def _step(self, done: int, total: int) -> None:
        # Bytes can be more than a progress bar's whole numbers hold.
        self._bar.setRange(0, _PARTS)
        self._bar.setValue(done * _PARTS // max(total, 1))
        self._share.setText(f"{done * 100 // max(total, 1)}%")

    def _end(self) -> None:
        self._ticket = None
        self.hide()
