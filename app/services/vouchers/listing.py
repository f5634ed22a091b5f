"""Vouchers as they are listed, shown and followed to their source."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Subquery,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn
from app.models.voucher import EntryRow, Voucher
from app.services import accounts
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.vouchers.manual import VoucherUnknown
from app.values.entry import Side
from app.values.money import FEN_LIMIT, ZERO, Money
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherState

_BY_NUMBER = (
    Voucher.period,
    Voucher.serial.is_(None),
    Voucher.word,
    Voucher.serial,
    Voucher.id,
)
_NUMBER = re.compile(r"((?P<word>[^\s0-9-]{1,4})-)?(?P<serial>[0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class VoucherFilter:
    """Which vouchers are wanted."""

    period: Period | None = None
    states: frozenset[VoucherState] = frozenset(
        {VoucherState.DRAFT, VoucherState.CHECKED, VoucherState.POSTED}
    )
    text: str = ""
    source: tuple[SourceKind, int] | None = None
    voucher_id: int | None = None
    limit: int = 2000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One voucher as lists show it; it has a number once it is posted."""

    id: int
    number: str
    day: datetime.date
    period: Period
    summary: str
    amount: Money
    state: VoucherState
    source: SourceKind
    source_number: str
    made_by: str


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """Some vouchers, with the count and total of all that fit the filter."""

    rows: tuple[VoucherRow, ...]
    count: int
    total: Money
    drafts: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a voucher as it is shown."""

    summary: str
    side: Side
    account: str
    account_name: str
    customer_id: int | None
    customer: str
    amount: Money


@dataclass(frozen=True, slots=True)
class VoucherDetail:
    """One voucher, whole, with what it comes from and what it is linked to."""

    id: int
    number: str
    day: datetime.date
    period: Period
    state: VoucherState
    source: SourceKind
    source_id: int | None
    source_number: str
    attachments: int
    made_by: str
    checked_by: str
    posted_by: str
    lines: tuple[LineRow, ...]
    total: Money
    reverses: str
    reversed_by: str
    return_number: str


@allowed(Act.LOOK)
def listing(reading: Reading, wanted: VoucherFilter) -> VoucherPage:
    """Give the vouchers that fit by word and number, with the totals of all of them."""
    amounts = _amounts(reading)
    fitting = _fitting(reading, wanted)
    rows = reading.connection.execute(
        select(Voucher, amounts.c.amount, amounts.c.summary)
        .join(amounts, amounts.c.voucher_id == Voucher.id)
        .where(*fitting)
        .order_by(*_BY_NUMBER)
        .limit(wanted.limit)
        .offset(wanted.offset)
    ).all()
    count, total, drafts = reading.connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(amounts.c.amount), 0),
            func.count().filter(Voucher.state != VoucherState.POSTED),
        )
        .select_from(Voucher)
        .join(amounts, amounts.c.voucher_id == Voucher.id)
        .where(*fitting)
    ).one()
    return VoucherPage(tuple(_row(row) for row in rows), count, Money(int(total)), drafts)


@allowed(Act.LOOK)
def show(reading: Reading, voucher_id: int) -> VoucherDetail:
    """Give one voucher whole; raises VoucherUnknown."""
    voucher = reading.connection.execute(
        select(Voucher).where(Voucher.client_id == reading.client_id, Voucher.id == voucher_id)
    ).first()
    if voucher is None:
        raise VoucherUnknown(str(voucher_id))
    lines = _lines(reading, [voucher_id])[voucher_id]
    return _detail(reading, voucher, lines)


@allowed(Act.LOOK)
def of_source(reading: Reading, kind: SourceKind, source_id: int) -> tuple[VoucherRow, ...]:
    """Give the vouchers of one document, in the order of their numbers."""
    page = listing(reading, VoucherFilter(source=(kind, source_id)))
    return page.rows


@allowed(Act.LOOK)
def details(reading: Reading, wanted: VoucherFilter) -> tuple[VoucherDetail, ...]:
    """Give whole vouchers that fit, in the order of their numbers, for print and export."""
    rows = reading.connection.execute(
        select(Voucher)
        .where(*_fitting(reading, wanted))
        .order_by(*_BY_NUMBER)
        .limit(wanted.limit)
        .offset(wanted.offset)
    ).all()
    lines = _lines(reading, [row.id for row in rows])
    return tuple(_detail(reading, row, lines[row.id]) for row in rows)


def _fitting(reading: Reading, wanted: VoucherFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Voucher.client_id == reading.client_id,
        Voucher.state.in_(wanted.states),
    ]
    if wanted.period is not None:
        conditions.append(Voucher.period == wanted.period)
    if wanted.voucher_id is not None:
        conditions.append(Voucher.id == wanted.voucher_id)
    if wanted.source is not None:
        kind, source_id = wanted.source
        conditions.append(or_(_from(kind, source_id), _standing_for(kind, source_id)))
    if wanted.text.strip():
        conditions.append(_holding(wanted.text.strip()))
    return conditions


def _from(kind: SourceKind, source_id: int) -> ColumnElement[bool]:
    return (Voucher.source_kind == kind) & (Voucher.source_id == source_id)


def _standing_for(kind: SourceKind, source_id: int) -> ColumnElement[bool]:
    if kind is not SourceKind.RETURN:
        return Voucher.id < 0
    return Voucher.return_id == source_id


def _holding(text: str) -> ColumnElement[bool]:
    """Give the condition that a voucher's number, document, words or amount hold the text."""
    words = select(EntryRow.voucher_id).where(EntryRow.summary.contains(text, autoescape=True))
    conditions = [Voucher.source_number.contains(text, autoescape=True), Voucher.id.in_(words)]
    numbered = _NUMBER.fullmatch(text)
    if numbered is not None:
        same_number = Voucher.serial == int(numbered["serial"])
        word = numbered["word"]
        conditions.append(same_number if word is None else same_number & (Voucher.word == word))
    try:
        amount = Money.of(text.replace(",", ""))
    except ValueError:
        amount = ZERO
    if amount and abs(amount.fen) <= FEN_LIMIT:
        same = select(EntryRow.voucher_id).where(EntryRow.amount.in_([amount, -amount]))
        conditions.append(Voucher.id.in_(same))
    return or_(*conditions)


