"""On what terms the lines of a file are held against the book: prices, rates, amounts, months."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.access import inner
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.purchases import PurchaseRow
from app.services.exchange.kinds.sales import SaleRow
from app.services.imports.catalogue import Catalogue
from app.services.imports.job import Job
from app.services.imports.months import unbookable
from app.services.imports.results import BookReason
from app.services.permits import Writing
from app.values.books import PriceBasis
from app.values.rounding import half_up


@dataclass(frozen=True, slots=True)
class Terms:
    """What the lines of one file are held against; the rate is in basis points."""

    catalogue: Catalogue
    months: Mapping[str, BookReason]
    prices: PriceBasis
    """Of the file; the book keeps prices in its own basis."""
    book_prices: PriceBasis
    has_amounts: bool
    """Whether the file has a column of amounts; else an amount is quantity times price."""
    vat_rate: int | None
    """For rows without a rate of their own; where the source has none, the article's."""


@inner
def terms_of(
    writing: Writing,
    content: FileContent[SaleRow] | FileContent[PurchaseRow],
    catalogue: Catalogue,
    job: Job,
    prices: PriceBasis,
) -> Terms:
    """Give the terms of a file; the prices are as said where it does not say itself."""
    return Terms(
        catalogue,
        unbookable(writing, (row.at for row in content.rows)),
        content.prices or prices,
        writing.facts.prices,
        "amount" in content.columns,
        job.mapping.vat_rate,
    )


def rate_of(row: SaleRow | PurchaseRow, terms: Terms, usual: int) -> int:
    """Give the rate of a row: its own, else that of its source, else the usual one."""
    if row.vat_rate is not None:
        return row.vat_rate
    return usual if terms.vat_rate is None else terms.vat_rate


def stated(row: SaleRow | PurchaseRow, rate: int, terms: Terms) -> tuple[int | None, int | None]:
    """Give the amount without VAT and the VAT that the file states, as far as it does.

    An amount that is worked out from a price with VAT is none without VAT.
    """
    is_net = terms.has_amounts or terms.prices is PriceBasis.NET
    if row.gross is None:
        if row.amount is None or row.vat is None or is_net:
            return row.amount, row.vat
        return abs(row.amount) - abs(row.vat), row.vat
    gross = abs(row.gross)
    if row.amount is not None and is_net:
        return row.amount, gross - abs(row.amount)
    if row.vat is not None:
        return gross - abs(row.vat), row.vat
    net = half_up(gross * 10_000, 10_000 + rate)
    return net, gross - net
