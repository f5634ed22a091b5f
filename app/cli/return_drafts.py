"""A return as it is asked for on the command line or in a JSON file."""

import datetime
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass

from app.cli.arguments import WrongUsage
from app.cli.drafts import Fields, FieldWrong
from app.errors import AppError
from app.i18n import N_, _
from app.services import customers, products
from app.services.customers import CustomerChoice, CustomerUnknown
from app.services.permits import Reading
from app.services.products import ProductUnknown, code_key
from app.services.returns import sold
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.sold import SoldLine
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition, CostSource, ReturnKind, ReturnReason, Settlement

_MANY = 100_000
_HEAD = (
    *("date", "customer", "kind", "reason", "reason_text", "settlement"),
    *("red_invoice", "note", "accepted", "lines"),
)
_LINE = (
    *("sale", "product", "quantity", "amount", "price", "condition", "reason_text"),
    *("cost_source", "stated_cost", "warehouse"),
)


@dataclass(eq=False)
class NothingLeftOfSale(AppError):
    """A line names a sale from which nothing of the product can come back."""

    sale: str
    product: str
    customer: str
    template = N_(
        "Sale {sale} to {customer} has nothing left of {product} that could be returned."
        " Check sale, product and customer."
    )


@dataclass(eq=False)
class WarehouseUnknown(AppError):
    """The book has no such warehouse."""

    warehouse: str
    known: str
    template = N_("There is no warehouse {warehouse} in this book; there are: {known}.")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line as it was asked for, by numbers and codes."""

    sale: str
    product: str
    quantity: Quantity = NOTHING
    amount: Money = ZERO
    price: UnitPrice | None = None
    condition: Condition = Condition.GOOD
    reason_text: str = ""
    cost_source: CostSource = CostSource.ORIGINAL
    stated_cost: UnitPrice | None = None
    warehouse: str = ""


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """A return as it was asked for, by numbers and codes."""

    day: datetime.date
    customer: str
    lines: tuple[AskedLine, ...]
    kind: ReturnKind = ReturnKind.GOODS
    reason: ReturnReason = ReturnReason.OTHER
    reason_text: str = ""
    settlement: Settlement = Settlement.OFFSET
    red_invoice: str = ""
    note: str = ""
    accepted: frozenset[str] = frozenset()


def from_fields(fields: Fields) -> AskedReturn:
    """Give the return that a JSON draft asks for."""
    fields.require_known(_HEAD)
    return AskedReturn(
        day=fields.day("date"),
        customer=fields.text("customer"),
        lines=tuple(_line(part) for part in fields.parts("lines")),
        kind=fields.word("kind", ReturnKind, ReturnKind.GOODS),
        reason=fields.word("reason", ReturnReason, ReturnReason.OTHER),
        reason_text=fields.text("reason_text", ""),
        settlement=fields.word("settlement", Settlement, Settlement.OFFSET),
        red_invoice=fields.text("red_invoice", ""),
        note=fields.text("note", ""),
        accepted=frozenset(fields.texts("accepted")),
    )


def from_options(options: Namespace, command: str) -> AskedReturn:
    """Give the return that the options ask for."""
    if not (options.date and options.customer and options.line):
        message = _("name a JSON file, or --date, --customer and --line")
        raise WrongUsage(message, command)
    return AskedReturn(
        day=options.date,
        customer=options.customer,
        lines=tuple(options.line),
        reason=options.reason,
        reason_text=options.reason_text,
        settlement=options.settlement,
        red_invoice=options.red_invoice,
        note=options.note,
        accepted=frozenset(options.accept),
    )


def draft_of(reading: Reading, asked: AskedReturn) -> ReturnDraft:
    """Give the draft, its customer, products and sale lines looked up in the book."""
    customer = customer_called(reading, asked.customer)
    lines: list[ReturnLineDraft] = []
    for line in asked.lines:
        lines.extend(_found(reading, customer, line))
    return ReturnDraft(
        day=asked.day,
        customer_id=customer.id,
        lines=tuple(lines),
        kind=asked.kind,
        reason=asked.reason,
        reason_text=asked.reason_text,
        settlement=asked.settlement,
        red_invoice=asked.red_invoice,
        note=asked.note,
        accepted=asked.accepted,
    )


def customer_called(reading: Reading, code: str) -> CustomerChoice:
    """Give the customer with this code, or with exactly this name; raises CustomerUnknown."""
    for customer in customers.choices(reading, code, _MANY):
        if code in (customer.code, customer.name):
            return customer
    raise CustomerUnknown(code)


def _line(fields: Fields) -> AskedLine:
    fields.require_known(_LINE)
    amount = fields.money("amount")
    if amount < ZERO:
        raise FieldWrong(fields.at("amount"), str(amount), "1130.00")
    return AskedLine(
        sale=fields.text("sale", ""),
        product=fields.text("product"),
        quantity=fields.quantity("quantity"),
        amount=amount,
        price=fields.unit_price("price"),
        condition=fields.word("condition", Condition, Condition.GOOD),
        reason_text=fields.text("reason_text", ""),
        cost_source=fields.word("cost_source", CostSource, CostSource.ORIGINAL),
        stated_cost=fields.unit_price("stated_cost"),
        warehouse=fields.text("warehouse", ""),
    )


def _found(
    reading: Reading, customer: CustomerChoice, line: AskedLine
) -> tuple[ReturnLineDraft, ...]:
    """Give a line keyed to what was sold, split where the sale has the product more than once."""
    if not line.sale:
        product = _product_id(reading, line.product)
        return (_draft(reading, line, line.quantity, product_id=product),)
    originals = [
        one
        for one in sold.returnable(reading, customer.id, line.sale, _MANY)
        if one.sale_number == line.sale and code_key(one.code) == code_key(line.product)
    ]
    if not originals:
        raise NothingLeftOfSale(line.sale, line.product, customer.short_name)
    return tuple(
        _draft(reading, line, quantity, sale_line_id=original.id)
        for original, quantity in _spread(originals, line.quantity)
    )


def _spread(
    originals: Sequence[SoldLine], quantity: Quantity
) -> tuple[tuple[SoldLine, Quantity], ...]:
    """Give each sale line its part; the last takes what is above them all, to be refused."""
    spread: list[tuple[SoldLine, Quantity]] = []
    for at, original in enumerate(originals, 1):
        part = quantity if at == len(originals) else min(quantity, original.left)
        spread.append((original, part))
        quantity = quantity - part
        if not quantity:
            break
    return tuple(spread)


def _draft(
    reading: Reading,
    line: AskedLine,
    quantity: Quantity,
    *,
    sale_line_id: int | None = None,
    product_id: int | None = None,
) -> ReturnLineDraft:
    return ReturnLineDraft(
        sale_line_id=sale_line_id,
        product_id=product_id,
        quantity=quantity,
        amount=line.amount,
        unit_price=line.price,
        condition=line.condition,
        warehouse_id=warehouse_called(reading, line.warehouse) if line.warehouse else None,
        reason_text=line.reason_text,
        cost_source=line.cost_source,
        stated_cost=line.stated_cost,
    )


def warehouse_called(reading: Reading, name: str) -> int:
    """Give the warehouse with this code or name; raises WarehouseUnknown."""
    places = products.warehouses(reading)
    for place in places:
        if name in (place.code, place.name):
            return place.id
    raise WarehouseUnknown(name, ", ".join(f"{place.code} {place.name}" for place in places))


def _product_id(reading: Reading, code: str) -> int:
    for product in products.choices(reading, code, _MANY):
        if code_key(product.code) == code_key(code):
            return product.id
    raise ProductUnknown(code)
