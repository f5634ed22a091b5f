"""The few questions that stand in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.dialogs import AskReason, Confirm
from app.ui.widgets.value_edit import ValueEdit
from tests.ui.hand import press, write


def _button(dialog: QDialog, words: str) -> KeyButton:
    return next(each for each in dialog.findChildren(KeyButton) if each.text() == words)


def test_what_cannot_be_undone_needs_a_tick_before_its_verb(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    agreed: list[None] = []
    dialog = Confirm(
        page, "结账", "结账后本月不能再改。", ["凭证 55 张，合计 1,768.45 元"], "我已核对"
    )
    dialog.agreed.connect(lambda: agreed.append(None))
    dialog.open()
    assert dialog.windowTitle() == "结账"
    _button(dialog, "结账").click()
    assert not agreed
    tick = dialog.findChild(QCheckBox)
    assert tick is not None
    tick.setChecked(True)
    _button(dialog, "结账").click()
    assert agreed == [None]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_focus_of_a_question_is_on_cancel(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    dialog = Confirm(page, "结账", "结账后本月不能再改。", [], "我已核对")
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: _button(dialog, "取消").hasFocus())
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_step_back_needs_its_reason(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    given: list[str] = []
    dialog = AskReason(page, "退回制单", "为什么退回？")
    dialog.given.connect(given.append)
    dialog.open()
    field = dialog.findChild(ValueEdit)
    assert field is not None
    press(field, Qt.Key.Key_Return)
    write(field, "  ")
    press(field, Qt.Key.Key_Return)
    assert not given
    assert not _button(dialog, "退回制单").isEnabled()
    write(field, "附件缺")
    press(field, Qt.Key.Key_Return)
    assert given == ["附件缺"]
