"""A file of purchases taken into a book."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.models.sale import Purchase, PurchaseLine
from app.services import purchases
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.purchases import PurchaseRow
from app.services.imports import catalogue as catalogues
from app.services.imports.groups import by_number, refuse_all, refuse_rest, spoiled
from app.services.imports.job import Job
from app.services.imports.months import reason_of
from app.services.imports.results import BookReason, Outcome, Refused, from_book
from app.services.imports.terms import Terms, rate_of, stated, terms_of
from app.services.permits import Reading, Writing
from app.services.products import ProductChoice, code_key
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.sales.planning import amounts_of, price_in
from app.values.books import PriceBasis
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity

_DAY = len("2025-10-31")


@dataclass(frozen=True, slots=True)
class _Fit:
    """A row that fits the book."""

    row: PurchaseRow
    article: ProductChoice
    place: int


@inner
def take(writing: Writing, content: FileContent[PurchaseRow], job: Job) -> Outcome:
    """Take goods bought into stock and onto the books; a document is taken whole or not at all."""
    outcome, catalogue = Outcome(), catalogues.load(writing)
    terms = terms_of(writing, content, catalogue, job, PriceBasis.NET)
    before, left_out = _before(writing), spoiled(content)
    documents = by_number(content.rows)
    for done, (number, rows) in enumerate(documents.items()):
        job.progress.step(done, len(documents))
        named = [row.row for row in rows]
        there = before.get(number)
        if there is not None and there.import_id == job.import_id:
            outcome.known += len(rows)
            continue
        held = [_held(row, rows[0], terms) for row in rows]
        refused = [one for one in held if isinstance(one, Refused)]
        if refused or number in left_out:
            refuse_rest(number, named, refused, outcome)
            continue
        draft = _draft([one for one in held if isinstance(one, _Fit)], terms)
        if there is None:
            _book(writing, draft, job, outcome)
        elif _goods(draft) == there.goods:
            outcome.known += len(rows)
        else:
            refuse_all(BookReason.KNOWN_OTHERWISE, number, named, (), outcome)
    return outcome


@dataclass(frozen=True, slots=True)
class _Before:
    """A purchase of the book: its file, and every line's article, thousandths and 分."""

    import_id: int | None
    goods: Counter[tuple[int, int, int, int]]


def _before(reading: Reading) -> dict[str, _Before]:
    """Give the purchases of the book by their number."""
    rows = reading.connection.execute(
        select(
            Purchase.number,
            Purchase.import_id,
            PurchaseLine.product_id,
            PurchaseLine.quantity,
            PurchaseLine.cost,
            PurchaseLine.vat,
        )
        .join(PurchaseLine, PurchaseLine.purchase_id == Purchase.id)
        .where(Purchase.client_id == reading.client_id)
    )
    found: dict[str, _Before] = {}
    for row in rows:
        one = found.setdefault(row.number, _Before(row.import_id, Counter()))
        one.goods[row.product_id, row.quantity.thousandths, row.cost.fen, row.vat.fen] += 1
    return found


def _goods(draft: PurchaseDraft) -> Counter[tuple[int, int, int, int]]:
    return Counter(
        (line.product.id, line.quantity.thousandths, line.net.fen, line.vat.fen)
        for line in draft.lines
        if line.net is not None and line.vat is not None
    )


def _held(row: PurchaseRow, first: PurchaseRow, terms: Terms) -> _Fit | Refused:
    """Hold a row against the book; the document is of its first row's supplier and day."""
    article = terms.catalogue.products.get(code_key(row.product))
    place = terms.catalogue.places.get(row.warehouse)
    if article is None:
        return from_book(BookReason.UNKNOWN_PRODUCT, row.row, "product", row.product)
    if place is None:
        return from_book(BookReason.UNKNOWN_WAREHOUSE, row.row, "warehouse", row.warehouse)
    if article.is_service:
        return from_book(BookReason.SERVICE_IN_STOCK, row.row, "product", row.product)
    if row.supplier != first.supplier:
        return from_book(BookReason.OTHER_SUPPLIER, row.row, "supplier", row.supplier)
    return _unbookable(row, terms) or _Fit(row, article, place)


def _unbookable(row: PurchaseRow, terms: Terms) -> Refused | None:
    """Give why nothing of the row can be booked, None where it can."""
    if row.quantity < 0:
        return from_book(BookReason.BACK_TO_SUPPLIER, row.row, "quantity", str(_pieces(row)))
    reason = reason_of(terms.months, row.at)
    return None if reason is None else from_book(reason, row.row, "at", row.at)


def _draft(held: Sequence[_Fit], terms: Terms) -> PurchaseDraft:
    first = held[0].row
    lines = tuple(_line(one, terms) for one in held)
    day = datetime.date.fromisoformat(first.at[:_DAY])
    return PurchaseDraft(first.number, day, first.supplier, lines)


def _book(writing: Writing, draft: PurchaseDraft, job: Job, outcome: Outcome) -> None:
    lines = draft.lines
    issued = purchases.book(writing, draft, job.import_id)
    outcome.taken += len(lines)
    outcome.documents += 1
    outcome.vouchers += issued is not None
    outcome.net += sum(line.net.fen for line in lines if line.net is not None)
    outcome.vat += sum(line.vat.fen for line in lines if line.vat is not None)


def _line(one: _Fit, terms: Terms) -> PurchaseLineDraft:
    row = one.row
    rate = rate_of(row, terms, one.article.vat_rate)
    given = stated(row, rate, terms)
    net, vat = amounts_of(terms.prices, row.quantity, row.price, rate, given)
    price = UnitPrice(price_in(PriceBasis.NET, terms.prices, row.price, rate))
    return PurchaseLineDraft(
        one.article, _pieces(row), price, rate, row.row, Money(net), Money(vat), one.place
    )


def _pieces(row: PurchaseRow) -> Quantity:
    return Quantity(row.quantity)
