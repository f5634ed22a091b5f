"""收发存: what lay there, came in, went out and lies there, by article or by category."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Integer, func, select, type_coerce

from app.models.product import Product, Warehouse
from app.models.stock import StockMove
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.values.money import ZERO, Money
from app.values.period import Period
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition
from app.values.vouching import MoveKind


@dataclass(frozen=True, slots=True)
class Flow:
    """A quantity of goods and its cost."""

    quantity: Quantity = NOTHING
    cost: Money = ZERO

    def __add__(self, other: "Flow") -> "Flow":
        return Flow(self.quantity + other.quantity, self.cost + other.cost)


@dataclass(frozen=True, slots=True)
class StockFlow:
    """One article in one place, in a month; what went out is positive."""

    code: str
    name: str
    unit: str
    category: str
    warehouse: str
    opening: Flow
    bought: Flow
    returned: Flow
    issued: Flow
    adjusted: Flow
    closing: Flow


@allowed(Act.LOOK)
def month(reading: Reading, period: Period) -> tuple[StockFlow, ...]:
    """Give every article that lay there or moved in a month, place by place."""
    before = StockMove.day < period.first_day
    rows = reading.connection.execute(
        select(
            Product.code,
            Product.name,
            Product.unit,
            Product.category,
            Warehouse.name,
            Warehouse.condition,
            before,
            StockMove.kind,
            func.sum(type_coerce(StockMove.quantity, Integer)),
            func.sum(type_coerce(StockMove.cost, Integer)),
        )
        .join(Product, Product.id == StockMove.product_id)
        .join(Warehouse, Warehouse.id == StockMove.warehouse_id)
        .where(StockMove.client_id == reading.client_id, StockMove.day <= period.last_day)
        .group_by(Product.id, Warehouse.id, before, StockMove.kind)
        .order_by(Warehouse.id, Product.code)
    )
    flows: dict[tuple[str, ...], dict[str, Flow]] = defaultdict(lambda: defaultdict(Flow))
    for code, name, unit, category, place, condition, was_before, kind, quantity, cost in rows:
        shown = category if condition is Condition.GOOD else place
        key = (code, name, unit, shown, place)
        column = "opening" if was_before else _COLUMNS[kind]
        flow = Flow(Quantity(int(quantity)), Money(int(cost)))
        if column == "issued":
            flow = Flow(-flow.quantity, -flow.cost)
        flows[key][column] = flows[key][column] + flow
    return tuple(_row(key, found) for key, found in flows.items())


@allowed(Act.LOOK)
def by_category(reading: Reading, period: Period) -> tuple[StockFlow, ...]:
    """Give the month's flows summed by category; rejects stand by their warehouse."""
    sums: dict[str, StockFlow] = {}
    for row in month(reading, period):
        known = sums.get(row.category)
        sums[row.category] = row if known is None else _sum(known, row)
    return tuple(sums.values())


_COLUMNS = {
    MoveKind.OPENING: "opening",
    MoveKind.PURCHASE: "bought",
    MoveKind.RETURN: "returned",
    MoveKind.SALE: "issued",
    MoveKind.ADJUSTMENT: "adjusted",
    MoveKind.COUNT: "adjusted",
}


def _row(key: tuple[str, ...], found: dict[str, Flow]) -> StockFlow:
    opening, bought, returned = found["opening"], found["bought"], found["returned"]
    issued, adjusted = found["issued"], found["adjusted"]
    out = Flow(-issued.quantity, -issued.cost)
    closing = opening + bought + returned + out + adjusted
    code, name, unit, category, place = key
    flows = (opening, bought, returned, issued, adjusted, closing)
    return StockFlow(code, name, unit, category, place, *flows)


def _sum(one: StockFlow, other: StockFlow) -> StockFlow:
    return StockFlow(
        "",
        "",
        "",
        one.category,
        one.warehouse,
        one.opening + other.opening,
        one.bought + other.bought,
        one.returned + other.returned,
        one.issued + other.issued,
        one.adjusted + other.adjusted,
        one.closing + other.closing,
    )
