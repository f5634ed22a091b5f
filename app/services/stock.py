"""Stock on hand, its moves and its cost at the moving weighted average."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, text

from app.errors import AppError
from app.i18n import N_
from app.models.bulk import KeptRow, insert_rows
from app.models.goods_return import GoodsReturn
from app.models.prepared import Prepared
from app.models.product import Product, Warehouse
from app.models.sale import Sale
from app.models.stock import StockBalance, StockMove
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.vouching import MoveKind


@dataclass(eq=False)
class StockShort(AppError):
    """More was to go out than lies there."""

    product: str
    on_hand: Quantity
    wanted: Quantity
    template = N_(
        "Of {product} there are {on_hand} in stock, {wanted} were to go out."
        " Take in the missing receipt first."
    )


@dataclass(eq=False)
class CostUnknown(AppError):
    """A cost was to be taken from stock that has none; it is never taken as zero."""

    product: str
    template = N_("{product} has no stock to take a cost from; state the unit cost.")


MOVE_COLUMNS = (
    *("client_id", "day", "product_id", "warehouse_id", "kind", "document_id", "line_id"),
    *("quantity", "cost"),
)
_LYING = Prepared(
    select(StockBalance.quantity, StockBalance.cost).where(
        StockBalance.client_id == bindparam("client"),
        StockBalance.product_id == bindparam("product"),
        StockBalance.warehouse_id == bindparam("warehouse"),
    )
)
_KEEP = Prepared(
    text(
        "INSERT INTO stock_balance (client_id, product_id, warehouse_id, quantity, cost)"
        " VALUES (:client, :product, :warehouse, :quantity, :cost)"
        " ON CONFLICT (client_id, product_id, warehouse_id)"
        " DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost"
    )
)


@dataclass(frozen=True, slots=True)
class OnHand:
    """What lies there of one article, and what it cost."""

    quantity: Quantity
    cost: Money


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """One change of stock that is to be written: positive in, negative out."""

    day: datetime.date
    product_id: int
    warehouse_id: int
    kind: MoveKind
    quantity: Quantity
    cost: Money
    document_id: int | None = None
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class StockRow:
    """Stock on hand of one article in one place."""

    product_id: int
    code: str
    name: str
    spec: str
    unit: str
    category: str
    warehouse: str
    quantity: Quantity
    cost: Money

    @property
    def unit_cost(self) -> UnitPrice:
        """The average cost of one unit; zero where nothing lies there."""
        return UnitPrice.average(self.cost, self.quantity) if self.quantity else UnitPrice(0)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move of an article, with what lay there afterwards."""

    day: datetime.date
    kind: MoveKind
    document: str
    warehouse: str
    quantity: Quantity
    cost: Money
    balance_quantity: Quantity
    balance_cost: Money


@inner
def on_hand(reading: Reading, product_id: int, warehouse_id: int) -> OnHand:
    """Give what lies in a warehouse of one article."""
    row = _LYING.first(
        reading.connection,
        client=reading.client_id,
        product=product_id,
        warehouse=warehouse_id,
    )
    return OnHand(NOTHING, ZERO) if row is None else OnHand(row.quantity, row.cost)


@inner
def move(writing: Writing, draft: MoveDraft) -> None:
    """Write one change of stock and what lies there after it.

    Raises:
        StockShort: more would go out than lies there.

    """
    before = on_hand(writing, draft.product_id, draft.warehouse_id)
    after = OnHand(before.quantity + draft.quantity, before.cost + draft.cost)
    if after.quantity < NOTHING:
        raise StockShort(_code(writing, draft.product_id), before.quantity, -draft.quantity)
    insert_rows(writing.connection, StockMove, MOVE_COLUMNS, [_kept(writing, draft)])
    keep_balances(writing, {(draft.product_id, draft.warehouse_id): after})


