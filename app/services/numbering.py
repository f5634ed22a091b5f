"""The next number of a run, given inside the transaction that uses it, so that none is lost."""

from sqlalchemy import Integer, bindparam, insert, update

from app.models.client import Counter
from app.models.prepared import Prepared
from app.services.access import inner
from app.services.permits import Writing
from app.values.numbers import DocumentNumber
from app.values.period import Period

_TAKE = Prepared(
    update(Counter)
    .where(
        Counter.client_id == bindparam("client"),
        Counter.kind == bindparam("run"),
        Counter.period == bindparam("month"),
    )
    .values(last=Counter.last + bindparam("taken", type_=Integer))
    .returning(Counter.last)
)


@inner
def take(writing: Writing, kind: str, period: Period, count: int = 1) -> int:
    """Take the next numbers of a run and give the first of them."""
    found = _TAKE.first(
        writing.connection, client=writing.client_id, run=kind, month=period, taken=count
    )
    if found is None:
        return _begin(writing, kind, period, count)
    last: int = found.last
    return last - count + 1


@inner
def next_document(writing: Writing, prefix: str, period: Period) -> DocumentNumber:
    """Take the next number of a kind of document, such as TH-202510-0023."""
    return DocumentNumber(prefix, period, take(writing, prefix, period))


def _begin(writing: Writing, kind: str, period: Period, count: int) -> int:
    """Begin a run at 1; the counter's guard lets no run begin twice."""
    writing.connection.execute(
        insert(Counter).values(client_id=writing.client_id, kind=kind, period=period, last=count)
    )
    return 1
