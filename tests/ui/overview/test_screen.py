"""The overview: what is open, where it leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from app import i18n
from app.ui import prints
from app.ui.desk import Desk
from app.ui.overview.screen import OverviewScreen
from app.ui.overview.sentence import DIFFERENCES, RETURNS, OpenMatters, Sentence
from app.ui.widgets.buttons import KeyButton
from app.values.money import Money
from tests.ui.conftest import Settle, SignIn, in_view, look
from tests.ui.hand import press
from tests.ui.made_office import ADMIN, MAKER

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[OverviewScreen]:
    yield _shown(desk, qtbot, settle)
    settle(desk)


def _shown(desk: Desk, qtbot: QtBot, settle: Settle) -> OverviewScreen:
    made = OverviewScreen(desk)
    qtbot.addWidget(made)
    made.resize(1440, 760)
    made.show()
    made.activateWindow()
    settle(desk)
    return made


def _plain(page: OverviewScreen) -> str:
    return QTextDocumentFragment.fromHtml(page.sentence.words.text()).toPlainText()


def test_one_sentence_says_what_is_open(page: OverviewScreen) -> None:
    said = _plain(page)
    assert said.startswith("2025年10月：2 个账套，未决差异 ")
    assert "退货在办 5 单，其中 0 单超过 7 天。" in said


def test_every_client_is_listed_with_its_month(page: OverviewScreen) -> None:
    rows = page.clients.model.rows
    assert [line.progress.client.code for line in rows] == ["001", "004"]
    model = page.clients.model
    names = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(9)]
    assert names == ["编码", "账套", "纳税人", "凭证", "退货", "期末", "差异", "差异金额", "经办"]
    assert model.index(0, 3).data() == "没有"
    assert model.index(1, 8).data() == MAKER
    assert page.clients.current is not None
    assert page.clients.current.progress.client.code == "004"


def test_the_differences_of_each_client_add_up_to_the_total(page: OverviewScreen) -> None:
    counted = [line.differences for line in page.clients.model.rows]
    assert all(each is not None for each in counted)
    total = sum(each.count for each in counted if each is not None)
    assert page.clients.totals.model().index(0, 6).data() == str(total)


def test_returns_under_way_are_counted_by_state_and_age(page: OverviewScreen) -> None:
    rows = page.waiting.model.rows
    assert sum(row.total for row in rows) == 5
    model = page.waiting.totals.model()
    assert [model.index(0, at).data() for at in range(6)] == ["合计", "0", "0", "5", "0", "5"]


def test_enter_on_a_client_enters_its_book(page: OverviewScreen, desk: Desk) -> None:
    followed: list[str] = []
    page.followed.connect(lambda tab, _number: followed.append(tab))
    page.focus_first()
    press(page.clients.view, Qt.Key.Key_Up)
    press(page.clients.view, Qt.Key.Key_Return)
    assert followed == ["returns"]
    assert desk.place is not None
    assert desk.place.client.code == "001"


def test_the_returns_of_the_sentence_lead_to_the_client_that_has_them(
    page: OverviewScreen, desk: Desk, settle: Settle
) -> None:
    in_view(desk, "001")
    settle(desk)
    followed: list[str] = []
    page.followed.connect(lambda tab, _number: followed.append(tab))
    assert f'href="{RETURNS}"' in page.sentence.words.text()
    page.sentence.words.linkActivated.emit(RETURNS)
    assert followed == ["returns"]
    assert desk.place is not None
    assert desk.place.client.code == "004"


def test_enter_on_a_state_leads_to_the_returns(page: OverviewScreen) -> None:
    followed: list[str] = []
    page.followed.connect(lambda tab, _number: followed.append(tab))
    page.waiting.view.setFocus()
    press(page.waiting.view, Qt.Key.Key_Return)
    assert followed == ["returns"]


def test_open_differences_lead_to_the_reconciliation(qtbot: QtBot) -> None:
    sentence = Sentence()
    qtbot.addWidget(sentence)
    sentence.say("2025年10月", OpenMatters(12, 32, Money.of("6364.94"), 50, 4))
    assert f'href="{DIFFERENCES}"' in sentence.words.text()
    assert "6,364.94" in sentence.words.text()
    followed: list[str] = []
    sentence.followed.connect(followed.append)
    sentence.words.linkActivated.emit(DIFFERENCES)
    assert followed == [DIFFERENCES]


def test_nothing_open_is_no_link(qtbot: QtBot) -> None:
    sentence = Sentence()
    qtbot.addWidget(sentence)
    sentence.say("2025年10月", OpenMatters(12, 0, Money(0), 0, 0))
    assert "href" not in sentence.words.text()


def test_a_client_called_like_markup_is_shown_as_it_is_called(qtbot: QtBot) -> None:
    sentence = Sentence()
    qtbot.addWidget(sentence)
    sentence.say("<b>", OpenMatters(1, 0, Money(0), 0, 0))
    assert "&lt;b&gt;" in sentence.words.text()


def test_an_administrator_sees_no_amount(sign_in_as: SignIn, qtbot: QtBot, settle: Settle) -> None:
    desk = sign_in_as(ADMIN)
    refused: list[object] = []
    desk.refused.connect(refused.append)
    page = _shown(desk, qtbot, settle)
    assert not refused
    assert page.clients.model.columnCount() == 7
    assert "差异" not in _plain(page)
    assert "href" not in page.sentence.words.text()
    look(page, "overview-admin")


def test_the_month_report_is_printed_into_the_clients_folder(
    page: OverviewScreen,
    desk: Desk,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(prints, "folder", lambda client: tmp_path / client)
    monkeypatch.setattr(page, "open_file", opened.append)
    press(page, Qt.Key.Key_P, CTRL)
    settle(desk)
    assert page.messages.sentence.startswith("已打印到")
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")


def test_the_backups_are_one_press_away(page: OverviewScreen) -> None:
    wanted: list[str] = []
    page.backup_wanted.connect(lambda: wanted.append("now"))
    page.backups_wanted.connect(lambda: wanted.append("record"))
    for button in page.findChildren(KeyButton):
        if button.text() in {"立即备份", "记录与还原…"}:
            button.click()
    assert wanted == ["now", "record"]


def test_the_overview_speaks_english_too(sign_in_as: SignIn, qtbot: QtBot, settle: Settle) -> None:
    i18n.use("en")
    page = _shown(sign_in_as(MAKER), qtbot, settle)
    assert "5 returns under way, 0 of them for more than 7 days." in _plain(page)
