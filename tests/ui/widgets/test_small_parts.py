"""Facts, charts, chips, steps and the other small parts of a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets.age_bar import AgeBar, Part
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, field_label
from app.ui.widgets.marks import Chip, ChipLabel, Mark, Tone
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.rate_chart import RateChart, RatePoint
from app.ui.widgets.stepper import Step, Stepper, StepState
from app.ui.widgets.underline_tabs import UnderlineTabs
from app.ui.widgets.value_edit import ValueEdit


def test_a_fact_with_a_link_can_be_followed(qtbot: QtBot) -> None:
    facts, followed = FactList(), list[str]()
    qtbot.addWidget(facts)
    facts.followed.connect(followed.append)
    facts.show_facts(
        [
            Fact("来源", "TH-202510-0023", link="TH-202510-0023"),
            Fact("借贷", "相等", mark=Mark.CLOSED),
            Fact("差额", "", figure="-90.00"),
            Fact("备份", "10-30", chip=Chip("已加密", Mark.CLOSED, Tone.OK)),
        ]
    )
    button = facts.findChild(KeyButton)
    assert button is not None
    button.click()
    assert followed == ["TH-202510-0023"]
    facts.show_facts([Fact("来源", "手工")])
    assert [part.text() for part in facts.findChildren(QLabel) if part.isVisibleTo(facts)] == [
        "来源",
        "手工",
    ]


def test_the_names_of_facts_are_never_cut(qtbot: QtBot) -> None:
    facts = FactList(40)
    qtbot.addWidget(facts)
    facts.show_facts([Fact("Unified social credit code", "91990001MA7K2Q5X1D")])
    name = facts.findChildren(QLabel)[0]
    assert name.minimumWidth() >= name.fontMetrics().horizontalAdvance(name.text())


def test_a_chart_has_its_figures_in_words(qtbot: QtBot) -> None:
    chart = RateChart()
    qtbot.addWidget(chart)
    for size in ((600, 240), (340, 110)):
        chart.resize(*size)
        chart.show_points([RatePoint("8月", None), RatePoint("9月", 25), RatePoint("10月", 21)])
        image = chart.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(size[0]) for y in range(size[1])}
        assert theme.colour("acc").name() in seen
    assert chart.accessibleName() == "8月 , 9月 2.5%, 10月 2.1%"


def test_the_parts_of_the_age_bar_are_as_long_as_they_weigh(qtbot: QtBot) -> None:
    bar = AgeBar()
    qtbot.addWidget(bar)
    bar.resize(200, 12)
    bar.show_parts([Part(300, "ok"), Part(0, "warn"), Part(100, "err"), Part(-50, "info")])
    image = bar.grab().toImage()
    row = [image.pixelColor(x, 6).name() for x in range(2, 198)]
    assert 140 <= row.count(theme.colour("ok").name()) <= 152
    assert 44 <= row.count(theme.colour("err").name()) <= 52
    assert theme.colour("warn").name() not in row
    assert theme.colour("info").name() not in row


def test_a_chip_is_absent_while_there_is_none(qtbot: QtBot) -> None:
    chip = ChipLabel()
    qtbot.addWidget(chip)
    chip.show_chip(Chip("已验证", Mark.CLOSED, Tone.OK))
    assert chip.isVisible()
    assert chip.accessibleName() == "已验证"
    chip.show_chip(None)
    assert chip.isHidden()


def test_what_does_not_fit_goes_under_more(qtbot: QtBot) -> None:
    pressed: list[None] = []
    spare = KeyButton(None, words="导出")
    spare.clicked.connect(lambda: pressed.append(None))
    bar = PageBar("退货", spare=[spare])
    qtbot.addWidget(bar)
    bar.show()
    bar.fold(is_narrow=True)
    assert spare.isHidden()
    more = next(each for each in bar.findChildren(KeyButton) if each is not spare)
    assert more.isVisible()
    more.click()
    menu = bar.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    assert pressed == [None]
    bar.fold(is_narrow=False)
    assert spare.isVisible()
    assert more.isHidden()


def test_an_empty_place_says_what_is_missing_and_what_to_do(qtbot: QtBot) -> None:
    button = KeyButton(None, words="新建")
    empty = EmptyState([button])
    qtbot.addWidget(empty)
    empty.show()
    empty.say("这里没有退货单。", "客户退货时在这里登记。")
    assert empty.words == ("这里没有退货单。", "客户退货时在这里登记。")
    assert button.isVisible()
    empty.say("没有找到。", has_buttons=False)
    assert button.isHidden()


def test_the_letter_of_a_label_leads_into_its_field(qtbot: QtBot) -> None:
    field = ValueEdit("口令")
    made = field_label("口令(&P)", field)
    qtbot.addWidget(made)
    assert made.buddy() is field


def test_steps_are_told_in_words(qtbot: QtBot) -> None:
    steps = Stepper()
    qtbot.addWidget(steps)
    steps.resize(600, 58)
    steps.show_steps(
        [
            Step("申请", StepState.DONE, "10-30 14:05", "周敏"),
            Step("验收", StepState.NOW, "已收 3 箱"),
            Step("过账", StepState.AHEAD),
            Step("退回", StepState.BROKEN),
        ]
    )
    assert steps.accessibleName() == "申请 10-30 14:05 周敏, 验收 已收 3 箱, 过账, 退回"
    image = steps.grab().toImage()
    seen = {image.pixelColor(x, 12).name() for x in range(600)}
    assert {theme.colour(token).name() for token in ("ok", "acc", "err")} <= seen


def test_the_chosen_word_of_a_row_is_told_once(qtbot: QtBot) -> None:
    tabs, chosen = UnderlineTabs(["待办", "全部"]), list[int]()
    qtbot.addWidget(tabs)
    tabs.chosen.connect(chosen.append)
    tabs.choose(1)
    assert (tabs.place, chosen) == (1, [])
    tabs.count(0, 1284)
    tabs._group.button(0).click()
    assert chosen == [0]


def test_a_panel_says_its_remark_beside_its_name(qtbot: QtBot) -> None:
    panel = Panel("退货", "按期限")
    qtbot.addWidget(panel)
    panel.say("5 单")
    assert panel.remark.text() == "5 单"
    foot = panel.foot([KeyButton(None, words="新建"), None])
    assert isinstance(foot, QWidget)
    assert Panel().head.isHidden()
    assert panel.title.textFormat() is Qt.TextFormat.PlainText
