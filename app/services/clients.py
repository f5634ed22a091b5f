"""The clients of the office and the settings of their books."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, insert, select

from app.errors import AppError
from app.i18n import N_, booked
from app.models.client import Client, PeriodRow
from app.models.product import Warehouse
from app.services import accounts, audit
from app.services.access import Act, allowed
from app.services.office import ClientUnknown
from app.services.permits import OfficeReading, OfficeWriting
from app.services.pinyin import initials
from app.values.books import (
    Costing,
    CostVoucher,
    PriceBasis,
    RedInvoice,
    ReturnStyle,
    Standard,
    Taxpayer,
)
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.returns import Condition


@dataclass(eq=False)
class ClientCodeTaken(AppError):
    """Another client has this code."""

    code: str
    template = N_("Client code {code} is taken; choose another.")


@dataclass(eq=False)
class CostingUnavailable(AppError):
    """Stock of this book cannot be costed this way yet."""

    costing: Costing
    template = N_("Stock is kept at the moving average; {costing} is not available yet.")


@dataclass(eq=False)
class ClientDraftIncomplete(AppError):
    """A client has a code and a name."""

    template = N_("A client needs a code and a name; fill in both.")


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A new book as it is asked for."""

    code: str
    name: str
    start: Period
    standard: Standard = Standard.SMALL
    taxpayer: Taxpayer = Taxpayer.GENERAL
    uscc: str = ""
    costing: Costing = Costing.MOVING
    prices: PriceBasis = PriceBasis.NET
    red_invoice: RedInvoice = RedInvoice.WAIT
    return_style: ReturnStyle = ReturnStyle.RED
    cost_voucher: CostVoucher = CostVoucher.SEPARATE
    address: str = ""
    phone: str = ""
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client as lists show it, with the month that work stands in."""

    id: int
    code: str
    name: str
    initials: str
    standard: Standard
    taxpayer: Taxpayer
    keeper: str
    start: Period
    period: Period
    state: PeriodState


@allowed(Act.CLIENTS)
def add(writing: OfficeWriting, draft: ClientDraft) -> int:
    """Open a book with the chart of its standard, its warehouses and its first month."""
    if not draft.code.strip() or not draft.name.strip():
        raise ClientDraftIncomplete
    if draft.costing is not Costing.MOVING:
        raise CostingUnavailable(draft.costing)
    taken = select(Client.id).where(Client.code == draft.code.strip())
    if writing.connection.execute(taken).first() is not None:
        raise ClientCodeTaken(draft.code)
    client_id = _insert(writing, draft)
    accounts.load_chart(writing, client_id, draft.standard, draft.taxpayer)
    places = (
        ("main", booked(N_("Main warehouse")), Condition.GOOD),
        ("defective", booked(N_("Defective goods")), Condition.DEFECTIVE),
        ("scrap", booked(N_("Goods to scrap")), Condition.SCRAP),
    )
    for code, name, condition in places:
        writing.connection.execute(
            insert(Warehouse).values(client_id=client_id, code=code, name=name, condition=condition)
        )
    writing.connection.execute(
        insert(PeriodRow).values(client_id=client_id, period=draft.start, state=PeriodState.OPEN)
    )
    audit.record(writing, audit.Deed("client-added", draft.code, {"name": draft.name}))
    return client_id


@allowed(Act.OVERVIEW)
def listing(reading: OfficeReading) -> tuple[ClientRow, ...]:
    """Give every client in the order of codes, with the first month that is not closed."""
    open_month = (
        select(func.min(PeriodRow.period))
        .where(PeriodRow.client_id == Client.id, PeriodRow.state == PeriodState.OPEN)
        .scalar_subquery()
    )
    last_month = (
        select(func.max(PeriodRow.period)).where(PeriodRow.client_id == Client.id).scalar_subquery()
    )
    rows = reading.connection.execute(
        select(
            Client.id,
            Client.code,
            Client.name,
            Client.initials,
            Client.standard,
            Client.taxpayer,
            Client.keeper,
            Client.start,
            open_month,
            last_month,
        ).order_by(Client.code)
    )
    return tuple(_row(row) for row in rows)


@allowed(Act.OVERVIEW)
def find(reading: OfficeReading, code: str) -> int:
    """Give the id of the client with this code; raises ClientUnknown."""
    found = reading.connection.execute(select(Client.id).where(Client.code == code)).scalar()
    if found is None:
        raise ClientUnknown(code)
    return found


def _row(row: Row[*tuple[Any, ...]]) -> ClientRow:
    open_month, last_month = row[8], row[9]
    return ClientRow(
        id=row.id,
        code=row.code,
        name=row.name,
        initials=row.initials,
        standard=row.standard,
        taxpayer=row.taxpayer,
        keeper=row.keeper,
        start=row.start,
        period=open_month or last_month,
        state=PeriodState.OPEN if open_month else PeriodState.CLOSED,
    )


def _insert(writing: OfficeWriting, draft: ClientDraft) -> int:
    values = {
        "code": draft.code.strip(),
        "name": draft.name,
        "initials": initials(draft.name),
        "uscc": draft.uscc,
        "standard": draft.standard,
        "taxpayer": draft.taxpayer,
        "costing": draft.costing,
        "prices": draft.prices,
        "red_invoice": draft.red_invoice,
        "return_style": draft.return_style,
        "cost_voucher": draft.cost_voucher,
        "start": draft.start,
        "address": draft.address,
        "phone": draft.phone,
        "keeper": draft.keeper,
        "written_by": writing.actor.name,
        "written_at": writing.now,
    }
    added = writing.connection.execute(insert(Client).values(values).returning(Client.id))
    client_id: int = added.scalar_one()
    return client_id
