"""Every change of stock, and what lies there now."""

import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KEYED, STRICT, Base, ClientRef, Id, Stamped, bounded, one_of, reference
from app.models.column_types import WordColumn
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.vouching import MoveKind


class StockMove(Base):
    """One change of stock: quantity and cost, positive in and negative out."""

    __tablename__ = "stock_move"
    __table_args__ = (
        Index(None, "client_id", "product_id", "warehouse_id", "day"),
        Index(None, "client_id", "kind", "line_id"),
        one_of("kind", MoveKind),
        CheckConstraint("quantity <> 0", name="quantity_not_zero"),
        *bounded("quantity", "cost"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    day: Mapped[datetime.date]
    product_id: Mapped[int] = reference("product.id")
    warehouse_id: Mapped[int] = reference("warehouse.id")
    kind: Mapped[MoveKind] = mapped_column(WordColumn(MoveKind))
    document_id: Mapped[int | None]
    line_id: Mapped[int | None]
    quantity: Mapped[Quantity]
    cost: Mapped[Money]


class StockBalance(Base):
    """What lies in a warehouse of one article, and what it cost."""

    __tablename__ = "stock_balance"
    __table_args__ = (
        CheckConstraint("quantity <> 0 OR cost = 0", name="no_quantity_no_cost"),
        CheckConstraint("quantity >= 0", name="not_below_zero"),
        *bounded("quantity", "cost"),
        KEYED,
    )

    client_id: Mapped[int] = reference("client.id", primary_key=True)
    product_id: Mapped[int] = reference("product.id", primary_key=True)
    warehouse_id: Mapped[int] = reference("warehouse.id", primary_key=True)
    quantity: Mapped[Quantity]
    cost: Mapped[Money]


class OpeningStock(Base, Stamped):
    """An opening stock that was taken in, as its document."""

    __tablename__ = "opening_stock"
    __table_args__ = (*bounded("quantity", "cost"), STRICT)

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    day: Mapped[datetime.date]
    product_id: Mapped[int] = reference("product.id")
    warehouse_id: Mapped[int] = reference("warehouse.id")
    quantity: Mapped[Quantity]
    cost: Mapped[Money]
    import_id: Mapped[int | None] = reference("import_batch.id")
