"""The few questions that stand in the way: what cannot be undone, and the reason of a step back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget
from typing_extensions import override

from app.i18n import _
from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import column, label, row, wrapped
from app.ui.widgets.value_edit import ValueEdit


class Confirm(QDialog):
    """Asks before what cannot be undone; the focus is on Cancel, and a tick frees the verb.

    Signals:
        agreed(): the person ticked and pressed the verb.

    """

    agreed = Signal()

    def __init__(
        self, parent: QWidget, verb: str, rule: str, facts: Sequence[str], tick: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(verb)
        self.setMinimumWidth(400)
        self._tick = QCheckBox(tick)
        self._do = KeyButton(None, words=verb, key="Ctrl+Enter")
        self._do.setEnabled(False)
        cancel = KeyButton(None, words=_("Cancel"), key="Esc")
        self._tick.toggled.connect(self._do.setEnabled)
        self._do.clicked.connect(self._agree)
        cancel.clicked.connect(self.reject)
        rule_label = label(rule, is_bold=True)
        rule_label.setWordWrap(True)
        column(
            self,
            [
                rule_label,
                *(wrapped(fact) for fact in facts),
                self._tick,
                row(None, [None, self._do, cancel]),
            ],
            margins=(18, 16, 18, 14),
        )
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._do.isEnabled():
                self._agree()
            return
        super().keyPressEvent(event)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()


class AskReason(QDialog):
    """Asks why, before a step back or a refusal.

    Signals:
        given(str): the reason.

    """

    given = Signal(str)

    def __init__(self, parent: QWidget, verb: str, question: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(verb)
        self.setMinimumWidth(420)
        self._field = ValueEdit(question)
        self._do = KeyButton(None, Look.BACK, words=verb, key="Enter")
        cancel = KeyButton(None, words=_("Cancel"), key="Esc")
        self._do.setEnabled(False)
        self._field.textChanged.connect(lambda text: self._do.setEnabled(bool(text.strip())))
        self._field.returnPressed.connect(self._give)
        self._do.clicked.connect(self._give)
        cancel.clicked.connect(self.reject)
        column(
            self,
            [label(question, size=Size.TAB), self._field, row(None, [None, self._do, cancel])],
            margins=(18, 16, 18, 14),
            spacing=10,
        )
        self._field.setFocus()

    def _give(self) -> None:
        reason = self._field.text().strip()
        if reason:
            self.accept()
            self.given.emit(reason)
