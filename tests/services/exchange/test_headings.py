"""Columns are found by the names of their headings, in any order and in both languages."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n
from app.services.exchange.headings import Search, fields_of, key_of, label, locate
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS
from app.services.exchange.mappings import PLAIN
from app.services.exchange.row_makers import Terms
from app.values.books import PriceBasis

# The plain form of each kind, as the manual gives it; what is needed stands before the bar.
MANUAL: Mapping[ImportKind, str] = {
    ImportKind.CUSTOMERS: "客户编码 客户名称 | 统一社会信用代码 联系人 电话 地址 开户行 银行账号 "
    "信用额度 备注",
    ImportKind.PRODUCTS: "商品编码 商品名称 | 规格型号 单位 税率 税收分类编码 条码 换算率",
    ImportKind.OPENING_STOCK: "商品编码 数量 单位成本 | 仓库 日期",
    ImportKind.SALES: "单据编号 日期 客户编码 商品编码 数量 单价 | 金额 税率 税额 价税合计 "
    "发票号码 仓库 备注",
    ImportKind.RETURNS: "退货单号 退货日期 客户编码 商品编码 数量 | 原销售单号 单价 原因 成色 "
    "处理方式 实收数量 仓库 红字发票号码 备注",
    ImportKind.PURCHASES: "单据编号 日期 供应商 商品编码 数量 单价 | 税率 税额",
    ImportKind.RECEIPTS: "日期 客户编码 金额 | 单据编号 方式 备注",
}


def _search(
    kind: ImportKind, named: Mapping[str, str] | None = None, *, only: bool = False
) -> Search:
    readers = KINDS[kind].make(Terms(PLAIN, from_1904=False)).readers
    return Search(kind, readers, named or {}, only_named=only)


def _columns(kind: ImportKind, *headings: str, **named: str) -> dict[str, str]:
    located = locate(_search(kind, named), [headings])
    assert located is not None
    return {field: place.heading for field, place in located.columns.items()}


@pytest.fixture
def _chinese() -> Iterator[None]:
    i18n.use("zh_CN")
    yield
    i18n.use("en")


@pytest.mark.parametrize("kind", KINDS)
def test_the_plain_form_of_the_manual_is_read_whole(kind: ImportKind) -> None:
    needed, _bar, further = MANUAL[kind].partition(" | ")
    headings = [*needed.split(), *further.split()]
    located = locate(_search(kind), [headings])
    assert located is not None
    assert located.missing == ()
    assert located.twice == {}
    assert {place.heading for place in located.columns.values()} == set(headings)


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_is_asked_for_by_the_headings_of_the_manual(kind: ImportKind) -> None:
    readers = KINDS[kind].make(Terms(PLAIN, from_1904=False)).readers
    asked = [label(kind, field) for field, reader in readers.items() if reader.needed]
    assert asked == MANUAL[kind].partition(" | ")[0].split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_that_is_read_has_a_name_in_both_languages(kind: ImportKind) -> None:
    readers = KINDS[kind].make(Terms(PLAIN, from_1904=False)).readers
    assert set(readers) == fields_of(kind)
    assert all(label(kind, field).isascii() for field in readers)


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_stands_for_two_needed_columns(kind: ImportKind) -> None:
    readers = KINDS[kind].make(Terms(PLAIN, from_1904=False)).readers
    needed = [field for field, reader in readers.items() if reader.needed]
    headings = [label(kind, field) for field in needed]
    assert list(_columns(kind, *headings)) == needed


@given(st.permutations(MANUAL[ImportKind.SALES].replace(" | ", " ").split()))
def test_the_order_of_the_columns_does_not_matter(headings: list[str]) -> None:
    assert _columns(ImportKind.SALES, *headings) == _columns(ImportKind.SALES, *sorted(headings))


@pytest.mark.parametrize(
    "heading",
    [
        "客户编码",
        " 客户编码 ",
        "*客户编码",
        "客户编码*",
        "客户编码（必填）",
        "客户编码(必填)*",
        "客户 编码",
        "客户\n编码",
        "\ufeff客户编码",
        "Customer_Code",
        "CUSTOMER CODE (required)",
        "ｃｕｓｔｏｍｅｒ　ｃｏｄｅ",  # noqa: RUF001
    ],
)
def test_blanks_stars_width_and_asides_do_not_matter(heading: str) -> None:
    assert key_of(heading) in {key_of("客户编码"), key_of("customer code")}


def test_units_behind_a_heading_do_not_matter() -> None:
    assert key_of("金额（元）") == key_of("金额")
    assert key_of("税率(%)") == key_of("税率（%）") == key_of("税率")
    assert key_of("数量(箱)") != key_of("数量")


def test_a_less_certain_name_counts_only_where_no_better_one_is_there() -> None:
    assert _columns(ImportKind.SALES, "客户名称")["customer"] == "客户名称"
    both = _columns(ImportKind.SALES, "客户名称", "客户编码")
    assert (both["customer"], both["customer_name"]) == ("客户编码", "客户名称")


def test_two_columns_of_one_name_are_told() -> None:
    located = locate(_search(ImportKind.SALES), [["数量", "单价", "数量", "qty"]])
    assert located is not None
    assert located.twice == {"quantity": ("数量", "数量", "qty")}
    assert located.columns["quantity"].index == 0


def test_a_mapping_names_the_heading_that_counts() -> None:
    columns = _columns(ImportKind.SALES, "数量", "实发数", "单价", quantity="实发数", note="摘要二")
    assert columns == {"quantity": "实发数", "price": "单价"}


def test_a_mapping_may_say_that_no_other_column_counts() -> None:
    search = _search(ImportKind.SALES, {"price": "UnitPrice"}, only=True)
    located = locate(search, [["UnitPrice", "Quantity", "备注"]])
    assert located is not None
    assert list(located.columns) == ["price"]
    assert "quantity" in located.missing


def test_titles_above_the_headings_are_passed_over() -> None:
    needed = MANUAL[ImportKind.RECEIPTS].partition(" | ")[0].split()
    above = [["销售收款明细表"], ["日期：2025-10"], [], ["日期"]]
    located = locate(_search(ImportKind.RECEIPTS), [*above, [*needed, 7.5], ["2025-10-31"]])
    assert located is not None
    assert (located.row, located.headings) == (5, (*needed, "7.5"))


def test_the_row_that_fits_best_is_told_where_none_fits() -> None:
    located = locate(_search(ImportKind.RECEIPTS), [["金额"], ["日期", "金额"], ["日期"]])
    assert located is not None
    assert (located.row, located.missing) == (2, ("customer",))


def test_rows_without_any_heading_give_nothing() -> None:
    assert locate(_search(ImportKind.RECEIPTS), [["a", 1.5], [], ["长" * 500]]) is None


@pytest.mark.parametrize(
    ("headings", "basis"),
    [
        (["不含税单价"], PriceBasis.NET),
        (["含税单价"], PriceBasis.GROSS),
        (["单价"], None),
        (["单价", "含税单价"], PriceBasis.NET),
        (["单价", "不含税单价"], PriceBasis.GROSS),
        (["数量"], None),
    ],
)
def test_the_headings_tell_whether_prices_hold_the_tax(
    headings: list[str], basis: PriceBasis | None
) -> None:
    located = locate(_search(ImportKind.SALES), [headings])
    assert located is not None
    assert located.prices is basis
