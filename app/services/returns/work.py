"""What posting a return comes to: figures, costs and vouchers, before anything is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from app.i18n import N_, booked
from app.models.goods_return import ReturnLine
from app.models.prepared import Prepared
from app.models.product import Product
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting import documents
from app.services.posting.documents import Figures, Parts, Words
from app.services.returns import costs
from app.services.returns.costs import LinkCost, Linked, PostingLine
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnKind, Settlement
from app.values.vouching import VoucherPart

_LINES = Prepared(
    select(
        ReturnLine.id,
        ReturnLine.at,
        ReturnLine.product_id,
        Product.code,
        Product.name,
        Product.unit,
        Product.is_service,
        ReturnLine.warehouse_id,
        ReturnLine.condition,
        ReturnLine.accepted,
        ReturnLine.accepted_net,
        ReturnLine.accepted_vat,
        ReturnLine.cost_source,
        ReturnLine.stated_cost,
        ReturnLine.cost,
    )
    .join(Product, Product.id == ReturnLine.product_id)
    .where(ReturnLine.client_id == bindparam("client"), ReturnLine.return_id == bindparam("held"))
    .order_by(ReturnLine.row)
)


@dataclass(frozen=True, slots=True)
class LineCost:
    """What one line of a return brings back: how much, in what condition, at what cost."""

    line_id: int
    product_id: int
    code: str
    name: str
    unit: str
    warehouse_id: int
    condition: Condition
    accepted: Quantity
    cost: Money
    moves_stock: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What posting a return comes to: its figures, and the cost of each line and link."""

    net: Money
    vat: Money
    lines: tuple[LineCost, ...]
    links: tuple[LinkCost, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The return as its vouchers name it."""

    number: str
    kind: ReturnKind
    settlement: Settlement
    customer_id: int
    customer: str


@inner
def of_return(reading: Reading, held: Any, *, kept: bool = False) -> Work:
    """Give what posting a return comes to; of a posted one, the costs that were kept."""
    lines = lines_of(reading, held.id)
    if kept:
        return _summed(lines, [(line, line.kept_cost or Money(0)) for line in lines], held.kind, ())
    link_costs = costs.of_return(reading, held.id) if held.kind is ReturnKind.GOODS else ()
    return _costed(reading, held.kind, lines, link_costs)


@inner
def worked_out(
    reading: Reading, kind: ReturnKind, lines: Sequence[PostingLine], links: Sequence[Linked]
) -> Work:
    """Give what these lines come to: the cost of their links first, the rest from its source."""
    link_costs = costs.of_links(reading, links) if kind is ReturnKind.GOODS else ()
    return _costed(reading, kind, lines, link_costs)


def _costed(
    reading: Reading,
    kind: ReturnKind,
    lines: Sequence[PostingLine],
    link_costs: tuple[LinkCost, ...],
) -> Work:
    """Give what lines come to whose links have these costs."""
    linked: dict[int, list[LinkCost]] = defaultdict(list)
    for link in link_costs:
        linked[link.return_line_id].append(link)
    worth = []
    for line in lines:
        cost = Money.total([link.cost for link in linked[line.id]])
        if _moves(kind, line):
            found = Quantity(sum(link.quantity.thousandths for link in linked[line.id]))
            cost = cost + costs.of_units(reading, line, line.accepted - found)
        worth.append((line, cost))
    return _summed(lines, worth, kind, link_costs)


@inner
def vouchers(reading: Reading, paper: Paper, work: Work) -> Parts:
    """Give the vouchers that a return makes: revenue, cost, and what is owed later."""
    figures = Figures(paper.customer_id, work.net, work.vat, by_condition(work.lines))
    parts = documents.goods_return(reading.facts, figures, _words(paper, work.lines))
    if paper.settlement is not Settlement.REFUND_LATER or not figures.gross:
        return parts
    summary = booked(N_("Refund due {customer} return {number}")).format(
        customer=paper.customer, number=paper.number
    )
    owed = documents.refund_later(reading.facts, paper.customer_id, figures.gross, summary)
    return (*parts, (VoucherPart.SETTLEMENT, owed))


@inner
def lines_of(reading: Reading, return_id: int) -> tuple[PostingLine, ...]:
    """Give the lines of a return with what the inspection accepted."""
    rows = _LINES.rows(reading.connection, client=reading.client_id, held=return_id)
    return tuple(PostingLine(*row) for row in rows)


def _moves(kind: ReturnKind, line: PostingLine) -> bool:
    return kind is ReturnKind.GOODS and not line.is_service and bool(line.accepted)


def _summed(
    lines: Sequence[PostingLine],
    worth: Sequence[tuple[PostingLine, Money]],
    kind: ReturnKind,
    links: tuple[LinkCost, ...],
) -> Work:
    return Work(
        Money.total([line.net for line in lines]),
        Money.total([line.vat for line in lines]),
        tuple(
            LineCost(
                line.id,
                line.product_id,
                line.code,
                line.name,
                line.unit,
                line.warehouse_id,
                line.condition,
                line.accepted,
                cost,
                _moves(kind, line),
            )
            for line, cost in worth
        ),
        links,
    )


def by_condition(worked: Sequence[LineCost]) -> tuple[tuple[Condition, Money], ...]:
    """Give the cost that comes back, condition by condition."""
    sums: dict[Condition, int] = defaultdict(int)
    for line in worked:
        if line.moves_stock:
            sums[line.condition] += line.cost.fen
    return tuple((condition, Money(sums[condition])) for condition in Condition if sums[condition])


def _words(paper: Paper, worked: Sequence[LineCost]) -> Words:
    """Give the 摘要 of a return's lines."""
    goods = [line for line in worked if line.moves_stock]
    if len(goods) == 1:
        what = f"{goods[0].name} {goods[0].accepted}{goods[0].unit}"
    else:
        what = booked(N_("{count} articles")).format(count=len(goods))
    number = paper.number
    allowance = paper.kind is ReturnKind.ALLOWANCE
    first = N_("Allowance {customer} {number}") if allowance else N_("Return {customer} {number}")
    return Words(
        receivable=booked(first).format(customer=paper.customer, number=number),
        revenue=booked(N_("Sales reduced {number}")).format(number=number),
        vat=booked(N_("Output VAT reduced {number}")).format(number=number),
        cost=booked(N_("Cost of sales reduced {what}")).format(what=what),
        stock=booked(N_("Returned to stock {what}")).format(what=what),
    )
