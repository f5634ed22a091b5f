"""The page of customers, worked by keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import customers
from app.services.customers import CustomerDraft
from app.ui.customers.screen import CustomersScreen
from app.ui.desk import Desk
from app.values.money import Money
from tests.ui.conftest import Settle, in_view, look
from tests.ui.hand import press, write

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[CustomersScreen]:
    made = CustomersScreen(desk)
    qtbot.addWidget(made)
    made.resize(1440, 760)
    made.show()
    made.activateWindow()
    settle(desk)
    yield made
    settle(desk)


def _names(page: CustomersScreen) -> list[str]:
    return [line.row.name for line in page.list.model.rows]


def _narrow(page: CustomersScreen, text: str, settle: Settle, desk: Desk) -> None:
    page.filter.setFocus()
    write(page.filter, text)
    press(page.filter, Qt.Key.Key_Return)
    settle(desk)


def test_everybody_who_buys_is_listed_with_what_is_owed(page: CustomersScreen) -> None:
    assert len(_names(page)) == 5
    assert page.found.text() == "找到 5 户，共 5 户"
    owed = Money.total([line.row.balance for line in page.list.model.rows])
    assert page.list.totals.model().index(0, 2).data() == f"{owed.yuan:,.2f}"
    look(page, "customers")


def test_pinyin_initials_find_a_customer_and_are_marked(
    page: CustomersScreen, settle: Settle, desk: Desk
) -> None:
    _narrow(page, "qh", settle, desk)
    assert _names(page) == ["南渡启航教育科技有限公司"]
    assert page.found.text() == "找到 1 户，共 5 户"
    assert page.list.model.columns[1].cell(page.list.model.rows[0]).found == "qh"
    assert page.list.view.hasFocus(), "Enter leads into the list"
    look(page, "customers-qh")


def test_a_name_and_a_code_find_as_well(page: CustomersScreen, settle: Settle, desk: Desk) -> None:
    for text in ("0103", "佳佳"):
        page.filter.clear()
        _narrow(page, text, settle, desk)
        assert _names(page) == ["佳佳百货商行"]


def test_the_card_shows_the_customer_that_is_current(
    page: CustomersScreen, settle: Settle, desk: Desk
) -> None:
    page.list.setFocus()
    for _time in range(4):
        press(page.list.view, Qt.Key.Key_Down)
    settle(desk)
    assert page.list.current is not None
    assert page.pane.name.text() == page.list.current.row.name
    assert page.pane.balance.text() == f"{page.list.current.row.balance.yuan:,.2f}"
    ages = page.pane.ages.model.rows
    assert Money.total([row.amount for row in ages]) == page.list.current.row.balance
    assert [row.number for row in page.pane.returns.model.rows] == ["TH-202510-0001"]


def test_a_contact_is_covered(page: CustomersScreen, settle: Settle, desk: Desk) -> None:
    draft = CustomerDraft("KH-0900", "海棠里书店", contact="刘婷婷", phone="13812346021")
    desk.change(page, lambda writing: customers.add(writing, draft), lambda _id: None)
    settle(desk)
    _narrow(page, "htl", settle, desk)
    shown = [fact.value for fact in page.pane.contact.facts]
    assert not any("婷婷" in value or "13812346021" in value for value in shown)
    assert any(value.startswith("刘") for value in shown)


def test_nothing_found_says_so_and_esc_brings_all_back(
    page: CustomersScreen, settle: Settle, desk: Desk
) -> None:
    _narrow(page, "zzz", settle, desk)
    assert page.list.isHidden()
    assert page.empty.words == ("没有找到“zzz”。", "按 Esc 清除筛选。")
    assert page.pane.isHidden()
    press(page.filter, Qt.Key.Key_Escape)
    settle(desk)
    assert len(_names(page)) == 5
    assert page.pane.isVisible()


def test_a_book_without_customers_says_where_they_come_from(
    page: CustomersScreen, settle: Settle, desk: Desk
) -> None:
    in_view(desk, "001")
    settle(desk)
    assert page.empty.isVisible()
    assert "没有客户" in page.empty.words[0]


def test_enter_on_a_return_leads_to_it(page: CustomersScreen, settle: Settle, desk: Desk) -> None:
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    _narrow(page, "qh", settle, desk)
    table = page.pane.returns
    table.view.setFocus()
    press(table.view, Qt.Key.Key_Return)
    assert followed == [("returns", "TH-202510-0001")]


def test_ctrl_f_leads_to_the_filter_and_f6_through_the_panels(
    page: CustomersScreen,
) -> None:
    page.list.setFocus()
    press(page, Qt.Key.Key_F, CTRL)
    assert page.filter.hasFocus()
    stops = []
    for _time in range(3):
        press(page, Qt.Key.Key_F6)
        stops.append(page.focusWidget())
    assert page.pane.ages.view in stops
    assert page.pane.returns.view in stops
    press(page, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.focusWidget() is stops[1]


def test_another_client_shows_its_own_customers_without_the_old_filter(
    page: CustomersScreen, settle: Settle, desk: Desk
) -> None:
    _narrow(page, "qh", settle, desk)
    in_view(desk, "001")
    settle(desk)
    assert page.filter.text() == ""
    assert _names(page) == []
    in_view(desk, "004")
    settle(desk)
    assert len(_names(page)) == 5
