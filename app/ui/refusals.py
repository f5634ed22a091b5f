"""How a crash is told: that the books are unharmed, a number to quote, and where the log is."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import _
from app.ui.desk import Crash
from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import column, label, row, wrapped


class CrashDialog(QDialog):
    """A bug was met; the person learns that nothing was written and what to quote."""

    def __init__(self, crash: Crash, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Program error"))
        self.setMinimumWidth(460)
        close = KeyButton(None, Look.MAIN, words=_("Back to work"), key="Esc")
        close.clicked.connect(self.accept)
        where = _("The log {log} holds no client data.").format(log=log) if log else ""
        column(
            self,
            [
                label(
                    _("The program met an error. The books are unharmed."),
                    size=Size.TAB,
                    is_bold=True,
                ),
                wrapped(
                    _("What was being done was not kept. Error number {number}.").format(
                        number=crash.number
                    )
                ),
                wrapped(where, look="quiet"),
                row(None, [None, close]),
            ],
            margins=(18, 16, 18, 14),
            spacing=10,
        )
