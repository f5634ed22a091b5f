"""The things that people of the demo do, each by the service that does it for everybody."""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert, select, update

from app.models.client import PeriodRow
from app.models.customer import Customer
from app.models.imports import ImportBatch
from app.services import audit, openings
from app.services.demo import data
from app.services.demo.data import Facts
from app.services.exchange.import_kinds import ImportKind
from app.services.imports.run import WantedFile, take_file
from app.services.permits import Reading, Writing
from app.services.returns import apply, batch, by_hand, decide, listing, post, sold
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.entry import Entry, EntryLine, Side
from app.values.money import Money
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnReason, ReturnState


class StoryBroken(Exception):
    """A step of the demo did not come to what its files say; the demo and the program differ."""


@dataclass(slots=True)
class Memory:
    """What later steps need to know of earlier ones: the vouchers that were typed, by name."""

    vouchers: dict[str, int] = field(default_factory=dict)


Step = Callable[[Writing, Facts, Memory], None]


def _import(writing: Writing, facts: Facts, _: Memory) -> None:
    wanted = WantedFile(data.file(facts["file"]), ImportKind(facts["kind"]))
    result = take_file(writing, wanted)
    if result.refused or result.outcome.taken != result.read:
        message = f"{facts['file']}: {result.outcome.taken} of {result.read}, {result.refused[:3]}"
        raise StoryBroken(message)


def _open_balances(writing: Writing, facts: Facts, _: Memory) -> None:
    """Take over what customers owed, as a file of its own: it is no kind that is read yet."""
    owed = data.opening_balances()
    path = data.file(facts["file"])
    added = writing.connection.execute(
        insert(ImportBatch)
        .values(
            client_id=writing.client_id,
            kind=ImportKind.OPENING_BALANCES.value,
            file_name=path.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            mapping="",
            read=len(owed),
            taken=len(owed),
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(ImportBatch.id)
    )
    balances = {_customer(writing, code): Money.of(amount) for code, amount in owed.items()}
    openings.take_receivables(writing, balances, added.scalar_one())


def _close(writing: Writing, facts: Facts, _: Memory) -> None:
    """Take a month as closed that was kept before the demo begins."""
    writing.connection.execute(
        update(PeriodRow)
        .where(
            PeriodRow.client_id == writing.client_id,
            PeriodRow.period == Period.of(facts["period"]),
        )
        .values(state=PeriodState.CLOSED)
    )
    audit.record(writing, audit.Deed("period-closed", facts["period"], {}))


def _advance(writing: Writing, facts: Facts, _: Memory) -> None:
    done = batch.advance(writing, _day(facts["through"]), ReturnState(facts["to"]))
    if done.held:
        raise StoryBroken(str(done.held[0]))


def _apply(writing: Writing, facts: Facts, _: Memory) -> None:
    customer_id = _customer(writing, facts["customer"])
    keyed = {
        line.code: line.id
        for line in sold.returnable(writing, customer_id, facts["sale"])
        if line.sale_number == facts["sale"]
    }
    draft = ReturnDraft(
        _day(facts["day"]),
        customer_id,
        tuple(
            ReturnLineDraft(
                keyed[line["product"]],
                quantity=Quantity.of(line["quantity"]),
                condition=Condition(line.get("condition", "good")),
                reason_text=line.get("reason", facts["text"]),
            )
            for line in facts["lines"]
        ),
        reason=ReturnReason(facts["reason"]),
        reason_text=facts["text"],
    )
    taken = apply.apply(writing, draft)
    if str(taken.number) != facts["return"]:
        message = f"{facts['return']} became {taken.number}"
        raise StoryBroken(message)


def _approve(writing: Writing, facts: Facts, _: Memory) -> None:
    decide.approve(writing, _return(writing, facts), facts.get("note", ""))


def _inspect(writing: Writing, facts: Facts, _: Memory) -> None:
    decide.inspect(writing, _return(writing, facts))


def _red_invoice(writing: Writing, facts: Facts, _: Memory) -> None:
    decide.enter_red_invoice(writing, _return(writing, facts), facts["invoice"])


def _post(writing: Writing, facts: Facts, _: Memory) -> None:
    post.post(writing, _return(writing, facts), _day(facts["day"]))


def _archive(writing: Writing, facts: Facts, _: Memory) -> None:
    decide.archive(writing, _return(writing, facts))


def _write(writing: Writing, facts: Facts, memory: Memory) -> None:
    lines = tuple(
        EntryLine(
            Side(side),
            account,
            Money.of(amount),
            summary,
            customer=_customer(writing, customer[0]) if customer else None,
        )
        for side, account, amount, summary, *customer in facts["lines"]
    )
    draft = VoucherDraft(
        _day(facts["day"]),
        Entry(lines),
        facts["papers"],
        _return(writing, facts) if "return" in facts else None,
    )
    memory.vouchers[facts["voucher"]] = manual.write(writing, draft)


def _check(writing: Writing, facts: Facts, memory: Memory) -> None:
    manual.check(writing, memory.vouchers[facts["voucher"]])


def _post_voucher(writing: Writing, facts: Facts, memory: Memory) -> None:
    manual.post(writing, memory.vouchers[facts["voucher"]])


def _settle(writing: Writing, facts: Facts, _: Memory) -> None:
    by_hand.settle(writing, _return(writing, facts), with_goods=facts["goods"])


def _return(reading: Reading, facts: Facts) -> int:
    return listing.find(reading, facts["return"])


def _customer(reading: Reading, code: str) -> int:
    statement = select(Customer.id).where(
        Customer.client_id == reading.client_id, Customer.code == code
    )
    customer_id: int = reading.connection.execute(statement).scalar_one()
    return customer_id


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


STEPS: Mapping[str, Step] = {
    "import": _import,
    "opening-balances": _open_balances,
    "close": _close,
    "advance": _advance,
    "apply": _apply,
    "approve": _approve,
    "inspect": _inspect,
    "red-invoice": _red_invoice,
    "post": _post,
    "archive": _archive,
    "write": _write,
    "check": _check,
    "post-voucher": _post_voucher,
    "settle": _settle,
}
