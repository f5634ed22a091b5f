"""The stock of the opening comes in with its value."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.exchange.findings import Reason, RowFinding
from app.services.exchange.kinds.opening_stock import OPENING_STOCK, OpeningStockRow
from tests.services.exchange.made_files import csv_text, taken

HEADINGS = ("商品编码", "数量", "单位成本", "金额", "仓库", "日期", "商品名称")


def test_the_value_is_that_of_the_file_or_quantity_times_cost(tmp_path: Path) -> None:
    content = csv_text(
        HEADINGS,
        ("A", "3", "3.333333", "10.00", "主仓", "2025-10-01", "甲"),
        ("B", "1.5", "0.01", "", "", "", ""),
        ("C", "0", "5", "", "", "", ""),
    )
    found = taken(tmp_path, OPENING_STOCK, content)
    assert found.rows == [
        OpeningStockRow(2, "A", 3000, 3_333333, 1000, "主仓", "2025-10-01", "甲"),
        OpeningStockRow(3, "B", 1500, 10000, 2, "", "", ""),
        OpeningStockRow(4, "C", 0, 5_000000, 0, "", "", ""),
    ]
    assert found.totals == {"quantity": Decimal("4.5"), "amount": Decimal("10.015")}
    assert [(one.row, one.exact, str(one.kept)) for one in found.rounded] == [
        (3, Decimal("0.015"), "0.02")
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("A", "-1", "1", ""), "数量"),
        (("A", "1", "-1", ""), "单位成本"),
        (("A", "1", "1", "-1"), "金额"),
    ],
)
def test_stock_below_nought_is_refused(tmp_path: Path, cells: tuple[str, ...], column: str) -> None:
    found = taken(tmp_path, OPENING_STOCK, csv_text(HEADINGS[:4], cells))
    assert found.rejected == (
        RowFinding(2, column, cells[HEADINGS.index(column)], Reason.NEGATIVE),
    )
    assert found.totals == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**9)), min_size=1, max_size=20))
def test_the_totals_are_the_sums_of_the_rows(tmp_path: Path, lines: list[tuple[int, int]]) -> None:
    stock = [(Decimal(pieces).scaleb(-3), Decimal(cost).scaleb(-6)) for pieces, cost in lines]
    content = csv_text(HEADINGS[:3], *(("A", f"{q:f}", f"{c:f}") for q, c in stock))
    found = taken(tmp_path, OPENING_STOCK, content)
    assert found.totals == {
        "quantity": sum(quantity for quantity, _cost in stock),
        "amount": sum(quantity * cost for quantity, cost in stock),
    }
    kept = Decimal(sum(row.value for row in found.rows)).scaleb(-2)
    assert kept - found.totals["amount"] == sum(one.kept.yuan - one.exact for one in found.rounded)
