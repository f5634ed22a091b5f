"""Which documents of a sales file the book has already, and which it has otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from app.models.goods_return import GoodsReturn, ReturnLine
from app.models.sale import Sale, SaleLine
from app.services.access import inner
from app.services.permits import Reading
from app.services.sales.planning import PlannedDocument
from app.values.vouching import SourceKind

_AT_ONCE = 500
"""So many documents are looked up together."""

Goods = Mapping[int, tuple[int, int]]
"""What a document comes to of each article: thousandths, and 分 with VAT."""


class _Head(NamedTuple):
    """A document in the book: of which kind, whose, and which file it came in."""

    kind: SourceKind
    id: int
    customer: int | None
    import_id: int | None


@dataclass(slots=True)
class Sorted:
    """The documents of a file: new ones, known ones, and other ones of a known number."""

    fresh: list[PlannedDocument] = field(default_factory=list)
    known: list[PlannedDocument] = field(default_factory=list)
    otherwise: list[PlannedDocument] = field(default_factory=list)


@inner
def sort(reading: Reading, documents: Iterable[PlannedDocument], import_id: int) -> Sorted:
    """Sort the documents of a file by whether the book has them.

    One of the same file, or of the same customer and the same goods, is known. A number that the
    book has for something else makes nothing known.
    """
    found = Sorted()
    heads = _heads(reading)
    unsure: list[tuple[PlannedDocument, list[_Head]]] = []
    for one in documents:
        there = heads.get((one.kind, one.number))
        if there is None:
            found.fresh.append(one)
        elif any(head.import_id == import_id for head in there):
            found.known.append(one)
        else:
            unsure.append((one, there))
    goods = _goods(reading, [head for _, there in unsure for head in there])
    for one, there in unsure:
        mine = one.customer, _planned(one)
        same = any(mine == (head.customer, goods[head.kind, head.id]) for head in there)
        (found.known if same else found.otherwise).append(one)
    return found


@inner
def returned_goods(reading: Reading, return_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Give how many thousandths of each article these returns name."""
    found: dict[int, dict[int, int]] = {one: defaultdict(int) for one in return_ids}
    for ids in _parts(return_ids):
        rows = reading.connection.execute(
            select(ReturnLine.return_id, ReturnLine.product_id, ReturnLine.quantity).where(
                ReturnLine.return_id.in_(ids)
            )
        )
        for row in rows:
            found[row.return_id][row.product_id] += row.quantity.thousandths
    return {one: dict(goods) for one, goods in found.items()}


def _heads(reading: Reading) -> dict[tuple[SourceKind, str], list[_Head]]:
    """Give the sales, adjustments and returns of the book by kind and number."""
    sales = reading.connection.execute(
        select(Sale.kind, Sale.number, Sale.id, Sale.customer_id, Sale.import_id).where(
            Sale.client_id == reading.client_id
        )
    )
    heads = {
        (kind, number): [_Head(kind, sale, customer, batch)]
        for kind, number, sale, customer, batch in sales
    }
    returns = reading.connection.execute(
        select(
            GoodsReturn.source_number,
            GoodsReturn.id,
            GoodsReturn.customer_id,
            GoodsReturn.import_id,
        ).where(GoodsReturn.client_id == reading.client_id, GoodsReturn.source_number != "")
    )
    kind = SourceKind.RETURN
    for number, one, customer, batch in returns:
        heads.setdefault((kind, number), []).append(_Head(kind, one, customer, batch))
    return heads


def _goods(reading: Reading, heads: Sequence[_Head]) -> dict[tuple[SourceKind, int], Goods]:
    """Give what these documents of the book come to."""
    returns = [head.id for head in heads if head.kind is SourceKind.RETURN]
    goods: dict[tuple[SourceKind, int], Goods] = {
        (SourceKind.RETURN, one): {article: (quantity, 0) for article, quantity in named.items()}
        for one, named in returned_goods(reading, returns).items()
    }
    sales = {head.id: head.kind for head in heads if head.kind is not SourceKind.RETURN}
    sold: dict[int, dict[int, tuple[int, int]]] = {one: {} for one in sales}
    for ids in _parts(list(sales)):
        rows = reading.connection.execute(
            select(
                SaleLine.sale_id,
                SaleLine.product_id,
                SaleLine.quantity,
                SaleLine.net,
                SaleLine.vat,
            ).where(SaleLine.sale_id.in_(ids))
        )
        for row in rows:
            worth = (row.net + row.vat).fen
            _add(sold[row.sale_id], row.product_id, row.quantity.thousandths, worth)
    return goods | {(sales[one], one): found for one, found in sold.items()}


def _planned(one: PlannedDocument) -> Goods:
    """Give what a document of the file comes to; of a return the price may have been mended."""
    goods: dict[int, tuple[int, int]] = {}
    for line in one.lines:
        worth = 0 if one.kind is SourceKind.RETURN else line.net + line.vat
        _add(goods, line.product, line.quantity, worth)
    return goods


def _add(goods: dict[int, tuple[int, int]], article: int, quantity: int, worth: int) -> None:
    before = goods.get(article, (0, 0))
    goods[article] = before[0] + quantity, before[1] + worth


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[begin : begin + _AT_ONCE] for begin in range(0, len(ids), _AT_ONCE))
