"""Sales come in line by line; red and negative lines are returns."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.paths import ROOT
from app.services.exchange.files import FileContent, Source, read_kind
from app.services.exchange.findings import NoteKind, Reason, RowFinding
from app.services.exchange.kinds.sales import SALES, SaleRow
from app.services.exchange.mappings import PLAIN, SourceMapping, load_mapping
from app.values.books import PriceBasis
from tests.services.exchange.made_files import SALE, SALES_HEADINGS, csv_text, sales, taken

RETAIL = ROOT / "tests" / "data" / "online_retail" / "part.csv"
AMOUNTS = ("金额", "税率", "税额", "价税合计")


def _one(folder: Path, source: SourceMapping = PLAIN, /, **cells: str) -> SaleRow:
    row = dict(zip(SALES_HEADINGS, SALE, strict=True)) | cells
    (found,) = taken(folder, SALES, csv_text(tuple(row), tuple(row.values())), Source(source)).rows
    return found


def _finding(folder: Path, **cells: str) -> RowFinding:
    row = dict(zip(SALES_HEADINGS, SALE, strict=True)) | cells
    (found,) = taken(folder, SALES, csv_text(tuple(row), tuple(row.values()))).rejected
    return found


def test_a_sale_comes_in_with_all_that_is_known(tmp_path: Path) -> None:
    content = csv_text(
        (*SALES_HEADINGS, *AMOUNTS, "发票号码", "仓库", "备注", "商品名称", "客户名称"),
        (
            *(*SALE, "125.00", "13%", "16.25", "141.25", "25312000000012345678", "主仓"),
            *("急", "保温杯", "苏州澜庭"),
        ),
    )
    found = taken(tmp_path, SALES, content)
    assert found.rows == [
        SaleRow(
            row=2,
            number="XS-202510-0087",
            at="2025-10-31",
            customer="KH-0117",
            product="ZX-0512",
            quantity=10_000,
            price=12_500000,
            amount=12500,
            vat_rate=1300,
            vat=1625,
            gross=14125,
            invoice="25312000000012345678",
            warehouse="主仓",
            note="急",
            product_name="保温杯",
            customer_name="苏州澜庭",
            red=False,
            adjustment=False,
            service=False,
        )
    ]
    assert found.totals == {
        "quantity": Decimal(10),
        "amount": Decimal(125),
        "vat": Decimal("16.25"),
        "gross": Decimal("141.25"),
    }
    assert found.prices is None


def test_a_sale_without_amounts_is_quantity_times_price(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales(SALE))
    assert found.rows[0].amount is None
    assert found.totals == {"quantity": Decimal(10), "amount": Decimal(125)}


@pytest.mark.parametrize(
    ("cells", "is_red"),
    [
        ({"数量": "-10"}, True),
        ({"红蓝字": "红字"}, True),
        ({"红蓝字": "蓝字"}, False),
        ({"单据类型": "销售退货单"}, True),
        ({"单据类型": "销售出库单"}, False),
        ({"单据类型": "Credit note"}, True),
        ({"单据类型": ""}, False),
        ({"红蓝字": "蓝字", "数量": "-1"}, True),
    ],
)
def test_a_red_or_negative_line_is_a_return(
    tmp_path: Path,
    cells: dict[str, str],
    is_red: bool,  # noqa: FBT001
) -> None:
    assert _one(tmp_path, **cells).red is is_red


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"数量": "0"}, "数量", Reason.QUANTITY_ZERO),
        ({"单价": "-12.50"}, "单价", Reason.NEGATIVE),
        ({"金额": "-125"}, "金额", Reason.SIGNS_DIFFER),
        ({"税额": "-1"}, "税额", Reason.SIGNS_DIFFER),
        ({"金额": "125", "税额": "16.25", "价税合计": "141.26"}, "价税合计", Reason.SUM_DIFFERS),
        ({"数量": "999999999", "单价": "99999999"}, "单价", Reason.TOO_LARGE),
        ({"单价": "10000000000000"}, "单价", Reason.TOO_LARGE),
        ({"日期": "2025-02-29"}, "日期", Reason.DATE_IMPOSSIBLE),
        ({"日期": "待定"}, "日期", Reason.NOT_A_DATE),
        ({"红蓝字": "紫"}, "红蓝字", Reason.WORD_UNKNOWN),
        ({"商品编码": "6.9E+12"}, "商品编码", Reason.ALREADY_ROUNDED),
        ({"发票号码": "2.53E+19"}, "发票号码", Reason.ALREADY_ROUNDED),
    ],
)
def test_a_sale_that_cannot_be_is_refused_by_its_column(
    tmp_path: Path, cells: dict[str, str], column: str, reason: Reason
) -> None:
    found = _finding(tmp_path, **cells)
    assert (found.row, found.column, found.value) == (2, column, cells[column])
    assert found.reason is reason


def test_a_price_finer_than_a_millionth_gives_the_amount(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales((*SALE[:4], "22", "783.699059561128527")))
    assert found.rows[0].amount == 17241_38
    assert [(one.row, one.column, one.kept.fen) for one in found.rounded] == [
        (2, "amount", 1724138)
    ]


def test_a_line_with_parts_of_a_fen_is_named(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales((*SALE[:4], "1", "0.005"), SALE))
    assert [(one.row, one.column, one.exact, one.kept.fen) for one in found.rounded] == [
        (2, "单价", Decimal("0.005"), 1)
    ]
    assert found.totals["amount"] == Decimal("125.005")


def test_a_service_may_have_a_price_below_nought_and_moves_no_stock(tmp_path: Path) -> None:
    mapping = SourceMapping(service_codes=frozenset(["POST"]), service_numbers=("A",))
    assert _one(tmp_path, mapping, 商品编码="post", 单价="-5").service
    assert _one(tmp_path, mapping, 单据编号="A506401", 单价="-11062.06").price == -11062_060000
    assert not _one(tmp_path, mapping).service


def test_a_service_at_a_negative_price_has_negative_amounts(tmp_path: Path) -> None:
    mapping = SourceMapping(service_codes=frozenset(["D"]))
    assert _one(tmp_path, mapping, 商品编码="D", 数量="1", 单价="-5", 金额="-5").amount == -500


def test_an_amount_at_price_nought_has_the_sign_of_the_quantity(tmp_path: Path) -> None:
    assert _one(tmp_path, 单价="0", 金额="5").amount == 500
    assert _finding(tmp_path, 单价="0", 金额="-5").reason is Reason.SIGNS_DIFFER


def test_only_a_line_without_customer_and_price_adjusts_the_stock(tmp_path: Path) -> None:
    mapping = load_mapping("online-retail")
    headings = ("InvoiceNo", "InvoiceDate", "CustomerID", "StockCode", "Quantity", "UnitPrice")
    content = csv_text(
        headings,
        ("536589", "2010-12-01 16:50:00", "", "21777", "-10", "0.0"),
        ("537197", "2010-12-05 14:02:00", "12647", "22841", "1", "0.0"),
        ("C537198", "2010-12-05 14:03:00", "", "22841", "-1", "0.0"),
        ("537199", "2010-12-05 14:04:00", "", "22841", "-1", "1.25"),
    )
    rows = taken(tmp_path, SALES, content, Source(mapping)).rows
    assert [(row.adjustment, row.red) for row in rows] == [
        (True, False),
        (False, False),
        (False, True),
        (False, True),
    ]


def _of_retailer(content: FileContent[SaleRow]) -> Counter[tuple[str, bool]]:
    return Counter(
        ("adjustment" if row.adjustment else "return" if row.red else "sale", row.service)
        for row in content.rows
    )


def test_a_part_of_a_real_retailer_comes_in_whole() -> None:
    found = read_kind(RETAIL, SALES, Source(load_mapping("online-retail")))
    assert (found.read, len(found.rows), found.refused, found.duplicates) == (125, 125, 0, 2)
    assert found.totals == {"quantity": Decimal(5358), "amount": Decimal("16390.321")}
    assert _of_retailer(found) == {
        ("sale", False): 59,
        ("sale", True): 8,
        ("return", False): 39,
        ("return", True): 12,
        ("adjustment", False): 6,
        ("adjustment", True): 1,
    }
    assert found.prices is PriceBasis.NET
    assert sum(not row.customer for row in found.rows) == 31
    assert {note.kind for note in found.notes} == {NoteKind.DUPLICATE}
    (rounded,) = found.rounded
    assert (rounded.column, rounded.exact, rounded.kept.fen) == ("UnitPrice", Decimal("0.001"), 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(-(10**7), 10**7).filter(bool),
            st.integers(0, 10**10),
            st.one_of(st.none(), st.integers(0, 10**9)),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_the_totals_are_the_sums_of_the_rows(
    tmp_path: Path, lines: list[tuple[int, int, int | None]]
) -> None:
    rows, whole = [], Decimal(0)
    for pieces, price, amount in lines:
        quantity, asked = Decimal(pieces).scaleb(-3), Decimal(price).scaleb(-7)
        given = None if amount is None else Decimal(amount).scaleb(-3).copy_sign(quantity)
        whole += quantity * asked if given is None else given
        rows.append(
            (*SALE[:4], f"{quantity:f}", f"{asked:f}", "" if given is None else f"{given:f}")
        )
    found = taken(tmp_path, SALES, csv_text((*SALES_HEADINGS, "金额"), *rows))
    assert found.rejected == ()
    assert found.totals == {
        "quantity": Decimal(sum(pieces for pieces, _price, _amount in lines)).scaleb(-3),
        "amount": whole,
    }
