"""Signing in and unlocking, by keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.opening import Opened
from app.ui.desk import Desk
from app.ui.sign_in.door import lock_door, office_door
from app.ui.sign_in.page import Door, SignInPage
from tests.ui.conftest import look
from tests.ui.hand import press, write
from tests.ui.made_office import ADMIN, KEEPER, MAKER, PASSWORD, REVIEWER

SHIFT = Qt.KeyboardModifier.ShiftModifier
Shown = Callable[..., SignInPage]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Gives a function that shows the page of a door, with everything loaded."""

    def show(door: Door, *, last_person: str = "", is_lock: bool = False) -> SignInPage:
        page = SignInPage(door, last_person=last_person, is_lock=is_lock)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.password.hasFocus)
        qtbot.waitUntil(lambda: page.is_idle, timeout=20_000)
        return page

    return show


@pytest.fixture
def page(office_folder: Path, shown: Shown) -> SignInPage:
    return shown(office_door(office_folder), last_person=MAKER)


def _try(page: SignInPage, password: str, qtbot: QtBot) -> None:
    write(page.password, password)
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.is_idle, timeout=20_000)


def test_the_last_person_is_chosen_and_the_password_has_the_focus(page: SignInPage) -> None:
    assert page.people.person is not None
    assert page.people.person.name == MAKER
    assert page.password.hasFocus()
    look(page, "sign-in")


def test_people_are_listed_with_their_roles(page: SignInPage) -> None:
    known = [(person.name, person.remark) for person in page.people.people]
    assert known == [
        (ADMIN, "管理员"),
        (MAKER, "会计"),
        (REVIEWER, "主管 / 审核"),
        (KEEPER, "仓管"),
    ]


def test_arrows_and_pinyin_choose_and_enter_goes_to_the_password(page: SignInPage) -> None:
    page.people.setFocus()
    press(page.people, Qt.Key.Key_Down)
    assert page.people.person is not None
    assert page.people.person.name == REVIEWER
    write(page.people, "w")
    assert page.people.person.name == KEEPER
    write(page.people, "c")
    assert page.people.person.name == ADMIN
    press(page.people, Qt.Key.Key_Return)
    assert page.password.hasFocus()


def test_tab_goes_through_the_page_in_reading_order(page: SignInPage) -> None:
    seen = [page.focusWidget()]
    for _time in range(4):
        page.focusNextChild()
        seen.append(page.focusWidget())
    assert seen[0] is page.password
    assert page.people in seen
    assert len({id(each) for each in seen}) >= 4


def test_the_right_password_opens_the_office(page: SignInPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.accepted, timeout=20_000) as accepted:
        write(page.password, PASSWORD)
        press(page.password, Qt.Key.Key_Return)
    opened = accepted.args[0] if accepted.args else None
    assert isinstance(opened, Opened)
    assert opened.actor.name == MAKER
    opened.close()


def test_a_wrong_password_says_how_many_tries_are_free(page: SignInPage, qtbot: QtBot) -> None:
    for left in (4, 3):
        _try(page, "wrong", qtbot)
        assert f"{left} 次" in page.notice
        assert MAKER in page.notice
        assert page.password.hasFocus()
        assert page.password.selectedText() == "wrong", "the next try writes over it"
    look(page, "sign-in-wrong")


def test_after_five_wrong_tries_one_has_to_wait(page: SignInPage, qtbot: QtBot) -> None:
    for _time in range(6):
        _try(page, "wrong", qtbot)
    assert re.search(r"\d+ 秒", page.notice)


def test_typing_on_takes_the_refusal_away(page: SignInPage, qtbot: QtBot) -> None:
    _try(page, "wrong", qtbot)
    assert page.notice
    write(page.password, "x")
    assert page.notice == ""


def test_capitals_where_small_letters_were_meant_are_noticed(page: SignInPage) -> None:
    _letter(page.password, "A", SHIFT)
    assert page.caps_note == ""
    _letter(page.password, "A", Qt.KeyboardModifier.NoModifier)
    assert page.caps_note == "大写锁定已打开。"
    look(page, "sign-in-caps")
    _letter(page.password, "a", Qt.KeyboardModifier.NoModifier)
    assert page.caps_note == ""
    _letter(page.password, "a", SHIFT)
    assert page.caps_note == "大写锁定已打开。"


def _letter(field: QLineEdit, letter: str, modifier: Qt.KeyboardModifier) -> None:
    """Press the key A as the keyboard sends it: with what comes of it while capitals are locked."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, Qt.Key.Key_A, modifier, letter))


def test_the_password_can_be_shown_and_covered_again(page: SignInPage) -> None:
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    page.show_button.click()
    assert page.password.echoMode() is QLineEdit.EchoMode.Normal
    assert page.show_button.text() == "隐藏"
    page.show_button.click()
    assert page.password.echoMode() is QLineEdit.EchoMode.Password


def test_esc_leaves_the_sign_in(page: SignInPage) -> None:
    press(page.password, Qt.Key.Key_Escape)
    assert page.isHidden()


def test_a_locked_window_shows_nothing_of_a_client(desk: Desk, shown: Shown) -> None:
    page = shown(lock_door(desk.opened), is_lock=True)
    words = " ".join([page.windowTitle(), *(label.text() for label in page.findChildren(QLabel))])
    assert page.windowTitle() == "账房 · 已锁定"
    assert "拾光" not in words
    assert "听澜" not in words
    assert MAKER in words
    look(page, "lock")


def test_only_the_password_of_the_one_who_locked_unlocks(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    page = shown(lock_door(desk.opened), is_lock=True)
    _try(page, "wrong", qtbot)
    assert page.notice
    with qtbot.waitSignal(page.accepted, timeout=20_000):
        write(page.password, PASSWORD)
        press(page.password, Qt.Key.Key_Return)


def test_esc_does_not_end_a_locked_window_and_f4_offers_another_person(
    desk: Desk, shown: Shown
) -> None:
    page = shown(lock_door(desk.opened), is_lock=True)
    left: list[None] = []
    page.left.connect(lambda: left.append(None))
    press(page.password, Qt.Key.Key_Escape)
    assert page.isVisible()
    press(page.password, Qt.Key.Key_F4)
    assert left == [None]
