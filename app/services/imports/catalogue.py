"""The customers, products and warehouses that the rows of a file name."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services import customers, products
from app.services.access import inner
from app.services.customers import CustomerDraft
from app.services.exchange.kinds.sales import SaleRow
from app.services.exchange.mappings import SourceMapping
from app.services.permits import Reading, Writing
from app.services.products import ProductChoice, ProductDraft, code_key


@dataclass(slots=True)
class Catalogue:
    """Ids by code, as the book has them; codes of products in capitals."""

    customers: dict[str, int]
    products: dict[str, ProductChoice]
    walk_in: int | None = None


@inner
def load(reading: Reading) -> Catalogue:
    """Give the catalogue of a book."""
    return Catalogue(customers.ids_by_code(reading), products.by_key(reading))


@inner
def create_missing(
    writing: Writing, rows: Sequence[SaleRow], mapping: SourceMapping, catalogue: Catalogue
) -> int:
    """Take in the customers and products that a source names and the book lacks; gives how many.

    A product takes the name of its first row that has one; services are those that the mapping
    lists. The walk-in customer of the mapping is made whether it is needed or not.
    """
    if mapping.walk_in is not None:
        catalogue.walk_in = catalogue.customers.get(mapping.walk_in.code)
        if catalogue.walk_in is None:
            draft = CustomerDraft(mapping.walk_in.code, mapping.walk_in.name, is_walk_in=True)
            catalogue.walk_in = customers.insert_draft(writing, draft)
            catalogue.customers[draft.code] = catalogue.walk_in
    if not mapping.create_missing:
        return 0
    return _create_customers(writing, rows, catalogue) + _create_products(
        writing, rows, mapping, catalogue
    )


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
    for row in rows:
        key = code_key(row.product)
        codes.setdefault(key, row.product)
        if row.product_name and not names.get(key):
            names[key] = row.product_name
    missing = sorted(codes.keys() - catalogue.products.keys())
    for key in missing:
        draft = ProductDraft(
            codes[key],
            names.get(key) or codes[key],
            mapping.vat_rate or 0,
            is_service=key in mapping.service_codes,
        )
        product_id = products.insert_draft(writing, draft)
        catalogue.products[key] = ProductChoice(
            product_id, draft.code, draft.name, "", "", draft.vat_rate, draft.is_service
        )
    return len(missing)
