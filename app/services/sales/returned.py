"""Returns found in a sales file: linked to their sales and taken in for review."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, func, select, type_coerce

from app.models.bulk import insert_rows, next_id, settle_ids
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink, ReturnStep
from app.models.sale import Sale, SaleLine
from app.services import audit, numbering, periods
from app.services.access import inner
from app.services.permits import Reading, Writing
from app.services.returns import sold
from app.services.returns.apply import PREFIX
from app.services.returns.linking import Link, SoldLine, Wanted, link_all
from app.services.returns.relinking import laid_out
from app.services.sales.planning import PlannedDocument, PlannedLine
from app.values.money import Money, UnitPrice
from app.values.numbers import DocumentNumber
from app.values.period import Period
from app.values.returns import (
    Condition,
    CostSource,
    ReturnKind,
    ReturnReason,
    ReturnState,
    Settlement,
)
from app.values.vouching import SourceKind

_HEAD = (
    *("id", "client_id", "number", "source_number", "day", "customer_id", "kind", "state"),
    *("reason", "reason_text", "settlement", "red_invoice", "note", "applied_by", "import_id"),
    *("written_by", "written_at"),
)
_LINE = (
    *("id", "client_id", "return_id", "row", "at", "product_id", "quantity", "accepted"),
    *("condition", "warehouse_id", "reason_text", "unit_price", "vat_rate", "net", "vat"),
    *("accepted_net", "accepted_vat", "cost_source"),
)
_LINK = ("return_line_id", "sale_line_id", "client_id", "quantity", "net", "vat")
_LinkRow = tuple[int | str | None, ...]
_STEP = ("client_id", "return_id", "state", "note", "written_by", "written_at")


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """How the return lines of a file were linked; `quantity` is in thousandths."""

    one_line: int = 0
    several_lines: int = 0
    partly: int = 0
    none: int = 0
    quantity: int = 0
    price_differs: int = 0


@dataclass(frozen=True, slots=True)
class SoldBefore:
    """Sale lines that the book had before, and their prices in millionths by id."""

    lines: list[SoldLine]
    prices: dict[int, int]


@inner
def sold_before(reading: Reading, returns: Iterable[PlannedDocument]) -> SoldBefore:
    """Give the sale lines of the book from which these returns could come."""
    customers = {one.customer for one in returns if one.customer is not None}
    rows = reading.connection.execute(
        select(
            SaleLine.id,
            Sale.customer_id,
            SaleLine.product_id,
            SaleLine.at,
            SaleLine.row,
            SaleLine.quantity,
            SaleLine.unit_price,
        )
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(
            SaleLine.client_id == reading.client_id,
            Sale.kind == SourceKind.SALE,
            Sale.customer_id.in_(customers),
            type_coerce(SaleLine.unit_price, Integer) > 0,
        )
    ).all()
    taken = _taken(reading)
    lines = [
        SoldLine(
            row.id,
            row.customer_id or 0,
            row.product_id,
            row.at,
            row.row,
            row.quantity.thousandths - taken.get(row.id, 0),
        )
        for row in rows
    ]
    return SoldBefore(lines, {row.id: row.unit_price.micros for row in rows})


@inner
def link(
    returns: Sequence[PlannedDocument], sales: Iterable[SoldLine], walk_in: int | None
) -> dict[int, tuple[Link, ...]]:
    """Give the links of every return line by its id; earlier returns take first.

    Services and the walk-in customer are linked to nothing.
    """
    seeking = [
        line
        for one in returns
        for line in one.lines
        if line.moves_stock and line.customer != walk_in
    ]
    seeking.sort(key=lambda line: (line.at, line.row))
    wanted = [Wanted(line.customer or 0, line.product, line.at, line.quantity) for line in seeking]
    found = link_all(sales, wanted)
    return {line.id: links for line, links in zip(seeking, found, strict=True)}


def counted(
    returns: Sequence[PlannedDocument],
    links: Mapping[int, tuple[Link, ...]],
    prices: Mapping[int, int],
) -> LinkCounts:
    """Give how the lines that looked for a sale fared."""
    fared: Counter[str] = Counter()
    quantity = differs = 0
    for one in returns:
        for line in one.lines:
            found = links.get(line.id)
            if found is None:
                continue
            taken = sum(each.quantity for each in found)
            quantity += taken
            differs += sum(prices[each.sale_line] != line.price for each in found)
            if taken == 0:
                fared["none"] += 1
            elif taken < line.quantity:
                fared["partly"] += 1
            else:
                fared["one_line" if len(found) == 1 else "several_lines"] += 1
    return LinkCounts(quantity=quantity, price_differs=differs, **fared)


@inner
def write(
    writing: Writing,
    returns: Sequence[PlannedDocument],
    links: Mapping[int, tuple[Link, ...]],
    cost_source: CostSource,
    import_id: int,
) -> None:
    """Take the returns of a file in; each waits for its review.

    The source of the cost is for units without original.
    """
    numbers = _numbers(writing, returns)
    person, now = writing.actor.name, writing.now.isoformat()
    heads = [
        (
            *(one.id, writing.client_id, number, one.number, one.day, one.customer),
            *(ReturnKind.GOODS.value, ReturnState.APPLIED.value, ReturnReason.OTHER.value),
            *("", Settlement.OFFSET.value, one.invoice, "", person, import_id, person, now),
        )
        for one, number in zip(returns, numbers, strict=True)
    ]
    insert_rows(writing.connection, GoodsReturn, _HEAD, heads)
    lines = [_line(writing, one, line, cost_source) for one in returns for line in one.lines]
    insert_rows(writing.connection, ReturnLine, _LINE, lines)
    insert_rows(writing.connection, ReturnLink, _LINK, _all_links(writing, returns, links))
    steps = [
        (writing.client_id, one.id, ReturnState.APPLIED.value, "", person, now) for one in returns
    ]
    insert_rows(writing.connection, ReturnStep, _STEP, steps)
    settle_ids(writing.connection, GoodsReturn, ReturnLine)
    audit.record(
        writing,
        *(
            audit.Deed("return-applied", number, {"id": one.id, "source": one.number})
            for one, number in zip(returns, numbers, strict=True)
        ),
    )


@inner
def first_ids(reading: Reading) -> tuple[int, int]:
    """Give the first free ids of returns and of their lines."""
    return next_id(reading.connection, GoodsReturn), next_id(reading.connection, ReturnLine)


def _taken(reading: Reading) -> dict[int, int]:
    rows = reading.connection.execute(
        select(ReturnLink.sale_line_id, func.sum(type_coerce(ReturnLink.quantity, Integer)))
        .join(ReturnLine, ReturnLine.id == ReturnLink.return_line_id)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(ReturnLink.client_id == reading.client_id, GoodsReturn.state.not_in(sold.DEAD))
        .group_by(ReturnLink.sale_line_id)
    )
    return {line: int(quantity) for line, quantity in rows}


def _numbers(writing: Writing, returns: Sequence[PlannedDocument]) -> list[str]:
    """Give the numbers of the returns, month by month in the order of the file."""
    months = [Period.of(one.day[:7]) for one in returns]
    following = {}
    for month, count in sorted(Counter(months).items()):
        periods.require_open(writing, month.first_day)
        following[month] = numbering.take(writing, PREFIX, month, count)
    numbers = []
    for month in months:
        numbers.append(str(DocumentNumber(PREFIX, month, following[month])))
        following[month] += 1
    return numbers


def _line(
    writing: Writing, one: PlannedDocument, line: PlannedLine, cost_source: CostSource
) -> tuple[int | str | None, ...]:
    return (
        *(line.id, writing.client_id, one.id, line.row, line.at, line.product),
        *(line.quantity, line.quantity, Condition.GOOD.value, line.place),
        *("", line.price, line.rate, line.net, line.vat, line.net, line.vat, cost_source.value),
    )


def _all_links(
    reading: Reading, returns: Sequence[PlannedDocument], links: Mapping[int, tuple[Link, ...]]
) -> list[_LinkRow]:
    """Give the links of the lines as they lie on disk, each with its part of the line's amounts.

    A file rounds each of its lines: what many of them come to may be some 分 more than their sale
    line has. At its price no more is taken of it than is left.
    """
    linked = {one.sale_line for found in links.values() for one in found}
    room = {line.id: line.room for line in sold.of_lines(reading, linked).values()}
    rows: list[_LinkRow] = []
    for line in (line for one in returns for line in one.lines):
        for found, parts in _parts(line, links.get(line.id, ())):
            net, vat = room[found.sale_line].take(UnitPrice(line.price), *parts)
            key = line.id, found.sale_line, reading.client_id
            rows.append((*key, found.quantity, net.fen, vat.fen))
    return rows


def _parts(line: PlannedLine, links: Sequence[Link]) -> Iterator[tuple[Link, tuple[Money, Money]]]:
    """Give each link with its part of the line's net and VAT."""
    units = [one.quantity for one in links]
    nets = laid_out(Money(line.net), units, line.quantity)
    vats = laid_out(Money(line.vat), units, line.quantity)
    return zip(links, zip(nets, vats, strict=True), strict=True)
