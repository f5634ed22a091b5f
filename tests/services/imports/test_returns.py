"""Returns of a file: linked, left for review as the file describes them, posted, reconciled."""

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import PLAIN, SourceMapping, WalkIn
from app.services.imports.results import ImportResult
from app.services.returns import listing
from app.values.returns import Condition, CostSource, ReturnReason, ReturnState, Settlement
from tests.builders import CLERK
from tests.services.imports.shop import (
    FREIGHT,
    MINGYUAN,
    PAPER,
    PENS,
    QIHANG,
    RETURNS,
    SALE,
    Row,
    Shop,
    counts,
    reasons,
    totals,
)

BACK = ("TK-1", "2025-10-10", QIHANG, PENS, "10")
AVERAGE = SourceMapping(cost_source=CostSource.CURRENT_AVERAGE)


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """The shop after it sold a hundred boxes of pens and some paper."""
    rows = (SALE, ("XS-0002", "2025-10-09", MINGYUAN, PAPER, "50", "18.50"))
    shop.sales(*rows)
    return shop


def _take(
    shop: Shop, *rows: Row, headings: Row = RETURNS, mapping: SourceMapping = PLAIN
) -> ImportResult:
    return shop.take(ImportKind.RETURNS, headings, *rows, mapping=mapping)


def test_a_return_waits_for_its_review_and_goes_through_to_the_books(sold: Shop) -> None:
    result = _take(sold, BACK)
    assert (counts(result), result.outcome.returns) == ((1, 1, 0, 0), 1)
    assert totals(result) == {"quantity": "10.000"}
    assert sold.post_returns() == []
    assert sold.vouchers()[-2:] == [
        ["借 1122 -1130.00", "贷 5001 -1000.00", "贷 22210107 -130.00"],
        ["借 5401 -600.00", "贷 1405 -600.00"],
    ]
    assert (sold.on_hand(), sold.rest()) == (("110", "6600.00"), "0.00")


def test_a_return_keeps_all_that_its_file_says(sold: Shop) -> None:
    headings = (*RETURNS, "原因", "成色", "处理方式", "实收数量", "仓库", "红字发票号码", "备注")
    said = ("质量问题", "次品", "以后退款", "8", "待报废仓", "25312000000012345678", "漏墨")
    assert reasons(_take(sold, (*BACK, *said), headings=headings)) == []
    with sold.book.reading(CLERK) as reading:
        shown = listing.show(reading, 1)
    assert (shown.head.state, shown.settlement) == (ReturnState.APPLIED, Settlement.REFUND_LATER)
    assert shown.red_invoice == "25312000000012345678"
    assert shown.note.startswith("漏墨；")
    assert all(word in shown.note for word in (PENS, "8", "10"))
    assert sold.rows("SELECT reason FROM goods_return") == [(ReturnReason.QUALITY.value,)]
    assert [(line.condition, str(line.quantity)) for line in shown.lines] == [
        (Condition.DEFECTIVE, "10")
    ]
    place = "SELECT w.code FROM return_line l JOIN warehouse w ON w.id = l.warehouse_id"
    assert sold.rows(place) == [("scrap",)]


def test_a_reason_in_other_words_is_kept_in_them(sold: Shop) -> None:
    _take(sold, (*BACK, "包装不对"), headings=(*RETURNS, "原因"))
    assert sold.rows("SELECT reason, reason_text FROM goods_return") == [("other", "包装不对")]


