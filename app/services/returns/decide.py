"""Review, inspection, archive and withdrawal of a return: who may do it, from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.prepared import Prepared
from app.models.product import Product
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.returns.apply import note_step, warehouse_for
from app.services.returns.refusals import OwnReturn, ReturnUnknown, TooManyAccepted, WrongStep
from app.values.money import Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition, CostSource, ReturnKind, ReturnState

_HEAD = Prepared(
    select(GoodsReturn).where(
        GoodsReturn.client_id == bindparam("client"), GoodsReturn.id == bindparam("held")
    )
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the inspection found of one line."""

    accepted: Quantity
    condition: Condition = Condition.GOOD
    warehouse_id: int | None = None


@allowed(Act.RETURN_APPROVE)
def approve(writing: Writing, return_id: int, note: str = "") -> None:
    """Agree to a return; who took it in cannot, except in an office of one person."""
    held = head(writing, return_id, ReturnState.APPLIED)
    reviewer: str | None = writing.actor.name
    if held.applied_by == reviewer:
        if not writing.facts.single_person:
            raise OwnReturn(held.applied_by)
        reviewer = None
    _step(writing, held, ReturnState.APPROVED, note, approved_by=reviewer)
    if held.kind is ReturnKind.ALLOWANCE:
        # Nothing comes back, so there is nothing to inspect.
        _step(writing, held, ReturnState.INSPECTED, "")


@allowed(Act.RETURN_APPROVE)
def reject(writing: Writing, return_id: int, note: str) -> None:
    """Turn a return down, with the reason."""
    _step(writing, head(writing, return_id, ReturnState.APPLIED), ReturnState.REJECTED, note)


@allowed(Act.RETURN_APPROVE)
def send_back(writing: Writing, return_id: int, note: str) -> None:
    """Give a return back one step, with the reason."""
    held = head(writing, return_id, ReturnState.APPROVED, ReturnState.INSPECTED)
    if held.state is ReturnState.INSPECTED:
        _step(writing, held, ReturnState.APPROVED, note)
    else:
        _step(writing, held, ReturnState.APPLIED, note, approved_by=None)


@allowed(Act.RETURN_INSPECT)
def inspect(
    writing: Writing, return_id: int, found: Mapping[int, Inspection] | None = None, note: str = ""
) -> None:
    """Take note of what arrived, line by line; what is not named arrived as it was returned."""
    held = head(writing, return_id, ReturnState.APPROVED)
    for line_id, inspection in (found or {}).items():
        _accept(writing, return_id, line_id, inspection)
    _step(writing, held, ReturnState.INSPECTED, note)


@allowed(Act.RETURN_APPLY)
def void(writing: Writing, return_id: int, note: str) -> None:
    """Withdraw a return that was not inspected yet, with the reason."""
    held = head(writing, return_id, ReturnState.APPLIED, ReturnState.APPROVED)
    _step(writing, held, ReturnState.VOID, note)


@allowed(Act.RETURN_POST)
def archive(writing: Writing, return_id: int, note: str = "") -> None:
    """File a posted return whose papers are complete."""
    _step(writing, head(writing, return_id, ReturnState.POSTED), ReturnState.ARCHIVED, note)


@allowed(Act.RETURN_APPLY)
def enter_red_invoice(writing: Writing, return_id: int, number: str) -> None:
    """Write down the number of the red-letter invoice of a return that is not posted."""
    held = head(writing, return_id, *_OPEN)
    writing.connection.execute(
        update(GoodsReturn).where(GoodsReturn.id == held.id).values(red_invoice=number.strip())
    )
    audit.record(writing, audit.Deed("red-invoice", held.number, {"invoice": number.strip()}))


@allowed(Act.RETURN_APPROVE)
def state_cost(
    writing: Writing,
    return_id: int,
    line_id: int,
    source: CostSource,
    stated: UnitPrice | None = None,
) -> None:
    """Say where the cost of units without original comes from; a reviewer answers for it."""
    held = head(writing, return_id, *_OPEN)
    writing.connection.execute(
        update(ReturnLine)
        .where(ReturnLine.return_id == held.id, ReturnLine.id == line_id)
        .values(cost_source=source, stated_cost=stated)
    )
    audit.record(
        writing,
        audit.Deed(
            "return-cost",
            held.number,
            {"line": line_id, "source": source.value, "unit": str(stated)},
        ),
    )


_OPEN = (ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.INSPECTED)


@inner
def head(reading: Reading, return_id: int, *states: ReturnState) -> Any:
    """Give a return of this book that stands at one of these states."""
    held = _HEAD.first(reading.connection, client=reading.client_id, held=return_id)
    if held is None:
        raise ReturnUnknown(str(return_id))
    if held.state not in states:
        raise WrongStep(held.number, held.state)
    return held


def _step(
    writing: Writing, held: Any, state: ReturnState, note: str, **changes: str | None
) -> None:
    writing.connection.execute(
        update(GoodsReturn).where(GoodsReturn.id == held.id).values(state=state, **changes)
    )
    note_step(writing, held.id, state, note)
    audit.record(
        writing, audit.Deed("return-step", held.number, {"state": state.value, "note": note})
    )


def _accept(writing: Writing, return_id: int, line_id: int, found: Inspection) -> None:
    line = writing.connection.execute(
        select(ReturnLine, Product.code)
        .join(Product, Product.id == ReturnLine.product_id)
        .where(ReturnLine.return_id == return_id, ReturnLine.id == line_id)
    ).first()
    if line is None:
        raise ReturnUnknown(str(line_id))
    if found.accepted > line.quantity or found.accepted < NOTHING:
        raise TooManyAccepted(line.code, line.quantity)
    part = found.accepted.thousandths, max(line.quantity.thousandths, 1)
    writing.connection.execute(
        update(ReturnLine)
        .where(ReturnLine.id == line_id)
        .values(
            accepted=found.accepted,
            condition=found.condition,
            warehouse_id=found.warehouse_id or warehouse_for(writing, found.condition),
            accepted_net=line.net.share(*part),
            accepted_vat=line.vat.share(*part),
        )
    )
    _relink(writing, line_id, found.accepted)


def _relink(writing: Writing, line_id: int, accepted: Quantity) -> None:
    """Shorten the links of a line to what was accepted, the last linked sale line first."""
    links = writing.connection.execute(
        select(ReturnLink)
        .where(ReturnLink.return_line_id == line_id)
        .order_by(ReturnLink.sale_line_id.desc())
    ).all()
    left = accepted.thousandths
    for link in links:
        taken = min(left, link.quantity.thousandths)
        left -= taken
        if taken == link.quantity.thousandths:
            continue
        writing.connection.execute(
            delete(ReturnLink).where(
                ReturnLink.return_line_id == line_id,
                ReturnLink.sale_line_id == link.sale_line_id,
            )
        )
        if taken:
            whole = link.quantity.thousandths
            net: Money = link.net.share(taken, whole)
            writing.connection.execute(
                insert(ReturnLink).values(
                    return_line_id=line_id,
                    sale_line_id=link.sale_line_id,
                    client_id=writing.client_id,
                    quantity=Quantity(taken),
                    net=net,
                    vat=link.vat.share(taken, whole),
                )
            )
