"""The frame around the pages, worked by keyboard."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app import i18n
from app.services import backups, customers
from app.services.customers import CustomerDraft
from app.services.permits import Reading, Writing
from app.services.progress import Progress
from app.ui import theme
from app.ui.backups.dialog import BackupsDialog
from app.ui.customers.screen import CustomersScreen
from app.ui.key_sheet import KeySheet
from app.ui.main_window import MainWindow
from app.ui.memory import Memory
from app.ui.overview.screen import OverviewScreen
from app.ui.refusals import CrashDialog
from app.ui.screens import TABS
from app.ui.theme import Scheme
from app.values.money import Money
from app.values.period import Period
from tests.ui.conftest import Settle, look
from tests.ui.hand import press, write
from tests.ui.made_office import ADMIN, KEEPER, MAKER, REVIEWER

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WindowOf = Callable[[str], MainWindow]


def test_the_title_names_program_client_and_month(window: MainWindow) -> None:
    assert window.windowTitle() == "账房 · 云溪拾光文具有限公司 · 2025年10月"
    look(window, "overview-light")


def test_ctrl_and_a_figure_opens_each_page(window: MainWindow, settle: Settle) -> None:
    opened: list[str] = []
    for figure in range(Qt.Key.Key_1, Qt.Key.Key_7):
        press(window, Qt.Key(figure), CTRL)
        settle(window.desk)
        assert window.page is not None
        opened.append(type(window.page).__name__)
    assert opened == [
        "OverviewScreen",
        "CustomersScreen",
        "ReturnsScreen",
        "StockScreen",
        "ReconciliationScreen",
        "VouchersScreen",
    ]


@pytest.mark.parametrize(("language", "scheme"), [("zh_CN", Scheme.LIGHT), ("en", Scheme.DARK)])
def test_every_page_opens_in_every_language_and_colour(
    window_of: WindowOf, settle: Settle, qapp: QApplication, language: str, scheme: Scheme
) -> None:
    i18n.use(language)
    theme.dress(qapp, scheme)
    window = window_of(MAKER)
    crashes: list[object] = []
    window.desk.crashed.connect(crashes.append)
    for tab in TABS:
        window.open_tab(tab.name)
        settle(window.desk)
        assert window.page is not None
        assert window.page.messages.sentence == ""
        look(window, f"{tab.name}-{scheme}-{language}")
    assert not crashes
    theme.dress(qapp, Scheme.LIGHT)


def test_no_word_of_the_window_is_cut_at_its_smallest(window_of: WindowOf, settle: Settle) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        window = window_of(MAKER)
        window.resize(window.minimumSize())
        settle(window.desk)
        tabs = window._bar._tabs
        assert tabs.width() >= tabs.sizeHint().width()
        assert window.width() == window.minimumSize().width()


def test_the_counts_of_open_work_stand_on_the_tabs(window: MainWindow) -> None:
    tabs = window._bar._tabs
    assert tabs.accessibleTabName(2) == "退货 5"


def test_the_client_is_switched_by_pinyin_and_the_page_stays(
    window: MainWindow, settle: Settle
) -> None:
    window.open_tab("vouchers")
    press(window, Qt.Key.Key_O, CTRL)
    switcher = window._switcher
    assert switcher.isVisible()
    write(switcher.field, "yxtl")
    press(switcher.field, Qt.Key.Key_Return)
    settle(window.desk)
    assert window.desk.place is not None
    assert window.desk.place.client.code == "001"
    assert window.windowTitle() == "账房 · 云溪听澜茶业有限公司 · 2025年10月"
    assert type(window.page).__name__ == "VouchersScreen"
    assert not switcher.isVisible()


def test_the_month_goes_back_only_as_far_as_the_book(window: MainWindow, settle: Settle) -> None:
    press(window, Qt.Key.Key_PageUp, CTRL)
    settle(window.desk)
    assert window.desk.place is not None
    assert window.desk.place.period == Period(2025, 10), "the book begins in October"
    press(window, Qt.Key.Key_PageDown, CTRL)
    settle(window.desk)
    known = {month.period for month in window._months}
    expected = Period(2025, 11) if Period(2025, 11) in known else Period(2025, 10)
    assert window.desk.place.period == expected


def test_what_is_kept_is_seen_at_once_on_the_page_in_front(
    window: MainWindow, settle: Settle
) -> None:
    window.open_tab("customers")
    settle(window.desk)
    draft = CustomerDraft("KH-0900", "海棠里书店")
    window.desk.change(window, lambda writing: customers.add(writing, draft), lambda _id: None)
    settle(window.desk)
    assert isinstance(window.page, CustomersScreen)
    assert "KH-0900" in {line.row.code for line in window.page.list.model.rows}


def test_a_hidden_page_asks_again_when_it_is_opened(window: MainWindow, settle: Settle) -> None:
    window.open_tab("customers")
    settle(window.desk)
    customers_page = window.page
    assert customers_page is not None
    window.open_tab("overview")
    asked: list[None] = []
    customers_page.refresh = lambda: asked.append(None)  # type: ignore[method-assign]  # counts
    draft = CustomerDraft("KH-0900", "海棠里书店")
    window.desk.change(window, lambda writing: customers.add(writing, draft), lambda _id: None)
    settle(window.desk)
    assert not asked
    window.open_tab("customers")
    assert asked == [None]


def test_f5_asks_again(window: MainWindow, settle: Settle) -> None:
    window.open_tab("customers")
    settle(window.desk)
    page = window.page
    assert page is not None
    press(page, Qt.Key.Key_F5)
    assert not window.desk.is_idle
    settle(window.desk)


def test_a_refusal_stands_in_the_bar_of_the_page(window: MainWindow, settle: Settle) -> None:
    draft = CustomerDraft("KH-0117", "启航")
    window.desk.change(window, lambda writing: customers.add(writing, draft), lambda _id: None)
    settle(window.desk)
    assert window.page is not None
    assert window.page.messages.sentence == "客户编码 KH-0117 已被使用，请换一个。"


def test_a_bug_is_told_with_its_number_and_the_window_goes_on(
    window: MainWindow, settle: Settle
) -> None:
    def stumble(_reading: Reading) -> None:
        raise ZeroDivisionError

    window.desk.ask(window, stumble, lambda _nothing: None)
    settle(window.desk)
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "E-" in words
    assert "账没有受影响" in words
    dialog.accept()
    window.open_tab("customers")
    settle(window.desk)
    assert window.page is not None


def test_long_work_is_shown_in_the_status_line_and_stopped_there(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def work(writing: Writing, progress: Progress) -> None:
        customers.add(writing, CustomerDraft("KH-0900", "海棠里书店"))
        progress.step(1, 4)
        while not go_on.wait(0.01):
            progress.step(2, 4)

    answered: list[None] = []
    ticket = window.desk.long_change(window, work, answered.append)
    shown = window._status.work
    qtbot.waitUntil(shown.isVisible)
    qtbot.waitUntil(lambda: shown.share == "50%")
    shown.stop_button.click()
    settle(window.desk)
    assert ticket.is_cancelled
    assert not answered
    assert shown.isHidden()


def test_two_jobs_at_once_are_both_shown_in_turn(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    first, second = threading.Event(), threading.Event()
    window.desk.long_ask(window, lambda _r, _p: first.wait(20), lambda _answer: None)
    window.desk.long_ask(window, lambda _r, _p: second.wait(20), lambda _answer: None)
    shown = window._status.work
    qtbot.waitUntil(shown.isVisible)
    second.set()
    qtbot.wait(30)
    assert shown.isVisible(), "the first one still runs"
    first.set()
    settle(window.desk)
    assert shown.isHidden()


def test_the_status_line_tells_the_time_of_the_office_and_the_backup(
    window: MainWindow,
) -> None:
    assert window._status.time.startswith("2025-10-31")
    assert window._status.backup == "还没有备份"


def test_several_selected_rows_are_counted_and_added_up_in_the_status_line(
    window: MainWindow, settle: Settle
) -> None:
    window.open_tab("customers")
    settle(window.desk)
    page = window.page
    assert isinstance(page, CustomersScreen)
    page.list.go_to(lambda line: line.row.code == "KH-0101")
    assert window._status.tally == ""
    press(page.list.view, Qt.Key.Key_Down, SHIFT)
    owed = Money.total([line.row.balance for line in page.list.selected])
    assert window._status.tally == f"已选 2 行，合计 {owed.yuan:,.2f}"
    settle(window.desk)
    window.open_tab("overview")
    assert window._status.tally == ""


def test_an_administrator_sees_no_book_but_the_backups(window_of: WindowOf, settle: Settle) -> None:
    window = window_of(ADMIN)
    assert window.tab_names == ("overview",)
    page = window.page
    assert page is not None
    assert page.messages.sentence == ""
    press(window, Qt.Key.Key_3, CTRL)
    settle(window.desk)
    assert window.page is page
    assert isinstance(page, OverviewScreen)
    press(page.clients.view, Qt.Key.Key_Return)
    settle(window.desk)
    assert window.page is page


def test_somebody_who_may_not_back_up_is_not_offered_to(
    window_of: WindowOf,
) -> None:
    window = window_of(KEEPER)
    assert not window.backup_action.isVisible()
    assert not window.backups_action.isVisible()


def test_every_entry_of_the_menus_does_something(window: MainWindow) -> None:
    entries = []
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        assert menu.actions(), f"{top.text()} is empty"
        entries += [each for each in menu.actions() if not each.isSeparator()]
    for entry in entries:
        if entry.menu() is None:
            assert entry.receivers("2triggered(bool)") > 0, f"{entry.text()} does nothing"


def test_f1_lists_the_keys_of_the_page_and_shift_f1_all(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    assert "选账套" in {line.does for line in sheet.table.model.rows}
    look(sheet, "page-keys")
    sheet.close()
    sheet.setParent(None)
    press(window, Qt.Key.Key_F1, SHIFT)
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    assert len(sheet.table.model.rows) > 40
    sheet.close()


def test_ctrl_b_backs_up_into_the_folder_of_the_last_time(
    window: MainWindow, memory: Memory, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "移动硬盘"
    folder.mkdir()
    memory.keep("backup_folder", str(folder))
    press(window, Qt.Key.Key_B, CTRL)
    settle(window.desk)
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    assert dialog.messages.sentence.startswith("已备份")
    with window.desk.office.reading(window.desk.actor) as reading:
        assert [entry.kind for entry in backups.listing(reading)] == ["backup"]
    assert window._status.backup.endswith("已验证")
    dialog.close()


def test_the_window_opens_where_it_was_left(
    window_of: WindowOf, settle: Settle, memory: Memory
) -> None:
    window = window_of(MAKER)
    window.open_tab("vouchers")
    window.resize(1500, 850)
    settle(window.desk)
    window.close()
    again = window_of(MAKER)
    assert type(again.page).__name__ == "VouchersScreen"


def test_ctrl_shift_l_asks_for_the_password_again(window: MainWindow) -> None:
    locked: list[None] = []
    window.locked.connect(lambda: locked.append(None))
    press(window, Qt.Key.Key_L, CTRL | SHIFT)
    assert locked == [None]


def test_the_supervisor_sees_the_same_pages(window_of: WindowOf) -> None:
    assert len(window_of(REVIEWER).tab_names) == len(TABS)
