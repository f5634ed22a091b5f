"""Returned goods come in with sale, reason, condition and what was counted."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.services.exchange.findings import Reason, RowFinding
from app.services.exchange.kinds.returns import (
    CONDITION_WORDS,
    REASON_WORDS,
    RETURNS,
    SETTLEMENT_WORDS,
    ReturnRow,
)
from app.values.returns import Condition, ReturnReason, Settlement
from tests.services.exchange.made_files import csv_text, taken

NEEDED = ("退货单号", "退货日期", "客户编码", "商品编码", "数量")
FURTHER = (
    "原销售单号",
    "单价",
    "原因",
    "成色",
    "处理方式",
    "实收数量",
    "仓库",
    "红字发票号码",
    "备注",
)
FIRST = ("TH-202510-0019", "2025-10-24", "KH-0117", "ZX-0512", "10")


def test_a_return_comes_in_with_all_that_is_known(tmp_path: Path) -> None:
    content = csv_text(
        (*NEEDED, *FURTHER),
        (
            *FIRST,
            *("XS-202510-0087", "12.50", "包装破损", "次品", "冲减应收", "9", "退货仓"),
            *("25312000000012345678", "箱角压坏"),
        ),
    )
    found = taken(tmp_path, RETURNS, content)
    assert found.rows == [
        ReturnRow(
            *(2, "TH-202510-0019", "2025-10-24", "KH-0117", "ZX-0512", 10_000),
            *("XS-202510-0087", 12_500000, ReturnReason.TRANSPORT, "", Condition.DEFECTIVE),
            *(Settlement.OFFSET, 9000, "退货仓", "25312000000012345678", "箱角压坏"),
        )
    ]
    assert found.totals == {"quantity": Decimal(10)}


def test_what_is_not_said_of_a_return_is_left_open(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, RETURNS, csv_text(NEEDED, FIRST)).rows
    assert row[6:] == ("", None, None, "", None, None, None, "", "", "")


def test_a_reason_in_other_words_is_kept_as_it_is(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, RETURNS, csv_text((*NEEDED, "原因"), (*FIRST, "颜色不喜欢"))).rows
    assert (row.reason, row.reason_text) == (ReturnReason.OTHER, "颜色不喜欢")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("数量", "0", Reason.QUANTITY_ZERO),
        ("数量", "-10", Reason.NEGATIVE),
        ("实收数量", "-1", Reason.NEGATIVE),
        ("单价", "-1", Reason.NEGATIVE),
        ("成色", "还行", Reason.WORD_UNKNOWN),
        ("处理方式", "换货", Reason.WORD_UNKNOWN),
        ("退货日期", "2025-02-30", Reason.DATE_IMPOSSIBLE),
        ("原销售单号", "1.2E+15", Reason.ALREADY_ROUNDED),
    ],
)
def test_a_return_that_cannot_be_is_refused_by_its_column(
    tmp_path: Path, column: str, value: str, reason: Reason
) -> None:
    cells = dict(zip(NEEDED, FIRST, strict=True)) | {column: value}
    found = taken(tmp_path, RETURNS, csv_text(tuple(cells), tuple(cells.values())))
    (finding,) = found.rejected
    assert (finding.column, finding.value, finding.reason) == (column, value, reason)
    assert found.totals == {"quantity": Decimal(0)}


def test_nothing_counted_is_a_count(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, RETURNS, csv_text((*NEEDED, "实收数量"), (*FIRST, "0"))).rows
    assert row.inspected == 0


def test_the_words_of_the_trade_stand_for_every_reason_condition_and_settlement() -> None:
    assert set(REASON_WORDS.values()) == set(ReturnReason)
    assert set(CONDITION_WORDS.values()) == set(Condition)
    assert set(SETTLEMENT_WORDS.values()) == set(Settlement)


def test_the_price_at_which_it_goes_back_counts_before_the_list_price(tmp_path: Path) -> None:
    content = csv_text((*NEEDED, "单价", "实退单价"), (*FIRST, "15", "12.50"))
    found = taken(tmp_path, RETURNS, content)
    assert [row.price for row in found.rows] == [12_500000]
    assert found.rejected == ()


def test_a_return_without_anything_needed_names_every_column(tmp_path: Path) -> None:
    found = taken(tmp_path, RETURNS, csv_text((*NEEDED, "备注"), ("", "", "", "", "", "x")))
    assert found.rejected == tuple(RowFinding(2, column, "", Reason.MISSING) for column in NEEDED)
