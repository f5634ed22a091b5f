"""Review, inspection, archive and withdrawal of a return: who may do it, from where to where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.prepared import Prepared
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.returns.apply import note_step, warehouse_for
from app.services.returns.costs import Linked
from app.services.returns.refusals import (
    BelowZero,
    OwnReturn,
    ReturnUnknown,
    TooManyAccepted,
    WarehouseUnknown,
    WrongStep,
)
from app.services.returns.relinking import (
    WholeLine,
    after_inspection,
    laid_out,
    room_for,
    whole_lines,
)
from app.services.returns.sold import Room
from app.services.stock import CostUnknown
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
    _require_another(writing, held)
    # In an office of one person nobody else has looked at it, and the return says so.
    reviewer = None if held.applied_by == writing.actor.name else writing.actor.name
    _step(writing, held, ReturnState.APPROVED, note, approved_by=reviewer)
    if held.kind is ReturnKind.ALLOWANCE:
        # Nothing comes back, so there is nothing to inspect.
        _step(writing, held, ReturnState.INSPECTED, "")


@allowed(Act.RETURN_APPROVE)
def reject(writing: Writing, return_id: int, note: str) -> None:
    """Turn a return down, with the reason."""
    held = head(writing, return_id, ReturnState.APPLIED)
    _require_another(writing, held)
    _step(writing, held, ReturnState.REJECTED, note)


@allowed(Act.RETURN_APPROVE)
def send_back(writing: Writing, return_id: int, note: str) -> None:
    """Give a return back one step, with the reason; what an inspection found of it is undone.

    An allowance has no inspection and goes back to its application.
    """
    held = head(writing, return_id, ReturnState.APPROVED, ReturnState.INSPECTED)
    if held.state is ReturnState.INSPECTED:
        _accept_all(writing, return_id, _whole_again(writing, return_id))
        _step(writing, held, ReturnState.APPROVED, note)
    if held.state is ReturnState.APPROVED or held.kind is ReturnKind.ALLOWANCE:
        _step(writing, held, ReturnState.APPLIED, note, approved_by=None)


@allowed(Act.RETURN_INSPECT)
def inspect(
    writing: Writing, return_id: int, found: Mapping[int, Inspection] | None = None, note: str = ""
) -> None:
    """Take note of what arrived, line by line; what is not named arrived as it was returned.

    Who took the return in does not say what arrived, except in an office of one person.
    """
    held = head(writing, return_id, ReturnState.APPROVED)
    _require_another(writing, held)
    if found:
        _accept_all(writing, return_id, found)
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
    _require_another(writing, held)
    line = _of_return(whole_lines(writing, return_id), line_id)
    if source is CostSource.STATED and stated is None:
        raise CostUnknown(line.code)
    if stated is not None and stated.micros < 0:
        raise BelowZero
    writing.connection.execute(
        update(ReturnLine)
        .where(ReturnLine.id == line_id)
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


def _require_another(writing: Writing, held: Any) -> None:
    """Go on only in the name of another than who took the return in."""
    if held.applied_by == writing.actor.name and not writing.facts.single_person:
        raise OwnReturn(held.applied_by)


def _whole_again(reading: Reading, return_id: int) -> dict[int, Inspection]:
    """Give the lines that an inspection cut short, as they were returned."""
    return {
        line.id: Inspection(line.quantity, line.condition, line.warehouse_id)
        for line in whole_lines(reading, return_id).values()
        if line.accepted < line.quantity
    }


def _accept_all(writing: Writing, return_id: int, found: Mapping[int, Inspection]) -> None:
    """Write down what arrived of these lines, and key it to their sales anew."""
    lines = whole_lines(writing, return_id)
    for line_id, inspection in found.items():
        line = _of_return(lines, line_id)
        if not NOTHING <= inspection.accepted <= line.quantity:
            raise TooManyAccepted(line.code, line.quantity)
        _require_own(writing, inspection.warehouse_id)
    links: dict[int, list[Linked]] = defaultdict(list)
    accepted = {line_id: inspection.accepted for line_id, inspection in found.items()}
    for link in after_inspection(writing, return_id, accepted):
        links[link.return_line_id].append(link)
    room = room_for(writing, found.keys())
    for line_id, inspection in found.items():
        net, vat = _relink(writing, lines[line_id], inspection.accepted, links[line_id], room)
        _accept(writing, line_id, inspection, {"accepted_net": net, "accepted_vat": vat})


def _relink(
    writing: Writing,
    line: WholeLine,
    accepted: Quantity,
    links: Sequence[Linked],
    room: Mapping[int, Room],
) -> tuple[Money, Money]:
    """Write what each sale line gives back for the units accepted; gives what they are worth.

    That is less than their part of the line where an allowance has taken the money meanwhile.
    """
    net, vat = line.worth(accepted)
    units = [link.quantity.thousandths for link in links]
    of_line = units, accepted.thousandths
    parts = zip(laid_out(net, *of_line), laid_out(vat, *of_line), strict=True)
    for link, part in zip(links, parts, strict=True):
        of_net, of_vat = room[link.sale_line_id].take(line.unit_price, *part)
        net, vat = net - (part[0] - of_net), vat - (part[1] - of_vat)
        writing.connection.execute(
            update(ReturnLink)
            .where(
                ReturnLink.return_line_id == line.id,
                ReturnLink.sale_line_id == link.sale_line_id,
            )
            .values(quantity=link.quantity, net=of_net, vat=of_vat)
        )
    return net, vat


def _accept(
    writing: Writing, line_id: int, found: Inspection, amounts: Mapping[str, Money]
) -> None:
    """Write down what arrived of a line, and what it is worth."""
    writing.connection.execute(
        update(ReturnLine)
        .where(ReturnLine.id == line_id)
        .values(
            accepted=found.accepted,
            condition=found.condition,
            warehouse_id=found.warehouse_id or warehouse_for(writing, found.condition),
            **amounts,
        )
    )


def _of_return(lines: Mapping[int, WholeLine], line_id: int) -> WholeLine:
    line = lines.get(line_id)
    if line is None:
        raise ReturnUnknown(str(line_id))
    return line


def _require_own(reading: Reading, warehouse_id: int | None) -> None:
    if warehouse_id is not None and warehouse_id not in reading.facts.warehouses.values():
        raise WarehouseUnknown(warehouse_id)
