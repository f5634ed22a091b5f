"""What a client sells, and where it lies."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import STRICT, Base, ClientRef, Id, Stamped, bounded, flags, one_of
from app.models.column_types import WordColumn
from app.values.quantity import Quantity
from app.values.returns import Condition


class Product(Base, Stamped):
    """An article or a service; services move no stock."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("client_id", "code_key"),
        CheckConstraint("vat_rate BETWEEN 0 AND 10000", name="vat_rate_percent"),
        *bounded("pack"),
        *flags("is_service"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    code: Mapped[str]
    code_key: Mapped[str]
    """The code in capitals: letter case never tells two articles apart."""
    name: Mapped[str]
    spec: Mapped[str]
    category: Mapped[str]
    unit: Mapped[str]
    vat_rate: Mapped[int]
    """In basis points: 1300 is 13 %."""
    tax_code: Mapped[str]
    barcode: Mapped[str]
    pack: Mapped[Quantity]
    is_service: Mapped[bool]
    initials: Mapped[str]


class Warehouse(Base):
    """A place where stock of one condition lies."""

    __tablename__ = "warehouse"
    __table_args__ = (
        UniqueConstraint("client_id", "code"),
        UniqueConstraint("client_id", "name"),
        one_of("condition", Condition),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    code: Mapped[str]
    name: Mapped[str]
    condition: Mapped[Condition] = mapped_column(WordColumn(Condition))
