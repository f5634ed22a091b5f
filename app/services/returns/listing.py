"""Returns as they are listed and shown, with every step of their way."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Subquery, func, or_, select, type_coerce

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink, ReturnStep
from app.models.product import Product, Warehouse
from app.models.voucher import Voucher
from app.services.access import Act, allowed, inner
from app.services.permits import Reading
from app.services.returns import sold
from app.services.returns.refusals import ReturnUnknown
from app.services.returns.sold import SoldLine
from app.services.vouchers.listing import number_text
from app.values.money import FEN_LIMIT, Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import (
    Condition,
    CostSource,
    ReturnKind,
    ReturnReason,
    ReturnState,
    Settlement,
)
from app.values.vouching import SourceKind, VoucherState

OPEN = frozenset(
    {ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.INSPECTED, ReturnState.POSTED}
)
"""The states of returns that are being worked on (在办)."""


@dataclass(frozen=True, slots=True)
class ReturnFilter:
    """Which returns are wanted."""

    states: frozenset[ReturnState] = OPEN
    text: str = ""
    customer_id: int | None = None
    period: Period | None = None
    limit: int = 2000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return as lists and the register show it."""

    id: int
    number: str
    source_number: str
    day: datetime.date
    customer_id: int
    customer_code: str
    customer: str
    kind: ReturnKind
    state: ReturnState
    reason: ReturnReason
    reason_text: str
    net: Money
    vat: Money
    cost: Money
    vouchers: str

    @property
    def gross(self) -> Money:
        """Net and VAT together."""
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """Some returns, with count and total of all that fit, and the counts of each state."""

    rows: tuple[ReturnRow, ...]
    count: int
    total: Money
    by_state: dict[ReturnState, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a return's way."""

    state: ReturnState
    by: str
    at: datetime.datetime
    note: str


@dataclass(frozen=True, slots=True)
class ReturnLineRow:
    """One line of a return with the sale lines that it comes from."""

    id: int
    product_id: int
    code: str
    name: str
    spec: str
    unit: str
    quantity: Quantity
    accepted: Quantity
    condition: Condition
    warehouse_id: int
    warehouse: str
    reason_text: str
    unit_price: UnitPrice
    vat_rate: int
    net: Money
    vat: Money
    accepted_net: Money
    accepted_vat: Money
    cost_source: CostSource
    cost: Money | None
    originals: tuple[SoldLine, ...]
    """The sale lines, with 已退 as the other returns left it."""
    linked: Quantity

    @property
    def price_differs(self) -> bool:
        """Whether the return states another price than one of its sales."""
        return any(line.unit_price != self.unit_price for line in self.originals)


@dataclass(frozen=True, slots=True)
class ReturnDetail:
    """One return, whole."""

    head: ReturnRow
    settlement: Settlement
    red_invoice: str
    note: str
    applied_by: str
    approved_by: str
    posted_day: datetime.date | None
    lines: tuple[ReturnLineRow, ...]
    steps: tuple[Step, ...]


@allowed(Act.LOOK)
def listing(reading: Reading, wanted: ReturnFilter) -> ReturnPage:
    """Give the returns that fit, oldest first, with the totals of all of them."""
    sums = _sums(reading)
    fitting = _fitting(reading, wanted)
    chosen = (*fitting, GoodsReturn.state.in_(wanted.states))
    rows = reading.connection.execute(
        select(
            GoodsReturn,
            Customer.code,
            Customer.short_name,
            sums.c.net,
            sums.c.vat,
            sums.c.cost,
        )
        .join(Customer, Customer.id == GoodsReturn.customer_id)
        .join(sums, sums.c.return_id == GoodsReturn.id)
        .where(*chosen)
        .order_by(GoodsReturn.day, GoodsReturn.id)
        .limit(wanted.limit)
        .offset(wanted.offset)
    ).all()
    count, total = reading.connection.execute(
        select(func.count(), func.coalesce(func.sum(sums.c.net + sums.c.vat), 0))
        .select_from(GoodsReturn)
        .join(Customer, Customer.id == GoodsReturn.customer_id)
        .join(sums, sums.c.return_id == GoodsReturn.id)
        .where(*chosen)
    ).one()
    numbers = voucher_numbers(reading, [row.id for row in rows])
    listed = tuple(_row(row, numbers[row.id]) for row in rows)
    return ReturnPage(listed, count, Money(int(total)), _counts(reading, fitting))


@allowed(Act.LOOK)
def show(reading: Reading, return_id: int) -> ReturnDetail:
    """Give one return whole; raises ReturnUnknown."""
    held = reading.connection.execute(
        select(GoodsReturn).where(
            GoodsReturn.client_id == reading.client_id, GoodsReturn.id == return_id
        )
    ).first()
    if held is None:
        raise ReturnUnknown(str(return_id))
    wanted = ReturnFilter(states=frozenset(ReturnState), text=held.number)
    found = next(row for row in listing(reading, wanted).rows if row.id == return_id)
    return ReturnDetail(
        head=found,
        settlement=held.settlement,
        red_invoice=held.red_invoice,
        note=held.note,
        applied_by=held.applied_by,
        approved_by=held.approved_by or "",
        posted_day=held.posted_day,
        lines=_lines(reading, return_id),
        steps=_steps(reading, return_id),
    )


@allowed(Act.LOOK)
def find(reading: Reading, number: str) -> int:
    """Give the id of the return with this number; raises ReturnUnknown."""
    found = reading.connection.execute(
        select(GoodsReturn.id).where(
            GoodsReturn.client_id == reading.client_id, GoodsReturn.number == number
        )
    ).scalar()
    if found is None:
        raise ReturnUnknown(number)
    return found


@inner
def voucher_numbers(reading: Reading, return_ids: Sequence[int]) -> dict[int, str]:
    """Give the numbers of the vouchers on the books that each return made or that stand for it."""
    numbers: dict[int, list[str]] = defaultdict(list)
    rows = reading.connection.execute(
        select(
            func.coalesce(Voucher.return_id, Voucher.source_id),
            Voucher.word,
            Voucher.serial,
        )
        .where(
            Voucher.client_id == reading.client_id,
            Voucher.state == VoucherState.POSTED,
            or_(
                (Voucher.source_kind == SourceKind.RETURN) & Voucher.source_id.in_(return_ids),
                Voucher.return_id.in_(return_ids),
            ),
        )
        .order_by(Voucher.period, Voucher.serial)
    )
    for return_id, word, serial in rows:
        numbers[return_id].append(number_text(word, serial))
    return {return_id: " ".join(numbers[return_id]) for return_id in return_ids}


def _sums(reading: Reading) -> Subquery:
    return (
        select(
            ReturnLine.return_id,
            func.sum(type_coerce(ReturnLine.net, Integer)).label("net"),
            func.sum(type_coerce(ReturnLine.vat, Integer)).label("vat"),
            func.coalesce(func.sum(type_coerce(ReturnLine.cost, Integer)), 0).label("cost"),
        )
        .where(ReturnLine.client_id == reading.client_id)
        .group_by(ReturnLine.return_id)
        .subquery()
    )


def _fitting(reading: Reading, wanted: ReturnFilter) -> tuple[ColumnElement[bool], ...]:
    conditions: list[ColumnElement[bool]] = [GoodsReturn.client_id == reading.client_id]
    if wanted.customer_id is not None:
        conditions.append(GoodsReturn.customer_id == wanted.customer_id)
    if wanted.period is not None:
        first, last = wanted.period.first_day, wanted.period.last_day
        conditions.append(GoodsReturn.day.between(first, last))
    text = wanted.text.strip().lower()
    if text:
        conditions.append(
            or_(
                func.lower(GoodsReturn.number).contains(text, autoescape=True),
                func.lower(GoodsReturn.source_number).contains(text, autoescape=True),
                func.lower(Customer.name).contains(text, autoescape=True),
                func.lower(Customer.code).contains(text, autoescape=True),
                Customer.initials.contains(text, autoescape=True),
                *_with_amount(reading, text),
            )
        )
    return tuple(conditions)


def _with_amount(reading: Reading, text: str) -> tuple[ColumnElement[bool], ...]:
    """Give the condition that a return comes to this amount, where the text is one."""
    try:
        amount = Money.of(text.replace(",", ""))
    except ValueError:
        return ()
    if not amount or abs(amount.fen) > FEN_LIMIT:
        return ()
    gross = func.sum(type_coerce(ReturnLine.net, Integer) + type_coerce(ReturnLine.vat, Integer))
    same = (
        select(ReturnLine.return_id)
        .where(ReturnLine.client_id == reading.client_id)
        .group_by(ReturnLine.return_id)
        .having(gross == abs(amount.fen))
    )
    return (GoodsReturn.id.in_(same),)


def _counts(reading: Reading, fitting: Sequence[ColumnElement[bool]]) -> dict[ReturnState, int]:
    rows = reading.connection.execute(
        select(GoodsReturn.state, func.count())
        .join(Customer, Customer.id == GoodsReturn.customer_id)
        .where(*fitting)
        .group_by(GoodsReturn.state)
    )
    counts = {row[0]: row[1] for row in rows}
    return {state: counts.get(state, 0) for state in ReturnState}


def _row(row: Row[Any], vouchers: str) -> ReturnRow:
    return ReturnRow(
        id=row.id,
        number=row.number,
        source_number=row.source_number,
        day=row.day,
        customer_id=row.customer_id,
        customer_code=row.code,
        customer=row.short_name,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        reason_text=row.reason_text,
        net=Money(int(row.net)),
        vat=Money(int(row.vat)),
        cost=Money(int(row.cost)),
        vouchers=vouchers,
    )


def _lines(reading: Reading, return_id: int) -> tuple[ReturnLineRow, ...]:
    rows = reading.connection.execute(
        select(
            ReturnLine,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Warehouse.name.label("warehouse"),
        )
        .join(Product, Product.id == ReturnLine.product_id)
        .join(Warehouse, Warehouse.id == ReturnLine.warehouse_id)
        .where(ReturnLine.return_id == return_id)
        .order_by(ReturnLine.row)
    ).all()
    found, linked = _originals(reading, return_id)
    return tuple(
        ReturnLineRow(
            id=row.id,
            product_id=row.product_id,
            code=row.code,
            name=row.name,
            spec=row.spec,
            unit=row.unit,
            quantity=row.quantity,
            accepted=row.accepted,
            condition=row.condition,
            warehouse_id=row.warehouse_id,
            warehouse=row.warehouse,
            reason_text=row.reason_text,
            unit_price=row.unit_price,
            vat_rate=row.vat_rate,
            net=row.net,
            vat=row.vat,
            accepted_net=row.accepted_net,
            accepted_vat=row.accepted_vat,
            cost_source=row.cost_source,
            cost=row.cost,
            originals=tuple(found[row.id]),
            linked=Quantity(linked[row.id]),
        )
        for row in rows
    )


def _originals(
    reading: Reading, return_id: int
) -> tuple[dict[int, list[SoldLine]], dict[int, int]]:
    """Give the sale lines of each line of a return, and how many thousandths they make up."""
    links = reading.connection.execute(
        select(ReturnLink.return_line_id, ReturnLink.sale_line_id, ReturnLink.quantity)
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .where(ReturnLine.return_id == return_id)
    ).all()
    originals = sold.of_lines(reading, [link.sale_line_id for link in links], but=return_id)
    found: dict[int, list[SoldLine]] = defaultdict(list)
    linked: dict[int, int] = defaultdict(int)
    for link in links:
        found[link.return_line_id].append(originals[link.sale_line_id])
        linked[link.return_line_id] += link.quantity.thousandths
    return found, linked


def _steps(reading: Reading, return_id: int) -> tuple[Step, ...]:
    rows = reading.connection.execute(
        select(ReturnStep.state, ReturnStep.written_by, ReturnStep.written_at, ReturnStep.note)
        .where(ReturnStep.return_id == return_id)
        .order_by(ReturnStep.id)
    )
    return tuple(Step(*row) for row in rows)
