"""The lines of a return and their sale lines after its inspection: fewer units, or all again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.models.goods_return import ReturnLine, ReturnLink
from app.models.product import Product
from app.models.sale import SaleLine
from app.services.access import inner
from app.services.permits import Reading
from app.services.returns import sold
from app.services.returns.costs import Linked
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition


@dataclass(frozen=True, slots=True)
class WholeLine:
    """A line of a return as it was taken in, whatever an inspection found of it."""

    id: int
    code: str
    quantity: Quantity
    accepted: Quantity
    condition: Condition
    warehouse_id: int
    unit_price: UnitPrice
    net: Money
    vat: Money

    def worth(self, accepted: Quantity) -> tuple[Money, Money]:
        """Give net and VAT of the units that are accepted."""
        part = accepted.thousandths, max(self.quantity.thousandths, 1)
        return self.net.share(*part), self.vat.share(*part)


@inner
def whole_lines(reading: Reading, return_id: int) -> dict[int, WholeLine]:
    """Give the lines of a return as they were taken in, by id."""
    rows = reading.connection.execute(
        select(
            ReturnLine.id,
            Product.code,
            ReturnLine.quantity,
            ReturnLine.accepted,
            ReturnLine.condition,
            ReturnLine.warehouse_id,
            ReturnLine.unit_price,
            ReturnLine.net,
            ReturnLine.vat,
        )
        .join(Product, Product.id == ReturnLine.product_id)
        .where(ReturnLine.client_id == reading.client_id, ReturnLine.return_id == return_id)
    )
    return {row.id: WholeLine(*row) for row in rows}


@inner
def after_inspection(
    reading: Reading, return_id: int, accepted: Mapping[int, Quantity]
) -> tuple[Linked, ...]:
    """Give every link of a return once these lines of it accept so much; some have no unit left."""
    rows = reading.connection.execute(
        select(ReturnLink.return_line_id, ReturnLink.sale_line_id, ReturnLink.quantity)
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .join(SaleLine, SaleLine.id == ReturnLink.sale_line_id)
        .where(ReturnLine.client_id == reading.client_id, ReturnLine.return_id == return_id)
        .order_by(ReturnLine.row, SaleLine.at.desc(), SaleLine.row.desc())
    )
    links = [Linked(*row) for row in rows]
    lines = sold.of_lines(reading, {link.sale_line_id for link in links})
    room = {line_id: line.left.thousandths for line_id, line in lines.items()}
    units = {line_id: quantity.thousandths for line_id, quantity in accepted.items()}
    return dealt(links, units, room)


@inner
def room_for(reading: Reading, return_lines: Collection[int]) -> dict[int, sold.Room]:
    """Give what these lines of a return can take of the amounts of their sale lines, all anew."""
    links = reading.connection.execute(
        select(ReturnLink.sale_line_id, ReturnLink.net, ReturnLink.vat, ReturnLine.unit_price)
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .where(ReturnLine.client_id == reading.client_id, ReturnLine.id.in_(return_lines))
    ).all()
    lines = sold.of_lines(reading, {link.sale_line_id for link in links})
    room = {line.id: line.room for line in lines.values()}
    for link in links:
        # What they took before is theirs to take again.
        room[link.sale_line_id].take(link.unit_price, -link.net, -link.vat)
    return room


def dealt(
    links: Sequence[Linked], accepted: Mapping[int, int], room: Mapping[int, int]
) -> tuple[Linked, ...]:
    """Give links that hold what their lines accept, as far as the sale lines have room for it.

    The links of a line come latest sale first, as they were made: the last goes short first, and
    is the last to be filled again. `room` is what nobody takes back of each sale line.
    """
    free = defaultdict(int, room)
    held = {link: link.quantity.thousandths for link in links}
    left = dict(accepted)
    for link in links:
        if link.return_line_id in left:
            kept = min(held[link], left[link.return_line_id])
            left[link.return_line_id] -= kept
            free[link.sale_line_id] += held[link] - kept
            held[link] = kept
    for link in links:
        more = min(left.get(link.return_line_id, 0), max(free[link.sale_line_id], 0))
        if more:
            left[link.return_line_id] -= more
            free[link.sale_line_id] -= more
            held[link] += more
    return tuple(replace(link, quantity=Quantity(held[link])) for link in links)


def laid_out(total: Money, units: Sequence[int], whole: int) -> tuple[Money, ...]:
    """Give each link its part of a line's amount by its units of the line's; to the 分 in sum.

    Each takes what the units up to and with it come to, less what those before it took, so that
    none takes less than nothing; units that are linked to nothing keep the rest.
    """
    reached, before, parts = 0, ZERO, []
    for one in units:
        reached += one
        upto = total.share(reached, max(whole, 1))
        parts.append(upto - before)
        before = upto
    return tuple(parts)
