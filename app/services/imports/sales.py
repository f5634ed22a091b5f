"""A sales file taken into a book: sales, adjustments, and the returns among them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.models.bulk import next_id
from app.models.goods_return import GoodsReturn
from app.models.sale import Sale, SaleLine
from app.services import customers
from app.services.access import inner
from app.services.exchange.kinds.sales import SaleRow
from app.services.exchange.mappings import SourceMapping
from app.services.imports import catalogue as catalogues
from app.services.imports.catalogue import Catalogue
from app.services.imports.results import BookReason, Outcome, from_book
from app.services.permits import Reading, Writing
from app.services.products import code_key
from app.services.progress import Progress
from app.services.returns.linking import SoldLine
from app.services.sales import returned
from app.services.sales import writing as sales_writing
from app.services.sales.planning import (
    PlannedDocument,
    PlannedLine,
    Short,
    amounts_of,
    costed,
    grouped,
    numbered,
)
from app.values.books import PriceBasis
from app.values.quantity import Quantity
from app.values.vouching import SourceKind

_STAGES = 4
_Gathered = tuple[SourceKind, str, int | None, str, PlannedLine]


@inner
def take(
    writing: Writing,
    rows: Sequence[SaleRow],
    mapping: SourceMapping,
    import_id: int,
    progress: Progress,
) -> Outcome:
    """Take in the sales of a file with their vouchers, and its returns for review."""
    outcome = Outcome()
    catalogue = catalogues.load(writing)
    outcome.created = catalogues.create_missing(writing, rows, mapping, catalogue)
    documents = _documents(writing, rows, mapping, catalogue, outcome)
    progress.step(1, _STAGES)
    sales, returns = _fresh(writing, documents, outcome)
    sales, lying, short = costed(sales, sales_writing.shelves(writing))
    _refuse_short(short, catalogue, outcome)
    first = next_id(writing.connection, Sale), next_id(writing.connection, SaleLine)
    numbered(sales, *first)
    progress.step(2, _STAGES)
    names = customers.short_names(writing)
    outcome.vouchers = sales_writing.write(writing, sales, lying, names, import_id)
    progress.step(3, _STAGES)
    _take_returns(writing, returns, sales, mapping, catalogue.walk_in, outcome, import_id)
    outcome.documents = sum(one.kind is SourceKind.SALE for one in sales)
    outcome.adjustments = len(sales) - outcome.documents
    outcome.returns = len(returns)
    outcome.taken = sum(len(one.lines) for one in (*sales, *returns))
    progress.step(_STAGES, _STAGES)
    return outcome


def _documents(
    writing: Writing,
    rows: Sequence[SaleRow],
    mapping: SourceMapping,
    catalogue: Catalogue,
    outcome: Outcome,
) -> list[PlannedDocument]:
    """Give the documents of a file; one with a row that does not fit is left out whole."""
    refused: set[str] = set()
    gathered = []
    basis = mapping.prices or writing.facts.prices
    start = writing.facts.start.first_day.isoformat()
    for row in rows:
        finding = _unfit(row, catalogue, start)
        if finding is None:
            gathered.append(_planned(row, mapping, catalogue, basis))
        else:
            refused.add(row.number)
            outcome.refused.append(from_book(finding, row.row, *_shown(row, finding)))
    documents, strangers = grouped(gathered)
    numbers = {line.row: row_number for _, row_number, _, _, line in gathered}
    for line in strangers:
        refused.add(numbers[line.row])
        reason = BookReason.OTHER_CUSTOMER
        outcome.refused.append(from_book(reason, line.row, "number", numbers[line.row]))
    if not refused:
        return documents
    _refuse_siblings(documents, refused, outcome)
    return [one for one in documents if one.number not in refused]


def _unfit(row: SaleRow, catalogue: Catalogue, start: str) -> BookReason | None:
    """Give why a row does not fit the book, None where it does."""
    if code_key(row.product) not in catalogue.products:
        return BookReason.UNKNOWN_PRODUCT
    if row.customer not in catalogue.customers and (row.customer or catalogue.walk_in is None):
        return BookReason.UNKNOWN_CUSTOMER
    return BookReason.BEFORE_THE_BOOK if row.at < start else None


def _shown(row: SaleRow, reason: BookReason) -> tuple[str, str]:
    """Give the column and the value that a row is refused for."""
    match reason:
        case BookReason.UNKNOWN_PRODUCT:
            return "product", row.product
        case BookReason.UNKNOWN_CUSTOMER:
            return "customer", row.customer
        case _:
            return "date", row.at


def _planned(
    row: SaleRow, mapping: SourceMapping, catalogue: Catalogue, basis: PriceBasis
) -> _Gathered:
    """Give what a row is: a line of a sale, of a return, or of a stock adjustment."""
    product = catalogue.products[code_key(row.product)]
    customer = catalogue.customers[row.customer] if row.customer else catalogue.walk_in
    rate = product.vat_rate if row.vat_rate is None else row.vat_rate
    given = (row.amount, row.vat)
    net, vat = amounts_of(basis, row.quantity, row.price, rate, given)
    kind = _kind(row, mapping)
    quantity = row.quantity if kind is SourceKind.ADJUSTMENT else abs(row.quantity)
    line = PlannedLine(
        row.row,
        row.at,
        customer,
        product.id,
        quantity,
        row.price,
        rate,
        net,
        vat,
        moves_stock=not product.is_service,
    )
    if kind is SourceKind.ADJUSTMENT:
        return kind, row.number, None, "", line
    return kind, row.number, customer, row.invoice, line


def _kind(row: SaleRow, mapping: SourceMapping) -> SourceKind:
    if mapping.adjustments_without_price and not row.price and not row.customer:
        return SourceKind.ADJUSTMENT
    return SourceKind.RETURN if row.quantity < 0 or row.red else SourceKind.SALE


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


def _refuse_short(short: Sequence[Short], catalogue: Catalogue, outcome: Outcome) -> None:
    codes = {product.id: product.code for product in catalogue.products.values()}
    named = {id(one.line) for one in short}
    for one in short:
        outcome.refused.append(
            from_book(
                BookReason.STOCK_SHORT,
                one.line.row,
                "quantity",
                codes[one.line.product],
                on_hand=str(Quantity(one.on_hand)),
            )
        )
    for document in {id(one.document): one.document for one in short}.values():
        outcome.refused.extend(
            from_book(BookReason.DOCUMENT_REFUSED, line.row, "number", document.number)
            for line in document.lines
            if id(line) not in named
        )


def _fresh(
    reading: Reading, documents: Iterable[PlannedDocument], outcome: Outcome
) -> tuple[list[PlannedDocument], list[PlannedDocument]]:
    """Give the sales and the returns that the book does not have yet; known rows are counted."""
    sold = set(
        reading.connection.execute(
            select(Sale.kind, Sale.number).where(Sale.client_id == reading.client_id)
        ).tuples()
    )
    back = set(
        reading.connection.execute(
            select(GoodsReturn.source_number).where(
                GoodsReturn.client_id == reading.client_id, GoodsReturn.source_number != ""
            )
        ).scalars()
    )
    sales, returns = [], []
    for one in documents:
        is_return = one.kind is SourceKind.RETURN
        if one.number in back if is_return else (one.kind, one.number) in sold:
            outcome.known += len(one.lines)
        else:
            (returns if is_return else sales).append(one)
    return sales, returns


def _take_returns(
    writing: Writing,
    returns: Sequence[PlannedDocument],
    sales: Sequence[PlannedDocument],
    mapping: SourceMapping,
    walk_in: int | None,
    outcome: Outcome,
    import_id: int,
) -> None:
    """Number and link the returns of a file, and take them in."""
    if not returns:
        return
    numbered(returns, *returned.first_ids(writing))
    before = returned.sold_before(writing, returns, import_id)
    fresh = [
        SoldLine(line.id, one.customer or 0, line.product, line.at, line.row, line.quantity)
        for one in sales
        if one.kind is SourceKind.SALE
        for line in one.lines
        if line.price
    ]
    links = returned.link(returns, [*before.lines, *fresh], walk_in)
    prices = before.prices | {line.id: line.price for one in sales for line in one.lines}
    outcome.links = returned.counted(returns, links, prices)
    outcome.without_original = sum(
        line.moves_stock and sum(link.quantity for link in links.get(line.id, ())) < line.quantity
        for one in returns
        for line in one.lines
    )
    returned.write(writing, returns, links, mapping.cost_source, import_id)
