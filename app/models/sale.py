"""Original sales and their lines; once taken in they do not change."""

import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import STRICT, Base, ClientRef, Id, Stamped, bounded, one_of, priced, reference
from app.models.column_types import WordColumn
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.vouching import SourceKind


class Sale(Base, Stamped):
    """A sale as the client's own document shows it, or a stock adjustment found among sales."""

    __tablename__ = "sale"
    __table_args__ = (
        UniqueConstraint("client_id", "kind", "number"),
        Index(None, "client_id", "customer_id", "day"),
        Index(None, "client_id", "day"),
        one_of("kind", SourceKind),
        *bounded("net", "vat"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    kind: Mapped[SourceKind] = mapped_column(WordColumn(SourceKind))
    number: Mapped[str]
    day: Mapped[datetime.date]
    customer_id: Mapped[int | None] = reference("customer.id")
    invoice: Mapped[str]
    net: Mapped[Money]
    vat: Mapped[Money]
    import_id: Mapped[int | None] = reference("import_batch.id")


class SaleLine(Base):
    """One line of a sale, with its place in the file that it came from."""

    __tablename__ = "sale_line"
    __table_args__ = (
        Index(None, "sale_id"),
        Index(None, "client_id", "product_id"),
        CheckConstraint("vat_rate BETWEEN 0 AND 10000", name="vat_rate_percent"),
        *bounded("quantity", "net", "vat"),
        *priced("unit_price"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    sale_id: Mapped[int] = reference("sale.id")
    row: Mapped[int]
    at: Mapped[str]
    """Day, and time of day where the source gives one: text that sorts as it should."""
    product_id: Mapped[int] = reference("product.id")
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    vat_rate: Mapped[int]
    net: Mapped[Money]
    vat: Mapped[Money]


class Purchase(Base, Stamped):
    """Goods bought, as the supplier's document shows them."""

    __tablename__ = "purchase"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        Index(None, "client_id", "day"),
        *bounded("net", "vat"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    number: Mapped[str]
    day: Mapped[datetime.date]
    supplier: Mapped[str]
    net: Mapped[Money]
    vat: Mapped[Money]
    import_id: Mapped[int | None] = reference("import_batch.id")


class PurchaseLine(Base):
    """One line of a purchase; its cost is what goes into stock."""

    __tablename__ = "purchase_line"
    __table_args__ = (
        Index(None, "purchase_id"),
        CheckConstraint("vat_rate BETWEEN 0 AND 10000", name="vat_rate_percent"),
        *bounded("quantity", "cost", "vat"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    purchase_id: Mapped[int] = reference("purchase.id")
    row: Mapped[int]
    product_id: Mapped[int] = reference("product.id")
    quantity: Mapped[Quantity]
    vat_rate: Mapped[int]
    cost: Mapped[Money]
    vat: Mapped[Money]
