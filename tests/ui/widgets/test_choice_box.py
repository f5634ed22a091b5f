"""A list of which one is chosen."""

from pytestqt.qtbot import QtBot

from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.rows_model import Choice
from app.values.returns import Condition


def test_the_chosen_value_is_the_very_one_that_was_given(qtbot: QtBot) -> None:
    box = ChoiceBox([Choice(each, each.value) for each in Condition], "成色")
    qtbot.addWidget(box)
    box.choose(Condition.SCRAP)
    assert box.value is Condition.SCRAP
    assert box.currentText() == "scrap"
    assert box.accessibleName() == "成色"


def test_what_is_not_among_the_choices_leaves_the_first(qtbot: QtBot) -> None:
    box = ChoiceBox([Choice(1, "主仓"), Choice(2, "残次品仓")])
    qtbot.addWidget(box)
    box.choose(2)
    box.choose(9)
    assert box.value == 1


def test_a_list_of_nothing_has_no_value(qtbot: QtBot) -> None:
    box = ChoiceBox([])
    qtbot.addWidget(box)
    assert box.value is None
