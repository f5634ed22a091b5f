"""The list of a month's vouchers and what is done with the one on show."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import i18n
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.ui.desk import Desk
from app.ui.vouchers.screen import VouchersScreen
from app.values.vouching import VoucherState
from tests.builders import october
from tests.services.entries import entry
from tests.ui.conftest import in_view
from tests.ui.hands import CTRL, SHIFT, Hands, agree, keep_prints, read_print, words
from tests.ui.made_office import ADMIN, KEEPER, MAKER, REVIEWER
from tests.ui.vouchers.conftest import Sit


def _write(desk: Desk) -> int:
    """Let the maker have a draft: rent of 500.00 paid by bank."""
    place = desk.place
    assert place is not None
    with desk.office.book(place.client.id).writing(desk.actor) as writing:
        rent = entry("借 5602 500.00", "贷 1002 500.00")
        return manual.write(writing, VoucherDraft(october(30), rent))


def _numbers(page: VouchersScreen) -> list[str]:
    return [row.number for row in page._list.model.rows]


def _filter(hands: Hands, text: str) -> None:
    hands.press(Qt.Key.Key_F, CTRL)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type(text)
    hands.enter()


def _offered(page: VouchersScreen) -> list[str]:
    actions = (page._new, page._reverse, page._print, page._withdraw, page._back, page._forward)
    return [action.text() for action in actions if action.isVisible()]


def test_the_latest_number_stands_on_top_and_opening_vouchers_below(sit: Sit) -> None:
    page, _hands = sit()
    assert _numbers(page) == [f"记-{n:04d}" for n in range(12, 0, -1)] + [
        f"初-{n:04d}" for n in range(4, 0, -1)
    ]
    assert words(page._list)[0] == (
        "记-0012",
        "10-24",
        "冲减销售成本 2 种商品",
        "-205.00",
        "已过账",
    )
    assert (page._count.text(), page._sum.text()) == ("16 张 · 待审待记 0", "91,383.29")


_FOUND = {
    "0011": ["记-0011"],
    "初-0002": ["初-0002"],
    "353.13": ["记-0011"],
    "TH-202510-0003": ["记-0012", "记-0011"],
    "佳佳": ["记-0007"],
    "zzz": [],
}


def test_a_voucher_is_found_by_number_document_amount_or_words(sit: Sit) -> None:
    page, hands = sit()
    for text, found in _FOUND.items():
        _filter(hands, text)
        assert _numbers(page) == found, text
    assert page._empty._missing.text() == "没有找到“zzz”。"


def test_the_form_shows_the_voucher_as_it_is_printed(sit: Sit) -> None:
    page, hands = sit()
    page.go_to_document("记-0011")
    hands.rest()
    face = page._pane.form._face
    assert face is not None
    assert (face.client, face.day, face.number) == (
        "云溪拾光文具有限公司",
        "2025年10月24日",
        "记-0011",
    )
    assert [(line.account, str(line.debit or line.credit)) for line in face.lines] == [
        ("1122 应收账款", "-353.13"),
        ("5001 主营业务收入", "-312.50"),
        ("22210107 应交增值税 — 销项税额", "-40.63"),
    ]
    assert face.capitals == "负叁佰伍拾叁元壹角叁分"
    assert face.people == (("记账", "周敏"), ("审核", "李国栋"), ("制单", "周敏"))


def test_a_voucher_leads_to_its_return(sit: Sit) -> None:
    page, hands = sit()
    followed: list[tuple[str, str]] = []
    page.followed.connect(lambda tab, number: followed.append((tab, number)))
    page._follow("TH-202510-0003")
    assert followed == [("returns", "TH-202510-0003")]
    page._follow("记-0001")
    hands.rest()
    assert page.shown is not None
    assert page.shown.number == "记-0001"


def test_a_voucher_of_another_month_is_said_to_be_elsewhere(sit: Sit) -> None:
    page, hands = sit()
    page.go_to_document("记-0999")
    hands.rest()
    assert page.messages.sentence == "这个月份里没有这张凭证。请换到它所在的月份再看。"


def test_page_keys_turn_from_voucher_to_voucher(sit: Sit) -> None:
    page, hands = sit()
    hands.press(Qt.Key.Key_PageDown)
    assert page.shown is not None
    assert page.shown.number == "记-0011"
    hands.press(Qt.Key.Key_PageUp)
    assert page.shown.number == "记-0012"
    hands.press(Qt.Key.Key_PageUp)
    assert page.shown.number == "记-0012"


def test_a_draft_goes_from_maker_to_checker_and_onto_the_books(sit: Sit) -> None:
    page, hands = sit()
    _write(hands.desk)
    page.refresh()
    hands.rest()
    assert words(page._list)[0][4] == "待审核"
    assert page._count.text() == "17 张 · 待审待记 1"

    page, hands = sit(REVIEWER)
    page._list.go_to(lambda row: row.state is VoucherState.DRAFT)
    hands.rest()
    assert _offered(page) == ["审核通过"]
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.messages.sentence == "已审核，可以过账。"
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert page.messages.sentence == "已退回制单人。"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    agree(hands)
    assert page.messages.sentence == "已过账：记-0013。"
    assert page.shown is not None
    assert (page.shown.number, page.shown.checked_by) == ("记-0013", "李国栋")


def test_a_draft_is_withdrawn_without_a_number(sit: Sit) -> None:
    page, hands = sit()
    _write(hands.desk)
    page.refresh()
    hands.rest()
    page._list.go_to(lambda row: row.state is VoucherState.DRAFT)
    hands.rest()
    page._withdraw.trigger()
    hands.rest()
    assert page.messages.sentence == "凭证已作废。"
    assert "" not in _numbers(page)


def test_a_red_reversal_asks_first_and_links_both_ways(sit: Sit) -> None:
    page, hands = sit()
    page.go_to_document("记-0007")
    hands.rest()
    hands.press(Qt.Key.Key_R, CTRL)
    agree(hands)
    assert page.messages.sentence == "已由 记-0013 冲销。"
    assert page.shown is not None
    assert (page.shown.number, page.shown.reverses) == ("记-0013", "记-0007")
    assert not page._reverse.isVisible()
    page.go_to_document("记-0007")
    hands.rest()
    assert page.shown.reversed_by == "记-0013"
    assert not page._reverse.isVisible()


@pytest.mark.parametrize(
    ("name", "offered"),
    [(MAKER, ["＋ 新凭证", "红字冲销", "打印"]), (REVIEWER, ["打印"]), (KEEPER, ["打印"])],
)
def test_only_what_the_person_may_do_is_offered(sit: Sit, name: str, offered: list[str]) -> None:
    page, _hands = sit(name)
    assert _offered(page) == offered


def test_one_voucher_is_printed_and_not_those_that_name_it(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_prints(monkeypatch, tmp_path)
    page, hands = sit()
    page.go_to_document("记-0007")
    hands.rest()
    hands.press(Qt.Key.Key_R, CTRL)
    agree(hands)
    page.go_to_document("记-0007")
    hands.rest()
    hands.press(Qt.Key.Key_P, CTRL)
    text = read_print(tmp_path / "2025-10_记-0007.pdf")
    assert text.count("记账凭证") == 1
    assert "壹仟零壹拾柒元整" in text
    assert "负壹仟零壹拾柒元整" not in text


def test_another_client_shows_nothing_of_the_one_before(sit: Sit) -> None:
    page, hands = sit()
    in_view(hands.desk, "001")
    assert (_numbers(page), page._pane.form._face) == ([], None)
    hands.rest()
    assert page._empty._missing.text() == "本月还没有凭证。"


def test_who_keeps_no_books_reads_why_there_is_no_list(sit: Sit) -> None:
    page, _hands = sit(ADMIN)
    assert page.messages.sentence.startswith("陈晓没有这项权限")


def test_in_english_the_page_stands_too(sit: Sit) -> None:
    i18n.use("en")
    page, _hands = sit()
    assert words(page._list)[0][4] == "Posted"
    assert page._pane.form._face is not None
