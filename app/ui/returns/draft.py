"""A return that is being typed: plain values, from which the draft for the service is made."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.services.customers import CustomerChoice
from app.services.products import ProductChoice, WarehouseRow
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.sold import SoldLine
from app.ui.returns.lines import LineView
from app.values.money import Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition, CostSource, ReturnReason, Settlement


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line as it is typed: of a sale line, or of an article without original."""

    key: int
    sold: SoldLine | None = None
    product: ProductChoice | None = None
    quantity: Quantity = NOTHING
    reason: str = ""
    condition: Condition = Condition.GOOD
    warehouse_id: int | None = None
    price: UnitPrice | None = None
    cost_source: CostSource = CostSource.CURRENT_AVERAGE
    stated_cost: UnitPrice | None = None
    amounts: tuple[Money, Money] | None = None
    """Net and VAT as the service worked them out."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole form as it stands."""

    day: datetime.date
    customer: CustomerChoice | None = None
    reason: ReturnReason = ReturnReason.QUALITY
    settlement: Settlement = Settlement.OFFSET
    red_invoice: str = ""
    note: str = ""
    lines: tuple[DraftLine, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that would be missed."""
        return self.customer is not None or bool(self.lines)


def draft_of(typed: Typed) -> ReturnDraft | None:
    """Give the draft that the service takes, once there is a customer and a quantity."""
    filled = [line for line in typed.lines if line.quantity]
    if typed.customer is None or not filled:
        return None
    return ReturnDraft(
        day=typed.day,
        customer_id=typed.customer.id,
        lines=tuple(_line_draft(line) for line in filled),
        reason=typed.reason,
        settlement=typed.settlement,
        red_invoice=typed.red_invoice,
        note=typed.note,
    )


def with_sold(typed: Typed, chosen: Sequence[SoldLine]) -> Typed:
    """Add sale lines that are not there yet, each with nothing returned."""
    known = {line.sold.id for line in typed.lines if line.sold is not None}
    first = max((line.key for line in typed.lines), default=0) + 1
    fresh = [one for one in chosen if one.id not in known]
    added = tuple(DraftLine(first + place, sold=one) for place, one in enumerate(fresh))
    return replace(typed, lines=typed.lines + added)


def with_product(typed: Typed, product: ProductChoice) -> Typed:
    """Add an article that comes back without an original sale."""
    key = max((line.key for line in typed.lines), default=0) + 1
    return replace(typed, lines=(*typed.lines, DraftLine(key, product=product)))


def without(typed: Typed, key: int) -> Typed:
    """Take a line out."""
    return replace(typed, lines=tuple(line for line in typed.lines if line.key != key))


def edited(typed: Typed, key: int, column: str, value: object) -> Typed:
    """Give the form with one cell changed; what does not fit the column changes nothing."""
    lines = tuple(
        _edited_line(line, column, value) if line.key == key else line for line in typed.lines
    )
    return replace(typed, lines=lines)


def with_amounts(typed: Typed, amounts: Sequence[tuple[Money, Money]]) -> Typed:
    """Put the amounts that the service worked out onto the lines that have a quantity."""
    given = iter(amounts)
    lines = tuple(
        replace(line, amounts=next(given, None) if line.quantity else None) for line in typed.lines
    )
    return replace(typed, lines=lines)


def view_of(line: DraftLine, row: int, places: Mapping[int, WarehouseRow]) -> LineView:
    """Give a typed line as the table shows it."""
    opened = {"quantity", "reason", "condition", "warehouse"}
    goods = line.sold or line.product
    sold = line.sold
    if sold is None:
        opened |= {"cost_source", "price"}
    too_many = sold is not None and line.quantity > sold.left
    net, vat = line.amounts or (None, None)
    place = places.get(line.warehouse_id or 0) or _default_place(line.condition, places)
    return LineView(
        key=line.key,
        row=row,
        code=goods.code if goods else "",
        name=goods.name if goods else "",
        spec=goods.spec if goods else "",
        unit=goods.unit if goods else "",
        origin=sold.sale_number if sold else "",
        price=line.price or (sold.unit_price if sold else None),
        sold=sold.sold if sold else None,
        returned=sold.returned if sold else None,
        left=sold.left if sold else None,
        quantity=line.quantity,
        accepted=None,
        reason=line.reason,
        condition=line.condition,
        warehouse_id=place.id if place else None,
        warehouse=place.name if place else "",
        net=net,
        vat=vat,
        cost_source=line.cost_source,
        stated_cost=line.stated_cost,
        refused=frozenset({"quantity"}) if too_many else frozenset(),
        open=frozenset(opened),
    )


def _default_place(condition: Condition, places: Mapping[int, WarehouseRow]) -> WarehouseRow | None:
    return next((place for place in places.values() if place.condition is condition), None)


def _line_draft(line: DraftLine) -> ReturnLineDraft:
    return ReturnLineDraft(
        sale_line_id=line.sold.id if line.sold else None,
        product_id=line.product.id if line.product else None,
        quantity=line.quantity,
        unit_price=line.price,
        condition=line.condition,
        warehouse_id=line.warehouse_id,
        reason_text=line.reason,
        cost_source=CostSource.ORIGINAL if line.sold else line.cost_source,
        stated_cost=line.stated_cost,
    )


_FIELDS = {
    "quantity": ("quantity", Quantity),
    "reason": ("reason", str),
    "condition": ("condition", Condition),
    "warehouse": ("warehouse_id", int),
    "price": ("price", UnitPrice),
    "cost_source": ("cost_source", CostSource),
    "cost": ("stated_cost", UnitPrice),
}


def _edited_line(line: DraftLine, column: str, value: object) -> DraftLine:
    """Give the line with one field changed and with what follows from it."""
    field, kind = _FIELDS[column]
    if column == "quantity" and value is None:
        return replace(line, quantity=NOTHING)
    if not isinstance(value, kind):
        return line
    changes: dict[str, Any] = {field: value}
    if column == "condition":
        changes["warehouse_id"] = None
    if column == "cost":
        changes["cost_source"] = CostSource.STATED
    return replace(line, **changes)
