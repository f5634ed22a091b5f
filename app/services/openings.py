"""What a book begins with: stock on hand, and what customers owe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from app.i18n import N_, booked
from app.models.bulk import insert_rows, next_id, settle_ids
from app.models.receipt import OpeningBalance
from app.models.stock import OpeningStock
from app.services import stock
from app.services.access import inner
from app.services.permits import Reading, Writing
from app.services.posting import documents
from app.services.vouchers.issue import People, Source, VoucherPlan, issue
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.vouching import MoveKind, SourceKind

_OPENING = (
    *("id", "client_id", "day", "product_id", "warehouse_id", "quantity", "cost", "import_id"),
    *("written_by", "written_at"),
)


@dataclass(frozen=True, slots=True)
class StockOpening:
    """Opening stock of one article in one place."""

    product_id: int
    warehouse_id: int
    quantity: Quantity
    cost: Money


@inner
def take_stock(writing: Writing, opened: Sequence[StockOpening], import_id: int) -> None:
    """Put opening stock into the stock ledger and, in one voucher, onto the stock account."""
    if not opened:
        return
    day = writing.facts.start.first_day
    client, person = writing.client_id, writing.actor.name
    first = next_id(writing.connection, OpeningStock)
    rows = [
        (
            *(line, client, day.isoformat(), one.product_id, one.warehouse_id),
            *(one.quantity.thousandths, one.cost.fen, import_id, person, writing.now.isoformat()),
        )
        for line, one in enumerate(opened, first)
    ]
    insert_rows(writing.connection, OpeningStock, _OPENING, rows)
    settle_ids(writing.connection, OpeningStock)
    stock.move_many(
        writing,
        [
            stock.MoveDraft(
                day,
                one.product_id,
                one.warehouse_id,
                MoveKind.OPENING,
                one.quantity,
                one.cost,
                import_id,
                line,
            )
            for line, one in enumerate(opened, first)
            if one.quantity
        ],
    )
    worth = Money.total([one.cost for one in opened])
    if worth:
        entry = documents.opening_stock(writing.facts, worth, booked(N_("Opening stock")))
        source = Source(SourceKind.OPENING, import_id)
        issue(writing, VoucherPlan(day, entry, source, People(writing.actor.name)))


@inner
def take_receivables(writing: Writing, owed: Mapping[int, Money], import_id: int) -> None:
    """Put what customers owed before the first month onto the receivable account."""
    for customer_id, amount in owed.items():
        writing.connection.execute(
            insert(OpeningBalance).values(
                client_id=writing.client_id,
                customer_id=customer_id,
                amount=amount,
                import_id=import_id,
                written_by=writing.actor.name,
                written_at=writing.now,
            )
        )
    if any(owed.values()):
        summary = booked(N_("Opening balance"))
        entry = documents.opening_receivables(writing.facts, owed, summary)
        source = Source(SourceKind.OPENING, import_id)
        day = writing.facts.start.first_day
        issue(writing, VoucherPlan(day, entry, source, People(writing.actor.name)))


@inner
def customers_opened(reading: Reading) -> frozenset[int]:
    """Give the customers whose opening balance is there already."""
    rows = reading.connection.execute(
        select(OpeningBalance.customer_id).where(OpeningBalance.client_id == reading.client_id)
    )
    return frozenset(rows.scalars())
