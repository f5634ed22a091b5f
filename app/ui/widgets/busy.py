"""What is shown while work goes on: nothing at first, then how far it is and a way to stop."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.i18n import _
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.layout import column, label, row

QUIET_MILLISECONDS = 300


class BusyBox(QFrame):
    """A box over a page that appears when work has lasted 0.3 s.

    Signals:
        cancelled(): a person wants the work stopped.

    """

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setFixedWidth(340)
        self._what = label(is_bold=True)
        self._count = label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._left = label(look="quiet")
        self._cancel = KeyButton(None, words=_("Cancel"), key="Esc")
        self._cancel.clicked.connect(self.cancelled)
        column(
            self,
            [
                row(None, [self._what, None, self._count]),
                self._bar,
                row(None, [self._left, None, self._cancel]),
            ],
            margins=(14, 12, 14, 12),
        )
        self._since = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def begin(self, what: str, *, can_cancel: bool = True) -> None:
        """Wait for work of this name."""
        self._what.setText(what)
        self._count.setText("")
        self._left.setText("")
        self._bar.setRange(0, 0)
        self._cancel.setVisible(can_cancel)
        self._since.start()
        self._patience.start(QUIET_MILLISECONDS)

    def step(self, done: int, total: int) -> None:
        """Show how far the work is, and about how long it will last."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._count.setText(_("{done} / {total}").format(done=f"{done:,}", total=f"{total:,}"))
        if done and total > done:
            seconds = self._since.elapsed() * (total - done) // done // 1000
            self._left.setText(_("about {seconds} s left").format(seconds=seconds))

    def end(self) -> None:
        """Disappear."""
        self._patience.stop()
        self.hide()

    def _appear(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, (parent.height() - self.height()) // 3)
        self.raise_()
        self.show()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
