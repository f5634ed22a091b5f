"""A pair in words: which of the five causes it most likely has, and what shows it."""

from app.i18n import N_, _
from app.services.reconciliation.pairs import Pair, SideRow
from app.values.money import ZERO
from app.values.period import Period
from app.values.reconciling import Cause, Relation
from app.wording import money, period

_CAUSES = {
    Relation.AMOUNT_DIFFERS: Cause.OPERATION,
    Relation.ACCEPTED_LESS: Cause.RETURN_RECORD,
    Relation.NO_VOUCHER: Cause.COMMUNICATION,
    Relation.NO_DOCUMENT: Cause.OPERATION,
    Relation.OTHER_CUSTOMER: Cause.CUSTOMER_DATA,
    Relation.OTHER_PERIOD: Cause.COMMUNICATION,
    Relation.STOCK_MISSING: Cause.STOCK_KEEPING,
    Relation.STOCK_DIFFERS: Cause.STOCK_KEEPING,
}
_EVIDENCE = {
    Relation.EQUAL: N_("{document} and {voucher} agree."),
    Relation.AMOUNT_DIFFERS: N_("{document} says {left}, {voucher} says {right}."),
    Relation.ACCEPTED_LESS: N_("{document} says {left}; {right} was accepted and booked."),
    Relation.NO_VOUCHER: N_("{document} arrived on {day}; no voucher stands for it."),
    Relation.NO_DOCUMENT: N_("{voucher} reduces what {party} owes; no return stands behind it."),
    Relation.OTHER_CUSTOMER: N_("{document} is of {owner}, {voucher} was booked to {party}."),
    Relation.OTHER_PERIOD: N_("{document} is of {day}, {voucher} was booked in {month}."),
    Relation.STOCK_MISSING: N_("{voucher} moves the stock account by {right}; no goods came in."),
    Relation.STOCK_DIFFERS: N_("{document} moved stock of {left}, the vouchers say {right}."),
}


def cause_of(pair: Pair) -> Cause | None:
    """Give the likeliest of the five causes; none where the pair agrees."""
    return _CAUSES.get(pair.relation)


def evidence(pair: Pair) -> str:
    """Say in one sentence what shows the difference."""
    left, right = pair.left or _empty(pair), pair.right or _empty(pair)
    return _(_EVIDENCE[pair.relation]).format(
        document=left.number,
        voucher=right.number,
        left=money(left.amount),
        right=money(right.amount),
        day=left.day.isoformat(),
        owner=left.party,
        party=right.party or left.party,
        month=period(Period.holding(right.day)),
    )


def _empty(pair: Pair) -> SideRow:
    return SideRow(0, "", pair.either.day, "", ZERO)
