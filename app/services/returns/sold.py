"""What was sold on a line, and what of it has come back or is on its way back."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Row, Select, func, select, type_coerce

from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink
from app.models.product import Product
from app.models.sale import Sale, SaleLine
from app.services.access import Act, allowed, inner
from app.services.permits import Reading
from app.values.money import Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import ReturnState
from app.values.vouching import SourceKind

DEAD = (ReturnState.REJECTED, ReturnState.VOID)
"""The states in which a return takes nothing back."""


@dataclass(slots=True)
class Room:
    """What is left of a sale line's amounts to be given back at its price."""

    price: UnitPrice
    net: Money
    vat: Money

    def take(self, price: UnitPrice, net: Money, vat: Money) -> tuple[Money, Money]:
        """Take amounts at a price, no more than is left; another price has no part in it."""
        if price != self.price:
            return net, vat
        taken = min(net, self.net), min(vat, self.vat)
        self.net, self.vat = self.net - taken[0], self.vat - taken[1]
        return taken


@dataclass(frozen=True, slots=True)
class SoldLine:
    """One sale line with its 已售, 已退 and 可退."""

    id: int
    sale_number: str
    day: datetime.date
    invoice: str
    customer_id: int
    product_id: int
    code: str
    name: str
    spec: str
    unit: str
    is_service: bool
    unit_price: UnitPrice
    vat_rate: int
    sold: Quantity
    net: Money
    vat: Money
    returned: Quantity
    returned_net: Money
    returned_vat: Money

    @property
    def left(self) -> Quantity:
        """How much can still come back (可退)."""
        return self.sold - self.returned

    @property
    def room(self) -> Room:
        """How much of its amounts can still be given back."""
        return Room(self.unit_price, self.net - self.returned_net, self.vat - self.returned_vat)


@dataclass(frozen=True, slots=True)
class _Back:
    """What live returns took of a sale line, at its own price or at another that was accepted."""

    quantity: Quantity
    net: Money
    vat: Money
    at_its_price: bool


@inner
def of_lines(
    reading: Reading, line_ids: Collection[int], *, but: int | None = None
) -> dict[int, SoldLine]:
    """Give sale lines of this book by id; one return's own part may be left out of 已退."""
    wanted = list(line_ids)
    rows = reading.connection.execute(_lines(reading).where(SaleLine.id.in_(wanted))).all()
    back = _came_back(reading, wanted, but)
    return {row.id: _line(row, back[row.id]) for row in rows}


@allowed(Act.LOOK)
def returnable(
    reading: Reading, customer_id: int, text: str = "", limit: int = 500
) -> tuple[SoldLine, ...]:
    """Give a customer's sale lines from which something can come back, latest sale first."""
    wanted = text.strip().lower()
    rows = reading.connection.execute(
        _lines(reading)
        .where(
            Sale.customer_id == customer_id,
            func.lower(Sale.number + " " + Product.code + " " + Product.name).contains(
                wanted, autoescape=True
            ),
        )
        .order_by(SaleLine.at.desc(), Sale.id.desc(), SaleLine.row)
        .limit(limit)
    ).all()
    back = _came_back(reading, [row.id for row in rows], None)
    lines = (_line(row, back[row.id]) for row in rows)
    return tuple(line for line in lines if line.left > NOTHING)


def _lines(reading: Reading) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SaleLine.id,
            Sale.number,
            Sale.day,
            Sale.invoice,
            Sale.customer_id,
            SaleLine.product_id,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Product.is_service,
            SaleLine.unit_price,
            SaleLine.vat_rate,
            SaleLine.quantity,
            SaleLine.net,
            SaleLine.vat,
        )
        .join(Sale, Sale.id == SaleLine.sale_id)
        .join(Product, Product.id == SaleLine.product_id)
        .where(SaleLine.client_id == reading.client_id, Sale.kind == SourceKind.SALE)
    )


def _came_back(
    reading: Reading, line_ids: Collection[int], but: int | None
) -> dict[int, list[_Back]]:
    """Give what live returns took of each sale line."""
    at_its_price = type_coerce(ReturnLine.unit_price, Integer) == type_coerce(
        SaleLine.unit_price, Integer
    )
    statement = (
        select(
            ReturnLink.sale_line_id,
            func.sum(type_coerce(ReturnLink.quantity, Integer)),
            func.sum(type_coerce(ReturnLink.net, Integer)),
            func.sum(type_coerce(ReturnLink.vat, Integer)),
            at_its_price,
        )
        .join(SaleLine, SaleLine.id == ReturnLink.sale_line_id)
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(
            ReturnLink.client_id == reading.client_id,
            ReturnLink.sale_line_id.in_(list(line_ids)),
            GoodsReturn.state.not_in(DEAD),
        )
        .group_by(ReturnLink.sale_line_id, at_its_price)
    )
    if but is not None:
        statement = statement.where(GoodsReturn.id != but)
    back: dict[int, list[_Back]] = defaultdict(list)
    for line, quantity, net, vat, same in reading.connection.execute(statement):
        amounts = Money(int(net)), Money(int(vat))
        back[line].append(_Back(Quantity(int(quantity)), *amounts, bool(same)))
    return back


def _line(row: Row[Any], back: Sequence[_Back]) -> SoldLine:
    return SoldLine(
        id=row.id,
        sale_number=row.number,
        day=row.day,
        invoice=row.invoice,
        customer_id=row.customer_id,
        product_id=row.product_id,
        code=row.code,
        name=row.name,
        spec=row.spec,
        unit=row.unit,
        is_service=row.is_service,
        unit_price=row.unit_price,
        vat_rate=row.vat_rate,
        sold=row.quantity,
        net=row.net,
        vat=row.vat,
        returned=Quantity(sum(one.quantity.thousandths for one in back)),
        returned_net=_taken(row.net, [(one, one.net) for one in back], row.quantity),
        returned_vat=_taken(row.vat, [(one, one.vat) for one in back], row.quantity),
    )


def _taken(whole: Money, back: Sequence[tuple[_Back, Money]], sold: Quantity) -> Money:
    """Give how much of an amount of a line came back with its units, whatever they were paid."""
    taken = Money.total([amount for one, amount in back if one.at_its_price])
    others = sum(one.quantity.thousandths for one, _ in back if not one.at_its_price)
    return taken + min(whole.share(others, max(sold.thousandths, 1)), whole - taken)
