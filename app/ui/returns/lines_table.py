"""The table of a return's lines, in which quantities and handling are typed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from typing_extensions import override

from app.i18n import _
from app.services.products import WarehouseRow
from app.ui import fonts
from app.ui.returns.lines import (
    COST_COLUMNS,
    ORIGIN_COLUMN,
    LineView,
    columns,
    refusal_of,
    totals,
)
from app.ui.widgets.cells import PADDING
from app.ui.widgets.layout import Panel, row, wrapped
from app.ui.widgets.table import ROW_HEIGHT, ListTable

_MOST_ROWS_SHOWN = 7


class LinesTable(Panel):
    """Lines keyed to their original sales, and below them what is wrong with one.

    Signals:
        edited(object, str, object): the LineView, the column's name, and what was typed.

    """

    edited = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._warehouses: tuple[WarehouseRow, ...] = ()
        self.table = ListTable[LineView](columns(lambda: self._warehouses), name=_("Lines"))
        self.table.model.edited.connect(self.edited)
        self._origin = ""
        self._refusal = wrapped(look="refusal")
        self.add(self.table)
        self.add(row(None, [self._refusal], margins=(12, 0, 12, 0)))
        self._refusal.hide()
        self.setFocusProxy(self.table)
        self.show_lines([])

    @property
    def refusal(self) -> str:
        """What is wrong with the lines, line by line."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def know_warehouses(self, warehouses: Sequence[WarehouseRow]) -> None:
        """Offer these places for what comes in."""
        self._warehouses = tuple(warehouses)

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """Show these lines; the table is as high as they need, up to a limit."""
        origins = {line.origin for line in lines}
        common = next(iter(origins)) if len(origins) == 1 else ""
        shown_lines = [replace(line, tells_origin=not common) for line in lines]
        self._origin = common
        self._head_origin()
        self.table.set_rows(shown_lines, keep=lambda line: line.key)
        self.table.set_totals(totals(lines))
        needs_cost = any(not line.origin for line in lines)
        for place in COST_COLUMNS:
            for view in (self.table.view, self.table.totals):
                view.setColumnHidden(place, not needs_cost)
        shown = min(max(len(lines), 2), _MOST_ROWS_SHOWN)
        head = self.table.view.horizontalHeader().height()
        self.table.setFixedHeight(head + fonts.scaled(ROW_HEIGHT * shown + 30) + 6)
        self._say([refusal_of(line) for line in lines])

    def start_typing(self, *, last: bool = False) -> None:
        """Put the focus into the first cell that can be typed into, of the first or last row."""
        self.table.view.setFocus()
        if self.table.model.rows:
            place = len(self.table.model.rows) - 1 if last else 0
            self.table.view.setCurrentIndex(self.table.model.index(place, 0))
            self.table.view.step()

    def next_refused(self, step: int) -> None:
        """Go to the next or previous cell that is refused, round the end."""
        rows, columns_ = self.table.model.rows, self.table.model.columns
        here = max(self.table.view.currentIndex().row(), 0)
        for count in range(len(rows)):
            place = (here + step * (count + 1)) % len(rows)
            refused = rows[place].refused
            at = next((at for at, one in enumerate(columns_) if one.name in refused), None)
            if refused and at is not None:
                self.table.view.setFocus()
                self.table.view.setCurrentIndex(self.table.model.index(place, at))
                return

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head_origin()

    def _head_origin(self) -> None:
        """Name the sale that all lines come from in the heading, where there is room for it."""
        plain = _("Line of the original sale")
        full = f"{plain} ({self._origin})"
        room = self.table.view.columnWidth(ORIGIN_COLUMN) - 2 * PADDING
        fits = bool(self._origin) and QFontMetricsF(fonts.font()).horizontalAdvance(full) <= room
        self.table.model.name_column(ORIGIN_COLUMN, full if fits else plain)

    def _say(self, sentences: Sequence[str]) -> None:
        words = "\n".join(sentence for sentence in sentences if sentence)
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))