@inner
def move_many(writing: Writing, drafts: Sequence[MoveDraft]) -> None:
    """Write many changes of stock in this order, and what lies there after them.

    Raises:
        StockShort: more would go out than lies there.

    """
    lying: dict[tuple[int, int], OnHand] = {}
    for draft in drafts:
        place = draft.product_id, draft.warehouse_id
        before = lying.get(place) or on_hand(writing, *place)
        after = OnHand(before.quantity + draft.quantity, before.cost + draft.cost)
        if after.quantity < NOTHING:
            raise StockShort(_code(writing, draft.product_id), before.quantity, -draft.quantity)
        lying[place] = after
    insert_rows(
        writing.connection, StockMove, MOVE_COLUMNS, [_kept(writing, draft) for draft in drafts]
    )
    keep_balances(writing, lying)


@inner
def keep_balances(writing: Writing, lying: Mapping[tuple[int, int], OnHand]) -> None:
    """Write what lies there now, by article and warehouse."""
    rows = [
        {
            "client": writing.client_id,
            "product": product_id,
            "warehouse": warehouse_id,
            "quantity": after.quantity.thousandths,
            "cost": after.cost.fen,
        }
        for (product_id, warehouse_id), after in lying.items()
    ]
    _KEEP.run_all(writing.connection, rows)


@allowed(Act.LOOK)
def listing(reading: Reading, text: str = "") -> tuple[StockRow, ...]:
    """Give the stock on hand, article by article and place by place."""
    wanted = text.strip().lower()
    rows = reading.connection.execute(
        select(
            Product.id,
            Product.code,
            Product.name,
            Product.spec,
            Product.unit,
            Product.category,
            Warehouse.name,
            StockBalance.quantity,
            StockBalance.cost,
        )
        .join(Product, Product.id == StockBalance.product_id)
        .join(Warehouse, Warehouse.id == StockBalance.warehouse_id)
        .where(StockBalance.client_id == reading.client_id)
        .order_by(Product.code, Warehouse.id)
    )
    listed = (StockRow(*row) for row in rows)
    return tuple(
        row
        for row in listed
        if wanted in row.code.lower() or wanted in f"{row.name} {row.spec}".lower()
    )


@allowed(Act.LOOK)
def moves(reading: Reading, product_id: int) -> tuple[MoveRow, ...]:
    """Give every move of one article in the order of writing, with the running balance."""
    rows = reading.connection.execute(
        select(
            StockMove.day,
            StockMove.kind,
            Sale.number,
            GoodsReturn.number,
            Warehouse.name,
            StockMove.quantity,
            StockMove.cost,
        )
        .join(Warehouse, Warehouse.id == StockMove.warehouse_id)
        .outerjoin(
            Sale,
            (Sale.id == StockMove.document_id)
            & StockMove.kind.in_([MoveKind.SALE, MoveKind.ADJUSTMENT]),
        )
        .outerjoin(
            GoodsReturn,
            (GoodsReturn.id == StockMove.document_id) & (StockMove.kind == MoveKind.RETURN),
        )
        .where(StockMove.client_id == reading.client_id, StockMove.product_id == product_id)
        .order_by(StockMove.id)
    )
    listed, quantity, cost = [], NOTHING, ZERO
    for day, kind, sale, goods_return, warehouse, moved, worth in rows:
        quantity, cost = quantity + moved, cost + worth
        document = sale or goods_return or ""
        listed.append(MoveRow(day, kind, document, warehouse, moved, worth, quantity, cost))
    return tuple(listed)


def _kept(writing: Writing, draft: MoveDraft) -> KeptRow:
    return (
        writing.client_id,
        draft.day.isoformat(),
        draft.product_id,
        draft.warehouse_id,
        draft.kind.value,
        draft.document_id,
        draft.line_id,
        draft.quantity.thousandths,
        draft.cost.fen,
    )


def _code(reading: Reading, product_id: int) -> str:
    statement = select(Product.code).where(
        Product.client_id == reading.client_id, Product.id == product_id
    )
    return reading.connection.execute(statement).scalar_one()
