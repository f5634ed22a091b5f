"""A sales file taken in: sales with their vouchers, adjustments, and the returns among them."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.services.exchange.findings import NoteKind
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import SourceMapping, WalkIn
from app.services.imports.run import WantedFile, take_file
from app.services.office import Office
from app.services.progress import Cancelled
from app.values.books import PriceBasis, Taxpayer
from app.values.period import Period
from app.values.returns import CostSource
from app.values.rounding import half_up
from tests.builders import CLERK
from tests.services.imports.shop import (
    FREIGHT,
    MINGYUAN,
    PAPER,
    PENS,
    QIHANG,
    SALE,
    SALES,
    Shop,
    counts,
    open_shop,
    reasons,
    totals,
)

SHOP = SourceMapping(
    name="门店",
    walk_in=WalkIn("SK", "散客"),
    service_numbers=("A",),
    red_numbers=("C",),
    adjustments=True,
    cost_source=CostSource.CURRENT_AVERAGE,
)
_LINKS = (
    "SELECT s.row, k.quantity FROM return_link k JOIN sale_line s ON s.id = k.sale_line_id"
    " ORDER BY k.return_line_id, s.row DESC"
)
_MOVED = (
    "SELECT product_id, warehouse_id, sum(quantity), sum(cost) FROM stock_move GROUP BY 1, 2"
    " HAVING sum(quantity) <> 0 ORDER BY 1, 2"
)
_LYING = (
    "SELECT product_id, warehouse_id, quantity, cost FROM stock_balance WHERE quantity <> 0"
    " ORDER BY 1, 2"
)


def test_a_sale_is_on_the_books_with_its_vouchers_and_its_goods_have_left(shop: Shop) -> None:
    result = shop.sales(SALE, (*SALE[:3], FREIGHT, "1", "50.00"))
    assert counts(result) == (2, 2, 0, 0)
    assert (result.outcome.documents, result.outcome.vouchers) == (1, 2)
    assert shop.vouchers() == [
        ["借 1122 11356.50", "贷 5001 10050.00", "贷 22210107 1306.50"],
        ["借 5401 6000.00", "贷 1405 6000.00"],
    ]
    assert shop.on_hand() == ("100", "6000.00")
    assert shop.rest() == "0.00"


def test_the_sums_of_the_file_stand_beside_what_was_booked(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "3", "9.995"),
        ("XS-1", "2025-10-08", QIHANG, PENS, "-1", "9.995"),
    )
    assert totals(result) == {
        "quantity": "2.000",
        "amount": "19.990000000",
        "booked": "19.99",
        "booked_vat": "2.60",
    }
    assert [(one.row, one.exact, str(one.kept)) for one in result.rounded] == [
        (2, Decimal("29.985"), "29.99"),
        (3, Decimal("-9.995"), "-10.00"),
    ]


def test_a_negative_row_is_a_return_of_the_latest_sale_before_it(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "10", "100.00"),
        ("XS-2", "2025-10-09", QIHANG, PENS, "4", "90.00"),
        ("TK-1", "2025-10-10", QIHANG, PENS.lower(), "-6", "90.00"),
        ("XS-3", "2025-10-11", QIHANG, PENS, "9", "80.00"),
    )
    assert counts(result) == (4, 4, 0, 0)
    assert (result.outcome.documents, result.outcome.returns) == (3, 1)
    links = result.outcome.links
    assert links is not None
    assert (links.several_lines, links.one_line, links.none, links.quantity) == (1, 0, 0, 6000)
    assert links.price_differs == 1
    assert shop.rows(_LINKS) == [(3, 4000), (2, 2000)]
    assert result.outcome.without_original == 0
    assert (shop.post_returns(), shop.rest()) == ([], "0.00")
    assert shop.on_hand() == ("183", "10980.00")


def test_a_red_document_is_a_return_whichever_sign_its_figures_have(shop: Shop) -> None:
    result = shop.take(
        ImportKind.SALES,
        (*SALES, "红蓝字"),
        ("XS-1", "2025-10-08", QIHANG, PENS, "10", "100.00", "蓝字"),
        ("XS-2", "2025-10-09", QIHANG, PENS, "3", "100.00", "红字"),
        ("XS-3", "2025-10-10", QIHANG, PENS, "-2", "100.00", "红字"),
    )
    assert (result.outcome.documents, result.outcome.returns) == (1, 2)
    assert result.outcome.net == 50000
    assert shop.rows(_LINKS) == [(2, 3000), (2, 2000)]


def test_a_return_that_was_sold_in_an_earlier_file_is_linked_to_it(shop: Shop) -> None:
    shop.sales(SALE)
    result = shop.sales(("TK-1", "2025-11-10", QIHANG, PENS, "-100", "100.00"))
    assert (shop.rows(_LINKS), result.outcome.without_original) == ([(2, 100000)], 0)
    assert shop.post_returns() == []
    assert (shop.rest(Period(2025, 11)), shop.on_hand()) == ("0.00", ("200", "12000.00"))


def test_what_cannot_be_linked_waits_for_the_source_of_its_cost(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "2", "100.00"),
        ("TK-1", "2025-10-09", QIHANG, PENS, "-5", "100.00"),
        ("TK-2", "2025-10-09", MINGYUAN, PAPER, "-1", "18.50"),
    )
    links = result.outcome.links
    assert links is not None
    assert (links.partly, links.none, result.outcome.without_original) == (1, 1, 2)
    assert len(shop.post_returns()) == 2


def test_with_a_source_of_cost_returns_without_original_run_through(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "2", "100.00"),
        ("C-1", "2025-10-09", QIHANG, PENS, "-5", "100.00"),
        mapping=SHOP,
    )
    assert result.outcome.without_original == 1
    assert (shop.post_returns(), shop.rest()) == ([], "0.00")
    assert shop.on_hand() == ("203", "12180.00")


def test_rows_without_a_customer_are_the_walk_in_customers_and_are_not_linked(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", "", PENS, "10", "100.00"),
        ("C-1", "2025-10-09", "", PENS, "-2", "100.00"),
        mapping=SHOP,
    )
    assert shop.rows("SELECT code, is_walk_in FROM customer WHERE code = 'SK'") == [("SK", 1)]
    links = result.outcome.links
    assert links is not None
    assert (links.none, links.quantity, result.outcome.without_original) == (0, 0, 1)
    assert shop.rows(_LINKS) == []
    assert (shop.post_returns(), shop.rest()) == ([], "0.00")


def test_the_walk_in_customer_is_made_once(shop: Shop) -> None:
    for number in ("XS-1", "XS-2"):
        shop.sales((number, "2025-10-08", "", PENS, "1", "100.00"), mapping=SHOP)
    assert shop.rows("SELECT count(*) FROM customer WHERE is_walk_in") == [(1,)]


def test_services_move_no_stock_and_their_returns_look_for_no_sale(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, FREIGHT, "1", "50.00"),
        ("A-1", "2025-10-08", QIHANG, PENS, "1", "7.00"),
        ("C-1", "2025-10-09", QIHANG, FREIGHT, "-1", "50.00"),
        mapping=SHOP,
    )
    assert (counts(result), result.outcome.vouchers) == ((3, 3, 0, 0), 2)
    assert (shop.rows(_LINKS), result.outcome.without_original) == ([], 0)
    assert shop.post_returns() == []
    assert (shop.on_hand(), shop.rest()) == (("200", "12000.00"), "0.00")


def test_a_discount_is_taken_off_whether_the_file_states_its_amount_or_not(shop: Shop) -> None:
    result = shop.take(
        ImportKind.SALES,
        (*SALES, "金额", "税额"),
        ("XS-1", "2025-10-08", QIHANG, PENS, "1", "100.00", "", ""),
        ("A-1", "2025-10-08", QIHANG, FREIGHT, "1", "-27.50", "-27.50", "-3.58"),
        ("A-2", "2025-10-08", QIHANG, FREIGHT, "1", "-27.50", "-27.50", ""),
        ("A-3", "2025-10-08", QIHANG, FREIGHT, "1", "-27.50", "", ""),
        mapping=SHOP,
    )
    assert result.refused == ()
    assert totals(result) == {
        "quantity": "4.000",
        "amount": "17.500000000",
        "vat": "-3.58",
        "booked": "17.50",
        "booked_vat": "2.26",
    }
    assert shop.rest() == "0.00"


def test_rows_at_nothing_without_a_customer_are_found_or_missing_goods(shop: Shop) -> None:
    result = shop.sales(
        ("B-1", "2025-10-08", "", PENS, "-20", "0"),
        ("B-2", "2025-10-09", "", PENS, "10", "0"),
        ("XS-1", "2025-10-10", QIHANG, PENS, "1", "0"),
        mapping=SHOP,
    )
    assert (result.outcome.adjustments, result.outcome.documents) == (2, 1)
    assert shop.on_hand() == ("189", "11340.00")
    assert len(shop.vouchers()) == 3
    assert shop.rest() == "0.00"


def test_rows_that_are_the_same_are_taken_both_and_named(shop: Shop) -> None:
    result = shop.sales(SALE, SALE)
    assert (counts(result), result.duplicates) == ((2, 2, 0, 0), 1)
    assert [(note.kind, note.row, note.first) for note in result.notes] == [
        (NoteKind.DUPLICATE, 3, 2)
    ]
    assert shop.on_hand() == ("0", "0.00")


def test_a_document_that_finds_too_little_is_left_out_whole(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "201", "100.00"),
        ("XS-1", "2025-10-08", QIHANG, PAPER, "1", "18.50"),
        ("XS-2", "2025-10-09", QIHANG, PENS, "200", "100.00"),
    )
    assert reasons(result) == [
        (2, "数量", PENS, "STOCK_SHORT"),
        (3, "单据编号", "XS-1", "DOCUMENT_REFUSED"),
    ]
    assert "only 200 " in result.refused[0].message
    assert counts(result) == (3, 1, 0, 2)


def test_a_known_number_with_other_goods_is_refused_and_not_passed_over(shop: Shop) -> None:
    shop.sales(SALE)
    before = shop.dump()
    result = shop.sales(SALE, (*SALE[:3], PAPER, "1", "18.50"), ("XS-2", *SALE[1:]))
    assert reasons(result) == [
        (2, "单据编号", "XS-0001", "KNOWN_OTHERWISE"),
        (3, "单据编号", "XS-0001", "KNOWN_OTHERWISE"),
    ]
    assert counts(result) == (3, 1, 0, 2)
    assert shop.dump()["sale"][0] == before["sale"][0]


def test_a_document_with_an_unreadable_row_waits_until_all_of_it_can_be_taken(shop: Shop) -> None:
    broken = shop.sales(SALE, (*SALE[:3], PAPER, "一", "18.50"))
    assert reasons(broken) == [
        (2, "单据编号", "XS-0001", "DOCUMENT_REFUSED"),
        (3, "数量", "一", "NOT_AN_AMOUNT"),
    ]
    mended = shop.sales(SALE, (*SALE[:3], PAPER, "1", "18.50"))
    assert counts(mended) == (2, 2, 0, 0)
    assert shop.rows("SELECT count(*) FROM sale_line") == [(2,)]


def test_a_small_scale_taxpayer_sells_at_prices_with_vat(office: Office, tmp_path: Path) -> None:
    shop = open_shop(office, tmp_path, taxpayer=Taxpayer.SMALL, prices=PriceBasis.GROSS)
    result = shop.take(
        ImportKind.SALES, (*SALES, "税率"), ("XS-1", "2025-10-08", QIHANG, PENS, "1", "101", "1%")
    )
    assert (result.outcome.net, result.outcome.vat) == (10000, 100)
    assert shop.broken_rules() == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from([QIHANG, MINGYUAN, "KH-9"]),
            st.sampled_from([PENS, PAPER, FREIGHT, "没有"]),
            st.integers(-30_000, 60_000).filter(bool),
            st.integers(1, 50_000_000),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_taken_known_or_refused_and_the_sums_are_those_of_the_rows(
    shop: Shop, rows: list[tuple[int, str, str, int, int]]
) -> None:
    path = shop.file(
        SALES,
        *(
            (f"XS-{number}", "2025-10-08", buyer, article, f"{pieces / 1000}", f"{price / 10**6}")
            for number, buyer, article, pieces, price in rows
        ),
    )
    with suppress(Cancelled), shop.book.writing(CLERK) as writing:
        result = take_file(writing, WantedFile(path, ImportKind.SALES))
        moved = writing.connection.execute(text(_MOVED)).all()
        assert moved == writing.connection.execute(text(_LYING)).all()
        raise Cancelled
    assert counts(result)[0] == len(rows)
    net = vat = 0
    for row, (_, _, _, pieces, price) in enumerate(rows, 2):
        if row not in result.refused_rows:
            amount = half_up(pieces * price, 10**7)
            net += amount
            vat += half_up(amount * 1300, 10_000)
    assert (result.outcome.net, result.outcome.vat) == (net, vat)
