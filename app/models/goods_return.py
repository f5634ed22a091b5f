"""Returns, their lines, what they are keyed to, and every step of their way."""

import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    KEYED,
    STRICT,
    Base,
    ClientRef,
    Id,
    Stamped,
    bounded,
    one_of,
    priced,
    reference,
)
from app.models.column_types import WordColumn
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import (
    Condition,
    CostSource,
    ReturnKind,
    ReturnReason,
    ReturnState,
    Settlement,
)


class GoodsReturn(Base, Stamped):
    """A return, or an allowance on a sale, on its way from application to archive."""

    __tablename__ = "goods_return"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        Index(None, "client_id", "state", "day"),
        Index(None, "client_id", "customer_id"),
        Index(None, "client_id", "source_number"),
        one_of("kind", ReturnKind),
        one_of("state", ReturnState),
        one_of("reason", ReturnReason),
        one_of("settlement", Settlement),
        CheckConstraint("approved_by IS NULL OR approved_by <> applied_by", name="two_people"),
        CheckConstraint(
            "(state IN ('posted', 'archived')) = (posted_day IS NOT NULL)", name="day_when_posted"
        ),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    number: Mapped[str]
    source_number: Mapped[str]
    day: Mapped[datetime.date]
    customer_id: Mapped[int] = reference("customer.id")
    kind: Mapped[ReturnKind] = mapped_column(WordColumn(ReturnKind))
    state: Mapped[ReturnState] = mapped_column(WordColumn(ReturnState))
    reason: Mapped[ReturnReason] = mapped_column(WordColumn(ReturnReason))
    reason_text: Mapped[str]
    settlement: Mapped[Settlement] = mapped_column(WordColumn(Settlement))
    red_invoice: Mapped[str]
    note: Mapped[str]
    applied_by: Mapped[str]
    approved_by: Mapped[str | None]
    posted_day: Mapped[datetime.date | None]
    import_id: Mapped[int | None] = reference("import_batch.id")


class ReturnLine(Base):
    """One line of a return; amounts are positive and go back to the customer."""

    __tablename__ = "return_line"
    __table_args__ = (
        Index(None, "return_id"),
        Index(None, "client_id", "product_id"),
        one_of("condition", Condition),
        one_of("cost_source", CostSource),
        CheckConstraint("quantity >= 0 AND accepted >= 0", name="not_negative"),
        CheckConstraint("accepted <= quantity", name="no_more_than_returned"),
        CheckConstraint("vat_rate BETWEEN 0 AND 10000", name="vat_rate_percent"),
        *bounded("quantity", "accepted", "net", "vat", "accepted_net", "accepted_vat", "cost"),
        *priced("unit_price", "stated_cost"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    return_id: Mapped[int] = reference("goods_return.id")
    row: Mapped[int]
    at: Mapped[str]
    product_id: Mapped[int] = reference("product.id")
    quantity: Mapped[Quantity]
    accepted: Mapped[Quantity]
    """What the inspection found; it is what is posted."""
    condition: Mapped[Condition] = mapped_column(WordColumn(Condition))
    warehouse_id: Mapped[int] = reference("warehouse.id")
    reason_text: Mapped[str]
    unit_price: Mapped[UnitPrice]
    vat_rate: Mapped[int]
    net: Mapped[Money]
    vat: Mapped[Money]
    accepted_net: Mapped[Money]
    accepted_vat: Mapped[Money]
    cost_source: Mapped[CostSource] = mapped_column(WordColumn(CostSource))
    """Where the cost of what is linked to no sale line comes from."""
    stated_cost: Mapped[UnitPrice | None]
    cost: Mapped[Money | None]
    """The cost taken back; known once posted."""


class ReturnLink(Base):
    """How much of a return line comes from which sale line."""

    __tablename__ = "return_link"
    __table_args__ = (
        Index(None, "sale_line_id"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        *bounded("quantity", "net", "vat", "cost"),
        KEYED,
    )

    return_line_id: Mapped[int] = reference("return_line.id", primary_key=True)
    sale_line_id: Mapped[int] = reference("sale_line.id", primary_key=True)
    client_id: Mapped[ClientRef]
    quantity: Mapped[Quantity]
    net: Mapped[Money]
    vat: Mapped[Money]
    cost: Mapped[Money | None]
    """The part of the sale line's cost that went back; known once posted."""


class ReturnStep(Base, Stamped):
    """One step of a return's way: which state was reached, by whom, when, with what remark."""

    __tablename__ = "return_step"
    __table_args__ = (Index(None, "return_id"), one_of("state", ReturnState), STRICT)

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    return_id: Mapped[int] = reference("goods_return.id")
    state: Mapped[ReturnState] = mapped_column(WordColumn(ReturnState))
    note: Mapped[str]
