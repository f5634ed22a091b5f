"""A dialog in which work runs: what is refused stands in its bar, and leaving it stops the work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from app import wording
from app.errors import AppError
from app.ui.widgets.message_bar import Kind, MessageBar
from app.ui.work_row import WorkRow


class WorkDialog(QDialog):
    """The message bar and the row of the running work, which the dialog lays out as it likes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.messages = MessageBar()
        self.work = WorkRow()

    def _refuse(self, refusal: AppError) -> None:
        self.messages.say(Kind.REFUSED, wording.describe(refusal))

    @override
    def reject(self) -> None:
        # Esc stops the work first; a second one leaves.
        if self.work.is_running:
            self.work.stop()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.work.stop()
        super().closeEvent(event)
