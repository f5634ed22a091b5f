"""Money from customers comes in; a refund is negative."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.services.exchange.files import Source
from app.services.exchange.findings import Reason, RowFinding
from app.services.exchange.kinds.receipts import RECEIPTS, ReceiptRow, ReceiptRows
from app.services.exchange.mappings import PLAIN, SourceMapping, WalkIn
from app.services.exchange.readers import CellRefused
from app.services.exchange.row_makers import Terms
from tests.services.exchange.made_files import csv_text, taken

HEADINGS = ("日期", "客户编码", "金额", "单据编号", "方式", "备注")


def test_receipts_and_refunds_come_in_and_sum_up(tmp_path: Path) -> None:
    content = csv_text(
        HEADINGS,
        ("2025-10-31", "KH-0117", "1130.00", "SK-01", "银行", "货款"),
        ("2025-10-31", "KH-0117", "-130.00", "", "", ""),
    )
    found = taken(tmp_path, RECEIPTS, content)
    assert found.rows == [
        ReceiptRow(2, "2025-10-31", "KH-0117", 113000, "SK-01", "银行", "货款"),
        ReceiptRow(3, "2025-10-31", "KH-0117", -13000, "", "", ""),
    ]
    assert found.totals == {"amount": Decimal("1000.00")}


def test_a_receipt_of_nothing_is_refused(tmp_path: Path) -> None:
    found = taken(tmp_path, RECEIPTS, csv_text(HEADINGS[:3], ("2025-10-31", "K", "0.00")))
    assert found.rejected == (RowFinding(2, "金额", "0.00", Reason.AMOUNT_ZERO),)


@pytest.mark.parametrize("amount", ["", "-", "——"])
def test_a_receipt_without_amount_is_refused(tmp_path: Path, amount: str) -> None:
    found = taken(tmp_path, RECEIPTS, csv_text(HEADINGS[:3], ("2025-10-31", "K", amount)))
    assert found.rejected == (RowFinding(2, "金额", amount, Reason.MISSING),)


def test_a_dash_is_refused_by_the_column_of_the_amount() -> None:
    with pytest.raises(CellRefused) as refused:
        ReceiptRows(Terms(PLAIN, from_1904=False)).row(2, ["2025-10-31", "K", "-", "", "", ""])
    assert (refused.value.reason, refused.value.field) == (Reason.MISSING, "amount")


def test_a_customer_is_needed_unless_there_is_a_walk_in_customer(tmp_path: Path) -> None:
    content = csv_text(HEADINGS[:3], ("2025-10-31", "", "5"))
    assert taken(tmp_path, RECEIPTS, content).refused == 1
    source = Source(SourceMapping(walk_in=WalkIn("散客", "散客")))
    assert taken(tmp_path, RECEIPTS, content, source).rows[0].customer == ""
