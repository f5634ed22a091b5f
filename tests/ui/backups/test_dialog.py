"""The dialog of backups over a real office: make, read back, prove, restore."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services import backups
from app.services.opening import OfficeDraft, Person, create_office, open_office
from app.services.safe.recovery import new_recovery_key
from app.ui.backups.dialog import BackupsDialog
from app.ui.backups.key_field import KeyField, letters_of, verdict
from app.ui.backups.restore_dialog import RestoreDialog
from app.ui.desk import Desk
from app.ui.memory import Memory
from app.ui.widgets.buttons import KeyButton
from app.values.actor import Role
from tests.builders import SteppedClock
from tests.conftest import MORNING
from tests.ui.conftest import Settle, look
from tests.ui.hand import begin, press, write
from tests.ui.made_office import ADMIN, CHEAP, PASSWORD

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "移动硬盘"
    folder.mkdir()
    return folder


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """The window that the dialogs belong to."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(
    desk: Desk, memory: Memory, place: Path, owner: QWidget, settle: Settle
) -> BackupsDialog:
    memory.keep("backup_folder", str(place))
    made = BackupsDialog(desk, memory, owner)
    made.open()
    made.activateWindow()
    settle(desk)
    return made


def _press(dialog: QWidget, words: str) -> None:
    button = next(each for each in dialog.findChildren(KeyButton) if each.text() == words)
    assert button.isEnabled()
    button.click()


def test_a_backup_is_made_read_back_and_written_down(
    dialog: BackupsDialog, desk: Desk, settle: Settle, place: Path
) -> None:
    press(dialog, Qt.Key.Key_Return, CTRL)
    began = dialog.work.is_running
    settle(desk)
    made = list(place.glob("*.zfbak"))
    assert len(made) == 1
    assert dialog.messages.sentence == f"已备份、加密并读回校验：{made[0]}。"
    assert [entry.path for entry in dialog.table.model.rows] == [str(made[0])]
    assert (began, dialog.work.is_running) == (True, False)
    look(dialog, "backups")


def test_a_backup_is_read_back_whole_and_proven_by_a_test_restore(
    dialog: BackupsDialog, desk: Desk, settle: Settle
) -> None:
    dialog.back_up()
    settle(desk)
    _press(dialog, "整份读回校验")
    settle(desk)
    assert dialog.messages.sentence.startswith("每个字节都与")
    _press(dialog, "试还原")
    settle(desk)
    assert re.fullmatch(r"\d+ 秒还原完成：凭证 \d+ 张，各科目余额一致。", dialog.messages.sentence)
    assert [entry.kind for entry in dialog.table.model.rows] == ["drill", "backup"]


