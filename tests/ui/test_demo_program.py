"""The window on the demo: the password is shown, the filled client comes first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import __main__ as entrance
from app.__main__ import Program, main
from app.services import demo
from app.services.safe.lock import OfficeInUse
from app.ui.memory import Memory
from app.ui.sign_in.cover import Cover
from tests.ui.conftest import Settle
from tests.ui.hand import press, write
from tests.ui.made_office import MAKER, PASSWORD


def test_the_sign_in_page_of_the_demo_shows_the_password_of_everybody(
    office_folder: Path, tmp_path: Path
) -> None:
    remark, first_client = entrance._of_demo()
    assert (remark, first_client) == (f"演示账套，各人口令都是：{demo.PASSWORD}", "004")
    running = Program(office_folder, Memory(tmp_path / "w.ini", "window"), None, remark)
    page = running.start()
    (cover,) = page.findChildren(Cover)
    assert cover._remarks[-1] == remark
    page.close()


def test_the_first_look_at_the_demo_is_at_the_filled_book(
    office_folder: Path, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    memory = Memory(tmp_path / "window.ini", "window")
    memory.keep("last_person", MAKER)
    running = Program(office_folder, memory, None, "", "004")
    page = running.start()
    write(page.password, PASSWORD)
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: running.page is None, timeout=20_000)
    window = running.window
    assert window is not None
    settle(window.desk)
    place = window.desk.place
    assert place is not None
    assert place.client.code == "004"
    window.close()
    running.close()


def test_a_demo_that_is_just_being_made_elsewhere_is_a_sentence_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = OfficeInUse("周敏", "books", "2026-03-02 09:00")

    def busy() -> Path:
        raise taken

    monkeypatch.setattr(demo, "is_made", lambda: False)
    monkeypatch.setattr(demo, "window_office", busy)
    assert main(["--demo"]) == 6
    said = capsys.readouterr().err
    assert "正在建立演示账套" in said
    assert "周敏" in said
