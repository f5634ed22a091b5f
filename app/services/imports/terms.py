"""On what terms the lines of a file are held against the book: prices, rates, amounts, months."""

import re
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

_NET = re.compile(r"不含税|未税|无税|\bnet\b", re.IGNORECASE)
"""How a heading says that its amounts are without VAT."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the lines of one file are held against; the rate is in basis points."""

    catalogue: Catalogue
    months: Mapping[str, BookReason]
    prices: PriceBasis
    """Of the file; the book keeps prices in its own basis."""
    book_prices: PriceBasis
    amounts: PriceBasis
    """Of the amounts: with a column for VAT or gross beside it, 金额 is what is left without."""
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
    said = content.prices or prices
    return Terms(
        catalogue,
        unbookable(writing, (row.at for row in content.rows)),
        said,
        writing.facts.prices,
        _basis_of_amounts(content.columns, said),
        job.mapping.vat_rate,
    )


def _basis_of_amounts(columns: Mapping[str, str], prices: PriceBasis) -> PriceBasis:
    """Give whether the amounts of a file have VAT in them; without a column they are as prices."""
    if "amount" not in columns:
        return prices
    is_net = columns.keys() & {"vat", "gross"} or _NET.search(columns["amount"])
    return PriceBasis.NET if is_net else prices


def rate_of(row: SaleRow | PurchaseRow, terms: Terms, usual: int) -> int:
    """Give the rate of a row: its own, else that of its source, else the usual one."""
    if row.vat_rate is not None:
        return row.vat_rate
    return usual if terms.vat_rate is None else terms.vat_rate


def stated(row: SaleRow | PurchaseRow, rate: int, terms: Terms) -> tuple[int | None, int | None]:
    """Give the amount without VAT and the VAT that the file states, as far as it does.

    An amount in the basis of the prices may stand there alone, its VAT to be worked out.
    """
    net, vat, gross = row.amount, row.vat, row.gross
    if terms.amounts is PriceBasis.GROSS:
        if gross is None and (net is None or vat is None):
            return net, vat
        net, gross = None, net if gross is None else gross
    if gross is None:
        if net is not None and vat is None:
            vat = half_up(abs(net) * rate, 10_000)
        return net, vat
    gross = abs(gross)
    if net is not None:
        return net, gross - abs(net)
    if vat is not None:
        return gross - abs(vat), vat
    net = half_up(gross * 10_000, 10_000 + rate)
    return net, gross - net
