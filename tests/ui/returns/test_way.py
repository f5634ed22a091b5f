"""The way of a return: who did which step when, and what is open to whom."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import wording
from app.ui.returns.looks import steps_of
from app.ui.returns.screen import ReturnsScreen
from app.ui.widgets.stepper import StepState
from app.values.returns import Condition, ReturnState
from tests.conftest import MORNING
from tests.ui.hands import CTRL, SHIFT, Hands, agree
from tests.ui.made_office import KEEPER, MAKER, REVIEWER
from tests.ui.returns.conftest import Sit

if TYPE_CHECKING:
    from app.services.returns.listing import ReturnDetail

_MOMENT = wording.moment(MORNING)[5:]


def _at(page: ReturnsScreen, hands: Hands, number: str) -> "ReturnDetail":
    page.go_to_document(f"TH-202510-{number}")
    hands.rest()
    assert page.shown is not None
    return page.shown


def _offered(page: ReturnsScreen) -> list[str]:
    forward, back, withdraw = page._forward, page._back, page._withdraw
    return [action.text() for action in (forward, back, withdraw) if action.isVisible()]


def test_each_step_says_who_took_it_and_when(sit: Sit) -> None:
    page, hands = sit()
    steps = steps_of(_at(page, hands, "0002"))
    assert [(step.name, step.first, step.second) for step in steps] == [
        ("申请", _MOMENT, "周敏"),
        ("审核", f"{_MOMENT} 同意退货", "李国栋"),
        ("验收", _MOMENT, "王磊"),
        ("过账（进行中）", "等会计过账", ""),
        ("归档", "", ""),
    ]
    assert [step.state for step in steps] == [
        StepState.DONE,
        StepState.DONE,
        StepState.DONE,
        StepState.NOW,
        StepState.AHEAD,
    ]


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        (MAKER, {"0004": ["作废"], "0002": ["过账"], "0003": ["归档"]}),
        (REVIEWER, {"0004": ["同意退货", "不同意退货"], "0001": ["退回上一步"], "0003": []}),
        (KEEPER, {"0001": ["验收完成，转过账"], "0004": []}),
    ],
)
def test_only_the_steps_that_are_open_to_the_person_are_offered(
    sit: Sit, name: str, offered: dict[str, list[str]]
) -> None:
    page, hands = sit(name)
    for number, steps in offered.items():
        _at(page, hands, number)
        assert _offered(page) == steps, number


def test_a_return_is_turned_down_with_its_reason_on_the_way(sit: Sit) -> None:
    page, hands = sit(REVIEWER)
    _at(page, hands, "0004")
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.enter()
    assert QApplication.activeWindow() is not page, "without a reason the question stays"
    hands.press(Qt.Key.Key_Tab, SHIFT)
    hands.write("超过退货期限")
    hands.enter()
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.REJECTED
    broken = steps_of(page.shown)[1]
    assert (broken.state, broken.first) == (StepState.BROKEN, f"{_MOMENT} 超过退货期限")


def test_the_keeper_writes_what_arrived_and_the_preview_follows(sit: Sit) -> None:
    page, hands = sit(KEEPER)
    _at(page, hands, "0001")
    page._list.setFocus()
    hands.enter()
    hands.type("3")
    assert page.pane.preview.entries.model.index(1, 2).data() == "-632.80"
    hands.enter()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.INSPECTED
    assert str(page.shown.lines[0].accepted) == "3"


def test_more_than_came_back_is_refused_at_the_line(sit: Sit) -> None:
    page, hands = sit(KEEPER)
    _at(page, hands, "0001")
    page._list.setFocus()
    hands.enter()
    hands.type("6")
    assert page.pane.lines.refusal == "中性笔 0.5mm 黑 本次退 5 盒。实收请填 5 以内。"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.APPROVED


def test_what_an_inspection_wrote_stays_when_another_row_is_looked_at(sit: Sit) -> None:
    page, hands = sit(KEEPER)
    _at(page, hands, "0001")
    page._list.setFocus()
    hands.enter()
    hands.type("4")
    hands.enter()
    page._list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert page.pane.found == {}
    hands.press(Qt.Key.Key_Up)
    assert [str(one.accepted) for one in page.pane.found.values()] == ["4"]
    assert page.pane.lines.table.model.index(0, 9).data() == "4"


def test_goods_that_arrive_broken_go_to_their_warehouse(sit: Sit) -> None:
    page, hands = sit(KEEPER)
    _at(page, hands, "0001")
    line = page.pane.lines.table.model.rows[0]
    page.pane.lines.edited.emit(line, "condition", Condition.SCRAP)
    hands.rest()
    shown = page.pane.lines.table.model.rows[0]
    assert (shown.condition, shown.warehouse) == (Condition.SCRAP, "待报废仓")


def test_posting_asks_first_and_cancel_posts_nothing(sit: Sit) -> None:
    page, hands = sit()
    _at(page, hands, "0002")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Escape)
    assert page.shown is not None
    assert page.shown.head.state is ReturnState.INSPECTED


def test_a_posted_return_shows_its_vouchers_and_leads_to_them(sit: Sit) -> None:
    page, hands = sit()
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    _at(page, hands, "0002")
    hands.press(Qt.Key.Key_Return, CTRL)
    agree(hands)
    assert page.messages.sentence == "TH-202510-0002 已过账：记-0013 记-0014。"
    lines = page.pane.entries.model.rows
    assert [line.heading for line in lines if line.line is None] == [
        "记-0013　退货冲销 栖霞路小学 TH-202510-0002",
        "记-0014　冲减销售成本 2 种商品",
    ]
    hands.press(Qt.Key.Key_L, CTRL)
    assert followed == [("vouchers", "记-0013")]


def test_the_number_of_the_red_invoice_is_entered_and_shown(sit: Sit) -> None:
    page, hands = sit()
    _at(page, hands, "0002")
    page.pane._invoice.setFocus()
    hands.type("25998877665544332211")
    hands.enter()
    assert page.messages.sentence == "已登记红字发票 25998877665544332211。"
    assert page.shown is not None
    assert page.shown.red_invoice == "25998877665544332211"
    assert page.pane._invoice.text() == "25998877665544332211"


def test_an_invoice_number_that_is_being_typed_stays_when_the_list_is_asked_again(
    sit: Sit,
) -> None:
    page, hands = sit()
    _at(page, hands, "0002")
    page.pane._invoice.setFocus()
    hands.type("2599")
    page.refresh()
    hands.rest()
    assert page.pane._invoice.text() == "2599"
