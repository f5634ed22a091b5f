"""A file of opening stock taken into a book."""

from sqlalchemy import select

from app.models.stock import OpeningStock
from app.services import openings
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.opening_stock import OpeningStockRow
from app.services.imports import catalogue as catalogues
from app.services.imports.catalogue import Catalogue
from app.services.imports.job import Job
from app.services.imports.results import BookReason, Outcome, Refused, from_book
from app.services.openings import StockOpening
from app.services.permits import Reading, Writing
from app.services.products import code_key
from app.values.money import Money
from app.values.quantity import Quantity


@inner
def take_stock(writing: Writing, content: FileContent[OpeningStockRow], job: Job) -> Outcome:
    """Put opening stock on the shelves and, in one voucher, on the books."""
    outcome, catalogue = Outcome(), catalogues.load(writing)
    start = writing.facts.start.first_day.isoformat()
    opened: list[StockOpening] = []
    there = _opened(writing)
    for done, row in enumerate(content.rows):
        job.progress.step(done, len(content.rows))
        found = _opening(row, catalogue, start)
        if isinstance(found, Refused):
            outcome.refused.append(found)
        elif not (before := there.get((found.product_id, found.warehouse_id))):
            opened.append(found)
        elif (found.quantity, found.cost) in before:
            outcome.known += 1
        else:
            reason = BookReason.OPENED_OTHERWISE
            outcome.refused.append(from_book(reason, row.row, "product", row.product))
    openings.take_stock(writing, opened, job.import_id)
    outcome.taken = len(opened)
    outcome.vouchers = int(any(one.cost for one in opened))
    outcome.net = sum(one.cost.fen for one in opened)
    return outcome


def _opening(row: OpeningStockRow, catalogue: Catalogue, start: str) -> StockOpening | Refused:
    """Give what a row opens, or why it does not fit the book."""
    article = catalogue.products.get(code_key(row.product))
    place = catalogue.places.get(row.warehouse)
    if article is None:
        return from_book(BookReason.UNKNOWN_PRODUCT, row.row, "product", row.product)
    if article.is_service:
        return from_book(BookReason.SERVICE_IN_STOCK, row.row, "product", row.product)
    if place is None:
        return from_book(BookReason.UNKNOWN_WAREHOUSE, row.row, "warehouse", row.warehouse)
    if row.day > start:
        return from_book(BookReason.OPENED_LATER, row.row, "at", row.day, start=start)
    if row.value and not row.quantity:
        return from_book(BookReason.VALUE_WITHOUT_STOCK, row.row, "quantity", row.product)
    return StockOpening(article.id, place, Quantity(row.quantity), Money(row.value))


def _opened(reading: Reading) -> dict[tuple[int, int], set[tuple[Quantity, Money]]]:
    """Give what is opened already of each article in each place, row by row of its files."""
    rows = reading.connection.execute(
        select(
            OpeningStock.product_id,
            OpeningStock.warehouse_id,
            OpeningStock.quantity,
            OpeningStock.cost,
        ).where(OpeningStock.client_id == reading.client_id)
    )
    opened: dict[tuple[int, int], set[tuple[Quantity, Money]]] = {}
    for product, place, quantity, cost in rows:
        opened.setdefault((product, place), set()).add((quantity, cost))
    return opened
