"""The table of a return's lines, in which quantities and handling are typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.i18n import _
from app.services.products import WarehouseRow
from app.ui import fonts
from app.ui.returns.lines import COST_COLUMNS, LineView, columns, totals
from app.ui.widgets.layout import Panel
from app.ui.widgets.table import ROW_HEIGHT, ListTable

_MOST_ROWS_SHOWN = 7


class LinesTable(Panel):
    """Lines keyed to their original sales.

    Signals:
        edited(object, str, object): the LineView, the column's name, and what was typed.

    """

    edited = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._warehouses: tuple[WarehouseRow, ...] = ()
        self.table = ListTable[LineView](columns(lambda: self._warehouses), name=_("Lines"))
        self.table.model.edited.connect(self.edited)
        self.add(self.table)
        self.setFocusProxy(self.table)
        self.show_lines([])

    def know_warehouses(self, warehouses: Sequence[WarehouseRow]) -> None:
        """Offer these places for what comes in."""
        self._warehouses = tuple(warehouses)

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """Show these lines; the table is as high as they need, up to a limit."""
        self.table.set_rows(lines, keep=lambda line: line.key)
        self.table.set_totals(totals(lines))
        needs_cost = any(not line.origin for line in lines)
        for place in COST_COLUMNS:
            for view in (self.table.view, self.table.totals):
                view.setColumnHidden(place, not needs_cost)
        shown = min(max(len(lines), 2), _MOST_ROWS_SHOWN)
        self.table.setFixedHeight(fonts.scaled(30 + ROW_HEIGHT * shown + 30) + 6)

    def start_typing(self) -> None:
        """Put the focus into the first cell that can be typed into."""
        self.table.view.setFocus()
        if self.table.model.rows:
            self.table.view.setCurrentIndex(self.table.model.index(0, 0))
            self.table.view.step()
