"""The one way a table looks and behaves."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from app import i18n
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark
from app.ui.widgets.rows_model import Column, Edit, Field
from app.ui.widgets.table import HEAD_HEIGHT, ListTable
from app.values.money import Money
from tests.ui.hand import begin, press

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Owed:
    """What a customer owes."""

    name: str
    amount: Money
    account: str = ""


COLUMNS = (
    Column[Owed]("Customer", lambda row: row.name, key=lambda row: row.name, is_wide=True),
    Column[Owed](
        "Amount of differences",
        lambda row: cells.money(row.amount),
        key=lambda row: row.amount,
        align=Align.RIGHT,
        width=90,
    ),
    Column[Owed]("State", lambda row: Cell(chip=Chip(row.account or "?", Mark.CLOSED)), width=40),
)
ROWS = (
    Owed("启航教育", Money.of("12233.38")),
    Owed("栖霞路小学", Money.of("-514.15")),
    Owed("书香文化", Money.of("781.39"), "6217000010001234567"),
)


@pytest.fixture
def table(qtbot: QtBot) -> ListTable[Owed]:
    made = ListTable[Owed](COLUMNS, name="客户")
    made.resize(500, 200)
    made.set_rows(ROWS)
    begin(qtbot, made.view)
    return made


def _names(table: ListTable[Owed]) -> list[str]:
    return [row.name for row in table.model.rows]


def test_a_click_on_the_heading_sorts_by_value_and_a_second_one_turns_it_round(
    table: ListTable[Owed],
) -> None:
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["栖霞路小学", "书香文化", "启航教育"]
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert _names(table) == ["启航教育", "书香文化", "栖霞路小学"]


def test_the_current_row_stays_the_same_customer_while_it_is_sorted(
    table: ListTable[Owed],
) -> None:
    table.go_to(lambda row: row.name == "栖霞路小学")
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.current is ROWS[1]
    assert table.selected == (ROWS[1],)


def test_new_rows_keep_the_order_and_the_current_customer(table: ListTable[Owed]) -> None:
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.go_to(lambda row: row.name == "书香文化")
    table.set_rows([*ROWS, Owed("佳佳百货", Money.of("1.00"))], keep=lambda row: row.name)
    assert _names(table) == ["栖霞路小学", "佳佳百货", "书香文化", "启航教育"]
    assert table.current is ROWS[2]


def test_a_copy_is_a_table_of_plain_numbers(table: ListTable[Owed]) -> None:
    table.view.selectAll()
    press(table.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "启航教育\t12233.38\t?",
        "栖霞路小学\t-514.15\t?",
        '书香文化\t781.39\t="6217000010001234567"',
    ]


def test_the_totals_stay_in_sight_and_follow_the_widths(table: ListTable[Owed]) -> None:
    table.set_totals([Cell("3 户"), cells.money(Money.of("12500.62"))])
    assert table.totals.model().index(0, 1).data() == "12,500.62"
    table.view.setColumnWidth(1, 133)
    assert table.totals.columnWidth(1) == 133
    assert table.totals.isVisible()
    head = table.totals.horizontalHeader()
    assert head.sectionResizeMode(0) is QHeaderView.ResizeMode.Stretch


def test_the_totals_scroll_sideways_with_the_rows(qtbot: QtBot) -> None:
    table = ListTable[Owed](COLUMNS[1:] * 4, name="客户")
    table.resize(300, 200)
    table.set_rows(ROWS)
    begin(qtbot, table.view)
    table.view.horizontalScrollBar().setValue(60)
    assert table.totals.horizontalScrollBar().value() == 60


def test_enter_opens_the_current_row_and_arrows_move(table: ListTable[Owed], qtbot: QtBot) -> None:
    opened: list[Owed] = []
    picked: list[Owed | None] = []
    table.opened.connect(opened.append)
    table.go_to(lambda row: row is ROWS[0])
    table.picked.connect(picked.append)
    press(table.view, Qt.Key.Key_Down)
    press(table.view, Qt.Key.Key_Return)
    press(table.view, Qt.Key.Key_Enter)
    assert opened == [ROWS[1], ROWS[1]]
    assert picked == [ROWS[1]]


def test_the_focus_brings_a_first_row_with_it(qtbot: QtBot) -> None:
    table = ListTable[Owed](COLUMNS, name="客户")
    table.set_rows(ROWS)
    begin(qtbot, table.view)
    assert table.current is ROWS[0]


def test_a_heading_of_words_has_room_for_each_of_them(table: ListTable[Owed]) -> None:
    i18n.use("en")
    table = ListTable[Owed](COLUMNS, name="customers")
    metrics = table.view.fontMetrics()
    assert table.view.columnWidth(1) >= metrics.horizontalAdvance("differences")
    assert table.view.horizontalHeader().height() > HEAD_HEIGHT


def test_a_chip_is_never_cut(table: ListTable[Owed]) -> None:
    chip = Chip("6217000010001234567", Mark.CLOSED)
    assert table.view.columnWidth(2) >= cells.width_of(Cell(chip=chip))


def test_a_heading_over_a_group_spans_the_row_and_is_passed_by(qtbot: QtBot) -> None:
    table = ListTable[Owed](
        COLUMNS, name="客户", group=lambda row: None if row.amount else Cell(row.name)
    )
    heading = Owed("最近用过", Money(0))
    table.set_rows([heading, ROWS[0]])
    begin(qtbot, table.view)
    assert table.view.columnSpan(0, 0) == 3
    press(table.view, Qt.Key.Key_Up)
    press(table.view, Qt.Key.Key_Down)
    assert table.current is ROWS[0]
    assert table.model.index(0, 0).data() == "最近用过"


def test_a_reader_hears_heading_and_words(table: ListTable[Owed]) -> None:
    spoken = table.model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "差异金额 -514.15"


def test_typing_begins_to_edit_and_enter_goes_on(qtbot: QtBot) -> None:
    typed: list[object] = []
    column = Column[Owed](
        "Amount",
        lambda row: cells.money(row.amount),
        name="amount",
        edit=Edit(Field.MONEY, lambda row: row.amount),
    )
    table = ListTable[Owed]((COLUMNS[0], column), name="客户")
    table.set_rows(ROWS)
    table.model.edited.connect(lambda _row, _name, value: typed.append(value))
    begin(qtbot, table.view)
    table.view.setCurrentIndex(table.model.index(0, 1))
    press(table.view, Qt.Key.Key_4)
    editor = table.view.focusWidget()
    assert editor is not None
    for key in (Qt.Key.Key_Asterisk, Qt.Key.Key_5):
        press(editor, key)
    press(editor, Qt.Key.Key_Return)
    assert typed[-1] == Money.of("20.00")
    assert table.view.currentIndex().row() == 1
    heading = table.model.headerData(1, Qt.Orientation.Horizontal)
    assert str(heading).endswith("✎")
