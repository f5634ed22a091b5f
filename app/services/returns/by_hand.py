"""Returns that a voucher typed by hand stands for: linked to it, their goods taken in apart."""

from typing import Any

from sqlalchemy import select, update

from app.models.goods_return import GoodsReturn
from app.models.stock import StockMove
from app.models.voucher import Voucher
from app.services import audit, stock
from app.services.access import Act, allowed
from app.services.permits import Writing
from app.services.returns.apply import note_step
from app.services.returns.decide import head
from app.services.returns.post import keep_costs, move_of, require_accepted
from app.services.returns.refusals import GoodsAlreadyIn, NoVoucherByHand
from app.services.returns.work import of_return
from app.services.vouchers.listing import number_text
from app.values.returns import ReturnState
from app.values.vouching import MoveKind, VoucherState


@allowed(Act.RETURN_POST)
def settle(writing: Writing, return_id: int, *, with_goods: bool = True) -> None:
    """Take an inspected return as posted by the voucher typed by hand that stands for it.

    The goods are taken into stock at their cost, or left for later: then stock ledger and stock
    account differ until they are.
    """
    held = head(writing, return_id, ReturnState.INSPECTED)
    voucher = _standing(writing, return_id)
    if voucher is None:
        raise NoVoucherByHand(held.number)
    work = of_return(writing, held)
    require_accepted(held, work)
    keep_costs(writing, work)
    if with_goods:
        for line in work.lines:
            if line.moves_stock:
                stock.move(writing, move_of(held, voucher.day, line))
    writing.connection.execute(
        update(GoodsReturn)
        .where(GoodsReturn.id == held.id)
        .values(state=ReturnState.POSTED, posted_day=voucher.day)
    )
    number = number_text(voucher.word, voucher.serial)
    note_step(writing, held.id, ReturnState.POSTED, number)
    audit.record(
        writing,
        audit.Deed("return-by-hand", held.number, {"voucher": number, "goods": with_goods}),
    )


@allowed(Act.RETURN_INSPECT)
def take_goods_in(writing: Writing, return_id: int) -> None:
    """Take the goods of a posted return into stock that were left out when it was posted."""
    held = head(writing, return_id, ReturnState.POSTED, ReturnState.ARCHIVED)
    moved = select(StockMove.id).where(
        StockMove.client_id == writing.client_id,
        StockMove.kind == MoveKind.RETURN,
        StockMove.document_id == return_id,
    )
    if writing.connection.execute(moved).first() is not None:
        raise GoodsAlreadyIn(held.number)
    work = of_return(writing, held, kept=True)
    for line in work.lines:
        if line.moves_stock:
            stock.move(writing, move_of(held, held.posted_day, line))
    audit.record(writing, audit.Deed("goods-taken-in", held.number, {}))


def _standing(writing: Writing, return_id: int) -> Any:
    """Give the first voucher on the books for a return that no red copy has cancelled."""
    red = Voucher.__table__.alias("red")
    cancelled = select(red.c.id).where(red.c.reverses_id == Voucher.id).exists()
    return writing.connection.execute(
        select(Voucher.day, Voucher.word, Voucher.serial)
        .where(
            Voucher.client_id == writing.client_id,
            Voucher.return_id == return_id,
            Voucher.state == VoucherState.POSTED,
            Voucher.reverses_id.is_(None),
            ~cancelled,
        )
        .order_by(Voucher.day, Voucher.id)
    ).first()
