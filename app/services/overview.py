"""The office at a glance: how far each client's month is, and what waits where."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Row, Select, func, select, type_coerce

from app.models.audit import BackupRow
from app.models.goods_return import GoodsReturn, ReturnLine
from app.models.sale import Sale
from app.models.voucher import Voucher
from app.services import clients
from app.services.access import Act, allowed
from app.services.clients import ClientRow
from app.services.permits import OfficeReading, Reading
from app.services.reconciliation.run import reconcile
from app.services.returns.listing import OPEN
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState
from app.values.vouching import SourceKind, VoucherState

AGE_LIMITS = (1, 3, 7)
"""Days of waiting after which a return moves to the next column."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many are done."""

    done: int
    all: int


@dataclass(frozen=True, slots=True)
class ClientProgress:
    """How far a client's month is."""

    client: ClientRow
    vouchers: Share
    returns: Share


@dataclass(frozen=True, slots=True)
class Waiting:
    """Returns that stand at a state, by days waited: up to 1, 3, 7, and more."""

    state: ReturnState
    counts: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """How many stand there."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Safety:
    """The last backup that was read back whole, and the last restore that was proven."""

    backup_at: datetime.datetime | None
    backup_path: str
    backup_size: int
    drill_at: datetime.datetime | None
    drill_detail: str


@dataclass(frozen=True, slots=True)
class MonthRate:
    """Returns against sales of one month, both without VAT."""

    period: Period
    sales: Money
    returns: Money


@dataclass(frozen=True, slots=True)
class Differences:
    """A client's differences of a month: how many pairs are open, and what they come to."""

    count: int
    amount: Money


@allowed(Act.OVERVIEW)
def progress(reading: OfficeReading, period: Period) -> tuple[ClientProgress, ...]:
    """Give every client's vouchers and returns of a month: how many are done, of how many."""
    vouchers = _shares(
        reading,
        select(
            Voucher.client_id,
            func.count().filter(Voucher.state == VoucherState.POSTED),
            func.count(),
        )
        .where(Voucher.period == period, Voucher.state != VoucherState.VOID)
        .group_by(Voucher.client_id),
    )
    returns = _shares(
        reading,
        select(
            GoodsReturn.client_id,
            func.count().filter(GoodsReturn.state == ReturnState.ARCHIVED),
            func.count(),
        )
        .where(
            GoodsReturn.day.between(period.first_day, period.last_day),
            GoodsReturn.state.not_in([ReturnState.REJECTED, ReturnState.VOID]),
        )
        .group_by(GoodsReturn.client_id),
    )
    none = Share(0, 0)
    return tuple(
        ClientProgress(client, vouchers.get(client.id, none), returns.get(client.id, none))
        for client in clients.listing(reading)
    )


@allowed(Act.OVERVIEW)
def waiting(reading: OfficeReading, today: datetime.date) -> tuple[Waiting, ...]:
    """Give the returns that are being worked on, by state and by days since they came."""
    rows = reading.connection.execute(
        select(GoodsReturn.state, GoodsReturn.day).where(GoodsReturn.state.in_(OPEN))
    )
    counts = {state: [0, 0, 0, 0] for state in ReturnState if state in OPEN}
    for state, day in rows:
        counts[state][sum((today - day).days > limit for limit in AGE_LIMITS)] += 1
    return tuple(Waiting(state, (a, b, c, d)) for state, (a, b, c, d) in counts.items())


@allowed(Act.OVERVIEW)
def safety(reading: OfficeReading) -> Safety:
    """Give the last verified backup and the last proven restore."""
    backup = _last(reading, "backup")
    drill = _last(reading, "drill")
    return Safety(
        None if backup is None else backup.at,
        "" if backup is None else backup.path,
        0 if backup is None else backup.size,
        None if drill is None else drill.at,
        "" if drill is None else drill.detail,
    )


@allowed(Act.LOOK)
def differences(reading: Reading, period: Period) -> Differences:
    """Give how many pairs of a client's month somebody must look at, and their sum."""
    found = reconcile(reading, period)
    returns = found.checks[0]
    return Differences(len(returns.open_pairs), returns.difference)


@allowed(Act.LOOK)
def open_returns(reading: Reading) -> int:
    """Give how many returns of a client are being worked on."""
    statement = select(func.count(GoodsReturn.id)).where(
        GoodsReturn.client_id == reading.client_id, GoodsReturn.state.in_(OPEN)
    )
    return reading.connection.execute(statement).scalar_one()


@allowed(Act.LOOK)
def return_rate(reading: Reading, until: Period, months: int = 12) -> tuple[MonthRate, ...]:
    """Give sales and returns of the last months, oldest first."""
    periods = [until]
    while len(periods) < months:
        periods.insert(0, periods[0].previous())
    sold_in = func.substr(Sale.day, 1, 7).label("month")
    sold = _by_month(
        reading,
        select(sold_in, func.sum(type_coerce(Sale.net, Integer)))
        .where(Sale.client_id == reading.client_id, Sale.kind == SourceKind.SALE)
        .group_by(sold_in),
    )
    back_in = func.substr(GoodsReturn.day, 1, 7).label("month")
    back = _by_month(
        reading,
        select(back_in, func.sum(type_coerce(ReturnLine.net, Integer)))
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(
            GoodsReturn.client_id == reading.client_id,
            GoodsReturn.state.not_in([ReturnState.REJECTED, ReturnState.VOID]),
        )
        .group_by(back_in),
    )
    return tuple(
        MonthRate(period, Money(sold.get(str(period), 0)), Money(back.get(str(period), 0)))
        for period in periods
    )


def _shares(reading: OfficeReading, statement: Select[int, int, int]) -> dict[int, Share]:
    return {row[0]: Share(row[1], row[2]) for row in reading.connection.execute(statement)}


def _by_month(reading: Reading, statement: Select[str, int]) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in reading.connection.execute(statement)}


def _last(reading: OfficeReading, kind: str) -> Row[Any] | None:
    return reading.connection.execute(
        select(BackupRow).where(BackupRow.kind == kind).order_by(BackupRow.id.desc()).limit(1)
    ).first()
