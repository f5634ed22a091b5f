"""The running program: sign-in, window, lock, another person, the end."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import __main__ as entrance
from app.__main__ import WRONG_USAGE, Program, main
from app.services.safe.folder import NotAnOffice
from app.ui import crash_log
from app.ui.main_window import MainWindow
from app.ui.memory import Memory
from app.ui.sign_in.page import SignInPage
from tests.ui.conftest import Settle
from tests.ui.hand import press, write
from tests.ui.made_office import MAKER, PASSWORD, REVIEWER, sign_in

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """What this machine remembers; MAKER was here last."""
    kept = Memory(tmp_path / "window.ini", "window")
    kept.keep("last_person", MAKER)
    return kept


@pytest.fixture
def program(office_folder: Path, memory: Memory) -> Iterator[Program]:
    """A program that has shown its sign-in page."""
    running = Program(office_folder, memory, None)
    running.start()
    yield running
    for page in (running.page, running.window):
        if page is not None:
            page.close()
    running.close()


def _enter(program: Program, qtbot: QtBot, settle: Settle) -> MainWindow:
    page = program.page
    assert page is not None
    write(page.password, PASSWORD)
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.page is None, timeout=20_000)
    window = program.window
    assert window is not None
    settle(window.desk)
    return window


def _lock(window: MainWindow, program: Program) -> SignInPage:
    press(window, Qt.Key.Key_L, CTRL | SHIFT)
    assert program.page is not None
    return program.page


def test_a_person_signs_in_and_the_window_opens(
    program: Program, qtbot: QtBot, settle: Settle, memory: Memory
) -> None:
    window = _enter(program, qtbot, settle)
    assert window.isVisible()
    assert window.desk.actor.name == MAKER
    assert memory.read("last_person") == MAKER


def test_a_locked_window_comes_back_as_it_was(
    program: Program, qtbot: QtBot, settle: Settle
) -> None:
    window = _enter(program, qtbot, settle)
    window.open_tab("customers")
    settle(window.desk)
    _lock(window, program)
    assert window.isHidden()
    assert _enter(program, qtbot, settle) is window
    assert window.isVisible()
    assert type(window.page).__name__ == "CustomersScreen"


def test_f4_lets_somebody_else_sign_in(program: Program, qtbot: QtBot, settle: Settle) -> None:
    locked = _lock(_enter(program, qtbot, settle), program)
    press(locked.password, Qt.Key.Key_F4)
    page = program.page
    assert page is not None
    assert page is not locked
    page.people.setFocus()
    press(page.people, Qt.Key.Key_Down)
    assert page.people.person is not None
    assert page.people.person.name == REVIEWER
    window = _enter(program, qtbot, settle)
    assert window.desk.actor.name == REVIEWER


def test_nobody_else_signs_in_over_what_is_typed(
    program: Program, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = _enter(program, qtbot, settle)
    monkeypatch.setattr(MainWindow, "is_typing", property(lambda _window: True))
    locked = _lock(window, program)
    press(locked.password, Qt.Key.Key_F4)
    assert program.page is locked
    assert locked.notice == "周敏有没存的内容。请解锁接着做。"


def test_colours_and_type_are_those_the_person_chose(
    program: Program, qtbot: QtBot, settle: Settle, memory: Memory, office_folder: Path
) -> None:
    memory.of(f"{office_folder.name}/2").keep("scheme", "dark")
    _enter(program, qtbot, settle)
    from app.ui import theme

    assert theme.is_dark()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.dress(application, theme.Scheme.LIGHT)


def test_after_the_end_the_office_is_free_for_the_next(
    program: Program, qtbot: QtBot, settle: Settle, office_folder: Path
) -> None:
    window = _enter(program, qtbot, settle)
    window.close()
    program.close()
    with sign_in(office_folder, REVIEWER) as opened:
        assert opened.actor.name == REVIEWER


def test_without_a_display_the_terminal_program_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == WRONG_USAGE
    assert capsys.readouterr().err == "这里没有显示屏，请改用命令行程序 zf。\n"


def test_without_an_office_the_program_says_how_to_name_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ZHANGFANG_OFFICE", raising=False)
    assert main(["--lang", "en"]) == WRONG_USAGE
    assert "--office" in capsys.readouterr().err


def test_a_folder_that_is_no_office_is_refused_in_a_sentence(
    tmp_path: Path, qapp: QApplication, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    code = entrance.run(qapp, Program(tmp_path, memory, None))
    assert code == NotAnOffice.exit_code
    assert str(tmp_path) in capsys.readouterr().err


def test_a_bug_in_the_window_is_written_down_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    file = crash_log.begin(tmp_path / "logs" / "window.log")
    assert file is not None
    assert not file.exists(), "a day without a fault leaves no log"
    told: list[str] = []
    crash_log.catch(lambda crash: told.append(crash.number))
    bug = ZeroDivisionError("南渡启航教育科技有限公司")
    sys.excepthook(type(bug), bug, bug.__traceback__)
    crash_log.end()
    written = file.read_text("utf-8")
    assert told[0] in written
    assert "ZeroDivisionError" in written
    assert "启航" not in written


def test_a_log_that_the_disk_refuses_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    assert crash_log.begin(tmp_path / "logs" / "window.log") is None


def test_the_crash_dialog_names_the_log(program: Program, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QLabel

    from app.ui.refusals import CrashDialog
    from app.ui.tickets import Crash

    program.tell_crash(Crash("E-12AB", "ZeroDivisionError"))
    page = program.page
    assert page is not None
    dialog = page.findChild(CrashDialog)
    assert dialog is not None
    assert any("E-12AB" in label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()
    named = CrashDialog(Crash("E-12AB", ""), tmp_path / "window.log")
    assert any("window.log" in label.text() for label in named.findChildren(QLabel))
