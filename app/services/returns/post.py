"""Posting a return: vouchers, stock and state together, or nothing."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from app.i18n import N_, booked
from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.product import Product
from app.models.sale import Sale, SaleLine
from app.services import stock
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.posting import documents
from app.services.posting.documents import Figures, Words
from app.services.returns import costs
from app.services.returns.apply import note_step
from app.services.returns.decide import head
from app.services.returns.refusals import RedInvoicePending
from app.services.vouchers.issue import Issued, People, Source, VoucherPlan, issue
from app.values.books import RedInvoice
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnKind, ReturnState, Settlement
from app.values.vouching import MoveKind, SourceKind, VoucherPart


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
    links: tuple[costs.LinkCost, ...]


_LINE_COST = (
    update(ReturnLine)
    .where(ReturnLine.id == bindparam("line"))
    .values(cost=bindparam("worked_cost"))
)
_LINK_COST = (
    update(ReturnLink)
    .where(
        ReturnLink.return_line_id == bindparam("line"),
        ReturnLink.sale_line_id == bindparam("sale_line"),
    )
    .values(cost=bindparam("worked_cost"))
)


@allowed(Act.RETURN_POST)
def post(writing: Writing, return_id: int, day: datetime.date | None = None) -> tuple[Issued, ...]:
    """Put an inspected return on the books on a day of an open month; gives its vouchers.

    The day is that of the return unless another is named. Vouchers, numbers, stock, log and
    state change together or not at all.
    """
    held = head(writing, return_id, ReturnState.INSPECTED)
    posted_on = day or held.day
    _require_red_invoice(writing, held)
    work = worked_out(writing, held)
    issued = _issue(writing, held, posted_on, work)
    for line in work.lines:
        if line.moves_stock:
            stock.move(writing, move_of(held, posted_on, line))
    keep_costs(writing, work)
    writing.connection.execute(
        update(GoodsReturn)
        .where(GoodsReturn.id == held.id)
        .values(state=ReturnState.POSTED, posted_day=posted_on)
    )
    note_step(writing, held.id, ReturnState.POSTED, " ".join(str(one.number) for one in issued))
    return issued


@inner
def planned(
    reading: Reading,
    held: Row[Any],
    customer_name: str,
    figures: Figures,
    worked: Sequence[LineCost],
) -> documents.Parts:
    """Give the vouchers that a return with these figures makes."""
    return documents.goods_return(
        reading.facts, figures, _words(held.number, held.kind, customer_name, worked)
    )


@inner
def worked_out(reading: Reading, held: Row[Any], *, kept: bool = False) -> Work:
    """Give what posting a return comes to; of a posted one, the costs that were kept."""
    lines = _lines(reading, held.id)
    links = () if kept else costs.of_links(reading, held.id)
    return Work(
        Money.total([line.accepted_net for line in lines]),
        Money.total([line.accepted_vat for line in lines]),
        _worked(reading, held, lines, links, kept=kept),
        links,
    )


def _issue(writing: Writing, held: Row[Any], day: datetime.date, work: Work) -> tuple[Issued, ...]:
    name = writing.connection.execute(
        select(Customer.short_name).where(Customer.id == held.customer_id)
    ).scalar_one()
    figures = Figures(held.customer_id, work.net, work.vat, by_condition(work.lines))
    people = People(held.applied_by, held.approved_by)
    papers = 1 + bool(held.red_invoice)
    entries = [*planned(writing, held, name, figures, work.lines)]
    if held.settlement is Settlement.REFUND_LATER and figures.gross:
        summary = booked(N_("Refund due {customer} return {number}")).format(
            customer=name, number=held.number
        )
        entry = documents.refund_later(writing.facts, held.customer_id, figures.gross, summary)
        entries.append((VoucherPart.SETTLEMENT, entry))
    return tuple(
        issue(
            writing,
            VoucherPlan(
                day,
                entry,
                Source(SourceKind.RETURN, held.id, held.number, part),
                people,
                papers,
            ),
        )
        for part, entry in entries
    )


def by_condition(worked: Sequence[LineCost]) -> tuple[tuple[Condition, Money], ...]:
    """Give the cost that comes back, condition by condition."""
    sums: dict[Condition, int] = defaultdict(int)
    for line in worked:
        if line.moves_stock:
            sums[line.condition] += line.cost.fen
    return tuple((condition, Money(sums[condition])) for condition in Condition if sums[condition])


def _words(number: str, kind: ReturnKind, customer: str, worked: Sequence[LineCost]) -> Words:
    """Give the 摘要 of a return's lines."""
    goods = [line for line in worked if line.moves_stock]
    if len(goods) == 1:
        what = f"{goods[0].name} {goods[0].accepted}{goods[0].unit}"
    else:
        what = booked(N_("{count} articles")).format(count=len(goods))
    allowance = kind is ReturnKind.ALLOWANCE
    first = N_("Allowance {customer} {number}") if allowance else N_("Return {customer} {number}")
    return Words(
        receivable=booked(first).format(customer=customer, number=number),
        revenue=booked(N_("Sales reduced {number}")).format(number=number),
        vat=booked(N_("Output VAT reduced {number}")).format(number=number),
        cost=booked(N_("Cost of sales reduced {what}")).format(what=what),
        stock=booked(N_("Returned to stock {what}")).format(what=what),
    )