def test_the_earliest_return_takes_first_whatever_the_order_of_the_rows(sold: Shop) -> None:
    result = _take(
        sold,
        ("TK-2", "2025-10-20", QIHANG, PENS, "60", "100.00"),
        ("TK-1", "2025-10-10", QIHANG, PENS, "60", "100.00"),
        headings=(*RETURNS, "单价"),
        mapping=AVERAGE,
    )
    assert result.outcome.without_original == 1
    unkeyed = "SELECT r.source_number, l.quantity FROM return_line l JOIN goods_return r ON"
    assert sold.rows(f"{unkeyed} r.id = l.return_id WHERE l.cost_source <> 'original'") == [
        ("TK-2", 20000)
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((*BACK[:3], "没有", "1", "", ""), ("商品编码", "没有", "UNKNOWN_PRODUCT")),
        (("TK-1", "2025-10-10", "KH-9", PENS, "1", "", ""), ("客户编码", "KH-9", None)),
        (("TK-1", "2025-10-10", MINGYUAN, PAPER, "1", "", ""), ("退货单号", "TK-1", None)),
        ((*BACK[:4], "1", "三仓", ""), ("仓库", "三仓", "UNKNOWN_WAREHOUSE")),
        ((*BACK[:4], "1", "", "1.5"), ("实收数量", "1.5", "MORE_THAN_RETURNED")),
        ((*BACK[:4], "1000", "", ""), ("return price", PENS, "PRICE_NEEDED")),
        (("TK-1", "2024-10-10", *BACK[2:4], "1", "", ""), ("退货日期", "2024-10-10", None)),
    ],
)
def test_a_return_with_a_row_that_does_not_fit_is_left_out_whole(
    sold: Shop, row: Row, expected: tuple[str, str, str | None]
) -> None:
    result = _take(
        sold,
        (*BACK, "", ""),
        row,
        ("TK-2", *BACK[1:], "", ""),
        headings=(*RETURNS, "仓库", "实收数量"),
    )
    whole, single = reasons(result)
    assert whole == (2, "退货单号", "TK-1", "DOCUMENT_REFUSED")
    assert single[:3] == (3, *expected[:2])
    assert expected[2] in {None, single[3]}
    assert counts(result) == (3, 1, 0, 2)


def test_a_return_with_an_unreadable_row_is_left_out_whole(sold: Shop) -> None:
    result = _take(sold, BACK, (*BACK[:4], "一"))
    assert [one[3] for one in reasons(result)] == ["DOCUMENT_REFUSED", "NOT_AN_AMOUNT"]
    assert counts(_take(sold, BACK, (*BACK[:4], "1"))) == (2, 2, 0, 0)


def test_a_known_number_with_other_goods_is_refused(sold: Shop) -> None:
    _take(sold, BACK)
    for row in ((*BACK[:4], "11"), ("TK-1", "2025-10-10", MINGYUAN, PAPER, "10")):
        assert [one[3] for one in reasons(_take(sold, row))] == ["KNOWN_OTHERWISE"]


def test_a_return_that_a_sales_file_brought_is_known_to_a_file_of_returns(sold: Shop) -> None:
    sold.sales(("TK-1", "2025-10-10", QIHANG, PENS, "-10", "100.00"))
    assert counts(_take(sold, BACK)) == (1, 0, 1, 0)


def test_what_the_walk_in_customer_brings_back_is_linked_to_nothing(sold: Shop) -> None:
    mapping = SourceMapping(walk_in=WalkIn("SK", "散客"), cost_source=CostSource.CURRENT_AVERAGE)
    sold.sales(("XS-9", "2025-10-09", "", PENS, "5", "100.00"), mapping=mapping)
    result = _take(
        sold,
        ("TK-1", "2025-10-10", "", PENS, "1", "100.00"),
        headings=(*RETURNS, "单价"),
        mapping=mapping,
    )
    assert result.outcome.without_original == 1
    assert sold.rows("SELECT count(*) FROM return_link") == [(0,)]
    assert (sold.post_returns(), sold.rest()) == ([], "0.00")


def test_a_service_that_is_given_back_is_linked_to_nothing_and_moves_no_stock(sold: Shop) -> None:
    sold.sales(("XS-9", "2025-10-09", QIHANG, FREIGHT, "1", "50.00"))
    row = ("TK-1", "2025-10-10", QIHANG, FREIGHT, "1", "50.00")
    _take(sold, row, headings=(*RETURNS, "单价"))
    assert sold.post_returns() == []
    assert (sold.on_hand(), sold.rest()) == (("100", "6000.00"), "0.00")
