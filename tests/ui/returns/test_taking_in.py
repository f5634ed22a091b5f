"""Taking a return in: what is typed, what is refused at the field, what is kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.returns.pick_lines import PickLines
from app.ui.returns.screen import ReturnsScreen
from app.values.quantity import Quantity
from app.values.returns import CostSource, ReturnReason, Settlement
from tests.ui.conftest import in_view
from tests.ui.hands import CTRL, Hands, agree, totals, words
from tests.ui.returns.conftest import Sit


def _begin(hands: Hands, customer: str = "qhjy") -> PickLines:
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type(customer)
    hands.enter(times=2)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, PickLines)
    return dialog


def _begun(sit: Sit, quantity: str = "60") -> tuple[ReturnsScreen, Hands]:
    """Give the page with the pens of a new return typed."""
    page, hands = sit()
    _begin(hands)
    hands.press(Qt.Key.Key_Down)
    hands.enter()
    hands.type(quantity)
    return page, hands


def _is_typing(page: ReturnsScreen) -> bool:
    return page.is_typing


def _is_begun(page: ReturnsScreen) -> bool:
    return page.draft_pane.is_begun


def _effect(page: ReturnsScreen) -> list[tuple[str, ...]]:
    return words(page.draft_pane.preview._effects)


def test_the_preview_follows_each_key(sit: Sit) -> None:
    page, hands = _begun(sit, "")
    hands.type("6")
    assert totals(page.draft_pane.lines.table) == ["合计 1 行", "6", "90.00", "11.70", "101.70"]
    assert _effect(page) == [
        ("应收 启航教育", "12,233.38", "-101.70", "12,131.68"),
        ("本月销项税额", "2,035.99", "-11.70", "2,024.29"),
        ("中性笔 0.5mm 黑 12 支/盒 主仓（盒）", "1,620", "+6", "1,626"),
        ("本月毛利", "4,975.70", "-33.00", "4,942.70"),
    ]
    hands.type("0")
    assert totals(page.draft_pane.lines.table)[-1] == "1,017.00"
    assert _effect(page)[0] == ("应收 启航教育", "12,233.38", "-1,017.00", "11,216.38")
    hands.press(Qt.Key.Key_Backspace, times=2)
    assert _effect(page) == []
    assert page.draft_pane.preview.refusal == "请选客户，再填本次退的数量。"


def test_a_quantity_may_be_typed_as_a_sum(sit: Sit) -> None:
    page, hands = _begun(sit, "4*12+2")
    hands.enter()
    assert page.draft_pane.lines.table.model.rows[0].quantity == Quantity.of("50")


def test_more_than_can_return_is_refused_at_the_field_with_the_facts(sit: Sit) -> None:
    page, hands = _begun(sit, "196")
    pane = page.draft_pane
    assert pane.lines.refusal == "中性笔 0.5mm 黑 可退 195 盒。请填 195 以内。"
    assert pane.lines.table.model.rows[0].refused == {"quantity"}
    assert totals(pane.lines.table)[-1] == "0.00", "no amount of an earlier quantity is left"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert _is_typing(page)
    assert page.messages.sentence == "ZX-0512 可退 195，填了 196。请填 195 以内。"
    view = pane.lines.table.view
    assert pane.lines.table.model.columns[view.currentIndex().column()].name == "quantity"


def test_f3_goes_to_the_refused_line(sit: Sit) -> None:
    page, hands = _begun(sit, "196")
    hands.enter(times=2)
    hands.press(Qt.Key.Key_F3)
    table = page.draft_pane.lines.table
    assert table.model.columns[table.view.currentIndex().column()].name == "quantity"


def test_a_draft_is_kept_when_another_row_is_looked_at(sit: Sit) -> None:
    page, hands = _begun(sit)
    page._list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert not _is_typing(page)
    assert page.shown is not None
    assert page.shown.head.number == "TH-202510-0002"
    assert page._new.text() == "继续录入退货"
    hands.press(Qt.Key.Key_N, CTRL)
    assert _is_typing(page)
    assert page.draft_pane.lines.table.model.rows[0].quantity == Quantity.of("60")
    assert page.draft_pane._customer.text() == "KH-0117 南渡启航教育科技有限公司"


def test_a_draft_stays_with_its_client(sit: Sit) -> None:
    page, hands = _begun(sit)
    in_view(hands.desk, "001")
    hands.rest()
    assert not _is_begun(page)
    hands.press(Qt.Key.Key_N, CTRL)
    assert page.draft_pane._customer.text() == ""
    in_view(hands.desk, "004")
    hands.rest()
    assert _is_begun(page)
    hands.press(Qt.Key.Key_N, CTRL)
    assert page.draft_pane.lines.table.model.rows[0].quantity == Quantity.of("60")


def test_a_draft_is_thrown_away_only_when_asked(sit: Sit) -> None:
    page, hands = _begun(sit)
    page._throw.trigger()
    hands.rest()
    hands.press(Qt.Key.Key_Escape)
    assert _is_begun(page)
    page._throw.trigger()
    agree(hands)
    assert not _is_begun(page)
    assert not _is_typing(page)


def test_saving_and_new_begins_the_next_one_with_an_empty_form(sit: Sit) -> None:
    page, hands = _begun(sit)
    hands.press(Qt.Key.Key_F12)
    assert page.messages.sentence == "TH-202510-0006 已登记，等待审核。"
    assert _is_typing(page)
    assert page.draft_pane._customer.text() == ""
    assert page.draft_pane.lines.table.model.rows == ()
    assert hands.focus is page.draft_pane._customer


def test_saving_shows_the_return_that_was_taken_in(sit: Sit) -> None:
    page, hands = _begun(sit)
    hands.press(Qt.Key.Key_S, CTRL)
    assert page.shown is not None
    assert page.shown.head.number == "TH-202510-0006"
    assert not _is_begun(page)


def test_reason_settlement_invoice_and_note_are_kept_with_the_return(sit: Sit) -> None:
    page, hands = _begun(sit)
    pane = page.draft_pane
    pane._reason.setCurrentIndex(list(ReturnReason).index(ReturnReason.TRANSPORT))
    pane._settlement.setCurrentIndex(list(Settlement).index(Settlement.REFUND_LATER))
    pane._invoice.setFocus()
    hands.type("2599887766")
    hands.enter()
    hands.write("货已寄出")
    hands.press(Qt.Key.Key_Return, CTRL)
    shown = page.shown
    assert shown is not None
    assert (shown.head.reason, shown.settlement) == (
        ReturnReason.TRANSPORT,
        Settlement.REFUND_LATER,
    )
    assert (shown.red_invoice, shown.note) == ("2599887766", "货已寄出")


def test_a_day_before_the_sale_is_refused_by_name(sit: Sit) -> None:
    page, hands = _begun(sit)
    page.draft_pane._day.setFocus()
    page.draft_pane._day.selectAll()
    hands.type("2025-10-14")
    assert page.draft_pane.preview.refusal == (
        "销售单 XS-202510-0087 是 2025-10-15 的，退货日期是 2025-10-14，请核对日期。"
    )


def test_a_line_is_taken_out_with_its_key(sit: Sit) -> None:
    page, hands = _begun(sit)
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert page.draft_pane.lines.table.model.rows == ()


def test_another_customer_empties_the_lines(sit: Sit) -> None:
    page, hands = _begun(sit)
    customer = page.draft_pane._customer
    customer.setFocus()
    customer.selectAll()
    hands.type("yxqxlxx")
    hands.enter(times=2)
    assert page.draft_pane.lines.table.model.rows == ()
    assert QApplication.activeWindow().windowTitle() == "从 栖霞路小学 的销售行选"  # type: ignore[union-attr]  # the dialog is open


def test_goods_without_original_state_price_and_cost(sit: Sit) -> None:
    page, hands = sit()
    dialog = _begin(hands)
    dialog.without_original.emit()
    dialog.reject()
    hands.rest()
    hands.type("WJ")
    hands.enter(times=2)
    pane = page.draft_pane
    table = pane.lines.table
    assert not table.view.isColumnHidden(13)
    hands.type("9.80")
    hands.enter()
    hands.type("2")
    assert totals(table)[-1] == "22.15"
    pane.lines.edited.emit(table.model.rows[0], "cost", table.model.rows[0].price)
    hands.rest()
    assert table.model.rows[0].cost_source is CostSource.STATED
    assert words(pane.preview.entries, 1, 3)[-1] == ("1405 库存商品", "-19.60")


def test_sale_lines_are_found_by_sale_code_or_name(sit: Sit) -> None:
    _page, hands = sit()
    dialog = _begin(hands)
    for text, left in (("ds", 1), ("XS-202510-0087", 4), ("zzz", 0)):
        dialog._filter.setFocus()
        dialog._filter.selectAll()
        hands.type(text)
        hands.press(Qt.Key.Key_Down)
        assert len(dialog._table.model.rows) == left, text


def test_ticked_lines_stay_ticked_while_the_list_is_narrowed(sit: Sit) -> None:
    page, hands = sit()
    dialog = _begin(hands)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    dialog._filter.setFocus()
    hands.type("ds")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    assert dialog._count.text() == "1 行可退，已勾 2 行 · 空格勾选，Enter 取用"
    hands.enter()
    assert [line.code for line in page.draft_pane.lines.table.model.rows] == ["ZX-0512", "DS-1201"]


def test_space_takes_a_tick_back(sit: Sit) -> None:
    _page, hands = sit()
    dialog = _begin(hands)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space, times=2)
    assert dialog._ticked == {}


def test_what_has_come_back_before_is_taken_off_what_can_return(sit: Sit) -> None:
    _page, hands = sit()
    dialog = _begin(hands)
    assert words(dialog._table, 3, 6, 7, 8)[0] == ("ZX-0512", "200", "5", "195")
