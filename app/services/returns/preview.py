"""What a return will do to the books, before anything of it is written."""

import datetime
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Integer, case, func, select, type_coerce

from app.errors import AppError
from app.models.client import Counter
from app.models.customer import Customer
from app.models.product import Product, Warehouse
from app.models.voucher import EntryRow, Voucher
from app.services import accounts, customers, stock
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.posting.roles import account_for, vat_role
from app.services.reports import receivables
from app.services.returns.apply import warehouse_for, worked_lines
from app.services.returns.costs import Linked, PostingLine
from app.services.returns.decide import Inspection, head
from app.services.returns.drafts import ReturnDraft, WorkedLine
from app.services.returns.post import require_red_invoice
from app.services.returns.refusals import NothingAccepted, OriginalMissing, RedInvoicePending
from app.services.returns.relinking import WholeLine, after_inspection, whole_lines
from app.services.returns.work import Paper, Work, lines_of, vouchers, worked_out
from app.services.stock import CostUnknown
from app.services.vouchers.issue import WORD
from app.values.books import AccountRole
from app.values.entry import Entry, Side
from app.values.money import Money
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import ReturnKind, ReturnState
from app.values.vouching import VoucherState


class Lamp(enum.StrEnum):
    """Whether one side of a return is in order."""

    OK = "ok"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of a voucher that posting will make."""

    side: Side
    account: str
    account_name: str
    customer: str
    summary: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PreviewVoucher:
    """A voucher that posting will make, with the number that is next today."""

    number: str
    lines: tuple[PreviewLine, ...]
    total: Money


@dataclass(frozen=True, slots=True)
class MoneyEffect:
    """An amount before and after posting."""

    before: Money
    change: Money

    @property
    def after(self) -> Money:
        """What it will be."""
        return self.before + self.change


@dataclass(frozen=True, slots=True)
class StockEffect:
    """Stock of an article in a place before and after posting."""

    product: str
    unit: str
    warehouse: str
    before: Quantity
    change: Quantity

    @property
    def after(self) -> Quantity:
        """What it will be."""
        return self.before + self.change


@dataclass(frozen=True, slots=True)
class Preview:
    """What a return will do: amounts by line, vouchers, lamps, and effects."""

    lines: tuple[tuple[Money, Money], ...]
    vouchers: tuple[PreviewVoucher, ...]
    lamps: Mapping[str, Lamp]
    refusal: AppError | None
    receivable: MoneyEffect
    output_vat: MoneyEffect
    margin: MoneyEffect
    stock: tuple[StockEffect, ...]


_LAMPS = ("quantity", "amount", "tax", "stock", "cost")


@allowed(Act.LOOK)
def of_draft(reading: Reading, draft: ReturnDraft) -> Preview:
    """Give what a return would do that is still being typed; refuse by name what cannot be."""
    worked = worked_lines(reading, draft)
    lines = tuple(_typed(reading, at, draft, line) for at, line in enumerate(worked))
    links = tuple(
        Linked(at, line.sold.id, line.draft.quantity)
        for at, line in enumerate(worked)
        if line.sold is not None and line.draft.quantity
    )
    customer = customers.named(reading, draft.customer_id)
    paper = Paper("", draft.kind, draft.settlement, customer.id, customer.short_name)
    return _preview(reading, _Asked(paper, draft.day, lines, links), None)


@allowed(Act.LOOK)
def of_return(
    reading: Reading,
    return_id: int,
    found: Mapping[int, Inspection] | None = None,
    day: datetime.date | None = None,
) -> Preview:
    """Give what posting a return will do, with what an inspection finds in place of its lines."""
    held = head(reading, return_id, *ReturnState)
    lines = _inspected(reading, lines_of(reading, held.id), held.id, found or {})
    accepted = {line.id: line.accepted for line in lines}
    dealt = after_inspection(reading, held.id, accepted)
    links = tuple(link for link in dealt if link.quantity)
    name = reading.connection.execute(
        select(Customer.short_name).where(Customer.id == held.customer_id)
    ).scalar_one()
    paper = Paper(held.number, held.kind, held.settlement, held.customer_id, name)
    waits = None
    try:
        require_red_invoice(reading, held)
    except RedInvoicePending as pending:
        waits = pending
    return _preview(reading, _Asked(paper, day or held.day, lines, links), waits)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A return as it is looked at: what it is, when it would be posted, its lines and links."""

    paper: Paper
    day: datetime.date
    lines: tuple[PostingLine, ...]
    links: tuple[Linked, ...]


def _preview(reading: Reading, asked: _Asked, waits: RedInvoicePending | None) -> Preview:
    paper, day, lines = asked.paper, asked.day, asked.lines
    lamps = dict.fromkeys(_LAMPS, Lamp.OK)
    refusal: AppError | None = waits
    if waits is not None:
        lamps["tax"] = Lamp.WAITING
    if paper.kind is ReturnKind.GOODS and not any(line.accepted for line in lines):
        refusal = NothingAccepted(paper.number)
        lamps["quantity"] = Lamp.REFUSED
    try:
        work = worked_out(reading, paper.kind, lines, asked.links)
    except (CostUnknown, OriginalMissing) as unknown:
        refusal = unknown
        lamps["cost"] = lamps["stock"] = Lamp.REFUSED
        sums = (
            Money.total([line.net for line in lines]),
            Money.total([line.vat for line in lines]),
        )
        work = Work(*sums, (), ())
    parts = tuple(entry for _, entry in vouchers(reading, paper, work))
    return Preview(
        lines=tuple((line.net, line.vat) for line in lines),
        vouchers=_numbered(reading, Period.holding(day), parts),
        lamps=lamps,
        refusal=refusal,
        receivable=_receivable(reading, paper, day, parts),
        output_vat=_moved(reading, vat_role(reading.facts.taxpayer), day, -work.vat),
        margin=_margin(reading, day, work),
        stock=_stock(reading, work),
    )


