"""Typing a voucher into the classic form by keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from app.ui.vouchers.editor import Part, VoucherEditor
from app.ui.vouchers.screen import VouchersScreen
from app.values.entry import Side
from app.values.money import Money
from tests.ui.conftest import in_view
from tests.ui.hands import CTRL, SHIFT, Hands, agree
from tests.ui.vouchers.conftest import Sit


def _begun(sit: Sit) -> tuple[VouchersScreen, Hands, VoucherEditor]:
    page, hands = sit()
    hands.press(Qt.Key.Key_N, CTRL)
    return page, hands, page._entry.editor


def _rent(hands: Hands, amount: str = "1200.50") -> None:
    """Type the first line: rent, on the debit side."""
    hands.write("付 10 月房租")
    hands.enter()
    hands.type("5602")
    hands.enter(times=2)
    hands.type(amount)
    hands.enter()


def _bank(hands: Hands) -> None:
    """Type summary and account of the second line, up to its credit."""
    hands.type("..")
    hands.enter()
    hands.type("1002")
    hands.enter(times=2)
    hands.enter()


def _part(editor: VoucherEditor) -> Part:
    return editor._part


def _lines(editor: VoucherEditor) -> list[tuple[str, str, Side | None, str]]:
    return [
        (line.summary, line.account.code if line.account else "", line.side, str(line.amount))
        for line in editor.voucher.lines
        if not line.is_empty
    ]


def test_a_voucher_is_typed_balanced_and_saved_by_keyboard(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    _rent(hands)
    _bank(hands)
    assert (editor.current, editor._part) == (1, Part.CREDIT)
    hands.type("=")
    assert _lines(editor) == [
        ("付 10 月房租", "5602", Side.DEBIT, "1200.50"),
        ("付 10 月房租", "1002", Side.CREDIT, "1200.50"),
    ]
    face = editor._face
    assert face is not None
    assert face.capitals == "壹仟贰佰元伍角整"
    hands.press(Qt.Key.Key_S, CTRL)
    assert page.messages.sentence == "凭证已保存，待别人审核。"
    assert page.shown is not None
    assert [(line.account, str(line.amount)) for line in page.shown.lines] == [
        ("5602", "1200.50"),
        ("1002", "1200.50"),
    ]
    assert not page._entry.is_begun


def test_until_it_balances_the_form_says_what_is_missing_and_cannot_be_saved(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    _rent(hands)
    assert editor._face is not None
    assert editor._face.capitals == "借贷还差 1,200.50，按 = 取平"
    assert not page._save_action.isEnabled()
    _bank(hands)
    hands.type("1200.49")
    assert not page._save_action.isEnabled()
    hands.press(Qt.Key.Key_Backspace)
    hands.type("50"[:1])
    assert page._entry.draft is None


def test_space_puts_the_amount_on_the_other_side(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    hands.enter()
    hands.type("1002")
    hands.enter(times=2)
    hands.type("88")
    hands.press(Qt.Key.Key_Space)
    assert (editor._part, _lines(editor)[0][2:]) == (Part.CREDIT, (Side.CREDIT, "88.00"))


def test_minus_makes_an_amount_red_and_black_again(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    hands.enter()
    hands.type("5602")
    hands.enter(times=2)
    hands.type("88")
    hands.type("-")
    assert _lines(editor)[0][2:] == (Side.DEBIT, "-88.00")
    hands.type("-")
    assert _lines(editor)[0][2:] == (Side.DEBIT, "88.00")


def test_an_amount_may_be_typed_as_a_sum(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    _rent(hands, "12*8.5")
    assert _lines(editor)[0][3] == "102.00"


def test_a_line_of_the_receivable_account_asks_for_its_customer(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    hands.enter()
    hands.type("1122")
    hands.enter(times=2)
    assert editor._part is Part.CUSTOMER
    hands.type("qhjy")
    hands.enter(times=2)
    line = editor.voucher.lines[0]
    assert line.customer is not None
    assert line.customer.short_name == "启航教育"
    assert _part(editor) is Part.DEBIT


def test_shift_enter_goes_back_cell_by_cell(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    _rent(hands)
    assert (editor.current, editor._part) == (1, Part.SUMMARY)
    for place in ((0, Part.CREDIT), (0, Part.DEBIT), (0, Part.ACCOUNT), (0, Part.SUMMARY)):
        hands.press(Qt.Key.Key_Return, SHIFT)
        assert (editor.current, editor._part) == place


def test_going_back_over_an_account_keeps_it(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    _rent(hands)
    hands.press(Qt.Key.Key_Return, SHIFT, times=3)
    hands.enter()
    assert (editor._part, _lines(editor)[0][1]) == (Part.DEBIT, "5602")


def test_an_account_is_found_by_its_name(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    hands.enter()
    hands.write("银行存款")
    hands.enter(times=2)
    assert editor.voucher.lines[0].account is not None
    assert editor.voucher.lines[0].account.code == "1002"


def test_saving_and_new_begins_the_next_with_an_empty_form(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    _rent(hands)
    _bank(hands)
    hands.type("=")
    hands.press(Qt.Key.Key_F12)
    assert page.is_typing
    assert _lines(editor) == []
    assert (editor.current, editor._part) == (0, Part.SUMMARY)


def test_a_line_is_taken_out_with_its_key(sit: Sit) -> None:
    _page, hands, editor = _begun(sit)
    _rent(hands)
    hands.press(Qt.Key.Key_Return, SHIFT)
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert _lines(editor) == []


def test_what_is_typed_is_kept_while_another_voucher_is_looked_at(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    _rent(hands)
    page._list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert page._stack.currentIndex() == 0
    assert page._new.text() == "继续录入凭证"
    hands.press(Qt.Key.Key_N, CTRL)
    assert _lines(editor) == [("付 10 月房租", "5602", Side.DEBIT, "1200.50")]


def test_what_is_typed_stays_with_its_client(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    page._entry._papers.setText("3")
    _rent(hands)
    in_view(hands.desk, "001")
    hands.rest()
    assert _lines(editor) == []
    in_view(hands.desk, "004")
    hands.rest()
    hands.press(Qt.Key.Key_N, CTRL)
    assert _lines(editor)[0][3] == "1200.50"
    assert page._entry._papers.text() == "3"


def test_what_is_typed_is_thrown_away_only_when_asked(sit: Sit) -> None:
    page, hands, editor = _begun(sit)
    _rent(hands)
    page._throw.trigger()
    agree(hands)
    assert _lines(editor) == []
    assert not page._entry.is_begun


@pytest.mark.parametrize(("typed", "count"), [("2", 2), ("", 0)])
def test_the_number_of_papers_goes_with_the_voucher(sit: Sit, typed: str, count: int) -> None:
    page, hands, _editor = _begun(sit)
    _rent(hands)
    _bank(hands)
    hands.type("=")
    papers = page._entry._papers
    papers.setFocus()
    papers.selectAll()
    hands.press(Qt.Key.Key_Backspace)
    hands.type(typed)
    draft = page._entry.draft
    assert draft is not None
    assert draft.attachments == count
    assert draft.entry.total == Money.of("1200.50")
