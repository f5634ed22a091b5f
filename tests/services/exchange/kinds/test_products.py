"""Products come in with rate, pack and whether they move stock."""

from pathlib import Path

import pytest

from app.services.exchange.findings import Reason, RowFinding
from app.services.exchange.kinds.products import PRODUCTS, ProductRow
from tests.services.exchange.made_files import csv_text, taken

HEADINGS = ("商品编码", "商品名称", "规格型号", "单位", "类别", "税率", "税收分类编码")
HEADINGS_2 = ("条码", "换算率", "服务")


def test_a_product_comes_in_with_all_that_is_known(tmp_path: Path) -> None:
    content = csv_text(
        (*HEADINGS, *HEADINGS_2),
        (
            "ZX-0512",
            "保温杯",
            "500ml",
            "只",
            "杯",
            "13%",
            "1090409010000000000",
            "6901",
            "12",
            "否",
        ),
        ("POST", "运费", "", "次", "", "6%", "", "", "", "是"),
    )
    found = taken(tmp_path, PRODUCTS, content)
    assert found.rows == [
        ProductRow(
            *(2, "ZX-0512", "保温杯", "500ml", "只", "杯", 1300, "1090409010000000000", "6901"),
            *(12_000, False),
        ),
        ProductRow(3, "POST", "运费", "", "次", "", 600, "", "", None, is_service=True),
    ]
    assert found.totals == {}


@pytest.mark.parametrize(("pack", "reason"), [("0", Reason.QUANTITY_ZERO), ("-6", Reason.NEGATIVE)])
def test_a_pack_of_nothing_is_refused(tmp_path: Path, pack: str, reason: Reason) -> None:
    content = csv_text(("商品编码", "商品名称", "换算率"), ("A", "甲", pack))
    assert taken(tmp_path, PRODUCTS, content).rejected == (RowFinding(2, "换算率", pack, reason),)


def test_codes_that_differ_in_letter_case_only_are_one_product(tmp_path: Path) -> None:
    content = csv_text(("商品编码", "商品名称"), ("15056bl", "甲"), ("15056BL", "乙"))
    found = taken(tmp_path, PRODUCTS, content)
    assert [finding.reason for finding in found.rejected] == [Reason.CODE_TWICE]


def test_every_unsound_cell_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    content = csv_text(
        ("商品编码", "商品名称", "税率", "服务", "换算率"), ("", "", "99%", "也许", "两")
    )
    found = taken(tmp_path, PRODUCTS, content)
    assert [(finding.column, finding.reason) for finding in found.rejected] == [
        ("商品编码", Reason.MISSING),
        ("商品名称", Reason.MISSING),
        ("税率", Reason.NOT_A_RATE),
        ("换算率", Reason.NOT_AN_AMOUNT),
        ("服务", Reason.WORD_UNKNOWN),
    ]
    assert (found.refused, found.findings) == (1, 5)
