"""Vouchers and their lines; what is posted is final."""

import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import STRICT, Base, ClientRef, Id, bounded, one_of, reference
from app.models.column_types import WordColumn
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherPart, VoucherState


class Voucher(Base):
    """A voucher; it has a number once it is on the books, never before."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("client_id", "period", "word", "serial"),
        UniqueConstraint("client_id", "source_kind", "source_id", "part"),
        UniqueConstraint("reverses_id"),
        Index(None, "client_id", "state", "day"),
        one_of("state", VoucherState),
        one_of("source_kind", SourceKind),
        one_of("part", VoucherPart),
        CheckConstraint("(state = 'posted') = (serial IS NOT NULL)", name="number_when_posted"),
        CheckConstraint("(state = 'posted') = (posted_by IS NOT NULL)", name="poster_when_posted"),
        CheckConstraint("(posted_by IS NULL) = (posted_at IS NULL)", name="moment_of_poster"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint("checked_by IS NULL OR checked_by <> made_by", name="two_people"),
        CheckConstraint("substr(day, 1, 7) = period", name="day_in_period"),
        CheckConstraint("attachments >= 0", name="attachments_counted"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    period: Mapped[Period]
    word: Mapped[str]
    serial: Mapped[int | None]
    day: Mapped[datetime.date]
    state: Mapped[VoucherState] = mapped_column(WordColumn(VoucherState))
    source_kind: Mapped[SourceKind] = mapped_column(WordColumn(SourceKind))
    source_id: Mapped[int | None]
    part: Mapped[VoucherPart] = mapped_column(WordColumn(VoucherPart))
    source_number: Mapped[str]
    attachments: Mapped[int]
    made_by: Mapped[str]
    made_at: Mapped[datetime.datetime]
    checked_by: Mapped[str | None]
    posted_by: Mapped[str | None]
    posted_at: Mapped[datetime.datetime | None]
    reverses_id: Mapped[int | None] = reference("voucher.id")
    return_id: Mapped[int | None] = reference("goods_return.id")
    """The return that a voucher typed by hand stands for."""


class EntryRow(Base):
    """One line of a voucher."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("voucher_id", "row"),
        Index(None, "client_id", "account", "customer_id"),
        one_of("side", Side),
        CheckConstraint("amount <> 0", name="amount_not_zero"),
        *bounded("amount"),
        ForeignKeyConstraint(
            ["client_id", "account"], ["account.client_id", "account.code"], ondelete="RESTRICT"
        ),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[int]
    voucher_id: Mapped[int] = reference("voucher.id")
    row: Mapped[int]
    summary: Mapped[str]
    account: Mapped[str]
    customer_id: Mapped[int | None] = reference("customer.id")
    product_id: Mapped[int | None] = reference("product.id")
    side: Mapped[Side] = mapped_column(WordColumn(Side))
    amount: Mapped[Money]
