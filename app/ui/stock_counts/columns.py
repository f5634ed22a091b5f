"""What the stock on hand and the moves of an article show."""

from app import wording
from app.i18n import N_
from app.services.stock import MoveRow, StockRow
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.rows_model import Column
from app.values.quantity import Quantity

STOCK_COLUMNS = (
    Column[StockRow](
        N_("Code"),
        lambda row: Cell(row.code, is_bold=True),
        key=lambda row: row.code,
        width=84,
        grows=True,
    ),
    Column[StockRow](
        N_("Product"),
        lambda row: Cell(row.name, hint=row.spec),
        key=lambda row: row.name,
        is_wide=True,
    ),
    Column[StockRow](N_("Unit"), lambda row: row.unit, align=Align.CENTRE, width=42),
    Column[StockRow](
        N_("Warehouse"),
        lambda row: row.warehouse,
        key=lambda row: row.warehouse,
        width=72,
        grows=True,
    ),
    Column[StockRow](
        N_("On hand"),
        lambda row: cells.quantity(row.quantity, is_bold=True),
        key=lambda row: row.quantity,
        align=Align.RIGHT,
        width=72,
        grows=True,
    ),
    Column[StockRow](
        N_("Unit cost"),
        lambda row: cells.price(row.unit_cost),
        key=lambda row: row.unit_cost,
        align=Align.RIGHT,
        width=72,
        grows=True,
    ),
    Column[StockRow](
        N_("Cost"),
        lambda row: cells.money(row.cost),
        key=lambda row: row.cost,
        align=Align.RIGHT,
        width=92,
        grows=True,
    ),
)


def moved(number: Quantity) -> Cell:
    """Show a quantity that came or went, with its sign."""
    sign = "+" if number.thousandths > 0 else ""
    ink = "neg" if number.thousandths < 0 else "ink"
    return Cell(sign + wording.quantity(number), ink=ink)


MOVE_COLUMNS = (
    Column[MoveRow](N_("Date"), lambda row: wording.short_day(row.day), width=54),
    Column[MoveRow](N_("Kind"), lambda row: wording.word(row.kind), width=76, grows=True),
    Column[MoveRow](N_("Document"), lambda row: row.document, is_wide=True),
    Column[MoveRow](N_("Warehouse"), lambda row: row.warehouse, width=72),
    Column[MoveRow](N_("Quantity"), lambda row: moved(row.quantity), align=Align.RIGHT, width=68),
    Column[MoveRow](N_("Cost"), lambda row: cells.change(row.cost), align=Align.RIGHT, width=90),
    Column[MoveRow](
        N_("On hand"),
        lambda row: cells.quantity(row.balance_quantity, is_bold=True),
        align=Align.RIGHT,
        width=68,
    ),
    Column[MoveRow](
        N_("Balance amount"), lambda row: cells.money(row.balance_cost), align=Align.RIGHT, width=96
    ),
)
