"""The list of returns: what waits longest first, found by number, pinyin or amount."""

from PySide6.QtCore import Qt

from app import i18n
from app.ui.returns.screen import ReturnsScreen
from app.ui.widgets.underline_tabs import _Tab
from app.values.returns import ReturnState
from tests.ui.conftest import in_view
from tests.ui.hands import CTRL, Hands
from tests.ui.made_office import ADMIN, KEEPER
from tests.ui.returns.conftest import Sit


def _numbers(page: ReturnsScreen) -> list[str]:
    return [row.number[-4:] for row in page._list.model.rows]


def _filter(hands: Hands, text: str) -> None:
    hands.press(Qt.Key.Key_F, CTRL)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type(text)
    hands.enter()


def test_what_came_in_first_and_waits_longest_stands_on_top(sit: Sit) -> None:
    page, _hands = sit()
    days = [row.day for row in page._list.model.rows]
    assert _numbers(page) == ["0001", "0002", "0003", "0004", "0005"]
    assert days == sorted(days)


def test_a_card_says_number_customer_amount_state_reason_and_day(sit: Sit) -> None:
    page, _hands = sit()
    first = page._list.model.index(0, 0)
    assert first.data() == "202510-0001 启航教育 666.70 待验收 漏墨 10-24"


_FOUND = {
    "0003": ["0003"],
    "qhjy": ["0001"],
    "qixia": [],
    "yxqxlxx": ["0002"],
    "KH-0103": ["0004"],
    "353.13": ["0003"],
    "1,666.70": [],
    "666.70": ["0001"],
}


def test_a_return_is_found_by_number_pinyin_code_or_amount(sit: Sit) -> None:
    page, hands = sit()
    for text, found in _FOUND.items():
        _filter(hands, text)
        assert _numbers(page) == found, text


def test_count_and_total_are_of_what_is_listed(sit: Sit) -> None:
    page, hands = sit()
    assert (page._count.text(), page._sum.text()) == ("5 单", "1,535.11")
    _filter(hands, "qhjy")
    assert (page._count.text(), page._sum.text()) == ("1 单", "666.70")


def test_escape_shows_all_again(sit: Sit) -> None:
    page, hands = sit()
    _filter(hands, "0003")
    hands.press(Qt.Key.Key_F, CTRL)
    hands.press(Qt.Key.Key_Escape)
    assert len(_numbers(page)) == 5


def test_the_tabs_count_and_show_the_returns_of_a_state(sit: Sit) -> None:
    page, hands = sit()
    assert _tab_words(page) == ["在办 5", "待审 2", "待验 1", "待过账 1", "待归档 1", "全部 5"]
    page._tabs._group.button(1).click()
    hands.rest()
    assert {row.state for row in page._list.model.rows} == {ReturnState.APPLIED}
    assert _numbers(page) == ["0004", "0005"]


def test_nothing_found_names_the_text_and_the_way_out(sit: Sit) -> None:
    page, hands = sit()
    _filter(hands, "zzz")
    assert _empty_words(page) == ("没有找到“zzz”。", "按 Esc 清除筛选。")


def test_a_book_without_returns_says_what_to_do(sit: Sit) -> None:
    page, _hands = sit(code="001")
    assert _empty_words(page)[0] == "这里还没有退货单。"
    assert page.shown is None


def test_another_client_shows_nothing_of_the_one_before(sit: Sit) -> None:
    page, hands = sit()
    assert page.shown is not None
    in_view(hands.desk, "001")
    assert page._list.model.rows == ()
    hands.rest()
    assert page._list.model.rows == ()


def test_who_keeps_no_books_reads_why_there_is_no_list(sit: Sit) -> None:
    page, _hands = sit(ADMIN)
    assert page.messages.sentence.startswith("陈晓没有这项权限")


def test_a_document_that_is_followed_to_becomes_the_current_one(sit: Sit) -> None:
    page, hands = sit()
    page.go_to_document("TH-202510-0004")
    hands.rest()
    assert page.shown is not None
    assert page.shown.head.number == "TH-202510-0004"


def test_new_returns_are_offered_to_who_may_take_them_in(sit: Sit) -> None:
    page, _hands = sit()
    assert "＋ 新建退货" in _offered(page)
    page, _hands = sit(KEEPER)
    assert not any("新建退货" in words for words in _offered(page))


def test_in_english_the_page_stands_too(sit: Sit) -> None:
    i18n.use("en")
    page, _hands = sit()
    assert _tab_words(page)[0] == "Under way 5"
    assert page.shown is not None


def _offered(page: ReturnsScreen) -> list[str]:
    return [action.text() for action in page.page_actions()]


def _tab_words(page: ReturnsScreen) -> list[str]:
    tabs = page._tabs._group.buttons()
    return [tab.words for tab in tabs if isinstance(tab, _Tab)]


def _empty_words(page: ReturnsScreen) -> tuple[str, str]:
    assert page._stack.currentWidget() is page._empty
    return page._empty._missing.text(), page._empty._todo.text()
