"""A sales file taken into a book: sales, adjustments, and the returns among them."""

from collections.abc import Sequence

from app.models.bulk import next_id
from app.models.sale import Sale, SaleLine
from app.services import customers
from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.sales import SaleRow
from app.services.imports import catalogue as catalogues
from app.services.imports import known
from app.services.imports.groups import refuse_all, spoiled
from app.services.imports.job import Job
from app.services.imports.results import BookReason, Outcome
from app.services.imports.sale_rows import documents_of, refuse_short
from app.services.imports.terms import terms_of
from app.services.permits import Writing
from app.services.returns.linking import SoldLine
from app.services.sales import returned
from app.services.sales import writing as sales_writing
from app.services.sales.planning import PlannedDocument, costed, numbered
from app.services.sales.returned import SoldBefore
from app.values.returns import CostSource
from app.values.vouching import SourceKind

_STAGES = 4


@inner
def take(writing: Writing, content: FileContent[SaleRow], job: Job) -> Outcome:
    """Take in the sales of a file with their vouchers, and its returns for review."""
    outcome, catalogue = Outcome(), catalogues.load(writing)
    outcome.created = catalogues.create_missing(writing, content.rows, job.mapping, catalogue)
    terms = terms_of(writing, content, catalogue, job, writing.facts.prices)
    documents = documents_of(content.rows, terms, spoiled(content), outcome)
    job.progress.step(1, _STAGES)
    sales, returns = _fresh(known.sort(writing, documents, job.import_id), outcome)
    sales, lying, short = costed(sales, sales_writing.shelves(writing, sales))
    refuse_short(short, catalogue, outcome)
    numbered(sales, next_id(writing.connection, Sale), next_id(writing.connection, SaleLine))
    before = returned.sold_before(writing, returns)
    job.progress.step(2, _STAGES)
    names = customers.short_names(writing)
    outcome.vouchers = sales_writing.write(writing, sales, lying, names, job.import_id)
    job.progress.step(3, _STAGES)
    _take_returns(writing, (before, sales, returns), catalogue.walk_in, job, outcome)
    _add_up(sales, returns, outcome)
    job.progress.step(_STAGES, _STAGES)
    return outcome


def _fresh(
    found: known.Sorted, outcome: Outcome
) -> tuple[list[PlannedDocument], list[PlannedDocument]]:
    """Give the sales and the returns that the book does not have; known rows are counted."""
    outcome.known = sum(len(one.lines) for one in found.known)
    for one in found.otherwise:
        rows = [line.row for line in one.lines]
        refuse_all(BookReason.KNOWN_OTHERWISE, one.number, rows, (), outcome)
    sales: list[PlannedDocument] = []
    returns: list[PlannedDocument] = []
    for one in found.fresh:
        (returns if one.kind is SourceKind.RETURN else sales).append(one)
    return sales, returns


def _take_returns(
    writing: Writing,
    found: tuple[SoldBefore, Sequence[PlannedDocument], Sequence[PlannedDocument]],
    walk_in: int | None,
    job: Job,
    outcome: Outcome,
) -> None:
    """Take in the returns of a file, linked to the sales before it and in it."""
    before, sales, returns = found
    if not returns:
        return
    numbered(returns, *returned.first_ids(writing))
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
    source = job.mapping.cost_source or CostSource.ORIGINAL
    returned.write(writing, returns, links, source, job.import_id)


def _add_up(
    sales: Sequence[PlannedDocument], returns: Sequence[PlannedDocument], outcome: Outcome
) -> None:
    outcome.documents = sum(one.kind is SourceKind.SALE for one in sales)
    outcome.adjustments = len(sales) - outcome.documents
    outcome.returns = len(returns)
    outcome.taken = sum(len(one.lines) for one in (*sales, *returns))
    for sign, documents in ((1, sales), (-1, returns)):
        outcome.net += sign * sum(line.net for one in documents for line in one.lines)
        outcome.vat += sign * sum(line.vat for one in documents for line in one.lines)
