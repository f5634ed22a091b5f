"""The field for a day."""

import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.day_edit import DayEdit, day_of
from tests.ui.hand import begin, full_width, press, write

TODAY = datetime.date(2025, 10, 31)


def _field(qtbot: QtBot, day: datetime.date = TODAY) -> DayEdit:
    field = DayEdit("日期", TODAY)
    field.show_day(day)
    begin(qtbot, field)
    field.selectAll()
    return field


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begin", "pressed", "then"),
    [
        ("2025-10-31", "+", "2025-11-01"),
        ("2025-10-31", "=", "2025-11-01"),
        ("2025-10-01", "-", "2025-09-30"),
        ("2025-03-31", "[", "2025-02-28"),
        ("2024-01-31", "]", "2024-02-29"),
        ("2025-02-03", "t", "2025-10-31"),
        ("2025-02-03", "T", "2025-10-31"),
        ("2025-02-03", "h", "2025-02-28"),
    ],
)
def test_a_key_moves_the_day(qtbot: QtBot, begin: str, pressed: str, then: str) -> None:
    field = _field(qtbot, _day(begin))
    told: list[datetime.date | None] = []
    field.day_changed.connect(told.append)
    write(field, pressed)
    assert field.day == _day(then)
    assert told == [_day(then)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10-15", "2025-10-15"),
        ("2025-09-03", "2025-09-03"),
        ("20250903", "2025-09-03"),
        ("3", "2025-10-03"),
        ("9/3", "2025-09-03"),
        ("2025.9.3", "2025-09-03"),
    ],
)
def test_a_day_is_typed_key_by_key(qtbot: QtBot, typed: str, day: str) -> None:
    field = _field(qtbot)
    write(field, typed)
    assert field.day == _day(day)


def test_a_typed_day_stands_in_full_when_the_field_is_left(qtbot: QtBot) -> None:
    field = _field(qtbot)
    write(field, "9-3")
    field.clearFocus()
    assert field.text() == "2025-09-03"


@pytest.mark.parametrize("typed", ["", "2025-13-01", "31-31", "x", "25-10-31", "1-2-3-4", "²"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_of(typed, TODAY) is None


def test_full_width_figures_are_a_day() -> None:
    assert day_of("。".join(map(full_width, ("2025", "10", "03"))), TODAY) == _day("2025-10-03")


def test_what_is_no_day_is_marked(qtbot: QtBot) -> None:
    field = _field(qtbot)
    write(field, "2025-02-30")
    assert field.day is None
    assert field.is_refused


def test_there_is_no_day_after_the_last_and_before_the_first(qtbot: QtBot) -> None:
    last = _field(qtbot, datetime.date.max)
    for pressed in "+]":
        write(last, pressed)
    assert last.day == datetime.date.max
    first = _field(qtbot, datetime.date.min)
    for pressed in "-[":
        write(first, pressed)
    assert first.day == datetime.date.min


def test_a_shortcut_with_ctrl_is_no_day_key(qtbot: QtBot) -> None:
    field = _field(qtbot)
    press(field, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert field.day == TODAY