def _typed(reading: Reading, at: int, draft: ReturnDraft, line: WorkedLine) -> PostingLine:
    return PostingLine(
        id=at,
        at=draft.day.isoformat(),
        product_id=line.product_id,
        code=line.code,
        name=line.name,
        unit=line.unit,
        is_service=line.is_service,
        warehouse_id=line.draft.warehouse_id or warehouse_for(reading, line.draft.condition),
        condition=line.draft.condition,
        accepted=line.draft.quantity,
        net=line.net,
        vat=line.vat,
        cost_source=line.draft.cost_source,
        stated_cost=line.draft.stated_cost,
        kept_cost=None,
    )


def _inspected(
    reading: Reading,
    lines: Sequence[PostingLine],
    return_id: int,
    found: Mapping[int, Inspection],
) -> tuple[PostingLine, ...]:
    """Give lines with what an inspection finds of some of them."""
    whole = whole_lines(reading, return_id)
    return tuple(
        _found(reading, line, whole[line.id], found[line.id]) if line.id in found else line
        for line in lines
    )


def _found(reading: Reading, line: PostingLine, whole: WholeLine, found: Inspection) -> PostingLine:
    net, vat = whole.worth(found.accepted)
    return replace(
        line,
        accepted=found.accepted,
        condition=found.condition,
        warehouse_id=found.warehouse_id or warehouse_for(reading, found.condition),
        net=net,
        vat=vat,
    )


def _numbered(
    reading: Reading, period: Period, entries: Sequence[Entry]
) -> tuple[PreviewVoucher, ...]:
    last = reading.connection.execute(
        select(Counter.last).where(
            Counter.client_id == reading.client_id, Counter.kind == WORD, Counter.period == period
        )
    ).scalar()
    names = accounts.named(reading)
    called = customers.short_names(reading)
    return tuple(
        PreviewVoucher(
            str(VoucherNumber(period, WORD, serial)),
            tuple(
                PreviewLine(
                    line.side,
                    line.account,
                    names[line.account].full_name,
                    called.get(line.customer or 0, ""),
                    line.summary,
                    line.amount,
                )
                for line in entry.lines
            ),
            entry.total,
        )
        for serial, entry in enumerate(entries, (last or 0) + 1)
    )


def _receivable(
    reading: Reading, paper: Paper, day: datetime.date, entries: Sequence[Entry]
) -> MoneyEffect:
    account = account_for(reading.facts, AccountRole.RECEIVABLE)
    change = sum(
        line.amount.fen if line.side is Side.DEBIT else -line.amount.fen
        for entry in entries
        for line in entry.lines
        if line.account == account
    )
    before = receivables.balance(reading, paper.customer_id, Period.holding(day).last_day)
    return MoneyEffect(before, Money(change))


def _moved(reading: Reading, role: AccountRole, day: datetime.date, change: Money) -> MoneyEffect:
    """Give what an account of credits moved in the month, and what posting adds to it."""
    return MoneyEffect(-_month_of(reading, account_for(reading.facts, role), day), change)


def _margin(reading: Reading, day: datetime.date, work: Work) -> MoneyEffect:
    """Give the month's gross margin: revenue less cost of sales."""
    revenue = -_month_of(reading, account_for(reading.facts, AccountRole.REVENUE), day)
    cost = _month_of(reading, account_for(reading.facts, AccountRole.COGS), day)
    back = Money.total([line.cost for line in work.lines if line.moves_stock])
    return MoneyEffect(revenue - cost, back - work.net)


def _month_of(reading: Reading, account: str, day: datetime.date) -> Money:
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    moved = reading.connection.execute(
        select(func.coalesce(func.sum(signed), 0))
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .where(
            EntryRow.client_id == reading.client_id,
            EntryRow.account == account,
            Voucher.state == VoucherState.POSTED,
            Voucher.period == Period.holding(day),
        )
    ).scalar_one()
    return Money(int(moved))


def _stock(reading: Reading, work: Work) -> tuple[StockEffect, ...]:
    places = {
        row.id: row.name
        for row in reading.connection.execute(
            select(Warehouse.id, Warehouse.name).where(Warehouse.client_id == reading.client_id)
        )
    }
    specs = {
        row.id: f"{row.name} {row.spec}".strip()
        for row in reading.connection.execute(
            select(Product.id, Product.name, Product.spec).where(
                Product.id.in_([line.product_id for line in work.lines])
            )
        )
    }
    return tuple(
        StockEffect(
            specs[line.product_id],
            line.unit,
            places[line.warehouse_id],
            stock.on_hand(reading, line.product_id, line.warehouse_id).quantity,
            line.accepted,
        )
        for line in work.lines
        if line.moves_stock
    )
