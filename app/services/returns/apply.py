"""Taking a return in (申请): lines keyed to their sales, numbered, logged."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from app.i18n import N_, booked
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink, ReturnStep
from app.models.prepared import Prepared
from app.models.product import Product
from app.services import audit, customers, numbering, periods
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.products import ProductChoice
from app.services.returns import sold
from app.services.returns.drafts import ReturnDraft, WorkedLine, work_out
from app.services.returns.refusals import ReturnUnknown, WrongStep
from app.values.numbers import DocumentNumber
from app.values.returns import Condition, ReturnState

PREFIX = "TH"
_STEP = Prepared(
    insert(ReturnStep).values(
        client_id=bindparam("of_client"),
        return_id=bindparam("of_return"),
        state=bindparam("reached"),
        note=bindparam("remark"),
        written_by=bindparam("person"),
        written_at=bindparam("moment"),
    )
)


@dataclass(frozen=True, slots=True)
class Applied:
    """A return that was taken in."""

    id: int
    number: DocumentNumber


@allowed(Act.RETURN_APPLY)
def apply(writing: Writing, draft: ReturnDraft) -> Applied:
    """Take a return in; it waits for its review."""
    period = periods.require_open(writing, draft.day)
    customers.named(writing, draft.customer_id)
    lines = worked_lines(writing, draft)
    number = numbering.next_document(writing, PREFIX, period)
    return_id = _insert_head(writing, draft, str(number))
    for row, line in enumerate(lines, 1):
        _insert_line(writing, return_id, row, draft.day, line)
    note_step(writing, return_id, ReturnState.APPLIED, draft.note)
    audit.record(
        writing,
        audit.Deed("return-applied", str(number), {"id": return_id, "lines": _logged(lines)}),
    )
    return Applied(return_id, number)


@allowed(Act.RETURN_APPLY)
def revise(writing: Writing, return_id: int, draft: ReturnDraft) -> Applied:
    """Take a return in again that nobody has reviewed: the first one is withdrawn for it."""
    held = writing.connection.execute(
        select(GoodsReturn.number, GoodsReturn.state).where(
            GoodsReturn.client_id == writing.client_id, GoodsReturn.id == return_id
        )
    ).first()
    if held is None:
        raise ReturnUnknown(str(return_id))
    if held.state is not ReturnState.APPLIED:
        raise WrongStep(held.number, held.state)
    writing.connection.execute(
        update(GoodsReturn).where(GoodsReturn.id == return_id).values(state=ReturnState.VOID)
    )
    again = apply(writing, draft)
    note = booked(N_("Replaced by {number}")).format(number=again.number)
    note_step(writing, return_id, ReturnState.VOID, note)
    audit.record(writing, audit.Deed("return-replaced", held.number, {"by": str(again.number)}))
    return again


@inner
def worked_lines(reading: Reading, draft: ReturnDraft) -> tuple[WorkedLine, ...]:
    """Give the lines of a draft worked out against the sales and products of the book."""
    wanted = {line.sale_line_id for line in draft.lines if line.sale_line_id is not None}
    unkeyed = {line.product_id for line in draft.lines if line.product_id is not None}
    originals = sold.of_lines(reading, wanted) if wanted else {}
    return work_out(reading, draft, originals, _products(reading, unkeyed) if unkeyed else {})


@inner
def note_step(writing: Writing, return_id: int, state: ReturnState, note: str = "") -> None:
    """Write down which state was reached, by whom and when."""
    _STEP.run(
        writing.connection,
        of_client=writing.client_id,
        of_return=return_id,
        reached=state,
        remark=note,
        person=writing.actor.name,
        moment=writing.now,
    )


@inner
def warehouse_for(reading: Reading, condition: Condition) -> int:
    """Give the place where goods of this condition go unless somebody says otherwise."""
    code = {Condition.GOOD: "main", Condition.DEFECTIVE: "defective", Condition.SCRAP: "scrap"}
    return reading.facts.warehouses[code[condition]]


def _insert_head(writing: Writing, draft: ReturnDraft, number: str) -> int:
    added = writing.connection.execute(
        insert(GoodsReturn)
        .values(
            client_id=writing.client_id,
            number=number,
            source_number=draft.source_number,
            day=draft.day,
            customer_id=draft.customer_id,
            kind=draft.kind,
            state=ReturnState.APPLIED,
            reason=draft.reason,
            reason_text=draft.reason_text,
            settlement=draft.settlement,
            red_invoice=draft.red_invoice,
            note=draft.note,
            applied_by=writing.actor.name,
            import_id=draft.import_id,
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(GoodsReturn.id)
    )
    return_id: int = added.scalar_one()
    return return_id


def _insert_line(
    writing: Writing, return_id: int, row: int, day: datetime.date, line: WorkedLine
) -> None:
    draft = line.draft
    added = writing.connection.execute(
        insert(ReturnLine)
        .values(
            client_id=writing.client_id,
            return_id=return_id,
            row=row,
            at=day.isoformat(),
            product_id=line.product_id,
            quantity=draft.quantity,
            accepted=draft.quantity,
            condition=draft.condition,
            warehouse_id=draft.warehouse_id or warehouse_for(writing, draft.condition),
            reason_text=draft.reason_text,
            unit_price=line.unit_price,
            vat_rate=line.vat_rate,
            net=line.net,
            vat=line.vat,
            accepted_net=line.net,
            accepted_vat=line.vat,
            cost_source=draft.cost_source,
            stated_cost=draft.stated_cost,
        )
        .returning(ReturnLine.id)
    )
    line_id: int = added.scalar_one()
    if line.sold is not None:
        writing.connection.execute(
            insert(ReturnLink).values(
                return_line_id=line_id,
                sale_line_id=line.sold.id,
                client_id=writing.client_id,
                quantity=draft.quantity,
                net=line.net,
                vat=line.vat,
            )
        )


def _products(reading: Reading, ids: set[int]) -> dict[int, ProductChoice]:
    rows = reading.connection.execute(
        select(
            Product.id,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Product.vat_rate,
            Product.is_service,
        ).where(Product.client_id == reading.client_id, Product.id.in_(ids))
    )
    return {row.id: ProductChoice(*row) for row in rows}


def _logged(lines: Sequence[WorkedLine]) -> list[list[object]]:
    return [
        [line.code, line.draft.quantity.thousandths, line.net.fen, line.vat.fen] for line in lines
    ]
