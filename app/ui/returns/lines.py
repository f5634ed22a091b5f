"""The lines of a return as the table shows them, held or still being typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import wording
from app.i18n import N_, _
from app.services.products import WarehouseRow
from app.services.returns.listing import ReturnLineRow
from app.ui.widgets import cells
from app.ui.widgets.cells import EMPTY, Align, Cell
from app.ui.widgets.marks import Chip, Tone
from app.ui.widgets.rows_model import Choice, Column, Edit, Field
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource

_TONES = {Condition.GOOD: Tone.OK, Condition.DEFECTIVE: Tone.WARN, Condition.SCRAP: Tone.ERR}
_QUIET = Cell("—", ink="ink3")


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a return; `open` names the columns that can be typed into."""

    key: int
    row: int
    code: str
    name: str
    spec: str
    unit: str
    origin: str
    price: UnitPrice | None
    sold: Quantity | None
    returned: Quantity | None
    left: Quantity | None
    quantity: Quantity
    accepted: Quantity | None
    reason: str
    condition: Condition
    warehouse_id: int | None
    warehouse: str
    net: Money | None
    vat: Money | None
    cost_source: CostSource
    stated_cost: UnitPrice | None = None
    tells_origin: bool = True
    """Whether the line names its sale; the heading does when all lines are of one."""
    refused: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    @property
    def gross(self) -> Money | None:
        """Net and VAT together, where they are known."""
        return None if self.net is None or self.vat is None else self.net + self.vat


def view_of(line: ReturnLineRow, row: int, opened: frozenset[str]) -> LineView:
    """Give a line of a held return as the table shows it."""
    sold = Quantity(sum(one.sold.thousandths for one in line.originals))
    returned = Quantity(sum(one.returned.thousandths for one in line.originals))
    has_origin = bool(line.originals)
    return LineView(
        key=line.id,
        row=row,
        code=line.code,
        name=line.name,
        spec=line.spec,
        unit=line.unit,
        origin=" ".join(sorted({one.sale_number for one in line.originals})),
        price=line.unit_price,
        sold=sold if has_origin else None,
        returned=returned if has_origin else None,
        left=sold - returned if has_origin else None,
        quantity=line.quantity,
        accepted=line.accepted,
        reason=line.reason_text,
        condition=line.condition,
        warehouse_id=line.warehouse_id,
        warehouse=line.warehouse,
        net=line.accepted_net,
        vat=line.accepted_vat,
        cost_source=line.cost_source,
        open=opened,
    )


def columns(warehouses: Callable[[], Sequence[WarehouseRow]]) -> tuple[Column[LineView], ...]:
    """Give the columns of the lines table; the warehouses are asked when a cell is edited."""
    return (
        *_goods_columns(),
        *_quantity_columns(),
        *_handling_columns(warehouses),
        Column[LineView](
            N_("Net"), lambda line: _amount(line.net), align=Align.RIGHT, width=76, grows=True
        ),
        Column[LineView](
            N_("VAT"), lambda line: _amount(line.vat), align=Align.RIGHT, width=64, grows=True
        ),
        Column[LineView](
            N_("Gross"),
            lambda line: cells.bold(_amount(line.gross)),
            align=Align.RIGHT,
            width=80,
            grows=True,
        ),
    )


def refusal_of(line: LineView) -> str:
    """Say what is wrong with a line and what can be entered; nothing where all is well."""
    unit = f" {line.unit}" if line.unit else ""
    if "quantity" in line.refused and line.left is not None:
        return _("Of {name} {left}{unit} can be returned. Enter no more than {left}.").format(
            name=line.name, left=wording.quantity(line.left), unit=unit
        )
    if "accepted" in line.refused:
        return _("Of {name} {returned}{unit} came back. Enter no more than {returned}.").format(
            name=line.name, returned=wording.quantity(line.quantity), unit=unit
        )
    return ""


def totals(lines: Sequence[LineView]) -> list[Cell]:
    """Give the totals row: how many lines, quantities and amounts."""
    counted = [line for line in lines if line.quantity]
    net = Money.total([line.net for line in lines if line.net is not None])
    vat = Money.total([line.vat for line in lines if line.vat is not None])
    quantity = Quantity(sum(line.quantity.thousandths for line in lines))
    accepted = Quantity(sum((line.accepted or Quantity(0)).thousandths for line in lines))
    words = _("Total of {count} lines").format(count=len(counted))
    return [
        EMPTY,
        EMPTY,
        Cell(words),
        *([EMPTY] * 5),
        cells.quantity(quantity),
        cells.quantity(accepted) if any(line.accepted is not None for line in lines) else EMPTY,
        *([EMPTY] * 5),
        cells.money(net),
        cells.money(vat),
        cells.money(net + vat),
    ]


