"""Sales and adjustments of a file are written with their stock and vouchers."""

import datetime

from app.services import stock
from app.services.office import Book
from app.services.sales import planning, writing
from app.services.sales.planning import PlannedDocument, PlannedLine, Shelf
from app.services.vouchers.listing import VoucherFilter, details
from app.values.vouching import SourceKind
from tests.builders import (
    CLERK,
    Item,
    Sold,
    back,
    broken_rules,
    goods_return,
    import_batch,
    october,
    posted,
    product,
    sale,
)
from tests.services.entries import Short, answers, short, vouchers_of


def _adjustment(number: str, quantity: int, day: int | str = 20) -> PlannedDocument:
    line = PlannedLine(2, f"2025-10-{day}", None, 1, quantity, 0, 0, 0, 0, 1, moves_stock=True)
    return PlannedDocument(SourceKind.ADJUSTMENT, number, None, "", [line])


def _written(book: Book, *planned: PlannedDocument) -> int:
    with book.writing(CLERK) as permit:
        lying = writing.shelves(permit, planned)
        kept, shelves, short_lines = planning.costed(planned, lying)
        assert short_lines == []
        planning.numbered(kept, 100, 200)
        return writing.write(permit, kept, shelves, {}, import_batch(permit))


def _vouchers(book: Book, kind: SourceKind) -> list[tuple[str, Short]]:
    with book.reading(CLERK) as reading:
        return [
            (one.lines[0].summary, short(one))
            for one in details(reading, VoucherFilter())
            if one.source is kind
        ]


def test_a_sale_is_e01_with_its_words(book: Book, sold: Sold) -> None:
    with book.reading(CLERK) as reading:
        assert vouchers_of(reading, SourceKind.SALE, sold.id) == answers("E01")
    assert [summary for summary, _ in _vouchers(book, SourceKind.SALE)] == [
        "销售 启航教育 XS-202510-0001",
        "结转成本 XS-202510-0001",
    ]


def test_goods_missing_and_goods_found_wait_for_their_cause(book: Book) -> None:
    assert _written(book, _adjustment("PD-1", -2000), _adjustment("PD-2", 1000, 21)) == 2
    assert _vouchers(book, SourceKind.ADJUSTMENT) == [
        ("库存调整 PD-1", ["借 190101 120.00", "贷 1405 120.00"]),
        ("库存调整 PD-2", ["借 190101 -60.00", "贷 1405 -60.00"]),
    ]
    with book.reading(CLERK) as reading:
        (row,) = stock.listing(reading)
        moves = [(one.document, str(one.quantity)) for one in stock.moves(reading, 1)][2:]
    assert (str(row.quantity), str(row.cost)) == ("99", "5940.00")
    assert moves == [("PD-1", "-2"), ("PD-2", "1")]
    assert broken_rules(book.office) == []


def test_an_adjustment_that_is_worth_nothing_has_no_voucher(book: Book) -> None:
    service = PlannedLine(2, "2025-10-20", None, 1, 1000, 0, 0, 0, 0, 1, moves_stock=False)
    document = PlannedDocument(SourceKind.ADJUSTMENT, "PD-1", None, "", [service])
    assert _written(book, document) == 0


def test_nothing_planned_is_nothing_written(book: Book) -> None:
    assert _written(book) == 0


def test_vouchers_stand_in_the_order_of_days(book: Book, sold: Sold) -> None:
    assert _written(book, _adjustment("PD-9", -1000, 22), _adjustment("PD-1", -1000, 21)) == 2
    assert [summary for summary, _ in _vouchers(book, SourceKind.ADJUSTMENT)] == [
        "库存调整 PD-1",
        "库存调整 PD-9",
    ]


def test_a_service_sold_has_revenue_and_no_cost(book: Book) -> None:
    with book.writing(CLERK) as permit:
        freight = product(permit, code="YF", name="运费", vat_rate=900, is_service=True)
        sold = sale(permit, 1, Item(freight, "1", "50.00"), number="XS-2")
    with book.reading(CLERK) as reading:
        assert vouchers_of(reading, SourceKind.SALE, sold.id) == [
            ["借 1122 54.50", "贷 5001 50.00", "贷 22210107 4.50"]
        ]
    assert broken_rules(book.office) == []


def test_what_came_after_the_file_begins_is_known_day_by_day(book: Book, sold: Sold) -> None:
    posted(book, goods_return(1, back(sold.lines[0], "5"), day=october(10)))
    posted(book, goods_return(1, back(sold.lines[0], "2"), day=october(10)))
    posted(book, goods_return(1, back(sold.lines[0], "1"), day=datetime.date(2025, 11, 3)))
    with book.reading(CLERK) as reading:
        (early,) = writing.shelves(reading, [_adjustment("PD-1", -1, "08")]).values()
        (late,) = writing.shelves(reading, [_adjustment("PD-1", -1, 31)]).values()
        (whenever,) = writing.shelves(reading, []).values()
    # Both documents of the 10th are after the 9th; the day's sale of the 8th is not.
    assert early.later == (("2025-11-03", 1000), ("2025-10-10", 7000))
    assert late.later == (("2025-11-03", 1000),)
    assert whenever == Shelf(108_000, 648_000)
    assert (early.free("2025-10-09"), early.free("2025-10-10"), early.free("2025-11-03")) == (
        100_000,
        107_000,
        108_000,
    )
