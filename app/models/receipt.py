"""Money received from customers and paid back to them."""

import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.models.base import STRICT, Base, ClientRef, Id, Stamped, bounded, reference
from app.values.money import Money


class Receipt(Base, Stamped):
    """Money that came from a customer; a refund is negative and may name its return."""

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        Index(None, "client_id", "customer_id", "day"),
        CheckConstraint("amount <> 0", name="amount_not_zero"),
        *bounded("amount"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    number: Mapped[str]
    source_number: Mapped[str]
    day: Mapped[datetime.date]
    customer_id: Mapped[int] = reference("customer.id")
    amount: Mapped[Money]
    method: Mapped[str]
    note: Mapped[str]
    return_id: Mapped[int | None] = reference("goods_return.id")
    import_id: Mapped[int | None] = reference("import_batch.id")


class OpeningBalance(Base, Stamped):
    """What a customer owed before the first month, as its document."""

    __tablename__ = "opening_balance"
    __table_args__ = (UniqueConstraint("client_id", "customer_id"), *bounded("amount"), STRICT)

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    customer_id: Mapped[int] = reference("customer.id")
    amount: Mapped[Money]
    import_id: Mapped[int | None] = reference("import_batch.id")
