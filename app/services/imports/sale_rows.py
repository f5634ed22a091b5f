"""The rows of a sales file held against the book: documents, and the rows that do not fit."""

from collections.abc import Iterable, Sequence

from app.services.exchange.kinds.sales import SaleRow
from app.services.imports.catalogue import Catalogue
from app.services.imports.months import reason_of
from app.services.imports.results import BookReason, Outcome, Refused, from_book
from app.services.imports.terms import Terms, rate_of, stated
from app.services.products import code_key
from app.services.sales.planning import (
    PlannedDocument,
    PlannedLine,
    Short,
    amounts_of,
    grouped,
    price_in,
)
from app.values.quantity import Quantity
from app.values.vouching import SourceKind

_Gathered = tuple[SourceKind, str, int | None, str, PlannedLine]


def documents_of(
    rows: Sequence[SaleRow], terms: Terms, spoiled: Iterable[str], outcome: Outcome
) -> list[PlannedDocument]:
    """Give the documents of a file; one with a row that does not fit is left out whole.

    Spoiled are those that have a row which could not even be read.
    """
    refused = set(spoiled)
    gathered = []
    for row in rows:
        finding = _unfit(row, terms)
        if finding is None:
            gathered.append(_planned(row, terms))
        else:
            refused.add(row.number)
            outcome.refused.append(finding)
    documents, strangers = grouped(gathered)
    numbers = {line.row: number for _, number, _, _, line in gathered}
    for line in strangers:
        refused.add(numbers[line.row])
        reason = BookReason.OTHER_CUSTOMER
        outcome.refused.append(from_book(reason, line.row, "number", numbers[line.row]))
    if not refused:
        return documents
    _refuse_siblings(documents, refused, outcome)
    return [one for one in documents if one.number not in refused]


def refuse_short(short: Sequence[Short], catalogue: Catalogue, outcome: Outcome) -> None:
    """Name every line that finds too little in stock, and the other rows of its document."""
    codes = {product.id: product.code for product in catalogue.products.values()}
    named = {id(one.line) for one in short}
    for one in short:
        code, lying = codes[one.line.product], str(Quantity(one.on_hand))
        reason = BookReason.STOCK_SHORT
        outcome.refused.append(from_book(reason, one.line.row, "quantity", code, on_hand=lying))
    for document in {id(one.document): one.document for one in short}.values():
        outcome.refused.extend(
            from_book(BookReason.DOCUMENT_REFUSED, line.row, "number", document.number)
            for line in document.lines
            if id(line) not in named
        )


def _unfit(row: SaleRow, terms: Terms) -> Refused | None:
    """Give why a row does not fit the book, None where it does."""
    catalogue = terms.catalogue
    if code_key(row.product) not in catalogue.products:
        return from_book(BookReason.UNKNOWN_PRODUCT, row.row, "product", row.product)
    if row.customer not in catalogue.customers and (row.customer or catalogue.walk_in is None):
        return from_book(BookReason.UNKNOWN_CUSTOMER, row.row, "customer", row.customer)
    if row.warehouse not in catalogue.places:
        return from_book(BookReason.UNKNOWN_WAREHOUSE, row.row, "warehouse", row.warehouse)
    reason = reason_of(terms.months, row.at)
    return None if reason is None else from_book(reason, row.row, "at", row.at)


def _planned(row: SaleRow, terms: Terms) -> _Gathered:
    """Give what a row is: a line of a sale, of a return, or of a stock adjustment."""
    catalogue = terms.catalogue
    product = catalogue.products[code_key(row.product)]
    customer = catalogue.buyer(row.customer)
    rate = rate_of(row, terms, product.vat_rate)
    kind = _kind(row)
    net, vat = amounts_of(
        terms.prices, row.quantity, abs(row.price), rate, stated(row, rate, terms)
    )
    if row.price < 0:
        # A discount, or a fee that is paid: what it comes to is taken off.
        net, vat = -net, -vat
    line = PlannedLine(
        row.row,
        row.at,
        customer,
        product.id,
        row.quantity if kind is SourceKind.ADJUSTMENT else abs(row.quantity),
        price_in(terms.book_prices, terms.prices, row.price, rate),
        rate,
        net,
        vat,
        catalogue.places[row.warehouse],
        moves_stock=not (product.is_service or row.service),
    )
    if kind is SourceKind.ADJUSTMENT:
        return kind, row.number, None, "", line
    return kind, row.number, customer, row.invoice, line


def _kind(row: SaleRow) -> SourceKind:
    if row.adjustment:
        return SourceKind.ADJUSTMENT
    return SourceKind.RETURN if row.red else SourceKind.SALE


def _refuse_siblings(
    documents: Iterable[PlannedDocument], refused: set[str], outcome: Outcome
) -> None:
    """Name every sound row of a document that is left out because of another of its rows."""
    outcome.refused.extend(
        from_book(BookReason.DOCUMENT_REFUSED, line.row, "number", one.number)
        for one in documents
        if one.number in refused
        for line in one.lines
    )
