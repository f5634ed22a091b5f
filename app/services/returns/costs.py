"""The cost that returned units take back with them.

Source: 小企业会计准则, notes on account 5401, allow the cost of returns to be worked out by itself;
the order original sale, average of the month, current average, latest purchase is a convention.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import Integer, bindparam, case, func, select, type_coerce

from app.models.goods_return import ReturnLine, ReturnLink
from app.models.prepared import Prepared
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
from app.values.returns import Condition, CostSource
from app.values.vouching import MoveKind


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One line of a return as posting sees it; `at` is its day, with time where known."""

    id: int
    at: str
    product_id: int
    code: str
    name: str
    unit: str
    is_service: bool
    warehouse_id: int
    condition: Condition
    accepted: Quantity
    net: Money
    vat: Money
    cost_source: CostSource
    stated_cost: UnitPrice | None
    kept_cost: Money | None


@dataclass(frozen=True, slots=True)
class LinkCost:
    """The cost that the units of one link take back from their sale line."""

    return_line_id: int
    sale_line_id: int
    quantity: Quantity
    cost: Money


@dataclass(frozen=True, slots=True)
class Linked:
    """So many units of a return line that come from a sale line."""

    return_line_id: int
    sale_line_id: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Issue:
    """What went out on a sale line at what cost, and what posted returns took back of it."""

    sold: int
    cost: int
    back_quantity: int
    back_cost: int


@inner
def of_links(reading: Reading, links: Sequence[Linked]) -> tuple[LinkCost, ...]:
    """Give the cost of every linked unit: its share of the original issue.

    The return that leaves nothing of a sale line takes the rest of its cost.
    """
    return _shared(links, _issues(reading, {link.sale_line_id for link in links}))


@inner
def of_return(reading: Reading, return_id: int) -> tuple[LinkCost, ...]:
    """Give the cost of every linked unit of a return that is kept."""
    rows = _LINKS.rows(reading.connection, held=return_id)
    issues = {
        row.sale_line_id: _Issue(int(row.sold), int(row.cost), int(row.units), int(row.worth))
        for row in rows
    }
    links = tuple(Linked(row.return_line_id, row.sale_line_id, row.quantity) for row in rows)
    return _shared(links, issues)


def _shared(links: Sequence[Linked], issues: Mapping[int, _Issue]) -> tuple[LinkCost, ...]:
    """Give each link its share of the issue, after what links before it took."""
    taken: dict[int, tuple[int, int]] = {}
    costs = []
    for link in links:
        issue = issues[link.sale_line_id]
        quantity, done = taken.get(link.sale_line_id, (issue.back_quantity, issue.back_cost))
        units = link.quantity.thousandths
        cost = part_of(Money(issue.cost), Money(done), units, issue.sold - quantity, issue.sold)
        taken[link.sale_line_id] = (quantity + units, done + cost.fen)
        costs.append(LinkCost(link.return_line_id, link.sale_line_id, link.quantity, cost))
    return tuple(costs)


@inner
def of_units(reading: Reading, line: PostingLine, quantity: Quantity) -> Money:
    """Give the cost of units that are linked to no sale, from the source that was named."""
    if not quantity:
        return ZERO
    match line.cost_source:
        case CostSource.ORIGINAL:
            raise OriginalMissing(line.code)
        case CostSource.STATED:
            if line.stated_cost is None:
                raise CostUnknown(line.code)
            return line.stated_cost.times(quantity)
        case CostSource.LATEST_PURCHASE:
            worth, of = _latest_receipt(reading, line.product_id)
        case CostSource.MONTH_AVERAGE:
            worth, of = _month_average(reading, line.product_id, line.at[:7])
        case CostSource.CURRENT_AVERAGE:
            lying = stock.on_hand(reading, line.product_id, reading.facts.warehouses["main"])
            worth, of = lying.cost, lying.quantity
        case _:
            assert_never(line.cost_source)
    if of <= NOTHING or not worth:
        raise CostUnknown(line.code)
    return worth.share(quantity.thousandths, of.thousandths)


def _issued() -> tuple[Any, ...]:
    """Give the columns that tell what a sale line issued, and what posted returns took of it."""
    back = ReturnLink.__table__.alias("back")
    issued = (
        select(-func.sum(type_coerce(StockMove.cost, Integer)))
        .where(
            StockMove.client_id == SaleLine.client_id,
            StockMove.kind == MoveKind.SALE,
            StockMove.line_id == SaleLine.id,
        )
        .scalar_subquery()
    )
    posted = (back.c.sale_line_id == SaleLine.id) & back.c.cost.is_not(None)
    units = select(func.sum(type_coerce(back.c.quantity, Integer))).where(posted)
    worth = select(func.sum(type_coerce(back.c.cost, Integer))).where(posted)
    return (
        type_coerce(SaleLine.quantity, Integer).label("sold"),
        func.coalesce(issued, 0).label("cost"),
        func.coalesce(units.scalar_subquery(), 0).label("units"),
        func.coalesce(worth.scalar_subquery(), 0).label("worth"),
    )


_LINKS = Prepared(
    select(ReturnLink.return_line_id, ReturnLink.sale_line_id, ReturnLink.quantity, *_issued())
    .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
    .join(SaleLine, SaleLine.id == ReturnLink.sale_line_id)
    .where(ReturnLine.return_id == bindparam("held"), type_coerce(ReturnLink.quantity, Integer) > 0)
    .order_by(ReturnLine.row, ReturnLink.sale_line_id)
)


def _issues(reading: Reading, sale_lines: Collection[int]) -> dict[int, _Issue]:
    """Give the original issue of each sale line, and what posted returns took of it."""
    if not sale_lines:
        return {}
    rows = reading.connection.execute(
        select(SaleLine.id, *_issued()).where(
            SaleLine.client_id == reading.client_id, SaleLine.id.in_(list(sale_lines))
        )
    )
    return {row[0]: _Issue(*(int(value) for value in row[1:])) for row in rows}


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
