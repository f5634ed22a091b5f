"""An office with a row in every table, and a return and a voucher at every state."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import insert, update

from app.models.audit import BackupRow
from app.models.client import PeriodRow
from app.services import openings, products, purchases, receipts
from app.services.office import Book, Office
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.receipts import ReceiptDraft
from app.services.returns import decide
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.entry import Entry, EntryLine, Side
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from app.values.vouching import VoucherState
from tests.builders import (
    CLERK,
    FOUNDER,
    KEY,
    REVIEWER,
    Sold,
    applied,
    back,
    client,
    customer,
    goods_return,
    import_batch,
    inspected,
    october,
    posted,
    traded,
)


@dataclass(frozen=True, slots=True)
class Books:
    """Where things stand: ids of returns and of vouchers typed by hand, by their state."""

    returns: dict[str, int]
    vouchers: dict[str, int]


def raw(path: Path, *settings: str) -> Any:
    """Open the file with its key and nothing else, as somebody who means harm would."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
    return connection


def unguarded(path: Path, *settings: str) -> Any:
    """Open the file as above, with every trigger dropped."""
    connection = raw(path, *settings)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def fill(office: Office) -> Books:
    """Let an office have everything; gives what stands where."""
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
        other = client(writing, code="005", name="北岭书香文化有限公司", start=Period(2025, 7))
        backup = {
            "kind": "backup",
            "by": "周敏",
            "path": "/b",
            "size": 1,
            "sha256": "",
            "seconds": 1,
        }
        writing.connection.execute(insert(BackupRow).values(at=writing.now, detail="0", **backup))
        _three_months(writing.connection, other)
    sold = traded(book)
    _money_and_goods(book)
    returns = _returns(book, sold)
    return Books(returns, _vouchers(book))


def _three_months(connection: Any, client_id: int) -> None:
    for month, states in (
        (7, (PeriodState.CLOSED, PeriodState.LOCKED)),
        (8, (PeriodState.CLOSED,)),
        (9, ()),
    ):
        named = {"client_id": client_id, "period": Period(2025, month)}
        if month > 7:
            connection.execute(insert(PeriodRow).values(state=PeriodState.OPEN, **named))
        for state in states:
            statement = update(PeriodRow).filter_by(**named).values(state=state)
            connection.execute(statement)


def _money_and_goods(book: Book) -> None:
    with book.writing(CLERK) as writing:
        pen = products.choices(writing)[0]
        line = PurchaseLineDraft(pen, Quantity.of("50"), UnitPrice.of("58.00"), 1300)
        purchases.take(writing, PurchaseDraft("CG-1", october(12), "南渡文具厂", (line,)))
        receipts.take(writing, ReceiptDraft(october(15), 1, Money.of("500.00")))
        second = customer(writing, code="KH-0101", name="云溪栖霞路小学")
        openings.take_receivables(writing, {second: Money.of("88.00")}, import_batch(writing))


def _returns(book: Book, sold: Sold) -> dict[str, int]:
    draft = goods_return(1, back(sold.lines[0], "2"))
    made = {
        ReturnState.APPLIED: applied(book, draft),
        ReturnState.APPROVED: applied(book, draft),
        ReturnState.INSPECTED: inspected(book, draft),
        ReturnState.POSTED: posted(book, draft),
        ReturnState.ARCHIVED: posted(book, draft),
        ReturnState.REJECTED: applied(book, draft),
        ReturnState.VOID: applied(book, draft),
    }
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, made[ReturnState.APPROVED].id)
        decide.reject(writing, made[ReturnState.REJECTED].id, "已过期")
    with book.writing(CLERK) as writing:
        decide.archive(writing, made[ReturnState.ARCHIVED].id)
        decide.void(writing, made[ReturnState.VOID].id, "重复")
    return {str(state): one.id for state, one in made.items()}


def cash_voucher(day: datetime.date, amount: str = "10.00") -> VoucherDraft:
    """Give the draft of a voucher that takes money from the bank to the till."""
    paid = Money.of(amount)
    lines = (
        EntryLine(Side.DEBIT, "1001", paid, "提现"),
        EntryLine(Side.CREDIT, "1002", paid, "提现"),
    )
    return VoucherDraft(day, Entry(lines))


def _vouchers(book: Book) -> dict[str, int]:
    made: dict[str, int] = {}
    with book.writing(CLERK) as writing:
        for state in VoucherState:
            made[state] = manual.write(writing, cash_voucher(october(20)))
        manual.withdraw(writing, made[VoucherState.VOID])
    with book.writing(REVIEWER) as writing:
        manual.check(writing, made[VoucherState.CHECKED])
        manual.check(writing, made[VoucherState.POSTED])
        manual.post(writing, made[VoucherState.POSTED])
    with book.writing(CLERK) as writing:
        made["reversal"] = manual.reverse(writing, made[VoucherState.POSTED], october(21)).id
    return {str(state): voucher_id for state, voucher_id in made.items()}
