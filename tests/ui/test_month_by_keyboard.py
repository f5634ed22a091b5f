"""A return goes from the customer's call to the printed voucher without a mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.returns.pick_lines import PickLines
from app.ui.returns.screen import ReturnsScreen
from app.ui.widgets.lookup_field import LookupField
from app.values.returns import ReturnState
from tests.ui.conftest import Settle
from tests.ui.hands import CTRL, Hands, agree, keep_prints, read_print
from tests.ui.made_office import KEEPER, MAKER, REVIEWER

Sit = Callable[[str], Hands]


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where prints go."""
    return keep_prints(monkeypatch, tmp_path / "prints")


@pytest.fixture
def sit_down(window_of: Callable[[str], MainWindow], qtbot: QtBot, settle: Settle) -> Sit:
    """Gives a function that puts somebody at the keyboard; who sat there before has left."""
    sitting: list[MainWindow] = []

    def sit(name: str) -> Hands:
        for window in sitting:
            window.close()
        sitting[:] = [window_of(name)]
        return Hands(qtbot, settle, sitting[0], sitting[0].desk)

    return sit


def _returns(hands: Hands) -> ReturnsScreen:
    page = _window(hands).page
    assert isinstance(page, ReturnsScreen)
    return page


def _window(hands: Hands) -> MainWindow:
    assert isinstance(hands.window, MainWindow)
    return hands.window


def _find(hands: Hands, number: str) -> ReturnsScreen:
    """Go to the page of returns and find one by its number."""
    hands.press(Qt.Key.Key_3, CTRL)
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type(number)
    hands.enter()
    page = _returns(hands)
    assert page.shown is not None
    assert page.shown.head.number.endswith(number)
    return page


def _take_in(hands: Hands, qtbot: QtBot) -> None:
    """Take two lines in: 60 pens, of which the ink leaks, and 30 packs of paper."""
    hands.press(Qt.Key.Key_3, CTRL)
    page = _returns(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("qhjy")
    customer = hands.focus
    assert isinstance(customer, LookupField)
    qtbot.waitUntil(lambda: customer.is_open)
    hands.enter()
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, PickLines)
    assert dialog.windowTitle() == "从 启航教育 的销售行选"
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    hands.enter()

    pane = page.draft_pane
    hands.type("200")
    assert pane.lines.refusal == "中性笔 0.5mm 黑 可退 195 盒。请填 195 以内。"
    hands.press(Qt.Key.Key_Backspace, times=3)
    hands.type("6")
    assert _previewed(page, 0) == ["1122 应收账款 启航教育", "-101.70"]
    hands.type("0")
    assert pane.lines.refusal == ""
    assert _previewed(page, 0) == ["1122 应收账款 启航教育", "-1,017.00"]
    hands.enter()
    hands.write("漏墨")
    hands.enter()
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Down)
    hands.enter(times=3)
    hands.type("30")
    hands.enter()
    hands.write("多发")
    hands.press(Qt.Key.Key_Return, CTRL)


def _previewed(page: ReturnsScreen, place: int) -> list[str]:
    """Give the words of a line of the first voucher that is planned."""
    rows = page.draft_pane.preview.entries.model
    return [str(rows.index(place + 1, at).data()) for at in (1, 2)]


_ON_THE_VOUCHERS = (
    "退货冲销启航教育TH-202510-0006",
    "1122应收账款",
    "负壹仟伍佰伍拾玖元肆角整",
    "冲减销售成本2种商品",
    "负玖佰肆拾捌元伍角整",
)


def test_a_return_goes_from_the_call_to_the_printed_voucher_by_keyboard(
    sit_down: Sit, printed: Path, qtbot: QtBot
) -> None:
    maker = sit_down(MAKER)
    _take_in(maker, qtbot)
    page = _returns(maker)
    assert page.messages.sentence == "TH-202510-0006 已登记，等待审核。"
    assert page.shown is not None
    assert [(str(line.quantity), line.reason_text) for line in page.shown.lines] == [
        ("60", "漏墨"),
        ("30", "多发"),
    ]
    assert page.shown.lines[0].warehouse == "残次品仓"

    reviewer = sit_down(REVIEWER)
    page = _find(reviewer, "0006")
    reviewer.press(Qt.Key.Key_Return, CTRL)
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.APPROVED

    keeper = sit_down(KEEPER)
    page = _find(keeper, "0006")
    keeper.enter()
    keeper.type("55")
    keeper.press(Qt.Key.Key_Return, CTRL)
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.INSPECTED
    assert [str(line.accepted) for line in page.shown.lines] == ["55", "30"]

    maker = sit_down(MAKER)
    page = _find(maker, "0006")
    maker.press(Qt.Key.Key_Return, CTRL)
    agree(maker)
    assert page.messages.sentence == "TH-202510-0006 已过账：记-0013 记-0014。"
    maker.press(Qt.Key.Key_P, CTRL)
    text = read_print(printed / "TH-202510-0006.pdf")
    assert text.count("记账凭证") == 2
    assert [words for words in _ON_THE_VOUCHERS if words not in text] == []
    maker.press(Qt.Key.Key_Return, CTRL)
    assert page.messages.sentence == "TH-202510-0006 已归档。"

    maker.press(Qt.Key.Key_5, CTRL)
    maker.press(Qt.Key.Key_P, CTRL)
    report = read_print(printed / "对账报告_2025-10.pdf")
    for words in ("月度对账报告", "TH-202510-0006", "1,559.40"):
        assert words in report
