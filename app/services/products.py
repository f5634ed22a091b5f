"""What a client sells: articles, and services that move no stock."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, or_, select

from app.errors import AppError
from app.i18n import N_
from app.models.prepared import Prepared
from app.models.product import Product, Warehouse
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.pinyin import initials
from app.values.quantity import ONE, Quantity
from app.values.returns import Condition

WHOLE = 10_000
"""A hundred per cent, in basis points."""

_FIELDS = (
    *("client_id", "code", "code_key", "name", "spec", "category"),
    *("unit", "vat_rate", "tax_code", "barcode", "pack", "is_service"),
    *("initials", "written_by", "written_at"),
)
_INSERT = Prepared(
    insert(Product)
    .values({name: bindparam(f"of_{name}") for name in _FIELDS})
    .returning(Product.id)
)


@dataclass(eq=False)
class ProductCodeTaken(AppError):
    """Another product has this code; letter case makes no difference."""

    code: str
    template = N_("Product code {code} is taken; choose another.")


@dataclass(eq=False)
class ProductUnknown(AppError):
    """The book has no such product."""

    product: str
    template = N_("There is no product {product} in this book; look it up with F7.")


@dataclass(eq=False)
class ProductIncomplete(AppError):
    """A product has a code and a name."""

    template = N_("A product needs a code and a name; fill in both.")


@dataclass(eq=False)
class VatRateImpossible(AppError):
    """A tax rate is between nothing and the whole price."""

    product: str
    template = N_("The VAT rate of {product} is not between 0 % and 100 %; check it.")


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as it is asked for; the tax rate is in basis points."""

    code: str
    name: str
    vat_rate: int
    spec: str = ""
    category: str = ""
    unit: str = ""
    tax_code: str = ""
    barcode: str = ""
    pack: Quantity = ONE
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """A product as lookups show it; the tax rate is in basis points."""

    id: int
    code: str
    name: str
    spec: str
    unit: str
    vat_rate: int
    is_service: bool


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A place where stock lies."""

    id: int
    code: str
    name: str
    condition: Condition


def code_key(code: str) -> str:
    """Give the form of a code by which two codes are the same article."""
    return code.strip().upper()


@inner
def insert_draft(writing: Writing, draft: ProductDraft) -> int:
    """Write a product that was found sound, and give its id."""
    values = {
        "client_id": writing.client_id,
        "code": draft.code.strip(),
        "code_key": code_key(draft.code),
        "name": draft.name,
        "spec": draft.spec,
        "category": draft.category,
        "unit": draft.unit,
        "vat_rate": draft.vat_rate,
        "tax_code": draft.tax_code,
        "barcode": draft.barcode,
        "pack": draft.pack,
        "is_service": draft.is_service,
        "initials": initials(draft.name),
        "written_by": writing.actor.name,
        "written_at": writing.now,
    }
    added = _INSERT.rows(
        writing.connection, **{f"of_{name}": value for name, value in values.items()}
    )
    product_id: int = added[0].id
    return product_id


@allowed(Act.MASTER_DATA)
def add(writing: Writing, draft: ProductDraft) -> int:
    """Take in a product and give its id."""
    if not draft.code.strip() or not draft.name.strip():
        raise ProductIncomplete
    if not 0 <= draft.vat_rate <= WHOLE:
        raise VatRateImpossible(draft.code)
    taken = select(Product.id).where(
        Product.client_id == writing.client_id, Product.code_key == code_key(draft.code)
    )
    if writing.connection.execute(taken).first() is not None:
        raise ProductCodeTaken(draft.code)
    product_id = insert_draft(writing, draft)
    audit.record(writing, audit.Deed("product-added", draft.code, {"id": product_id}))
    return product_id


@allowed(Act.LOOK)
def choices(reading: Reading, text: str = "", limit: int = 50) -> tuple[ProductChoice, ...]:
    """Give the products whose code, name, initials or barcode fit the text."""
    wanted = text.strip().lower()
    rows = reading.connection.execute(
        select(
            Product.id,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Product.vat_rate,
            Product.is_service,
        )
        .where(
            Product.client_id == reading.client_id,
            or_(
                func.lower(Product.code).contains(wanted, autoescape=True),
                func.lower(Product.name).contains(wanted, autoescape=True),
                Product.initials.contains(wanted, autoescape=True),
                Product.barcode == wanted,
            ),
        )
        .order_by(Product.code)
        .limit(limit)
    )
    return tuple(ProductChoice(*row) for row in rows)


@allowed(Act.LOOK)
def warehouses(reading: Reading) -> tuple[WarehouseRow, ...]:
    """Give the places where stock of this book lies."""
    rows = reading.connection.execute(
        select(Warehouse.id, Warehouse.code, Warehouse.name, Warehouse.condition)
        .where(Warehouse.client_id == reading.client_id)
        .order_by(Warehouse.id)
    )
    return tuple(WarehouseRow(*row) for row in rows)


@inner
def by_key(reading: Reading) -> dict[str, ProductChoice]:
    """Give every product by the key of its code."""
    rows = reading.connection.execute(
        select(
            Product.code_key,
            Product.id,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Product.vat_rate,
            Product.is_service,
        ).where(Product.client_id == reading.client_id)
    )
    return {row[0]: ProductChoice(*row[1:]) for row in rows}
