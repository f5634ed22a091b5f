"""The cost that returned units take back with them.

Source: 小企业会计准则, notes on account 5401, allow the cost of returns to be worked out by itself;
the order original sale, average of the month, current average, latest purchase is a convention.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Row, case, func, select, type_coerce

from app.models.goods_return import ReturnLine, ReturnLink
from app.models.sale import SaleLine
from app.models.stock import StockMove
from app.services import stock
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.amounts import part_of
from app.services.returns.refusals import OriginalMissing
from app.services.stock import CostUnknown
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import CostSource
from app.values.vouching import MoveKind


@dataclass(frozen=True, slots=True)
class LinkCost:
    """The cost that the units of one link take back from their sale line."""

    return_line_id: int
    sale_line_id: int
    quantity: Quantity
    cost: Money


@inner
def of_links(reading: Reading, return_id: int) -> tuple[LinkCost, ...]:
    """Give the cost of every linked unit of a return: its share of the original issue.

    The return that leaves nothing of a sale line takes the rest of its cost.
    """
    rows = reading.connection.execute(_links(return_id)).all()
    taken: dict[int, tuple[int, int]] = {}
    costs = []
    for row in rows:
        quantity, done = taken.get(row.sale_line_id, (int(row.back_quantity), int(row.back_cost)))
        cost = part_of(
            Money(int(row.cost)),
            Money(done),
            row.quantity.thousandths,
            row.sold.thousandths - quantity,
            row.sold.thousandths,
        )
        taken[row.sale_line_id] = (quantity + row.quantity.thousandths, done + cost.fen)
        costs.append(LinkCost(row.return_line_id, row.sale_line_id, row.quantity, cost))
    return tuple(costs)


@inner
def of_units(reading: Reading, line: Row[Any], quantity: Quantity) -> Money:
    """Give the cost of units that are linked to no sale, from the source that was named."""
    if not quantity:
        return ZERO
    source: CostSource = line.cost_source
    match source:
        case CostSource.ORIGINAL:
            raise OriginalMissing(line.code)
        case CostSource.STATED:
            if line.stated_cost is None:
                raise CostUnknown(line.code)
            stated: UnitPrice = line.stated_cost
            return stated.times(quantity)
        case CostSource.LATEST_PURCHASE:
            worth, of = _latest_receipt(reading, line.product_id)
        case CostSource.MONTH_AVERAGE:
            worth, of = _month_average(reading, line.product_id, line.at[:7])
        case CostSource.CURRENT_AVERAGE:
            lying = stock.on_hand(reading, line.product_id, reading.facts.warehouses["main"])
            worth, of = lying.cost, lying.quantity
    if of <= NOTHING:
        raise CostUnknown(line.code)
    return worth.share(quantity.thousandths, of.thousandths)


def _links(return_id: int) -> Any:
    """Give the links of a return with the original cost and what posted returns took of it."""
    back = ReturnLink.__table__.alias("back")
    issued = (
        select(-func.sum(type_coerce(StockMove.cost, Integer)))
        .where(
            StockMove.client_id == ReturnLink.client_id,
            StockMove.kind == MoveKind.SALE,
            StockMove.line_id == ReturnLink.sale_line_id,
        )
        .scalar_subquery()
    )
    posted = (back.c.sale_line_id == ReturnLink.sale_line_id) & back.c.cost.is_not(None)
    quantity = select(func.sum(type_coerce(back.c.quantity, Integer))).where(posted)
    cost = select(func.sum(type_coerce(back.c.cost, Integer))).where(posted)
    return (
        select(
            ReturnLink.return_line_id,
            ReturnLink.sale_line_id,
            ReturnLink.quantity,
            SaleLine.quantity.label("sold"),
            func.coalesce(issued, 0).label("cost"),
            func.coalesce(quantity.scalar_subquery(), 0).label("back_quantity"),
            func.coalesce(cost.scalar_subquery(), 0).label("back_cost"),
        )
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .join(SaleLine, SaleLine.id == ReturnLink.sale_line_id)
        .where(ReturnLine.return_id == return_id, type_coerce(ReturnLink.quantity, Integer) > 0)
        .order_by(ReturnLine.row, ReturnLink.sale_line_id)
    )


def _latest_receipt(reading: Reading, product_id: int) -> tuple[Money, Quantity]:
    row = reading.connection.execute(
        select(StockMove.cost, StockMove.quantity)
        .where(
            StockMove.client_id == reading.client_id,
            StockMove.product_id == product_id,
            StockMove.kind.in_([MoveKind.PURCHASE, MoveKind.OPENING]),
        )
        .order_by(StockMove.day.desc(), StockMove.id.desc())
        .limit(1)
    ).first()
    return (ZERO, NOTHING) if row is None else (row.cost, row.quantity)


def _month_average(reading: Reading, product_id: int, month: str) -> tuple[Money, Quantity]:
    """Give cost and quantity of what went out in a month."""
    out = case((StockMove.kind == MoveKind.SALE, 1), else_=0)
    row = reading.connection.execute(
        select(
            func.coalesce(-func.sum(type_coerce(StockMove.cost, Integer) * out), 0),
            func.coalesce(-func.sum(type_coerce(StockMove.quantity, Integer) * out), 0),
        ).where(
            StockMove.client_id == reading.client_id,
            StockMove.product_id == product_id,
            func.substr(StockMove.day, 1, 7) == month,
        )
    ).one()
    return Money(int(row[0])), Quantity(int(row[1]))