def _goods_columns() -> tuple[Column[LineView], ...]:
    return (
        Column[LineView](
            N_("#"), lambda line: Cell(str(line.row), ink="ink3"), align=Align.CENTRE, width=28
        ),
        Column[LineView](N_("Code"), lambda line: line.code, width=68, grows=True),
        Column[LineView](N_("Line of the original sale"), _goods, is_wide=True),
        Column[LineView](N_("Unit"), lambda line: line.unit, align=Align.CENTRE, width=42),
        Column[LineView](
            N_("Price"),
            lambda line: cells.price(line.price),
            align=Align.RIGHT,
            width=52,
            grows=True,
            name="price",
            edit=Edit(Field.PRICE, lambda line: line.price, is_open=_is_open("price")),
        ),
    )


def _quantity_columns() -> tuple[Column[LineView], ...]:
    return (
        Column[LineView](
            N_("Sold"), lambda line: cells.quantity(line.sold), align=Align.RIGHT, width=44
        ),
        Column[LineView](
            N_("Back before"),
            lambda line: Cell(
                "" if line.returned is None else wording.quantity(line.returned), ink="ink3"
            ),
            align=Align.RIGHT,
            width=46,
        ),
        Column[LineView](
            N_("Can return"),
            lambda line: cells.quantity(line.left, is_bold=True),
            align=Align.RIGHT,
            width=50,
        ),
        Column[LineView](
            N_("Returned now"),
            lambda line: _quantity(line, "quantity", line.quantity),
            align=Align.RIGHT,
            width=66,
            grows=True,
            name="quantity",
            edit=Edit(Field.QUANTITY, lambda line: line.quantity, is_open=_is_open("quantity")),
        ),
        Column[LineView](
            N_("Received"),
            lambda line: _quantity(line, "accepted", line.accepted),
            align=Align.RIGHT,
            width=58,
            grows=True,
            name="accepted",
            edit=Edit(Field.QUANTITY, lambda line: line.accepted, is_open=_is_open("accepted")),
        ),
    )


def _handling_columns(
    warehouses: Callable[[], Sequence[WarehouseRow]],
) -> tuple[Column[LineView], ...]:
    return (
        Column[LineView](
            N_("Reason"),
            lambda line: line.reason,
            width=60,
            name="reason",
            edit=Edit(Field.TEXT, lambda line: line.reason, is_open=_is_open("reason")),
        ),
        Column[LineView](
            N_("Condition"),
            lambda line: Cell(chip=Chip(wording.word(line.condition), tone=_TONES[line.condition])),
            width=56,
            name="condition",
            edit=Edit(
                Field.CHOICE,
                lambda line: line.condition,
                lambda: [Choice(each, wording.word(each)) for each in Condition],
                _is_open("condition"),
            ),
        ),
        Column[LineView](
            N_("Into warehouse"),
            lambda line: line.warehouse,
            width=66,
            grows=True,
            name="warehouse",
            edit=Edit(
                Field.CHOICE,
                lambda line: line.warehouse_id,
                lambda: [Choice(place.id, place.name) for place in warehouses()],
                _is_open("warehouse"),
            ),
        ),
        *_cost_columns(),
    )


def _cost_columns() -> tuple[Column[LineView], ...]:
    return (
        Column[LineView](
            N_("Cost from"),
            lambda line: Cell(
                "" if line.origin else wording.word(line.cost_source),
                ink="ink" if line.cost_source is not CostSource.ORIGINAL else "ink3",
            ),
            width=88,
            name="cost_source",
            edit=Edit(
                Field.CHOICE,
                lambda line: line.cost_source,
                lambda: [Choice(each, wording.word(each)) for each in CostSource][1:],
                _is_open("cost_source"),
            ),
        ),
        Column[LineView](
            N_("Unit cost"),
            lambda line: cells.price(line.stated_cost),
            align=Align.RIGHT,
            width=66,
            name="cost",
            edit=Edit(Field.PRICE, lambda line: line.stated_cost, is_open=_is_open("cost_source")),
        ),
    )


ORIGIN_COLUMN = 2
"""The place of the column whose heading names the sale that all lines come from."""
COST_COLUMNS = (13, 14)
"""The places of the columns that only lines without original need."""


def _is_open(name: str) -> Callable[[LineView], bool]:
    return lambda line: name in line.open


def _goods(line: LineView) -> Cell:
    origin = line.origin if line.tells_origin else ""
    hint = " · ".join(part for part in (line.spec, origin or _without(line)) if part)
    return Cell(line.name, hint=hint)


def _without(line: LineView) -> str:
    return "" if line.origin else _("without original")


def _quantity(line: LineView, name: str, number: Quantity | None) -> Cell:
    if number is None:
        return _QUIET
    if name in line.refused:
        return Cell(wording.quantity(number), is_refused=True)
    if not number:
        return Cell("0", ink="ink3")
    return cells.quantity(number, is_bold=True)


def _amount(amount: Money | None) -> Cell:
    return _QUIET if amount is None else cells.money(amount)
