"""A client's book: what it is, its accounts, its months, its running numbers."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KEYED, STRICT, Base, Id, Stamped, flags, one_of, reference
from app.models.column_types import WordColumn
from app.values.books import (
    AccountRole,
    Costing,
    CostVoucher,
    PriceBasis,
    RedInvoice,
    ReturnStyle,
    Standard,
    Taxpayer,
)
from app.values.entry import Side
from app.values.period import Period
from app.values.periods import PeriodState


class Client(Base, Stamped):
    """One company whose books are kept, with the settings that its postings follow."""

    __tablename__ = "client"
    __table_args__ = (
        UniqueConstraint("code"),
        one_of("standard", Standard),
        one_of("taxpayer", Taxpayer),
        one_of("costing", Costing),
        one_of("prices", PriceBasis),
        one_of("red_invoice", RedInvoice),
        one_of("return_style", ReturnStyle),
        one_of("cost_voucher", CostVoucher),
        STRICT,
    )

    id: Mapped[Id]
    code: Mapped[str]
    name: Mapped[str]
    initials: Mapped[str]
    uscc: Mapped[str]
    standard: Mapped[Standard] = mapped_column(WordColumn(Standard))
    taxpayer: Mapped[Taxpayer] = mapped_column(WordColumn(Taxpayer))
    costing: Mapped[Costing] = mapped_column(WordColumn(Costing))
    prices: Mapped[PriceBasis] = mapped_column(WordColumn(PriceBasis))
    red_invoice: Mapped[RedInvoice] = mapped_column(WordColumn(RedInvoice))
    return_style: Mapped[ReturnStyle] = mapped_column(WordColumn(ReturnStyle))
    cost_voucher: Mapped[CostVoucher] = mapped_column(WordColumn(CostVoucher))
    start: Mapped[Period]
    address: Mapped[str]
    phone: Mapped[str]
    keeper: Mapped[str]


class Account(Base):
    """An account of a client's chart."""

    __tablename__ = "account"
    __table_args__ = (
        one_of("direction", Side),
        ForeignKeyConstraint(
            ["client_id", "parent"], ["account.client_id", "account.code"], ondelete="RESTRICT"
        ),
        *flags("is_leaf"),
        KEYED,
    )

    client_id: Mapped[int] = reference("client.id", primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    direction: Mapped[Side] = mapped_column(WordColumn(Side))
    parent: Mapped[str | None]
    is_leaf: Mapped[bool]


class AccountRoleRow(Base):
    """The account that plays a role in a client's book."""

    __tablename__ = "account_role"
    __table_args__ = (
        one_of("role", AccountRole),
        ForeignKeyConstraint(
            ["client_id", "code"], ["account.client_id", "account.code"], ondelete="RESTRICT"
        ),
        KEYED,
    )

    client_id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[AccountRole] = mapped_column(WordColumn(AccountRole), primary_key=True)
    code: Mapped[str]


class PeriodRow(Base):
    """A month of a client's book."""

    __tablename__ = "period"
    __table_args__ = (one_of("state", PeriodState), KEYED)

    client_id: Mapped[int] = reference("client.id", primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    state: Mapped[PeriodState] = mapped_column(WordColumn(PeriodState))


class Counter(Base):
    """The last number given out of one run, such as 记 of 2025-10."""

    __tablename__ = "counter"
    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"), KEYED)

    client_id: Mapped[int] = reference("client.id", primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    last: Mapped[int]
