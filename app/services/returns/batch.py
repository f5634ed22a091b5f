"""Carrying many returns forward at once: those that need no decision."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from app.errors import AppError
from app.models.goods_return import GoodsReturn
from app.services.access import Act, allowed
from app.services.permits import Writing
from app.services.progress import UNWATCHED, Progress
from app.services.returns import decide
from app.services.returns.post import post
from app.services.returns.refusals import (
    NothingAccepted,
    OriginalMissing,
    OwnReturn,
    RedInvoicePending,
)
from app.services.stock import CostUnknown
from app.values.returns import ReturnState

ORDER = (
    ReturnState.APPLIED,
    ReturnState.APPROVED,
    ReturnState.INSPECTED,
    ReturnState.POSTED,
    ReturnState.ARCHIVED,
)
_NEEDS_SOMEBODY = (CostUnknown, NothingAccepted, OriginalMissing, OwnReturn, RedInvoicePending)
"""What a return is left for that waits for a decision or a paper."""


@dataclass(frozen=True, slots=True)
class Held:
    """A return that could not be carried forward, and why."""

    number: str
    refusal: AppError


@dataclass(frozen=True, slots=True)
class Advanced:
    """How many returns were carried to where they should be, and which were not."""

    advanced: int
    vouchers: int
    held: tuple[Held, ...]


@allowed(Act.LOOK)
def advance(
    writing: Writing,
    through: datetime.date,
    to: ReturnState = ReturnState.POSTED,
    progress: Progress = UNWATCHED,
) -> Advanced:
    """Carry every return dated up to a day forward to a state; each is whole or left where it was.

    Each step asks for its own right, so a reviewer carries returns to the review and no further.
    Goods count as arrived as they were returned. A return that waits for a decision or a paper
    is left and named.
    """
    rows = writing.connection.execute(
        select(GoodsReturn.id, GoodsReturn.number, GoodsReturn.state)
        .where(
            GoodsReturn.client_id == writing.client_id,
            GoodsReturn.day <= through,
            GoodsReturn.state.in_(ORDER[: ORDER.index(to)]),
        )
        .order_by(GoodsReturn.day, GoodsReturn.id)
    ).all()
    advanced, vouchers, held = 0, 0, []
    for done, row in enumerate(rows):
        progress.step(done, len(rows))
        try:
            with writing.connection.begin_nested():
                vouchers += _carry(writing, row.id, row.state, to)
        except _NEEDS_SOMEBODY as refusal:
            held.append(Held(row.number, refusal))
            continue
        advanced += 1
    progress.step(len(rows), len(rows))
    return Advanced(advanced, vouchers, tuple(held))


def _carry(writing: Writing, return_id: int, state: ReturnState, to: ReturnState) -> int:
    """Take one return step by step to a state; gives how many vouchers that made."""
    vouchers = 0
    for step in ORDER[ORDER.index(state) + 1 : ORDER.index(to) + 1]:
        match step:
            case ReturnState.APPROVED:
                decide.approve(writing, return_id)
            case ReturnState.INSPECTED:
                if not _is_inspected(writing, return_id):
                    decide.inspect(writing, return_id)
            case ReturnState.POSTED:
                vouchers += len(post(writing, return_id))
            case _:
                decide.archive(writing, return_id)
    return vouchers


def _is_inspected(writing: Writing, return_id: int) -> bool:
    """Say whether a return passed its inspection by itself, as an allowance does."""
    statement = select(GoodsReturn.state).where(GoodsReturn.id == return_id)
    return writing.connection.execute(statement).scalar_one() is ReturnState.INSPECTED
