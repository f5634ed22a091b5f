"""A client's customers."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.models.base import STRICT, Base, ClientRef, Id, Stamped, bounded, flags
from app.values.money import Money


class Customer(Base, Stamped):
    """A company or person that buys from the client and sends back."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("client_id", "code"),
        Index(None, "client_id", "initials"),
        *bounded("credit_limit"),
        *flags("is_walk_in"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    initials: Mapped[str]
    uscc: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    address: Mapped[str]
    bank: Mapped[str]
    bank_account: Mapped[str]
    credit_limit: Mapped[Money | None]
    note: Mapped[str]
    is_walk_in: Mapped[bool]
