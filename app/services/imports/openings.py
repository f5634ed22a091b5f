"""A file of opening stock taken into a book."""

from collections.abc import Sequence

from sqlalchemy import select

from app.models.product import Warehouse
from app.models.stock import OpeningStock
from app.services import openings, products
from app.services.access import inner
from app.services.exchange.kinds.opening_stock import OpeningStockRow
from app.services.imports.results import BookReason, Outcome, from_book
from app.services.openings import StockOpening
from app.services.permits import Reading, Writing
from app.services.products import code_key
from app.values.money import Money
from app.values.quantity import Quantity


@inner
def take_stock(writing: Writing, rows: Sequence[OpeningStockRow], import_id: int) -> Outcome:
    """Put opening stock on the shelves and, in one voucher, on the books."""
    outcome, articles, places = Outcome(), products.by_key(writing), _places(writing)
    opened: list[StockOpening] = []
    there = _opened(writing)
    for row in rows:
        article = articles.get(code_key(row.product))
        place = places.get(row.warehouse or "main")
        if article is None:
            reason = BookReason.UNKNOWN_PRODUCT
            outcome.refused.append(from_book(reason, row.row, "product", row.product))
        elif place is None:
            reason = BookReason.UNKNOWN_WAREHOUSE
            outcome.refused.append(from_book(reason, row.row, "warehouse", row.warehouse))
        elif (article.id, place) in there:
            outcome.known += 1
        else:
            quantity, worth = Quantity(row.quantity), Money(row.value)
            opened.append(StockOpening(article.id, place, quantity, worth))
    openings.take_stock(writing, opened, import_id)
    outcome.taken = len(opened)
    outcome.vouchers = int(any(one.cost for one in opened))
    return outcome


def _places(reading: Reading) -> dict[str, int]:
    """Give the warehouses by code and by name."""
    rows = reading.connection.execute(
        select(Warehouse.id, Warehouse.code, Warehouse.name).where(
            Warehouse.client_id == reading.client_id
        )
    ).all()
    return {row.code: row.id for row in rows} | {row.name: row.id for row in rows}


def _opened(reading: Reading) -> set[tuple[int, int]]:
    """Give the articles, place by place, whose opening stock is there already."""
    rows = reading.connection.execute(
        select(OpeningStock.product_id, OpeningStock.warehouse_id).where(
            OpeningStock.client_id == reading.client_id
        )
    )
    return {(row[0], row[1]) for row in rows}
