"""Vouchers that documents put on the books: numbered, balanced, logged, final."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, insert, update

from app.models.bulk import KeptRow, insert_rows
from app.models.prepared import Prepared
from app.models.voucher import EntryRow, Voucher
from app.services import audit, numbering, periods
from app.services.access import inner
from app.services.permits import Writing
from app.values.entry import Entry
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherPart, VoucherState

WORD = "记"
"""The 凭证字 of vouchers that are not split by kind."""
OPENING_WORD = "初"

ENTRY_COLUMNS = (
    *("client_id", "voucher_id", "row", "summary", "account"),
    *("customer_id", "product_id", "side", "amount"),
)

_POST = Prepared(
    update(Voucher)
    .where(Voucher.id == bindparam("posted_id"))
    .values(
        state=VoucherState.POSTED,
        serial=bindparam("given_serial"),
        posted_by=bindparam("poster"),
        posted_at=bindparam("moment"),
    )
)
_DRAFT_COLUMNS = (
    *("client_id", "period", "word", "day", "state", "source_kind", "source_id", "part"),
    *("source_number", "attachments", "made_by", "made_at", "checked_by"),
    *("reverses_id", "return_id"),
)
_DRAFT = Prepared(
    insert(Voucher)
    .values({name: bindparam(f"of_{name}") for name in _DRAFT_COLUMNS})
    .returning(Voucher.id)
)


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a voucher comes from."""

    kind: SourceKind
    id: int | None
    number: str = ""
    part: VoucherPart = VoucherPart.WHOLE


@dataclass(frozen=True, slots=True)
class People:
    """Who wrote a voucher and who checked it; nobody checks what they wrote."""

    made_by: str
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A voucher that is on the books."""

    id: int
    number: VoucherNumber


@dataclass(frozen=True, slots=True)
class VoucherPlan:
    """A voucher that is going to be written: what it says, where it comes from, by whom."""

    day: datetime.date
    entry: Entry
    source: Source
    people: People
    attachments: int = 1
    links: Mapping[str, int] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The 凭证字 of the run that numbers it."""
        return OPENING_WORD if self.source.kind is SourceKind.OPENING else WORD


@inner
def issue(writing: Writing, plan: VoucherPlan) -> Issued:
    """Put a document's voucher on the books, with its number and its log row."""
    periods.require_open(writing, plan.day)
    return post_draft(writing, insert_draft(writing, plan), plan)


@inner
def insert_draft(writing: Writing, plan: VoucherPlan) -> int:
    """Write a voucher that has no number yet, and give its id."""
    (added,) = _DRAFT.rows(
        writing.connection,
        of_client_id=writing.client_id,
        of_period=Period.holding(plan.day),
        of_word=plan.word,
        of_day=plan.day,
        of_state=VoucherState.DRAFT,
        of_source_kind=plan.source.kind,
        of_source_id=plan.source.id,
        of_part=plan.source.part,
        of_source_number=plan.source.number,
        of_attachments=plan.attachments,
        of_made_by=plan.people.made_by,
        of_made_at=writing.now,
        of_checked_by=plan.people.checked_by,
        of_reverses_id=plan.links.get("reverses_id"),
        of_return_id=plan.links.get("return_id"),
    )
    voucher_id: int = added.id
    lines = kept_lines(writing.client_id, voucher_id, plan.entry)
    insert_rows(writing.connection, EntryRow, ENTRY_COLUMNS, lines)
    return voucher_id


@inner
def post_draft(writing: Writing, voucher_id: int, plan: VoucherPlan) -> Issued:
    """Give a written voucher its number and put it on the books."""
    period = Period.holding(plan.day)
    serial = numbering.take(writing, plan.word, period)
    _POST.run(
        writing.connection,
        posted_id=voucher_id,
        given_serial=serial,
        poster=writing.actor.name,
        moment=writing.now,
    )
    number = VoucherNumber(period, plan.word, serial)
    audit.record(
        writing, audit.Deed("voucher-posted", str(voucher_id), voucher_payload(number, plan))
    )
    return Issued(voucher_id, number)


def voucher_payload(number: VoucherNumber, plan: VoucherPlan) -> audit.Payload:
    """Give the whole content of a voucher as the log keeps it: amounts in 分."""
    source = plan.source
    return {
        "number": str(number),
        "period": str(number.period),
        "day": plan.day.isoformat(),
        "source": [source.kind.value, source.id, source.number, source.part.value],
        "people": [plan.people.made_by, plan.people.checked_by],
        "lines": [
            [
                line.side.value,
                line.account,
                line.customer,
                line.product,
                line.amount.fen,
                line.summary,
            ]
            for line in plan.entry.lines
        ],
    }


def kept_lines(client_id: int, voucher_id: int, entry: Entry) -> list[KeptRow]:
    """Give the lines of an entry as they lie on disk."""
    return [
        (
            client_id,
            voucher_id,
            row,
            line.summary,
            line.account,
            line.customer,
            line.product,
            line.side.value,
            line.amount.fen,
        )
        for row, line in enumerate(entry.lines, 1)
    ]