def _amounts(reading: Reading) -> Subquery:
    """Give the debit total and the first summary of every voucher of the book."""
    return (
        select(
            EntryRow.voucher_id,
            func.sum(
                case((EntryRow.side == Side.DEBIT, type_coerce(EntryRow.amount, Integer)), else_=0)
            ).label("amount"),
            func.min(case((EntryRow.row == 1, EntryRow.summary))).label("summary"),
        )
        .where(EntryRow.client_id == reading.client_id)
        .group_by(EntryRow.voucher_id)
        .subquery()
    )


def number_text(word: str, serial: int | None) -> str:
    """Give a voucher's number as it is shown, nothing before it has one."""
    return "" if serial is None else f"{word}-{serial:04d}"


def _row(row: Row[Any]) -> VoucherRow:
    return VoucherRow(
        id=row.id,
        number=number_text(row.word, row.serial),
        day=row.day,
        period=row.period,
        summary=row.summary or "",
        amount=Money(int(row.amount)),
        state=row.state,
        source=row.source_kind,
        source_number=row.source_number,
        made_by=row.made_by,
    )


def _lines(reading: Reading, voucher_ids: Sequence[int]) -> dict[int, list[LineRow]]:
    names = accounts.named(reading)
    rows = reading.connection.execute(
        select(
            EntryRow.voucher_id,
            EntryRow.summary,
            EntryRow.side,
            EntryRow.account,
            EntryRow.customer_id,
            Customer.name,
            EntryRow.amount,
        )
        .outerjoin(Customer, Customer.id == EntryRow.customer_id)
        .where(EntryRow.client_id == reading.client_id, EntryRow.voucher_id.in_(voucher_ids))
        .order_by(EntryRow.voucher_id, EntryRow.row)
    )
    lines: dict[int, list[LineRow]] = {voucher_id: [] for voucher_id in voucher_ids}
    for voucher_id, summary, side, account, customer_id, customer, amount in rows:
        name = names[account].full_name
        lines[voucher_id].append(
            LineRow(summary, side, account, name, customer_id, customer or "", amount)
        )
    return lines


def _detail(reading: Reading, voucher: Row[Any], lines: Sequence[LineRow]) -> VoucherDetail:
    return VoucherDetail(
        id=voucher.id,
        number=number_text(voucher.word, voucher.serial),
        day=voucher.day,
        period=voucher.period,
        state=voucher.state,
        source=voucher.source_kind,
        source_id=voucher.source_id,
        source_number=voucher.source_number,
        attachments=voucher.attachments,
        made_by=voucher.made_by,
        checked_by=voucher.checked_by or "",
        posted_by=voucher.posted_by or "",
        lines=tuple(lines),
        total=Money.total([line.amount for line in lines if line.side is Side.DEBIT]),
        reverses=_linked(reading, Voucher.id == voucher.reverses_id),
        reversed_by=_linked(reading, Voucher.reverses_id == voucher.id),
        return_number=_return_number(reading, voucher.return_id),
    )


def _linked(reading: Reading, condition: ColumnElement[bool]) -> str:
    row = reading.connection.execute(
        select(Voucher.word, Voucher.serial).where(
            Voucher.client_id == reading.client_id, condition
        )
    ).first()
    return "" if row is None else number_text(row.word, row.serial)


def _return_number(reading: Reading, return_id: int | None) -> str:
    if return_id is None:
        return ""
    statement = select(GoodsReturn.number).where(
        GoodsReturn.client_id == reading.client_id, GoodsReturn.id == return_id
    )
    return reading.connection.execute(statement).scalar_one()
