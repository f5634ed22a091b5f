"""Goods bought: taken into stock at their cost, with the input VAT and what is owed for them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from app.errors import AppError
from app.i18n import N_, booked
from app.models.sale import Purchase, PurchaseLine
from app.services import periods, stock
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.posting import documents
from app.services.posting.amounts import line_amounts
from app.services.products import ProductChoice
from app.services.vouchers.issue import Issued, People, Source, VoucherPlan, issue
from app.values.books import PriceBasis, Taxpayer
from app.values.money import Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.vouching import MoveKind, SourceKind


@dataclass(eq=False)
class PurchaseKnown(AppError):
    """A purchase of this number is in the book already."""

    number: str
    template = N_("Purchase {number} is in the book already.")


@dataclass(eq=False)
class ServiceBought(AppError):
    """A service was to be taken into stock."""

    product: str
    template = N_("{product} is a service and is not kept in stock; book it by a voucher.")


@dataclass(eq=False)
class NothingBought(AppError):
    """A purchase brings in units of every article that it names."""

    product: str
    template = N_("Enter how much of {product} was bought; goods sent back are no purchase.")


@dataclass(frozen=True, slots=True)
class PurchaseLineDraft:
    """One article bought: price without VAT; the rate is in basis points.

    Without amounts of its own they are worked out from the price; without a place it is the main
    warehouse.
    """

    product: ProductChoice
    quantity: Quantity
    unit_price: UnitPrice
    vat_rate: int
    row: int = 0
    net: Money | None = None
    vat: Money | None = None
    warehouse_id: int | None = None


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase as it is asked for."""

    number: str
    day: datetime.date
    supplier: str
    lines: tuple[PurchaseLineDraft, ...]


@allowed(Act.IMPORT)
def take(writing: Writing, draft: PurchaseDraft) -> Issued | None:
    """Take goods bought into stock and put their voucher on the books; gifts have none."""
    return book(writing, draft, None)


@inner
def known_numbers(reading: Reading) -> frozenset[str]:
    """Give the numbers of the purchases in the book."""
    rows = reading.connection.execute(
        select(Purchase.number).where(Purchase.client_id == reading.client_id)
    )
    return frozenset(rows.scalars())


@inner
def book(writing: Writing, draft: PurchaseDraft, import_id: int | None) -> Issued | None:
    """Write a purchase with its stock and, where it is worth anything, its voucher."""
    periods.require_open(writing, draft.day)
    if draft.number in known_numbers(writing):
        raise PurchaseKnown(draft.number)
    worth = [_amounts(line) for line in draft.lines]
    cost = Money.total([net for net, _ in worth])
    vat = Money.total([tax for _, tax in worth])
    purchase_id = _insert(writing, draft, cost, vat, import_id)
    for line, (net, tax) in zip(draft.lines, worth, strict=True):
        _take_line(writing, draft.day, purchase_id, line, (net, tax))
    if not cost + vat:
        return None
    summary = booked(N_("Purchase {supplier} {number}")).format(
        supplier=draft.supplier, number=draft.number
    )
    entry = documents.purchase(writing.facts, cost, vat, summary)
    source = Source(SourceKind.PURCHASE, purchase_id, draft.number)
    return issue(writing, VoucherPlan(draft.day, entry, source, People(writing.actor.name)))


def _amounts(line: PurchaseLineDraft) -> tuple[Money, Money]:
    if line.product.is_service:
        raise ServiceBought(line.product.code)
    if line.quantity <= NOTHING:
        raise NothingBought(line.product.code)
    net, vat = line_amounts(
        PriceBasis.NET, line.quantity.thousandths, line.unit_price.micros, line.vat_rate
    )
    return (
        Money(net) if line.net is None else line.net,
        Money(vat) if line.vat is None else line.vat,
    )


def _insert(
    writing: Writing, draft: PurchaseDraft, cost: Money, vat: Money, import_id: int | None
) -> int:
    added = writing.connection.execute(
        insert(Purchase)
        .values(
            client_id=writing.client_id,
            number=draft.number,
            day=draft.day,
            supplier=draft.supplier,
            net=cost,
            vat=vat,
            import_id=import_id,
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(Purchase.id)
    )
    purchase_id: int = added.scalar_one()
    return purchase_id


def _take_line(
    writing: Writing,
    day: datetime.date,
    purchase_id: int,
    line: PurchaseLineDraft,
    worth: Sequence[Money],
) -> None:
    cost, vat = worth
    added = writing.connection.execute(
        insert(PurchaseLine)
        .values(
            client_id=writing.client_id,
            purchase_id=purchase_id,
            row=line.row,
            product_id=line.product.id,
            quantity=line.quantity,
            vat_rate=line.vat_rate,
            cost=cost,
            vat=vat,
        )
        .returning(PurchaseLine.id)
    )
    line_id: int = added.scalar_one()
    lying_cost = cost if writing.facts.taxpayer is Taxpayer.GENERAL else cost + vat
    stock.move(
        writing,
        stock.MoveDraft(
            day,
            line.product.id,
            line.warehouse_id or writing.facts.warehouses["main"],
            MoveKind.PURCHASE,
            line.quantity,
            lying_cost,
            purchase_id,
            line_id,
        ),
    )
