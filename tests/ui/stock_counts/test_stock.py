"""What lies where and at what value, how it came there, and what the ledger says of it."""

from PySide6.QtCore import Qt

from app import i18n
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from tests.builders import october
from tests.services.entries import entry
from tests.ui.conftest import SignIn, in_view
from tests.ui.hands import CTRL, totals, words
from tests.ui.made_office import ADMIN, KEEPER, MAKER, REVIEWER
from tests.ui.stock_counts.conftest import Sit


def test_each_article_has_its_quantity_unit_cost_and_value(sit: Sit) -> None:
    page, _hands = sit(KEEPER)
    assert words(page._list) == [
        ("DS-1201", "订书机 12 号 铁灰", "只", "主仓", "718", "13.40", "9,621.20"),
        ("FY-7005", "A4 复印纸 70g 500 张/包", "包", "主仓", "1,665", "14.20", "23,643.00"),
        ("WJ-0209", "活页文件夹 A4 两孔 蓝", "只", "主仓", "600", "6.10", "3,660.00"),
        ("ZX-0512", "中性笔 0.5mm 黑 12 支/盒", "盒", "主仓", "1,620", "9.50", "15,390.00"),
    ]
    assert totals(page._list) == ["4 行", "52,314.20"]


def test_the_moves_of_the_current_article_run_to_what_lies_there(sit: Sit) -> None:
    page, hands = sit()
    assert page._moves_panel.remark.text() == "DS-1201 订书机 12 号 铁灰"
    assert words(page._moves, 0, 1, 2, 4, 5, 6, 7) == [
        ("10-01", "期初库存", "", "+800", "+10,720.00", "800", "10,720.00"),
        ("10-15", "销售出库", "XS-202510-0087", "-50", "-670.00", "750", "10,050.00"),
        ("10-17", "销售出库", "XS-202510-0089", "-12", "-160.80", "738", "9,889.20"),
        ("10-21", "销售出库", "XS-202510-0091", "-30", "-402.00", "708", "9,487.20"),
        ("10-24", "退货入库", "TH-202510-0003", "+10", "+134.00", "718", "9,621.20"),
    ]
    assert totals(page._moves) == ["5 笔", "+718", "9,621.20"]
    page._list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert page._moves_panel.remark.text() == "FY-7005 A4 复印纸 70g 500 张/包"


def test_an_article_is_found_by_code_name_or_specification(sit: Sit) -> None:
    page, hands = sit()
    for text, found in (("ds", ["DS-1201"]), ("复印", ["FY-7005"]), ("12 支", ["ZX-0512"])):
        hands.press(Qt.Key.Key_F, CTRL)
        hands.press(Qt.Key.Key_A, CTRL)
        hands.type(text)
        hands.enter()
        assert [row.code for row in page._list.model.rows] == found, text


def test_what_the_ledger_says_stands_below_the_list(sit: Sit) -> None:
    page, _hands = sit()
    strip = page._ledger
    assert strip._sentence.text() == "月末库存账 52,314.20，存货科目 52,314.20，差额 0.00"
    assert strip._link.isHidden()


def test_a_difference_to_the_ledger_leads_to_its_documents(sit: Sit, sign_in_as: SignIn) -> None:
    desk = sign_in_as(MAKER)
    assert desk.place is not None
    with desk.office.book(desk.place.client.id).writing(desk.actor) as writing:
        typed = entry("借 1405 -50.00", "借 5401 50.00", "借 5602 1.00", "贷 1002 1.00")
        voucher = manual.write(writing, VoucherDraft(october(30), typed))
    desk = sign_in_as(REVIEWER)
    assert desk.place is not None
    with desk.office.book(desk.place.client.id).writing(desk.actor) as writing:
        manual.check(writing, voucher)
        manual.post(writing, voucher)
    page, _hands = sit()
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    assert page._ledger._sentence.text() == "月末库存账 52,314.20，存货科目 52,264.20，差额 50.00"
    page._ledger._link.click()
    assert followed == [("reconciliation", "")]


def test_a_return_is_followed_from_its_move(sit: Sit) -> None:
    page, hands = sit()
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    page._moves.setFocus()
    hands.enter()
    assert followed == [], "an opening leads nowhere"
    hands.press(Qt.Key.Key_End, CTRL)
    hands.enter()
    hands.press(Qt.Key.Key_L, CTRL)
    assert followed == [("returns", "TH-202510-0003")] * 2


def test_the_list_sorts_by_value(sit: Sit) -> None:
    page, hands = sit()
    page._list.view.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    hands.rest()
    assert [row.code for row in page._list.model.rows] == [
        "FY-7005",
        "ZX-0512",
        "DS-1201",
        "WJ-0209",
    ]


def test_another_client_shows_nothing_of_the_one_before(sit: Sit) -> None:
    page, hands = sit()
    in_view(hands.desk, "001")
    assert (words(page._list), words(page._moves)) == ([], [])
    assert page._ledger._sentence.text() == ""
    hands.rest()
    assert page._ledger._sentence.text() == "月末库存账 0.00，存货科目 0.00，差额 0.00"


def test_who_keeps_no_books_reads_why_there_is_no_stock(sit: Sit) -> None:
    page, _hands = sit(ADMIN)
    assert page.messages.sentence.startswith("陈晓没有这项权限")


def test_in_english_the_page_stands_too(sit: Sit) -> None:
    i18n.use("en")
    page, _hands = sit()
    assert totals(page._list) == ["4 rows", "52,314.20"]
