"""The customers, products and warehouses that the rows of a file name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.models.product import Warehouse
from app.services import customers, products
from app.services.access import inner
from app.services.customers import CustomerDraft
from app.services.exchange.kinds.sales import SaleRow
from app.services.exchange.mappings import SourceMapping
from app.services.permits import Reading, Writing
from app.services.products import ProductChoice, ProductDraft, code_key
from app.values.books import Taxpayer

USUAL_RATES = {Taxpayer.GENERAL: 1300, Taxpayer.SMALL: 100}
"""What an article without a rate of its own is taxed at, in basis points; a setting of the row.

Sources: 增值税法 art. 10 (13 %); 财政部 税务总局公告2026年第10号 (1 % to the end of 2027).
"""


@dataclass(slots=True)
class Catalogue:
    """Ids by code, as the book has them; codes of products in capitals.

    A place is found by its code or its name; none named is the main one.
    """

    customers: dict[str, int]
    products: dict[str, ProductChoice]
    places: dict[str, int]
    walk_in: int | None = None

    def buyer(self, code: str) -> int:
        """Give the customer of a row that fits; one without a code is the walk-in customer's."""
        return self.customers[code] if code or self.walk_in is None else self.walk_in


@inner
def load(reading: Reading) -> Catalogue:
    """Give the catalogue of a book."""
    rows = reading.connection.execute(
        select(Warehouse.name, Warehouse.id).where(Warehouse.client_id == reading.client_id)
    )
    coded = reading.facts.warehouses
    places = {"": coded["main"], **coded, **{row.name: row.id for row in rows}}
    return Catalogue(customers.ids_by_code(reading), products.by_key(reading), places)


@inner
def create_missing(
    writing: Writing, rows: Sequence[SaleRow], mapping: SourceMapping, catalogue: Catalogue
) -> int:
    """Take in the customers and products that a source names and the book lacks; gives how many.

    A product takes the name and the rate of its first row that has them; services are those that
    the mapping lists. The walk-in customer of the mapping is made whether it is needed or not.
    """
    find_walk_in(writing, mapping, catalogue)
    if not mapping.create_missing:
        return 0
    return _create_customers(writing, rows, catalogue) + _create_products(
        writing, rows, mapping, catalogue
    )


@inner
def find_walk_in(writing: Writing, mapping: SourceMapping, catalogue: Catalogue) -> None:
    """Know the walk-in customer of the mapping, made where the book lacks it."""
    if mapping.walk_in is None:
        return
    catalogue.walk_in = catalogue.customers.get(mapping.walk_in.code)
    if catalogue.walk_in is None:
        draft = CustomerDraft(mapping.walk_in.code, mapping.walk_in.name, is_walk_in=True)
        catalogue.walk_in = customers.insert_draft(writing, draft)
        catalogue.customers[draft.code] = catalogue.walk_in


def _create_customers(writing: Writing, rows: Sequence[SaleRow], catalogue: Catalogue) -> int:
    missing = {row.customer for row in rows} - catalogue.customers.keys() - {""}
    for code in sorted(missing):
        catalogue.customers[code] = customers.insert_draft(writing, CustomerDraft(code, code))
    return len(missing)


def _create_products(
    writing: Writing, rows: Sequence[SaleRow], mapping: SourceMapping, catalogue: Catalogue
) -> int:
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    rates: dict[str, int] = {}
    for row in rows:
        key = code_key(row.product)
        codes.setdefault(key, row.product)
        if row.vat_rate is not None:
            rates.setdefault(key, row.vat_rate)
        if row.product_name and not names.get(key):
            names[key] = row.product_name
    usual = USUAL_RATES[writing.facts.taxpayer] if mapping.vat_rate is None else mapping.vat_rate
    missing = sorted(codes.keys() - catalogue.products.keys())
    for key in missing:
        draft = ProductDraft(
            codes[key],
            names.get(key) or codes[key],
            rates.get(key, usual),
            is_service=key in mapping.service_codes,
        )
        product_id = products.insert_draft(writing, draft)
        catalogue.products[key] = ProductChoice(
            product_id, draft.code, draft.name, "", "", draft.vat_rate, draft.is_service
        )
    return len(missing)
