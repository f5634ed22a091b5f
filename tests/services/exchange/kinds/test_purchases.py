"""Purchases come in line by line; what goes back to the supplier is negative."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.services.exchange.findings import Reason, RowFinding
from app.services.exchange.kinds.purchases import PURCHASES, PurchaseRow
from app.values.books import PriceBasis
from tests.services.exchange.made_files import csv_text, taken

NEEDED = ("单据编号", "日期", "供应商", "商品编码", "数量", "单价")
FIRST = ("CG-01", "2025-10-02", "宁波瓷韵", "ZX-0512", "10", "8.00")


def test_a_purchase_comes_in_with_its_tax(tmp_path: Path) -> None:
    content = csv_text(
        (*NEEDED, "金额", "税率", "税额", "价税合计", "仓库", "备注", "商品名称"),
        (*FIRST, "80.00", "13%", "10.40", "90.40", "主仓", "首批", "保温杯"),
        ("CG-02", "2025-10-05", "宁波瓷韵", "ZX-0512", "-1", "8.00", "", "", "", "", "", "", ""),
    )
    found = taken(tmp_path, PURCHASES, content)
    assert found.rows == [
        PurchaseRow(
            *(2, "CG-01", "2025-10-02", "宁波瓷韵", "ZX-0512", 10_000, 8_000000),
            *(8000, 1300, 1040, 9040, "主仓", "首批", "保温杯"),
        ),
        PurchaseRow(
            *(3, "CG-02", "2025-10-05", "宁波瓷韵", "ZX-0512", -1000, 8_000000),
            *(None, None, None, None, "", "", ""),
        ),
    ]
    assert found.totals == {
        "quantity": Decimal(9),
        "amount": Decimal(72),
        "vat": Decimal("10.40"),
        "gross": Decimal("90.40"),
    }


def test_a_price_finer_than_a_millionth_gives_the_amount(tmp_path: Path) -> None:
    cells = (*FIRST[:4], "22", "783.699059561128527")
    found = taken(tmp_path, PURCHASES, csv_text(NEEDED, cells))
    assert [row.amount for row in found.rows] == [17241_38]
    assert [(one.row, one.column, one.kept.fen) for one in found.rounded] == [
        (2, "amount", 17241_38)
    ]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("数量", "0", Reason.QUANTITY_ZERO),
        ("单价", "-8", Reason.NEGATIVE),
        ("供应商", "", Reason.MISSING),
        ("税额", "-1", Reason.SIGNS_DIFFER),
        ("价税合计", "9999999999999", Reason.TOO_LARGE),
        ("数量", "1000000001", Reason.TOO_LARGE),
    ],
)
def test_a_purchase_that_cannot_be_is_refused_by_its_column(
    tmp_path: Path, column: str, value: str, reason: Reason
) -> None:
    cells = dict(zip(NEEDED, FIRST, strict=True)) | {column: value}
    found = taken(tmp_path, PURCHASES, csv_text(tuple(cells), tuple(cells.values())))
    (finding,) = found.rejected
    assert (finding.column, finding.value, finding.reason) == (column, value, reason)
    assert found.totals == {}


def test_an_amount_that_does_not_sum_is_refused(tmp_path: Path) -> None:
    content = csv_text((*NEEDED, "金额", "税额", "价税合计"), (*FIRST, "80", "10.40", "90.41"))
    found = taken(tmp_path, PURCHASES, content)
    assert found.rejected == (
        RowFinding(2, "价税合计", "90.41", Reason.SUM_DIFFERS, {"sum": "90.40"}),
    )


def test_the_heading_of_the_price_tells_whether_it_holds_the_tax(tmp_path: Path) -> None:
    content = csv_text((*NEEDED[:5], "含税单价"), FIRST)
    assert taken(tmp_path, PURCHASES, content).prices is PriceBasis.GROSS