def _lines(reading: Reading, return_id: int) -> Sequence[Row[Any]]:
    lines: Any = reading.connection.execute(
        select(ReturnLine, Product.code, Product.name, Product.unit, Product.is_service)
        .join(Product, Product.id == ReturnLine.product_id)
        .where(ReturnLine.client_id == reading.client_id, ReturnLine.return_id == return_id)
        .order_by(ReturnLine.row)
    ).all()
    return tuple(lines)


def _worked(
    reading: Reading,
    held: Row[Any],
    lines: Sequence[Row[Any]],
    link_costs: Sequence[costs.LinkCost],
    *,
    kept: bool,
) -> tuple[LineCost, ...]:
    """Give the cost of each line: its links first, the rest from the source it names."""
    linked: dict[int, list[costs.LinkCost]] = defaultdict(list)
    for link in link_costs:
        linked[link.return_line_id].append(link)
    worked = []
    for line in lines:
        moves = held.kind is ReturnKind.GOODS and not line.is_service and bool(line.accepted)
        cost = Money.total([link.cost for link in linked[line.id]])
        if kept:
            cost = line.cost
        elif moves:
            found = Quantity(sum(link.quantity.thousandths for link in linked[line.id]))
            cost = cost + costs.of_units(reading, line, line.accepted - found)
        worked.append(
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
                moves,
            )
        )
    return tuple(worked)


def move_of(held: Row[Any], day: datetime.date, line: LineCost) -> stock.MoveDraft:
    return stock.MoveDraft(
        day,
        line.product_id,
        line.warehouse_id,
        MoveKind.RETURN,
        line.accepted,
        line.cost,
        held.id,
        line.line_id,
    )


@inner
def keep_costs(writing: Writing, work: Work) -> None:
    """Write down what each line and each link took back."""
    writing.connection.execute(
        _LINE_COST, [{"line": line.line_id, "worked_cost": line.cost} for line in work.lines]
    )
    if work.links:
        writing.connection.execute(
            _LINK_COST,
            [
                {
                    "line": link.return_line_id,
                    "sale_line": link.sale_line_id,
                    "worked_cost": link.cost,
                }
                for link in work.links
            ],
        )


def _require_red_invoice(reading: Reading, held: Row[Any]) -> None:
    """Refuse a return of an invoiced sale whose red-letter invoice is not there yet.

    Source: 财会〔2016〕22号 二(二): output VAT is reduced on the strength of the red invoice.
    """
    if reading.facts.red_invoice is not RedInvoice.WAIT or held.red_invoice:
        return
    invoiced = (
        select(Sale.id)
        .join(SaleLine, SaleLine.sale_id == Sale.id)
        .join(ReturnLink, ReturnLink.sale_line_id == SaleLine.id)
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .where(ReturnLine.return_id == held.id, Sale.invoice != "")
        .limit(1)
    )
    if reading.connection.execute(invoiced).first() is not None:
        raise RedInvoicePending(held.number)
