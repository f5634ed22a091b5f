"""Posting a return: vouchers, stock and state together, or nothing."""

import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.prepared import Prepared
from app.models.sale import Sale, SaleLine
from app.services import stock
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.returns.apply import note_step
from app.services.returns.decide import head
from app.services.returns.refusals import (
    NothingAccepted,
    PostedBeforeReturn,
    RedInvoicePending,
)
from app.services.returns.work import LineCost, Paper, Work, of_return, vouchers
from app.services.vouchers.issue import Issued, People, Source, VoucherPlan, issue
from app.values.books import RedInvoice
from app.values.returns import ReturnKind, ReturnState
from app.values.vouching import MoveKind, SourceKind

_LINE_COST = Prepared(
    update(ReturnLine)
    .where(ReturnLine.id == bindparam("line"))
    .values(cost=bindparam("worked_cost"))
)
_LINK_COST = Prepared(
    update(ReturnLink)
    .where(
        ReturnLink.return_line_id == bindparam("line"),
        ReturnLink.sale_line_id == bindparam("sale_line"),
    )
    .values(cost=bindparam("worked_cost"))
)


_POSTED = Prepared(
    update(GoodsReturn)
    .where(GoodsReturn.id == bindparam("held"))
    .values(state=ReturnState.POSTED, posted_day=bindparam("on_day"))
)
_NAME = Prepared(select(Customer.short_name).where(Customer.id == bindparam("customer")))
_INVOICED = Prepared(
    select(Sale.id)
    .join(SaleLine, SaleLine.sale_id == Sale.id)
    .join(ReturnLink, ReturnLink.sale_line_id == SaleLine.id)
    .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
    .where(ReturnLine.return_id == bindparam("held"), Sale.invoice != "")
    .limit(1)
)


@allowed(Act.RETURN_POST)
def post(writing: Writing, return_id: int, day: datetime.date | None = None) -> tuple[Issued, ...]:
    """Put an inspected return on the books on a day of an open month; gives its vouchers.

    The day is that of the return unless another is named. Vouchers, numbers, stock, log and
    state change together or not at all.
    """
    held = head(writing, return_id, ReturnState.INSPECTED)
    posted_on = day or held.day
    if posted_on < held.day:
        raise PostedBeforeReturn(held.number, held.day)
    require_red_invoice(writing, held)
    work = of_return(writing, held)
    require_accepted(held, work)
    issued = _issue(writing, held, posted_on, work)
    for line in work.lines:
        if line.moves_stock:
            stock.move(writing, move_of(held, posted_on, line))
    keep_costs(writing, work)
    _POSTED.run(writing.connection, held=held.id, on_day=posted_on)
    note_step(writing, held.id, ReturnState.POSTED, " ".join(str(one.number) for one in issued))
    return issued


def _issue(writing: Writing, held: Any, day: datetime.date, work: Work) -> tuple[Issued, ...]:
    name = _NAME.rows(writing.connection, customer=held.customer_id)[0].short_name
    paper = Paper(held.number, held.kind, held.settlement, held.customer_id, name)
    people = People(held.applied_by, held.approved_by)
    papers = 1 + bool(held.red_invoice)
    return tuple(
        issue(
            writing,
            VoucherPlan(
                day, entry, Source(SourceKind.RETURN, held.id, held.number, part), people, papers
            ),
        )
        for part, entry in vouchers(writing, paper, work)
    )


def move_of(held: Any, day: datetime.date, line: LineCost) -> stock.MoveDraft:
    """Give the stock that a line of a posted return brings in."""
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


def require_accepted(held: Any, work: Work) -> None:
    """Refuse a return of goods of which nothing arrived."""
    if held.kind is ReturnKind.GOODS and not any(line.accepted for line in work.lines):
        raise NothingAccepted(held.number)


@inner
def keep_costs(writing: Writing, work: Work) -> None:
    """Write down what each line and each link took back."""
    _LINE_COST.run_all(
        writing.connection,
        ({"line": line.line_id, "worked_cost": line.cost} for line in work.lines),
    )
    _LINK_COST.run_all(
        writing.connection,
        (
            {
                "line": link.return_line_id,
                "sale_line": link.sale_line_id,
                "worked_cost": link.cost,
            }
            for link in work.links
        ),
    )


@inner
def require_red_invoice(reading: Reading, held: Any) -> None:
    """Refuse a return of an invoiced sale whose red-letter invoice is not there yet.

    Source: 财会〔2016〕22号 二(二): output VAT is reduced on the strength of the red invoice.
    """
    if reading.facts.red_invoice is not RedInvoice.WAIT or held.red_invoice:
        return
    if _INVOICED.first(reading.connection, held=held.id) is not None:
        raise RedInvoicePending(held.number)
