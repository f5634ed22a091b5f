"""Words in a row of which one is underlined."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.ui.widgets.underline_tabs import UnderlineTabs, _Tab

_WORDS = ["在办", "待审", "待验", "待过账", "待归档", "全部"]


def _seen(tabs: UnderlineTabs) -> list[str]:
    buttons = [tab for tab in tabs._group.buttons() if isinstance(tab, _Tab)]
    return [tab.words for tab in [*buttons, tabs._more] if not tab.isHidden()]


def _shown(qtbot: QtBot, width: int) -> UnderlineTabs:
    tabs = UnderlineTabs(_WORDS)
    qtbot.addWidget(tabs)
    tabs.resize(width, tabs.height())
    tabs.show()
    for place in range(len(_WORDS)):
        tabs.count(place, 12)
    return tabs


def test_every_word_is_seen_where_there_is_room(qtbot: QtBot) -> None:
    assert _seen(_shown(qtbot, 600)) == [f"{word} 12" for word in _WORDS]


def test_words_without_room_are_found_under_more(qtbot: QtBot) -> None:
    tabs = _shown(qtbot, 280)
    assert _seen(tabs)[-1] == "更多 ▾"
    assert _seen(tabs)[0] == "在办 12"
    assert len(_seen(tabs)) < len(_WORDS)
    tabs.resize(600, tabs.height())
    assert len(_seen(tabs)) == len(_WORDS)


def test_a_word_chosen_under_more_is_named_there(qtbot: QtBot) -> None:
    tabs = _shown(qtbot, 280)
    chosen: list[int] = []
    tabs.chosen.connect(chosen.append)
    tabs._show_more()
    menu = tabs.findChildren(QMenu)[-1]
    menu.actions()[-1].trigger()
    menu.close()
    assert chosen == [5]
    assert (tabs.place, _seen(tabs)[-1]) == (5, "全部 ▾")
    tabs.choose(0)
    assert _seen(tabs)[-1] == "更多 ▾"
