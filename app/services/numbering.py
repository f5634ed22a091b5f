"""The next number of a run, given inside the transaction that uses it, so that none is lost."""

from sqlalchemy import bindparam, text

from app.services.access import inner
from app.services.permits import Writing
from app.values.numbers import DocumentNumber
from app.values.period import Period

_TAKE = text(
    "INSERT INTO counter (client_id, kind, period, last)"
    " VALUES (:client, :kind, :period, :count)"
    " ON CONFLICT (client_id, kind, period) DO UPDATE SET last = counter.last + :count"
    " RETURNING last"
).bindparams(bindparam("client"), bindparam("kind"), bindparam("period"), bindparam("count"))


@inner
def take(writing: Writing, kind: str, period: Period, count: int = 1) -> int:
    """Take the next numbers of a run and give the first of them."""
    values = {
        "client": writing.client_id,
        "kind": kind,
        "period": str(period),
        "count": count,
    }
    last: int = writing.connection.execute(_TAKE, values).scalar_one()
    return last - count + 1


@inner
def next_document(writing: Writing, prefix: str, period: Period) -> DocumentNumber:
    """Take the next number of a kind of document, such as TH-202510-0023."""
    return DocumentNumber(prefix, period, take(writing, prefix, period))
