"""Customers come in with what is known of them; one code names one customer."""

from pathlib import Path

from app.services.exchange.findings import Note, NoteKind, Reason, RowFinding
from app.services.exchange.kinds.customers import CUSTOMERS, CustomerRow
from tests.services.exchange.made_files import csv_text, taken

HEADINGS = ("客户编码", "客户名称", "简称", "统一社会信用代码", "联系人", "电话", "地址", "开户行")
HEADINGS_2 = ("银行账号", "信用额度", "备注")


def test_a_customer_comes_in_with_all_that_is_known(tmp_path: Path) -> None:
    content = csv_text(
        (*HEADINGS, *HEADINGS_2),
        (
            *("KH-0117", "苏州澜庭商贸有限公司", "澜庭", "91320505ma1abcde2x", "李", "0512-1"),
            *("苏州市", "工商银行苏州分行", "1102020409000012345", '"50,000.00"', "月结"),
        ),
    )
    found = taken(tmp_path, CUSTOMERS, content)
    assert found.rows == [
        CustomerRow(
            *(2, "KH-0117", "苏州澜庭商贸有限公司", "澜庭", "91320505MA1ABCDE2X", "李"),
            *("0512-1", "苏州市", "工商银行苏州分行", "1102020409000012345", 50_000_00, "月结"),
        )
    ]
    assert found.totals == {}


def test_code_and_name_are_enough(tmp_path: Path) -> None:
    found = taken(tmp_path, CUSTOMERS, csv_text(("客户编码", "客户名称"), ("1", "散客")))
    assert found.rows == [CustomerRow(2, "1", "散客", "", "", "", "", "", "", "", None, "")]


def test_a_credit_limit_below_nought_is_refused_and_a_finer_one_is_rounded(tmp_path: Path) -> None:
    content = csv_text(
        ("客户编码", "客户名称", "信用额度"), ("A", "甲", "-1"), ("B", "乙", "0.005")
    )
    found = taken(tmp_path, CUSTOMERS, content)
    assert found.rejected == (RowFinding(2, "信用额度", "-1", Reason.NEGATIVE),)
    assert [row.credit_limit for row in found.rows] == [1]
    assert [(one.row, one.column) for one in found.rounded] == [(3, "信用额度")]


def test_a_code_twice_with_another_name_is_refused(tmp_path: Path) -> None:
    content = csv_text(("客户编码", "客户名称"), ("A", "甲"), ("A", "甲"), ("A", "乙"), ("a", "丙"))
    found = taken(tmp_path, CUSTOMERS, content)
    assert [row.name for row in found.rows] == ["甲", "丙"]
    assert found.notes == (Note(NoteKind.REPEATED, 3, 2),)
    assert found.rejected == (RowFinding(4, "客户编码", "A", Reason.CODE_TWICE, {"first": "2"}),)
    assert (found.read, found.refused, found.duplicates) == (4, 1, 1)
