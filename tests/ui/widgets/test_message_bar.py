"""What the program has to say on a page."""

import pytest
from pytestqt.qtbot import QtBot

from app.ui.widgets import message_bar
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.message_bar import Kind, MessageBar


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def test_what_was_done_goes_by_itself(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "SECONDS_SHOWN", 0)
    bar.say(Kind.DONE, "已过账。")
    assert bar.sentence == "已过账。"
    qtbot.waitUntil(bar.isHidden)
    assert bar.sentence == ""


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.WARNING, Kind.READ_ONLY])
def test_what_stands_in_the_way_stays(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    monkeypatch.setattr(message_bar, "SECONDS_SHOWN", 0)
    bar.say(Kind.DONE, "已过账。")
    bar.say(kind, "可退 180 盒。请填 180 以内。")
    qtbot.wait(30)
    assert bar.sentence == "可退 180 盒。请填 180 以内。"
    assert bar.accessibleName() == bar.sentence


def test_the_link_is_there_only_where_it_leads_somewhere(bar: MessageBar) -> None:
    followed: list[None] = []
    bar.followed.connect(lambda: followed.append(None))
    bar.say(Kind.DONE, "已过账。", "看凭证")
    link = next(each for each in bar.findChildren(KeyButton) if each.text() == "看凭证")
    link.click()
    assert followed == [None]
    bar.say(Kind.DONE, "已过账。")
    assert link.isHidden()


def test_a_refusal_can_be_closed_by_hand(bar: MessageBar) -> None:
    bar.say(Kind.REFUSED, "期间已结账。")
    close = next(each for each in bar.findChildren(KeyButton) if each.text() == "关闭")
    close.click()
    assert bar.sentence == ""
