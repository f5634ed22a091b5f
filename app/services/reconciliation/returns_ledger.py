"""Returns against the vouchers that reduce receivables for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.sale import Sale, SaleLine
from app.models.voucher import EntryRow, Voucher
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reconciliation.pairs import Check, Pair, SideRow, together
from app.services.vouchers.listing import number_text
from app.values.books import AccountRole, RedInvoice
from app.values.entry import Side
from app.values.money import ZERO, Money
from app.values.period import Period
from app.values.reconciling import CheckKind, Relation
from app.values.returns import ReturnState
from app.values.vouching import SourceKind, VoucherPart, VoucherState

_ARRIVED = (ReturnState.INSPECTED, ReturnState.POSTED, ReturnState.ARCHIVED)
_ORIGINAL = aliased(Voucher)
"""What a reversal reverses."""
_INVOICED = (
    select(Sale.id)
    .join(SaleLine, SaleLine.sale_id == Sale.id)
    .join(ReturnLink, ReturnLink.sale_line_id == SaleLine.id)
    .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
    .where(ReturnLine.return_id == GoodsReturn.id, Sale.invoice != "")
    .exists()
)
"""Whether an invoice was issued for the sale that a return comes from."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A return whose goods arrived: what it says that the customer gets, and what was accepted."""

    side: SideRow
    accepted: Money
    customer_id: int
    period: Period
    waits: bool


@dataclass(frozen=True, slots=True)
class _Booked:
    """A voucher that reduces a receivable for a return, and by how much."""

    side: SideRow
    customer_id: int | None
    period: Period
    return_id: int | None
    typed_id: int
    """The voucher itself, or the one that it reverses."""


@inner
def compare(reading: Reading, period: Period) -> Check:
    """Compare the month's returns with the month's vouchers, each under its own number.

    Left are the returns of the month whose goods arrived and that wait for no red invoice, less
    what earlier months have on the books for them; right the vouchers of the month that reduce
    receivables for returns, whoever wrote them.
    """
    booked = _booked(reading, Voucher.period == period)
    by_return: dict[int, list[_Booked]] = defaultdict(list)
    for one in booked:
        if one.return_id is not None:
            by_return[one.return_id].append(one)
    claims = _claims(reading, period, by_return.keys())
    before = _before(reading, period, claims.keys())
    matched = (
        _pair(claim, before.get(key, ZERO), by_return.get(key, [])) for key, claim in claims.items()
    )
    pairs = [pair for pair in matched if pair is not None]
    pairs.extend(_without_return([one for one in booked if one.return_id not in claims]))
    left = Money.total([pair.left.amount for pair in pairs if pair.left is not None])
    right = Money.total([one.side.amount for one in booked])
    return Check(CheckKind.RETURNS_LEDGER, left, right, tuple(_sorted(pairs)))


def _pair(claim: _Claim, before: Money, booked: list[_Booked]) -> Pair | None:
    side = claim.side
    left = SideRow(side.id, side.number, side.day, side.party, side.amount - before)
    if not booked:
        return None if claim.waits or not left.amount else Pair(Relation.NO_VOUCHER, left, None)
    right = together([one.side for one in booked])
    if right.amount != left.amount:
        is_short = right.amount == claim.accepted - before
        relation = Relation.ACCEPTED_LESS if is_short else Relation.AMOUNT_DIFFERS
    elif any(one.customer_id != claim.customer_id for one in booked):
        relation = Relation.OTHER_CUSTOMER
    elif any(one.period != claim.period for one in booked):
        relation = Relation.OTHER_PERIOD
    else:
        relation = Relation.EQUAL
    return Pair(relation, left, right)


def _without_return(booked: Iterable[_Booked]) -> list[Pair]:
    """Give the vouchers that no return stands behind; one that was reversed at once is settled."""
    by_voucher: dict[int, list[SideRow]] = defaultdict(list)
    for one in booked:
        by_voucher[one.typed_id].append(one.side)
    right = (together(sides) for sides in by_voucher.values())
    return [Pair(Relation.NO_DOCUMENT, None, side) for side in right if side.amount]


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    """Put what needs a look before what agrees, newest document first."""

    def order(pair: Pair) -> tuple[bool, str]:
        side = pair.either
        return (not pair.is_sound, f"{side.day} {side.number}")

    return sorted(pairs, key=order, reverse=True)


