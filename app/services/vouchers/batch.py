"""Many vouchers of documents at once, each as sound as one issued alone."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import text

from app.models.bulk import KeptRow, insert_rows, next_id, settle_ids
from app.models.voucher import EntryRow, Voucher
from app.services import audit, numbering, periods
from app.services.access import inner
from app.services.permits import Writing
from app.services.vouchers.issue import (
    ENTRY_COLUMNS,
    WORD,
    VoucherPlan,
    kept_lines,
    voucher_payload,
)
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.vouching import VoucherState

_COLUMNS = (
    *("id", "client_id", "period", "word", "day", "state", "source_kind", "source_id", "part"),
    *("source_number", "attachments", "made_by", "made_at", "checked_by"),
)
_POST = text(
    "UPDATE voucher SET state = 'posted', serial = :serial, posted_by = :poster,"
    " posted_at = :moment WHERE id = :id"
)


@inner
def issue_many(writing: Writing, plans: Sequence[VoucherPlan]) -> int:
    """Put the vouchers of many documents on the books in this order; gives how many."""
    serials = _serials(writing, plans)
    first = next_id(writing.connection, Voucher)
    heads: list[KeptRow] = []
    lines: list[KeptRow] = []
    deeds = []
    for voucher_id, (plan, serial) in enumerate(zip(plans, serials, strict=True), first):
        heads.append(_head(writing, voucher_id, plan))
        lines.extend(kept_lines(writing.client_id, voucher_id, plan.entry))
        payload = voucher_payload(VoucherNumber(Period.holding(plan.day), WORD, serial), plan)
        deeds.append(audit.Deed("voucher-posted", str(voucher_id), payload))
    insert_rows(writing.connection, Voucher, _COLUMNS, heads)
    insert_rows(writing.connection, EntryRow, ENTRY_COLUMNS, lines)
    _post(writing, first, serials)
    settle_ids(writing.connection, Voucher)
    audit.record(writing, *deeds)
    return len(plans)


def _post(writing: Writing, first: int, serials: Sequence[int]) -> None:
    moment = writing.now.isoformat()
    updates = [
        {"id": voucher_id, "serial": serial, "poster": writing.actor.name, "moment": moment}
        for voucher_id, serial in enumerate(serials, first)
    ]
    if updates:
        writing.connection.execute(_POST, updates)


def _serials(writing: Writing, plans: Sequence[VoucherPlan]) -> list[int]:
    """Take a run of numbers in every month that is touched, and deal them out in order."""
    counts: dict[Period, int] = defaultdict(int)
    days = {plan.day for plan in plans}
    months = {day: Period.holding(day) for day in days}
    for plan in plans:
        counts[months[plan.day]] += 1
    for month in sorted(counts):
        periods.require_open(writing, month.first_day)
    following = {
        month: numbering.take(writing, WORD, month, count) for month, count in counts.items()
    }
    serials = []
    for plan in plans:
        month = months[plan.day]
        serials.append(following[month])
        following[month] += 1
    return serials


def _head(writing: Writing, voucher_id: int, plan: VoucherPlan) -> KeptRow:
    source = plan.source
    return (
        voucher_id,
        writing.client_id,
        plan.day.isoformat()[:7],
        WORD,
        plan.day.isoformat(),
        VoucherState.DRAFT.value,
        source.kind.value,
        source.id,
        source.part.value,
        source.number,
        plan.attachments,
        plan.people.made_by,
        writing.now.isoformat(),
        plan.people.checked_by,
    )
