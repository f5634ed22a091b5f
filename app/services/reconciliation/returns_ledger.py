"""Returns against the vouchers that reduce receivables for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Integer, case, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine
from app.models.voucher import EntryRow, Voucher
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reconciliation.pairs import Check, Pair, SideRow
from app.services.vouchers.listing import number_text
from app.values.books import AccountRole
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.reconciling import CheckKind, Relation
from app.values.returns import ReturnState
from app.values.vouching import SourceKind, VoucherState

_ARRIVED = (ReturnState.INSPECTED, ReturnState.POSTED, ReturnState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A return whose goods arrived, and what it is worth to the customer."""

    side: SideRow
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


@inner
def compare(reading: Reading, period: Period) -> Check:
    """Compare the month's returns with the month's vouchers, each under its own number.

    Left are the returns of the month whose goods arrived and that wait for no red invoice, right
    the vouchers of the month that reduce receivables for returns, whoever wrote them.
    """
    booked = _booked(reading, period)
    by_return: dict[int, list[_Booked]] = defaultdict(list)
    for one in booked:
        if one.return_id is not None:
            by_return[one.return_id].append(one)
    claims = _claims(reading, period, by_return.keys())
    matched = (_pair(claim, by_return.get(key, [])) for key, claim in claims.items())
    pairs = [pair for pair in matched if pair is not None]
    pairs.extend(
        Pair(Relation.NO_DOCUMENT, None, one.side)
        for one in booked
        if one.return_id is None or one.return_id not in claims
    )
    left = Money.total([pair.left.amount for pair in pairs if pair.left is not None])
    right = Money.total([one.side.amount for one in booked])
    return Check(CheckKind.RETURNS_LEDGER, left, right, tuple(_sorted(pairs)))


def _pair(claim: _Claim, booked: list[_Booked]) -> Pair | None:
    if not booked:
        return None if claim.waits else Pair(Relation.NO_VOUCHER, claim.side, None)
    total = Money.total([one.side.amount for one in booked])
    first = booked[0].side
    numbers = " ".join(one.side.number for one in booked)
    right = SideRow(first.id, numbers, first.day, first.party, total)
    if total != claim.side.amount:
        relation = Relation.AMOUNT_DIFFERS
    elif any(one.customer_id != claim.customer_id for one in booked):
        relation = Relation.OTHER_CUSTOMER
    elif any(one.period != claim.period for one in booked):
        relation = Relation.OTHER_PERIOD
    else:
        relation = Relation.EQUAL
    return Pair(relation, claim.side, right)


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    """Put what needs a look before what agrees, newest document first."""

    def order(pair: Pair) -> tuple[bool, str]:
        side = pair.left or pair.right
        return (not pair.is_sound, "" if side is None else f"{side.day} {side.number}")

    return sorted(pairs, key=order, reverse=True)


def _claims(reading: Reading, period: Period, also: Iterable[int]) -> dict[int, _Claim]:
    """Give the returns of the month that arrived, and those that a voucher of the month names."""
    worth = (
        select(
            ReturnLine.return_id,
            func.sum(
                type_coerce(ReturnLine.net, Integer) + type_coerce(ReturnLine.vat, Integer)
            ).label("gross"),
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
            Customer.short_name,
            worth.c.gross,
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
            row.customer_id,
            Period.holding(row.day),
            waits=row.state is ReturnState.INSPECTED,
        )
        for row in rows
    }


def _booked(reading: Reading, period: Period) -> list[_Booked]:
    """Give the month's vouchers that reduce receivables for returns.

    These are the vouchers of returns, those typed by hand that stand for one or that reduce
    revenue, and the reversals of any of them.
    """
    receivable = account_for(reading.facts, AccountRole.RECEIVABLE)
    revenue = account_for(reading.facts, AccountRole.REVENUE)
    original = aliased(Voucher)
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    on_receivable = case((EntryRow.account == receivable, signed), else_=0)
    on_revenue = case((EntryRow.account == revenue, signed), else_=0)
    kind = func.coalesce(original.source_kind, Voucher.source_kind)
    source = case((kind == SourceKind.RETURN, func.coalesce(original.source_id, Voucher.source_id)))
    rows = reading.connection.execute(
        select(
            Voucher.id,
            Voucher.word,
            Voucher.serial,
            Voucher.day,
            Voucher.period,
            kind.label("kind"),
            func.coalesce(Voucher.return_id, source).label("return_id"),
            func.sum(on_receivable).label("receivable"),
            func.sum(on_revenue).label("revenue"),
            func.max(EntryRow.customer_id).label("customer_id"),
            func.max(Customer.short_name).label("party"),
        )
        .join(EntryRow, EntryRow.voucher_id == Voucher.id)
        .outerjoin(original, original.id == Voucher.reverses_id)
        .outerjoin(Customer, Customer.id == EntryRow.customer_id)
        .where(
            Voucher.client_id == reading.client_id,
            Voucher.period == period,
            Voucher.state == VoucherState.POSTED,
            kind.in_([SourceKind.RETURN, SourceKind.MANUAL]),
        )
        .group_by(Voucher.id)
        .order_by(Voucher.serial)
    )
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
        )
        for row in rows
        if row.receivable and (row.return_id is not None or row.revenue > 0)
    ]
