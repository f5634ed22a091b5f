"""Planned sales and adjustments written into the book: documents, stock and vouchers."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Integer, func, select, type_coerce

from app.i18n import N_, booked
from app.models.bulk import insert_rows, settle_ids
from app.models.sale import Sale, SaleLine
from app.models.stock import StockBalance, StockMove
from app.services import stock
from app.services.access import inner
from app.services.permits import Reading, Writing
from app.services.posting import documents
from app.services.posting.documents import Figures, Words
from app.services.sales.planning import DAY, PlannedDocument, Shelf, Spot, in_time
from app.services.stock import OnHand
from app.services.vouchers.batch import issue_many
from app.services.vouchers.issue import People, Source, VoucherPlan
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition
from app.values.vouching import MoveKind, SourceKind

_SALE = (
    *("id", "client_id", "kind", "number", "day", "customer_id", "invoice", "net", "vat"),
    *("import_id", "written_by", "written_at"),
)
_LINE = (
    *("id", "client_id", "sale_id", "row", "at", "product_id", "quantity", "unit_price"),
    *("vat_rate", "net", "vat"),
)


@inner
def shelves(reading: Reading, planned: Iterable[PlannedDocument]) -> dict[Spot, Shelf]:
    """Give what lies of every article in every place, and what came after these begin."""
    rows = reading.connection.execute(
        select(
            StockBalance.product_id,
            StockBalance.warehouse_id,
            StockBalance.quantity,
            StockBalance.cost,
        ).where(StockBalance.client_id == reading.client_id)
    )
    days = [line.at for one in planned for line in one.lines]
    later = _moved_after(reading, min(days)[:DAY]) if days else {}
    return {
        (row.product_id, row.warehouse_id): Shelf(
            row.quantity.thousandths,
            row.cost.fen,
            tuple(later.get((row.product_id, row.warehouse_id), ())),
        )
        for row in rows
    }


def _moved_after(reading: Reading, day: str) -> dict[Spot, list[tuple[str, int]]]:
    """Give what every spot gained or lost on each day after this one, latest day first."""
    rows = reading.connection.execute(
        select(
            StockMove.product_id,
            StockMove.warehouse_id,
            StockMove.day,
            func.sum(type_coerce(StockMove.quantity, Integer)),
        )
        .where(
            StockMove.client_id == reading.client_id,
            StockMove.day > datetime.date.fromisoformat(day),
        )
        .group_by(StockMove.product_id, StockMove.warehouse_id, StockMove.day)
        .order_by(StockMove.day.desc())
    )
    moved: dict[Spot, list[tuple[str, int]]] = defaultdict(list)
    for product, place, moved_on, quantity in rows:
        moved[product, place].append((moved_on.isoformat(), int(quantity)))
    return moved


@inner
def write(
    writing: Writing,
    planned: Sequence[PlannedDocument],
    lying: Mapping[Spot, Shelf],
    names: Mapping[int, str],
    import_id: int,
) -> int:
    """Write sales and adjustments with their stock and vouchers; gives how many vouchers."""
    client, person, now = writing.client_id, writing.actor.name, writing.now.isoformat()
    insert_rows(
        writing.connection,
        Sale,
        _SALE,
        [
            (
                *(one.id, client, one.kind.value, one.number, one.day, one.customer, one.invoice),
                *(sum(line.net for line in one.lines), sum(line.vat for line in one.lines)),
                *(import_id, person, now),
            )
            for one in planned
        ],
    )
    insert_rows(
        writing.connection,
        SaleLine,
        _LINE,
        [
            (
                *(line.id, client, one.id, line.row, line.at, line.product, line.quantity),
                *(line.price, line.rate, line.net, line.vat),
            )
            for one in planned
            for line in one.lines
        ],
    )
    settle_ids(writing.connection, Sale, SaleLine)
    _move_stock(writing, planned, lying)
    plans = [
        plan
        for one in sorted(planned, key=lambda one: (one.day, one.id))
        for plan in _vouchers(writing, one, names)
    ]
    return issue_many(writing, plans)


def _move_stock(
    writing: Writing, planned: Sequence[PlannedDocument], lying: Mapping[Spot, Shelf]
) -> None:
    """Write the moves in the order of time, and what lies there after them."""
    client = writing.client_id
    kinds = {SourceKind.SALE: MoveKind.SALE.value, SourceKind.ADJUSTMENT: MoveKind.ADJUSTMENT.value}
    rows, touched = [], set()
    for one, line in in_time(planned):
        moved = line.quantity if one.kind is SourceKind.ADJUSTMENT else -line.quantity
        rows.append(
            (
                *(client, line.at[:10], line.product, line.place, kinds[one.kind], one.id, line.id),
                *(moved, -line.cost),
            )
        )
        touched.add((line.product, line.place))
    insert_rows(writing.connection, StockMove, stock.MOVE_COLUMNS, rows)
    stock.keep_balances(
        writing,
        {
            spot: OnHand(Quantity(lying[spot].quantity), Money(lying[spot].cost))
            for spot in sorted(touched)
        },
    )


def _vouchers(
    writing: Writing, one: PlannedDocument, names: Mapping[int, str]
) -> list[VoucherPlan]:
    """Give the vouchers of a sale, or the one of an adjustment whose cost is not nothing."""
    people = People(writing.actor.name)
    day = datetime.date.fromisoformat(one.day)
    cost = Money(sum(line.cost for line in one.lines if line.moves_stock))
    if one.kind is SourceKind.ADJUSTMENT:
        if not cost:
            return []
        summary = booked(N_("Stock adjusted {number}")).format(number=one.number)
        entry = documents.adjustment(writing.facts, cost, summary)
        return [VoucherPlan(day, entry, Source(one.kind, one.id, one.number), people)]
    figures = Figures(
        one.customer or 0,
        Money(sum(line.net for line in one.lines)),
        Money(sum(line.vat for line in one.lines)),
        ((Condition.GOOD, cost),),
    )
    words = _sale_words(names[one.customer or 0], one.number)
    return [
        VoucherPlan(day, entry, Source(one.kind, one.id, one.number, part), people)
        for part, entry in documents.sale(writing.facts, figures, words)
    ]


def _sale_words(customer: str, number: str) -> Words:
    cost = booked(N_("Cost of sale {number}")).format(number=number)
    return Words(
        receivable=booked(N_("Sale {customer} {number}")).format(customer=customer, number=number),
        revenue=booked(N_("Sales {number}")).format(number=number),
        vat=booked(N_("Output VAT {number}")).format(number=number),
        cost=cost,
        stock=cost,
    )
