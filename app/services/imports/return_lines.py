"""The lines of a return found in a file: keyed to the sale it names, or to the one it fits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Integer, select, type_coerce

from app.models.sale import Sale, SaleLine
from app.services.access import inner
from app.services.exchange.kinds.returns import ReturnRow
from app.services.imports.catalogue import Catalogue
from app.services.imports.job import Job
from app.services.imports.results import BookReason, Refused, from_book
from app.services.permits import Reading
from app.services.products import code_key
from app.services.returns import linking, sold
from app.services.returns.drafts import ReturnLineDraft
from app.services.sales.planning import price_in
from app.values.books import PriceBasis
from app.values.money import UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource
from app.values.vouching import SourceKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """In which basis the file gives its prices, which file it is, and when the document is of."""

    prices: PriceBasis
    job: Job
    at: str


@inner
def keyed(
    reading: Reading,
    row: ReturnRow,
    catalogue: Catalogue,
    wanted: Wanted,
    taken: Counter[int],
) -> list[ReturnLineDraft] | Refused:
    """Give the lines of one row, or why it has none; `taken` is what earlier rows took, and grows.

    A sale that is named must have enough left. Where none is named, the rule of linking.py finds
    it; the walk-in customer and services are linked to nothing, and what is left over has no
    original.
    """
    article = catalogue.products[code_key(row.product)]
    buyer = catalogue.buyer(row.customer)
    may_link = bool(row.sale) or not (article.is_service or buyer == catalogue.walk_in)
    at = min(row.at, wanted.at)
    found = _lying(reading, row, (buyer, article.id), at) if may_link else {}
    lying = [one.part(buyer, taken) for one in found.values()]
    if row.sale and not lying:
        return from_book(BookReason.UNKNOWN_SALE, row.row, "sale", row.sale)
    left = sum(line.left for line in lying)
    want = linking.Wanted(buyer, article.id, at, row.quantity)
    (links,) = linking.link_all(lying, [want])
    missing = row.quantity - sum(link.quantity for link in links)
    if row.sale and missing:
        rest = str(Quantity(left))
        return from_book(BookReason.MORE_THAN_LEFT, row.row, "sale", row.sale, left=rest)
    if missing and row.price is None:
        return from_book(BookReason.PRICE_NEEDED, row.row, "price", row.product)
    taken.update({link.sale_line: link.quantity for link in links})
    kept = [(found[link.sale_line].line, Quantity(link.quantity)) for link in links]
    return _drafts(reading, row, catalogue, wanted, (kept, Quantity(missing)))


def _drafts(
    reading: Reading,
    row: ReturnRow,
    catalogue: Catalogue,
    wanted: Wanted,
    units: tuple[Sequence[tuple[sold.SoldLine, Quantity]], Quantity],
) -> list[ReturnLineDraft]:
    """Give a line for each sale line with its units, and one for the units that have none."""
    keyed_units, unkeyed = units
    article = catalogue.products[code_key(row.product)]
    blank = _blank(row, catalogue)
    lines = [
        replace(
            blank,
            sale_line_id=line.id,
            quantity=quantity,
            unit_price=_price(reading, row, wanted, line.vat_rate),
        )
        for line, quantity in keyed_units
    ]
    if unkeyed:
        lines.append(
            replace(
                blank,
                product_id=article.id,
                quantity=unkeyed,
                unit_price=_price(reading, row, wanted, article.vat_rate),
                cost_source=wanted.job.mapping.cost_source or CostSource.ORIGINAL,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class _Lying:
    """A sale line that a row could come from, with its moment and its row in its own file."""

    line: sold.SoldLine
    at: str
    row: int

    def part(self, buyer: int, taken: Counter[int]) -> linking.SoldLine:
        """Give what is left of it after what earlier rows took."""
        line = self.line
        left = line.left.thousandths - taken[line.id]
        return linking.SoldLine(line.id, buyer, line.product_id, self.at, self.row, left)


def _lying(reading: Reading, row: ReturnRow, what: tuple[int, int], at: str) -> dict[int, _Lying]:
    """Give the sale lines that the row could come from, sold up to then, by id."""
    buyer, article = what
    statement = (
        select(SaleLine.id, SaleLine.at, SaleLine.row)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(
            SaleLine.client_id == reading.client_id,
            SaleLine.product_id == article,
            Sale.customer_id == buyer,
            Sale.kind == SourceKind.SALE,
        )
    )
    if row.sale:
        statement = statement.where(Sale.number == row.sale)
    else:
        statement = statement.where(type_coerce(SaleLine.unit_price, Integer) > 0)
    rows = reading.connection.execute(statement).all()
    lines = sold.of_lines(reading, [one.id for one in rows])
    return {
        one.id: _Lying(lines[one.id], one.at, one.row)
        for one in rows
        if linking.not_later(one.at, at)
    }


def _blank(row: ReturnRow, catalogue: Catalogue) -> ReturnLineDraft:
    """Give what all lines of a row have in common."""
    return ReturnLineDraft(
        condition=row.condition or Condition.GOOD,
        warehouse_id=catalogue.places[row.warehouse] if row.warehouse else None,
        reason_text=row.reason_text,
    )


def _price(reading: Reading, row: ReturnRow, wanted: Wanted, rate: int) -> UnitPrice | None:
    """Give the price of a row in the basis of the book, at the rate of what is sent back."""
    if row.price is None:
        return None
    return UnitPrice(price_in(reading.facts.prices, wanted.prices, row.price, rate))
