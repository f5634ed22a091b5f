"""A field for a day, with the keys + - [ ] T H."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app import wording
from app.ui.widgets.arithmetic import half_width
from app.ui.widgets.value_edit import ValueEdit
from app.values.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS = 3


class DayEdit(ValueEdit):
    """A field for a day: + and - move it by a day, [ and ] by a month, T is today, H the month end.

    Signals:
        day_changed(object): the day that stands in it now, or None.

    """

    day_changed = Signal(object)

    def __init__(self, name: str, today: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, is_code=True)
        self._today = today
        self.setFixedWidth(104)
        self.show_day(today)
        self.textEdited.connect(lambda _text: self._tell())

    @property
    def day(self) -> datetime.date | None:
        """The day that stands in the field; None while it is no day."""
        return day_of(self.text(), self._today)

    def show_day(self, day: datetime.date | None) -> None:
        """Show this day, or nothing."""
        self.setText("" if day is None else wording.day(day))
        self.mark_refused(is_refused=False)

    def _tell(self) -> None:
        self.mark_refused(is_refused=self.day is None)
        self.day_changed.emit(self.day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = self._moved_by(event.text().lower())
        if moved is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self.show_day(moved)
        self.day_changed.emit(moved)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.day is not None:
            self.show_day(self.day)

    def _moved_by(self, pressed: str) -> datetime.date | None:
        here = self.day or self._today
        moves: dict[str, Callable[[], datetime.date]] = {
            "+": lambda: here + datetime.timedelta(days=1),
            "=": lambda: here + datetime.timedelta(days=1),
            "[": lambda: _in_month(here, Period.holding(here).previous()),
            "]": lambda: _in_month(here, Period.holding(here).next()),
            "t": lambda: self._today,
            "h": lambda: Period.holding(here).last_day,
        }
        if not self.isModified():
            # While a day is being typed, - is a part of it: 10-31.
            moves["-"] = lambda: here - datetime.timedelta(days=1)
        if pressed not in moves:
            return None
        try:
            return moves[pressed]()
        except (OverflowError, ValueError):
            return here  # there is no day before the first year and none after the last


def day_of(text: str, today: datetime.date) -> datetime.date | None:
    """Read 2025-10-31, 2025/10/31, 20251031, 10-31 or 31; what is no day is None."""
    plain = half_width(text).strip().replace("/", "-").replace(".", "-")
    if plain.isascii() and plain.isdigit() and len(plain) == len("20251031"):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    parts = plain.split("-")
    if len(parts) > _PARTS or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, day = [today.year, today.month][: _PARTS - len(numbers)] + numbers
    if len(numbers) == _PARTS and len(parts[0]) != len("2025"):
        return None
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _in_month(day: datetime.date, month: Period) -> datetime.date:
    return month.first_day.replace(day=min(day.day, month.last_day.day))