def test_a_damaged_backup_is_refused_by_name(
    dialog: BackupsDialog, desk: Desk, settle: Settle, place: Path
) -> None:
    dialog.back_up()
    settle(desk)
    path = next(place.glob("*.zfbak"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    _press(dialog, "整份读回校验")
    settle(desk)
    assert path.name in dialog.messages.sentence


def test_a_folder_that_is_gone_is_refused_and_nothing_is_written_down(
    dialog: BackupsDialog, desk: Desk, settle: Settle, place: Path
) -> None:
    place.rmdir()
    place.write_text("now a file")
    dialog.back_up()
    settle(desk)
    assert dialog.messages.sentence
    assert dialog.table.model.rows == ()


def test_one_piece_of_work_at_a_time(dialog: BackupsDialog, desk: Desk, settle: Settle) -> None:
    dialog.back_up()
    for words in ("立即备份", "整份读回校验", "试还原", "还原…"):
        button = next(each for each in dialog.findChildren(KeyButton) if each.text() == words)
        assert not button.isEnabled()
    settle(desk)


def test_esc_stops_a_backup_and_leaves_no_file(
    dialog: BackupsDialog, desk: Desk, settle: Settle, place: Path
) -> None:
    dialog.back_up()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "the first Esc only stops the work"
    settle(desk)
    assert list(place.iterdir()) == []
    assert dialog.table.model.rows == ()


def test_the_first_backup_asks_where_to(
    dialog: BackupsDialog, settle: Settle, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.memory.keep("backup_folder", "")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(place))
    dialog.back_up()
    settle(dialog.desk)
    assert len(list(place.glob("*.zfbak"))) == 1
    assert dialog.memory.read("backup_folder") == str(place)


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """A small office of its own, and its recovery key, which only its making tells."""
    folder = tmp_path / "small"
    people = (Person(ADMIN, (Role.ADMIN,), PASSWORD),)
    draft = OfficeDraft("云溪青禾代理记账有限公司", people)
    made = create_office(folder, draft, SteppedClock(MORNING), CHEAP)
    return folder, " ".join(made.groups)


Restoring = tuple[RestoreDialog, Desk, str]


@pytest.fixture
def restoring(
    key: tuple[Path, str], place: Path, owner: QWidget, settle: Settle
) -> Iterator[Restoring]:
    """The dialog of a restore over a backup of the small office, and the key to it."""
    folder, typed = key
    desk = Desk(open_office(folder, ADMIN, PASSWORD, SteppedClock(MORNING)))
    made = backups.create(desk.opened, place)
    dialog = RestoreDialog(desk, str(made.path), owner)
    dialog.open()
    dialog.activateWindow()
    yield dialog, desk, typed
    settle(desk)
    desk.close()
    desk.opened.close()


def test_a_backup_becomes_a_complete_office_in_a_new_folder(
    restoring: Restoring,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog, desk, typed = restoring
    target = tmp_path / "restored"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(target))
    assert not dialog.restore_action.isEnabled()
    write(dialog.key, typed.replace(" ", "").lower())
    assert dialog.key.text() == typed
    _press(dialog, "读出内容")
    settle(desk)
    assert not dialog.restore_action.isEnabled(), "there is no folder yet"
    _press(dialog, "选文件夹…")
    look(dialog, "restore")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(desk)
    assert str(target) in dialog.messages.sentence
    with open_office(target, ADMIN, PASSWORD, SteppedClock(MORNING)) as opened:
        assert opened.name == "云溪青禾代理记账有限公司"


def test_the_key_of_another_office_is_refused(restoring: Restoring, settle: Settle) -> None:
    dialog, desk, _typed = restoring
    write(dialog.key, "".join(new_recovery_key().groups).lower())
    _press(dialog, "读出内容")
    settle(desk)
    assert dialog.messages.sentence
    assert not dialog.restore_action.isEnabled()


def test_a_misread_letter_is_marked_while_the_key_is_typed(qtbot: QtBot) -> None:
    field, judged = KeyField(), list[str]()
    field.judged.connect(judged.append)
    begin(qtbot, field)
    write(field, "qpzryo")
    assert field.text() == "QPZR YO"
    marked = [field.is_refused]
    assert judged[-1] == "第 2 组：恢复密钥里没有字母 O。请与密钥单核对。"
    press(field, Qt.Key.Key_Backspace)
    assert [*marked, field.is_refused] == [True, False]
    assert judged[-1] == "已输 5 / 58 个字母"


def test_a_letter_put_into_the_middle_keeps_the_place(qtbot: QtBot) -> None:
    field = KeyField()
    begin(qtbot, field)
    write(field, "qpzry9x8")
    field.setCursorPosition(2)
    write(field, "g")
    assert field.text() == "QPGZ RY9X 8"
    assert field.cursorPosition() == 3


def test_a_key_that_is_pasted_whole_is_taken_with_its_beginning() -> None:
    made = new_recovery_key()
    assert letters_of(made.text) == "".join(made.groups)
    assert verdict(letters_of(made.text)) == ""
    assert verdict(letters_of(made.text) + "Q") == "比恢复密钥长。请与密钥单核对。"