def _claims(reading: Reading, period: Period, also: Iterable[int]) -> dict[int, _Claim]:
    """Give the returns of the month that arrived, and those that a voucher of the month names."""
    worth = (
        select(
            ReturnLine.return_id,
            _sum(ReturnLine.net, ReturnLine.vat).label("gross"),
            _sum(ReturnLine.accepted_net, ReturnLine.accepted_vat).label("accepted"),
        )
        .where(ReturnLine.client_id == reading.client_id)
        .group_by(ReturnLine.return_id)
        .subquery()
    )
    rows = reading.connection.execute(
        select(
            GoodsReturn.id,
            GoodsReturn.number,
            GoodsReturn.day,
            GoodsReturn.customer_id,
            GoodsReturn.state,
            GoodsReturn.red_invoice,
            _INVOICED.label("is_invoiced"),
            Customer.short_name,
            worth.c.gross,
            worth.c.accepted,
        )
        .join(Customer, Customer.id == GoodsReturn.customer_id)
        .join(worth, worth.c.return_id == GoodsReturn.id)
        .where(
            GoodsReturn.client_id == reading.client_id,
            GoodsReturn.state.in_(_ARRIVED),
            or_(
                GoodsReturn.day.between(period.first_day, period.last_day),
                GoodsReturn.id.in_(list(also)),
            ),
        )
    )
    return {
        row.id: _Claim(
            SideRow(row.id, row.number, row.day, row.short_name, Money(int(row.gross))),
            Money(int(row.accepted)),
            row.customer_id,
            Period.holding(row.day),
            waits=row.state is ReturnState.INSPECTED and _waits(reading, row),
        )
        for row in rows
    }


def _waits(reading: Reading, row: Row[Any]) -> bool:
    """Say whether a return is not posted yet because its red invoice is not there."""
    must_wait = reading.facts.red_invoice is RedInvoice.WAIT
    return bool(must_wait and row.is_invoiced and not row.red_invoice)


def _sum(
    net: InstrumentedAttribute[Money], vat: InstrumentedAttribute[Money]
) -> ColumnElement[int]:
    return func.sum(type_coerce(net, Integer) + type_coerce(vat, Integer))


def _before(
    reading: Reading, period: Period, returns: Collection[int]
) -> Mapping[int | None, Money]:
    """Give what vouchers of earlier months took off receivables for these returns."""
    wanted = list(returns)
    named = (
        select(Voucher.id)
        .where(
            Voucher.client_id == reading.client_id,
            Voucher.period < period,
            or_(
                (Voucher.source_kind == SourceKind.RETURN) & Voucher.source_id.in_(wanted),
                Voucher.return_id.in_(wanted),
            ),
        )
        .scalar_subquery()
    )
    is_theirs = or_(Voucher.id.in_(named), Voucher.reverses_id.in_(named))
    sums: dict[int | None, Money] = defaultdict(lambda: ZERO)
    for one in _booked(reading, (Voucher.period < period) & is_theirs):
        sums[one.return_id] += one.side.amount
    return sums


def _booked(reading: Reading, wanted: ColumnElement[bool]) -> list[_Booked]:
    """Give the vouchers among these that reduce receivables for returns, or reverse one that did.

    These are the vouchers of returns, and those typed by hand that stand for one or that reduce
    revenue. What puts the money of a return on another account instead is no part of it.
    """
    return [
        _Booked(
            SideRow(
                row.id,
                number_text(row.word, row.serial),
                row.day,
                row.party or "",
                Money(-int(row.receivable)),
            ),
            row.customer_id,
            row.period,
            row.return_id,
            row.reverses_id or row.id,
        )
        for row in reading.connection.execute(_effects(reading, wanted))
        if row.receivable and (row.return_id is not None or _reduces_revenue(row))
    ]


def _reduces_revenue(row: Row[Any]) -> bool:
    """Say whether a voucher, or the one that it reverses, takes something off revenue."""
    return bool(row.revenue > 0 if row.reverses_id is None else row.revenue < 0)


def _effects(reading: Reading, wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Ask what each of these vouchers does to the receivable and to revenue, signed as debit."""
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )

    def on(role: AccountRole) -> ColumnElement[int]:
        is_on = EntryRow.account == account_for(reading.facts, role)
        return func.sum(case((is_on, signed), else_=0))

    kind = func.coalesce(_ORIGINAL.source_kind, Voucher.source_kind)
    source = func.coalesce(_ORIGINAL.source_id, Voucher.source_id)
    return (
        select(
            Voucher.id,
            Voucher.word,
            Voucher.serial,
            Voucher.day,
            Voucher.period,
            Voucher.reverses_id,
            func.coalesce(Voucher.return_id, case((kind == SourceKind.RETURN, source))).label(
                "return_id"
            ),
            on(AccountRole.RECEIVABLE).label("receivable"),
            on(AccountRole.REVENUE).label("revenue"),
            func.max(EntryRow.customer_id).label("customer_id"),
            func.max(Customer.short_name).label("party"),
        )
        .join(EntryRow, EntryRow.voucher_id == Voucher.id)
        .outerjoin(_ORIGINAL, _ORIGINAL.id == Voucher.reverses_id)
        .outerjoin(Customer, Customer.id == EntryRow.customer_id)
        .where(
            Voucher.client_id == reading.client_id,
            wanted,
            Voucher.state == VoucherState.POSTED,
            kind.in_([SourceKind.RETURN, SourceKind.MANUAL]),
            func.coalesce(_ORIGINAL.part, Voucher.part) != VoucherPart.SETTLEMENT,
        )
        .group_by(Voucher.id, _ORIGINAL.id)
        .order_by(Voucher.period, Voucher.serial)
    )
