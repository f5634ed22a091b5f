"""The stock ledger against the stock accounts, document by document."""

from collections import defaultdict

from sqlalchemy import Integer, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.i18n import N_, booked
from app.models.goods_return import GoodsReturn
from app.models.sale import Purchase, Sale
from app.models.stock import StockMove
from app.models.voucher import EntryRow, Voucher
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reconciliation.pairs import Check, Pair, SideRow, together
from app.services.vouchers.listing import number_text
from app.values.books import AccountRole
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.reconciling import CheckKind, Relation
from app.values.vouching import MoveKind, SourceKind, VoucherState

_SOURCES = {
    MoveKind.OPENING: SourceKind.OPENING,
    MoveKind.SALE: SourceKind.SALE,
    MoveKind.ADJUSTMENT: SourceKind.ADJUSTMENT,
    MoveKind.RETURN: SourceKind.RETURN,
    MoveKind.PURCHASE: SourceKind.PURCHASE,
    MoveKind.COUNT: SourceKind.COUNT,
}
_SOLD = (MoveKind.SALE, MoveKind.ADJUSTMENT)
_Key = tuple[SourceKind, int | None]


@inner
def compare(reading: Reading, period: Period) -> Check:
    """Compare the value of stock with the stock accounts at month end.

    Documents whose moves and entries agree are not listed; there are as many as sales.
    """
    moved = _moved(reading, period)
    entered = _entered(reading, period)
    pairs = []
    for key in moved.keys() | entered.keys():
        left, right = moved.get(key), entered.get(key)
        worth = (left.amount if left else Money(0), right.amount if right else Money(0))
        if worth[0] != worth[1]:
            relation = Relation.STOCK_MISSING if left is None else Relation.STOCK_DIFFERS
            pairs.append(Pair(relation, left, right))
    pairs.sort(key=lambda pair: (pair.either.day, pair.either.number), reverse=True)
    left_sum = Money.total([side.amount for side in moved.values()])
    right_sum = Money.total([side.amount for side in entered.values()])
    return Check(CheckKind.STOCK_LEDGER, left_sum, right_sum, tuple(pairs))


def _moved(reading: Reading, period: Period) -> dict[_Key, SideRow]:
    """Give the value that each document moved in the stock ledger."""
    opened = StockMove.kind == MoveKind.OPENING
    number = case(
        (opened, booked(N_("Opening stock"))),
        (StockMove.kind == MoveKind.RETURN, GoodsReturn.number),
        (StockMove.kind == MoveKind.PURCHASE, Purchase.number),
        else_=Sale.number,
    )
    document = StockMove.document_id
    rows = reading.connection.execute(
        select(
            StockMove.kind,
            document,
            func.sum(type_coerce(StockMove.cost, Integer)),
            func.max(StockMove.day),
            func.max(number),
        )
        .outerjoin(Sale, (Sale.id == document) & StockMove.kind.in_(_SOLD))
        .outerjoin(GoodsReturn, GoodsReturn.id == document)
        .outerjoin(Purchase, Purchase.id == document)
        .where(StockMove.client_id == reading.client_id, StockMove.day <= period.last_day)
        .group_by(StockMove.kind, document)
    )
    return {
        (_SOURCES[kind], held): SideRow(held or 0, number or "", day, "", Money(int(cost)))
        for kind, held, cost, day, number in rows
    }


def _entered(reading: Reading, period: Period) -> dict[_Key, SideRow]:
    """Give the value that each document's vouchers put on the stock accounts."""
    accounts = {
        account_for(reading.facts, role)
        for role in (AccountRole.INVENTORY, AccountRole.INVENTORY_DEFECTIVE)
    }
    original = aliased(Voucher)
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    rows = reading.connection.execute(
        select(
            func.coalesce(original.source_kind, Voucher.source_kind).label("kind"),
            func.coalesce(original.source_id, Voucher.source_id).label("source"),
            Voucher.return_id,
            Voucher.id,
            Voucher.word,
            Voucher.serial,
            Voucher.day,
            func.sum(signed).label("amount"),
        )
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .outerjoin(original, original.id == Voucher.reverses_id)
        .where(
            EntryRow.client_id == reading.client_id,
            EntryRow.account.in_(accounts),
            Voucher.state == VoucherState.POSTED,
            Voucher.day <= period.last_day,
        )
        .group_by(Voucher.id, original.source_kind, original.source_id)
    )
    found: dict[_Key, list[SideRow]] = defaultdict(list)
    for row in rows:
        key = _key(row.kind, row.source, row.return_id, row.id)
        number = number_text(row.word, row.serial)
        found[key].append(SideRow(row.id, number, row.day, "", Money(int(row.amount))))
    return {key: together(sides) for key, sides in found.items()}


def _key(kind: SourceKind, source: int | None, return_id: int | None, voucher_id: int) -> _Key:
    """Give the document that a voucher belongs to; one typed by hand may stand for a return."""
    if return_id is not None:
        return SourceKind.RETURN, return_id
    return (kind, source) if source is not None else (SourceKind.MANUAL, voucher_id)
