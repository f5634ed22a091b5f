"""Both sides of a month's checks, the difference between them, and where it comes from."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import i18n
from app.services.office import Book
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.ui.desk import Desk
from app.ui.reconciliation.screen import ReconciliationScreen
from app.values.reconciling import CheckKind
from tests.builders import october
from tests.services.entries import entry
from tests.ui.conftest import SignIn, in_view
from tests.ui.hands import CTRL, SHIFT, Hands, keep_prints, read_print, totals, words
from tests.ui.made_office import ADMIN, MAKER, REVIEWER
from tests.ui.reconciliation.conftest import Sit


def _choose(page: ReconciliationScreen, hands: Hands, kind: CheckKind) -> None:
    page._kinds.choose(kind)
    hands.rest()


def _book_behind_the_documents(sign_in_as: SignIn) -> None:
    """Take 100.00 off a receivable and 50.00 off the stock account, by a typed voucher."""
    desk = sign_in_as(MAKER)
    with _book(desk).writing(desk.actor) as writing:
        typed = entry("借 1122 -100.00", "贷 5001 -100.00", "借 1405 -50.00", "借 5401 50.00")
        voucher = manual.write(writing, VoucherDraft(october(30), typed))
    desk = sign_in_as(REVIEWER)
    with _book(desk).writing(desk.actor) as writing:
        manual.check(writing, voucher)
        manual.post(writing, voucher)


def _book(desk: Desk) -> Book:
    assert desk.place is not None
    return desk.office.book(desk.place.client.id)


def test_both_sides_of_a_pair_stand_on_one_line(sit: Sit) -> None:
    page, _hands = sit()
    open_pair, heading, matched = words(page._table)
    assert open_pair[:5] == ("202510-0002", "10-24", "栖霞路小学", "195.49", "缺凭证 195.49")
    assert open_pair[5:] == ("", "", "无对应凭证", "")
    assert heading[0] == "已匹配 1 笔　金额、客户、月份都一致"
    assert matched[:5] == ("202510-0003", "10-24", "书香文化", "353.13", "= 0.00")
    assert matched[5:] == ("记-0011", "10-24", "书香文化", "353.13")


def test_the_sum_line_adds_up_exactly(sit: Sit) -> None:
    page, _hands = sit()
    assert page._sum.text() == "差额 195.49 = 已解释 195.49 + 未解释 0.00"
    assert totals(page._table) == ["合计", "2 笔", "548.62", "差额 195.49", "353.13"]


def test_each_check_is_chosen_and_shows_its_own_sides(sit: Sit) -> None:
    page, hands = sit()
    _choose(page, hands, CheckKind.LEDGER_RECEIVABLES)
    assert words(page._table, 0, 2, 3, 8)[1] == (
        "KH-0101",
        "云溪栖霞路小学",
        "2,698.44",
        "2,698.44",
    )
    assert page._sum.text() == "差额 0.00 = 已解释 0.00 + 未解释 0.00"
    _choose(page, hands, CheckKind.STOCK_LEDGER)
    assert totals(page._table)[2:] == ["52,314.20", "差额 0.00", "52,314.20"]


def test_a_voucher_without_a_document_differs_in_receivables_and_stock(
    sit: Sit, sign_in_as: SignIn
) -> None:
    _book_behind_the_documents(sign_in_as)
    page, hands = sit()
    _choose(page, hands, CheckKind.LEDGER_RECEIVABLES)
    assert words(page._table, 0, 3, 4, 8)[0] == ("KH-0117", "12,233.38", "≠ 100.00", "12,133.38")
    assert page._pane._what.text() == "“客户单据”是 12,233.38，“应收账款科目”是 12,133.38。"
    _choose(page, hands, CheckKind.STOCK_LEDGER)
    assert words(page._table, 3, 5, 8)[0] == ("", "记-0013", "-50.00")
    assert page._sum.text() == "差额 50.00 = 已解释 50.00 + 未解释 0.00"


def test_the_three_checks_of_the_month_stand_below_with_their_state(sit: Sit) -> None:
    page, _hands = sit()
    assert words(page._overview) == [
        ("退货单与凭证", "548.62", "353.13", "+195.49", "195.49", "0.00", "1 笔待处理"),
        ("应收账款与客户往来", "17,697.49", "17,697.49", "0.00", "0.00", "0.00", "相符"),
        ("存货科目与库存账", "52,314.20", "52,314.20", "0.00", "0.00", "0.00", "相符"),
    ]


def test_a_check_picked_below_is_shown_above(sit: Sit) -> None:
    page, hands = sit()
    page._overview.view.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert page._kind is CheckKind.LEDGER_RECEIVABLES
    assert not page._table.isHidden()


def test_open_and_matched_pairs_are_counted_and_shown_apart(sit: Sit) -> None:
    page, hands = sit()
    page._which._group.button(1).click()
    hands.rest()
    assert [row[0] for row in words(page._table)] == ["202510-0002"]
    page._which._group.button(2).click()
    hands.rest()
    assert [row[0] for row in words(page._table)][1:] == ["202510-0003"]


def test_pairs_are_found_by_number_or_party(sit: Sit) -> None:
    page, hands = sit()
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("书香")
    hands.enter()
    assert [row[0] for row in words(page._table)][1:] == ["202510-0003"]


def test_the_pair_pane_says_what_the_difference_is(sit: Sit) -> None:
    page, _hands = sit()
    pane = page._pane
    assert pane.remark.text() == "第 1 项，共 1 项待处理"
    assert pane._amount.text() == "195.49"
    assert pane._what.text() == "“退货”里有，“记账凭证（冲减应收）”里没有。"


def test_a_pair_leads_to_its_documents(sit: Sit) -> None:
    page, hands = sit()
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    hands.press(Qt.Key.Key_L, CTRL)
    hands.enter()
    assert followed == [("returns", "TH-202510-0002")] * 2


def test_f3_goes_round_the_open_pairs(sit: Sit) -> None:
    page, hands = sit()
    page._table.go_to(lambda line: line.pair is not None and line.pair.is_sound)
    hands.rest()
    hands.press(Qt.Key.Key_F3)
    assert page._table.current is not None
    assert page._table.current.pair is not None
    assert not page._table.current.pair.is_sound
    hands.press(Qt.Key.Key_F3, SHIFT)
    assert not page._table.current.pair.is_sound


def test_the_month_says_what_waits_and_that_the_accounts_balance(sit: Sit) -> None:
    page, _hands = sit()
    facts = {fact.name: fact.value for fact in page._month.facts}
    assert facts == {
        "退货": "本月 5 单，5 单在办",
        "凭证": "本月 16 张，0 张待审待记",
        "试算平衡": "借方 28,383.29，贷方 28,383.29",
        "本月销售": "15,974.00（不含税）",
        "本月退货": "1,358.50（不含税）",
    }


def test_the_monthly_report_is_printed(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_prints(monkeypatch, tmp_path)
    page, hands = sit()
    hands.press(Qt.Key.Key_P, CTRL)
    text = read_print(tmp_path / "对账报告_2025-10.pdf")
    for said in ("月度对账报告", "云溪拾光文具有限公司", "TH-202510-0002", "195.49"):
        assert said in text
    assert page.messages.sentence.startswith("已打印到 ")


def test_another_client_shows_nothing_of_the_one_before(sit: Sit) -> None:
    page, hands = sit()
    in_view(hands.desk, "001")
    assert words(page._table) == []
    assert (words(page._overview), page._sum.text(), page._month.facts) == ([], "", ())
    hands.rest()
    assert page._sum.text() == "差额 0.00 = 已解释 0.00 + 未解释 0.00"


def test_who_keeps_no_books_reads_why_nothing_is_compared(sit: Sit) -> None:
    page, _hands = sit(ADMIN)
    assert page.messages.sentence.startswith("陈晓没有这项权限")
    assert words(page._overview) == []


def test_in_english_the_page_stands_too(sit: Sit) -> None:
    i18n.use("en")
    page, _hands = sit()
    assert page._sum.text() == "Difference 195.49 = explained 195.49 + unexplained 0.00"
