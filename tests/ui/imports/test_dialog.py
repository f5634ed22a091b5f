"""A file is looked at whole, its problems are shown, and then it is taken in or left."""

import datetime
import threading
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services import customers
from app.services.exchange.import_kinds import ImportKind
from app.services.imports import run
from app.services.permits import Reading
from app.ui.desk import Desk
from app.ui.imports.dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.memory import Memory
from app.ui.widgets.buttons import KeyButton
from tests.ui.conftest import Settle, look
from tests.ui.hand import press

CTRL = Qt.KeyboardModifier.ControlModifier
SALES_HEADINGS = ("单据编号", "日期", "客户编码", "商品编码", "数量", "单价", "业务员")


def _book(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write a spreadsheet as a client sends it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for cells in rows:
        sheet.append(list(cells))
    book.save(path)
    book.close()
    return path


def _sale(number: int, customer: str = "KH-0117", quantity: object = 2) -> tuple[object, ...]:
    day = datetime.date(2025, 10, 28)
    return f"XS-202510-{number:04d}", day, customer, "ZX-0512", quantity, 15, "陈晓"


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """The window that the dialog belongs to."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(desk: Desk, memory: Memory, owner: QWidget, settle: Settle) -> ImportDialog:
    made = ImportDialog(desk, memory, ImportKind.SALES, owner)
    made.open()
    made.activateWindow()
    settle(desk)
    return made


def _sales_on_the_books(desk: Desk) -> int:
    place = desk.place
    assert place is not None
    with desk.office.book(place.client.id).reading(desk.actor) as reading:
        return int(reading.connection.exec_driver_sql("SELECT count(*) FROM sale").scalar_one())


def _codes(reading: Reading) -> set[str]:
    return set(customers.ids_by_code(reading))


def _figures(dialog: ImportDialog) -> dict[str, str]:
    return {line.name: line.figure for line in dialog.figures.model.rows}


def test_what_each_column_was_taken_for_is_shown_with_its_first_value(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, [_sale(501)]))
    settle(desk)
    shown = {line.heading: line for line in dialog.columns.model.rows}
    assert list(shown) == list(SALES_HEADINGS)
    assert shown["单据编号"].sample == "XS-202510-0501"
    assert shown["商品编码"].taken_for == "商品编码"
    assert shown["业务员"].taken_for == ""
    assert shown["业务员"].sample == "陈晓"


def test_looking_writes_nothing_and_taking_writes_all(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    before = _sales_on_the_books(desk)
    rows = [_sale(number) for number in range(501, 504)]
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, rows))
    settle(desk)
    assert _sales_on_the_books(desk) == before
    assert _figures(dialog)["可以导入"] == "3 行"
    assert _figures(dialog)["表里的数量"] == "6"
    assert _figures(dialog)["表里的金额"] == "90.00"
    assert _figures(dialog)["入账的不含税金额"] == "90.00"
    assert _figures(dialog)["入账的税额"] == "11.70"
    assert dialog.notes.text() == "表里的合计与入账的相同，没有漏行。"
    look(dialog, "import-sound")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(desk)
    assert _sales_on_the_books(desk) == before + 3
    assert (
        dialog.messages.sentence == "10月销售.xlsx：读到 3 行，导入 3 行，已有 0 行，未导入 0 行。"
    )
    assert not dialog.take_all.isEnabled(), "once is enough"


def test_the_same_file_again_takes_nothing(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    file = _book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, [_sale(501)])
    dialog.look_at(file)
    settle(desk)
    dialog.take_all.trigger()
    settle(desk)
    dialog.look_at(file)
    settle(desk)
    assert _figures(dialog)["以前导过"] == "1 行"
    assert not dialog.take_all.isEnabled()


def test_every_problem_is_named_with_row_column_value_and_what_to_do(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    rows = [
        _sale(501),
        _sale(502, customer="KH-9999"),
        _sale(503, quantity="二十"),
        _sale(504, customer="KH-8888"),
    ]
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, rows))
    settle(desk)
    problems = [(one.row, one.column, one.value) for one in dialog.refused.model.rows]
    assert problems == [
        (3, "客户编码", "KH-9999"),
        (4, "数量", "二十"),
        (5, "客户编码", "KH-8888"),
    ]
    assert all(one.message.startswith(f"第 {one.row} 行") for one in dialog.refused.model.rows)
    assert [(group.column, group.count) for group in dialog.groups.model.rows] == [
        ("客户编码", 2),
        ("数量", 1),
    ]
    assert not dialog.take_all.isEnabled()
    assert dialog.take_rest.text() == "跳过 3 行，导入 1 行"
    look(dialog, "import-problems")


def test_enter_on_a_sort_of_problem_shows_only_those_and_again_all(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    rows = [_sale(502, customer="KH-9999"), _sale(503, quantity="二十")]
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, rows))
    settle(desk)
    dialog.groups.view.setFocus()
    press(dialog.groups.view, Qt.Key.Key_Return)
    assert [one.row for one in dialog.refused.model.rows] == [2]
    press(dialog.groups.view, Qt.Key.Key_Return)
    assert [one.row for one in dialog.refused.model.rows] == [2, 3]
    press(dialog, Qt.Key.Key_F3)
    press(dialog, Qt.Key.Key_F3)
    assert dialog.refused.current is not None
    assert dialog.refused.current.row == 3


def test_the_sound_rows_are_taken_and_the_others_saved_to_be_mended(
    dialog: ImportDialog,
    desk: Desk,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _sales_on_the_books(desk)
    rows = [_sale(501), _sale(502, customer="KH-9999")]
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, rows))
    settle(desk)
    target = tmp_path / "问题行.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    _press(dialog, "导出问题行…")
    settle(desk)
    saved = openpyxl.load_workbook(target).active
    assert saved is not None
    cells = [[cell.value for cell in line] for line in saved.iter_rows()]
    assert cells[0][: len(SALES_HEADINGS)] == list(SALES_HEADINGS)
    assert cells[1][2] == "KH-9999"
    assert len(cells) == 2
    dialog.take_rest.trigger()
    settle(desk)
    assert _sales_on_the_books(desk) == before + 1


def _press(dialog: QWidget, words: str) -> None:
    button = next(each for each in dialog.findChildren(KeyButton) if each.text() == words)
    assert button.isEnabled()
    button.click()


def test_esc_in_the_middle_leaves_nothing_of_the_file(
    dialog: ImportDialog,
    desk: Desk,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    before = _sales_on_the_books(desk)
    rows = [_sale(number) for number in range(501, 560)]
    dialog.look_at(_book(tmp_path / "10月销售.xlsx", SALES_HEADINGS, rows))
    settle(desk)
    with pytest.MonkeyPatch.context() as patched:
        stopped = _stop_after_the_rows(patched, dialog)
        dialog.take_all.trigger()
        qtbot.waitUntil(stopped.is_set, timeout=20_000)
        settle(desk)
    assert _sales_on_the_books(desk) == before
    assert dialog.isVisible()
    assert dialog.messages.sentence == ""
    assert dialog.take_all.isEnabled(), "it can be taken in after all"


def _stop_after_the_rows(patched: pytest.MonkeyPatch, dialog: ImportDialog) -> threading.Event:
    """Have the job stopped when all rows are written and only the last word is missing."""
    written, note = threading.Event(), run._note

    def noted(*given: object) -> None:
        note(*given)  # type: ignore[arg-type]  # passed on as it came
        dialog.work.stop()
        written.set()

    patched.setattr(run, "_note", noted)
    return written


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "照片.xlsx"
    file.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    dialog.look_at(file)
    settle(desk)
    assert "照片.xlsx" in dialog.messages.sentence
    assert not dialog.take_all.isEnabled()


def test_another_kind_looks_at_the_same_file_again(
    dialog: ImportDialog, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    rows = [("KH-0900", "海棠里书店"), ("KH-0901", "东湾小学")]
    file = _book(tmp_path / "客户.xlsx", ("客户编码", "客户名称"), rows)
    dialog.look_at(file)
    settle(desk)
    assert dialog.messages.sentence, "it has no columns of a sale"
    dialog.kind.setCurrentIndex(dialog.kind.findText("客户"))
    settle(desk)
    assert _figures(dialog)["可以导入"] == "2 行"
    dialog.take_all.trigger()
    settle(desk)
    found: list[set[str]] = []
    desk.ask(dialog, _codes, found.append)
    settle(desk)
    assert {"KH-0900", "KH-0901"} <= found[0]


def test_ctrl_i_opens_the_import_for_the_page_in_front(window: MainWindow, settle: Settle) -> None:
    window.open_tab("customers")
    settle(window.desk)
    press(window, Qt.Key.Key_I, CTRL)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    assert dialog.kind.currentText() == "客户"
    assert dialog.windowTitle() == "导入到 云溪拾光文具有限公司"
    dialog.close()
