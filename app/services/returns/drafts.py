"""A return as it is asked for, and what its lines come to."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.services import customers
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.amounts import line_amounts, part_of, split_vat
from app.services.products import ProductChoice
from app.services.returns.refusals import (
    AllowanceHasGoods,
    AllowanceTooLarge,
    BelowZero,
    OriginalMissing,
    OtherCustomersSale,
    OverReturned,
    PriceDiffers,
    ReturnedBeforeSale,
    ReturnEmpty,
    WarehouseUnknown,
)
from app.services.returns.sold import SoldLine
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition, CostSource, ReturnKind, ReturnReason, Settlement

ACCEPT_PRICE = "price"
"""The name under which a price other than that of the sale is accepted."""
ACCEPT_COST_LATER = "cost-later"
"""The name under which the cost of units without original is stated after the return came in."""


@dataclass(frozen=True, slots=True)
class ReturnLineDraft:
    """One line: units of a sale line, units without original, or an amount off a sale line."""

    sale_line_id: int | None = None
    product_id: int | None = None
    quantity: Quantity = NOTHING
    amount: Money = ZERO
    """For an allowance: the amount off, without or with VAT as the book's prices are."""
    unit_price: UnitPrice | None = None
    condition: Condition = Condition.GOOD
    warehouse_id: int | None = None
    reason_text: str = ""
    cost_source: CostSource = CostSource.ORIGINAL
    stated_cost: UnitPrice | None = None


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A return, or an allowance, as it is asked for."""

    day: datetime.date
    customer_id: int
    lines: tuple[ReturnLineDraft, ...]
    kind: ReturnKind = ReturnKind.GOODS
    reason: ReturnReason = ReturnReason.OTHER
    reason_text: str = ""
    settlement: Settlement = Settlement.OFFSET
    red_invoice: str = ""
    note: str = ""
    accepted: frozenset[str] = frozenset()
    source_number: str = ""
    """The number that the return has in the file that it came in."""
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """A line with its sale, price and amounts worked out; it was found sound."""

    draft: ReturnLineDraft
    sold: SoldLine | None
    product_id: int
    code: str
    name: str
    unit: str
    is_service: bool
    unit_price: UnitPrice
    vat_rate: int
    net: Money
    vat: Money


@inner
def work_out(
    reading: Reading,
    draft: ReturnDraft,
    sold: Mapping[int, SoldLine],
    products: Mapping[int, ProductChoice],
) -> tuple[WorkedLine, ...]:
    """Give the lines of a draft with their amounts; refuse by name what cannot be."""
    worked = []
    taken: dict[int, tuple[Quantity, Money, Money]] = {}
    for line in draft.lines:
        if not _says_something(draft.kind, line):
            continue
        _require_sound(reading, line)
        original = sold.get(line.sale_line_id) if line.sale_line_id is not None else None
        if original is None:
            worked.append(_without_original(reading, draft, line, products))
            continue
        quantity, net, vat = taken.get(original.id, (NOTHING, ZERO, ZERO))
        # Earlier lines of the same return took something of it already.
        left = replace(
            original,
            returned=original.returned + quantity,
            returned_net=original.returned_net + net,
            returned_vat=original.returned_vat + vat,
        )
        _require_fitting(reading, draft, line, left)
        done = _with_original(reading, draft, line, left)
        part = done.net, done.vat
        if done.unit_price != original.unit_price:
            part = _at_its_price(left, line.quantity)
        taken[original.id] = (quantity + line.quantity, net + part[0], vat + part[1])
        worked.append(done)
    if not worked:
        raise ReturnEmpty
    return tuple(worked)


def _says_something(kind: ReturnKind, line: ReturnLineDraft) -> bool:
    """Say whether a line gives units back, or of an allowance anything at all."""
    return bool(line.quantity) or (kind is ReturnKind.ALLOWANCE and bool(line.amount))


def _require_sound(reading: Reading, line: ReturnLineDraft) -> None:
    prices = [price.micros for price in (line.unit_price, line.stated_cost) if price is not None]
    if min(line.quantity.thousandths, line.amount.fen, *prices) < 0:
        raise BelowZero
    if line.warehouse_id is not None and line.warehouse_id not in reading.facts.warehouses.values():
        raise WarehouseUnknown(line.warehouse_id)


def _require_fitting(
    reading: Reading, draft: ReturnDraft, line: ReturnLineDraft, original: SoldLine
) -> None:
    if original.customer_id != draft.customer_id:
        owner = customers.named(reading, original.customer_id)
        raise OtherCustomersSale(original.sale_number, owner.short_name)
    if draft.day < original.day:
        raise ReturnedBeforeSale(original.sale_number, original.day, draft.day)
    if line.quantity > original.left:
        raise OverReturned(original.code, original.left, line.quantity)
    if line.unit_price not in (None, original.unit_price) and ACCEPT_PRICE not in draft.accepted:
        raise PriceDiffers(original.code, original.unit_price, line.unit_price)


def _with_original(
    reading: Reading, draft: ReturnDraft, line: ReturnLineDraft, original: SoldLine
) -> WorkedLine:
    price = original.unit_price
    if draft.kind is ReturnKind.ALLOWANCE:
        net, vat = _allowance(reading, line, original)
    elif line.unit_price not in (None, original.unit_price):
        price = line.unit_price
        net, vat = _priced(reading, line, price, original.vat_rate)
    else:
        net, vat = _at_its_price(original, line.quantity)
    return WorkedLine(
        line,
        original,
        original.product_id,
        original.code,
        original.name,
        original.unit,
        original.is_service,
        price,
        original.vat_rate,
        net,
        vat,
    )


def _at_its_price(original: SoldLine, quantity: Quantity) -> tuple[Money, Money]:
    """Give what units of a sale line take of its net and VAT."""
    parts = quantity.thousandths, original.left.thousandths, original.sold.thousandths
    return (
        part_of(original.net, original.returned_net, *parts),
        part_of(original.vat, original.returned_vat, *parts),
    )


def _allowance(reading: Reading, line: ReturnLineDraft, original: SoldLine) -> tuple[Money, Money]:
    if line.quantity:
        raise AllowanceHasGoods
    net, vat = map(Money, split_vat(reading.facts.prices, line.amount.fen, original.vat_rate))
    left, vat_left = original.net - original.returned_net, original.vat - original.returned_vat
    if net > left:
        raise AllowanceTooLarge(original.code, left)
    # What takes the last of a line takes the last of its VAT: the parts sum to the line.
    return net, vat_left if net == left else min(vat, vat_left)


def _without_original(
    reading: Reading,
    draft: ReturnDraft,
    line: ReturnLineDraft,
    products: Mapping[int, ProductChoice],
) -> WorkedLine:
    if line.product_id is None or line.product_id not in products:
        raise OriginalMissing(str(line.product_id or line.sale_line_id))
    product = products[line.product_id]
    stated = line.cost_source is not CostSource.STATED or line.stated_cost is not None
    sourced = product.is_service or line.cost_source is not CostSource.ORIGINAL
    sourced = sourced or ACCEPT_COST_LATER in draft.accepted
    if draft.kind is ReturnKind.ALLOWANCE or line.unit_price is None or not (stated and sourced):
        raise OriginalMissing(product.code)
    net, vat = _priced(reading, line, line.unit_price, product.vat_rate)
    return WorkedLine(
        line,
        None,
        product.id,
        product.code,
        product.name,
        product.unit,
        product.is_service,
        line.unit_price,
        product.vat_rate,
        net,
        vat,
    )


def _priced(
    reading: Reading, line: ReturnLineDraft, price: UnitPrice, rate: int
) -> tuple[Money, Money]:
    net, vat = line_amounts(reading.facts.prices, line.quantity.thousandths, price.micros, rate)
    return Money(net), Money(vat)
