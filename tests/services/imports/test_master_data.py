"""Customers and products of a file: new ones are taken in whole, known ones left as they are."""

from pathlib import Path

import pytest

from app.services.exchange.findings import NoteKind
from app.services.exchange.import_kinds import ImportKind
from app.services.office import Office
from app.values.books import Taxpayer
from tests.services.imports.shop import PENS, QIHANG, Shop, counts, open_shop, reasons

CUSTOMERS = ("客户编码", "客户名称")
PRODUCTS = ("商品编码", "商品名称")


def test_a_customer_comes_in_with_all_that_the_file_says(shop: Shop) -> None:
    result = shop.take(
        ImportKind.CUSTOMERS,
        (
            *CUSTOMERS,
            *("客户简称", "统一社会信用代码", "联系人", "电话", "地址", "开户行", "银行账号"),
            *("信用额度", "备注"),
        ),
        (
            *("KH-0300", "云溪栖霞路小学", "栖霞小学", "12330100470103456x", "赵敏", "0571-8600"),
            *("栖霞路 1 号", "工行", "6222020000000000000", "5000.00", "月结"),
        ),
    )
    assert counts(result) == (1, 1, 0, 0)
    assert result.totals == {}
    columns = "name, short_name, initials, uscc, contact, phone, address, bank, bank_account"
    assert shop.rows(f"SELECT {columns}, credit_limit, note FROM customer WHERE id > 2") == [
        (
            *("云溪栖霞路小学", "栖霞小学", "yxqxlxx", "12330100470103456X", "赵敏", "0571-8600"),
            *("栖霞路 1 号", "工行", "6222020000000000000", 500000, "月结"),
        )
    ]


def test_a_known_customer_stays_as_it_is(shop: Shop) -> None:
    before = shop.dump()
    result = shop.take(ImportKind.CUSTOMERS, CUSTOMERS, (QIHANG, "另一个名字"))
    assert counts(result) == (1, 0, 1, 0)
    assert shop.dump() == before


def test_a_customer_twice_is_taken_once_and_with_other_details_refused(shop: Shop) -> None:
    result = shop.take(ImportKind.CUSTOMERS, CUSTOMERS, ("K1", "甲"), ("K1", "甲"), ("K1", "乙"))
    assert [note.kind for note in result.notes] == [NoteKind.REPEATED]
    assert reasons(result) == [(4, "客户编码", "K1", "CODE_TWICE")]
    assert counts(result) == (3, 1, 1, 1)


def test_a_product_comes_in_with_all_that_the_file_says(shop: Shop) -> None:
    result = shop.take(
        ImportKind.PRODUCTS,
        (
            *PRODUCTS,
            *("规格型号", "单位", "类别", "税率", "税收分类编码", "条码", "换算率", "是否服务"),
        ),
        ("DS-1", "订书机", "12#", "台", "办公", "9%", "1060512", "6901234567892", "12", "否"),
        ("AZ-1", "安装", "", "次", "", "6%", "", "", "", "是"),
    )
    assert counts(result) == (2, 2, 0, 0)
    columns = "name, spec, unit, category, vat_rate, tax_code, barcode, pack, is_service"
    assert shop.rows(f"SELECT {columns} FROM product WHERE id > 3") == [
        ("订书机", "12#", "台", "办公", 900, "1060512", "6901234567892", 12000, 0),
        ("安装", "", "次", "", 600, "", "", 1000, 1),
    ]


def test_letter_case_makes_no_other_product(shop: Shop) -> None:
    result = shop.take(ImportKind.PRODUCTS, PRODUCTS, (PENS.lower(), "笔"), ("DS-1", "订书机"))
    assert counts(result) == (2, 1, 1, 0)


@pytest.mark.parametrize(("taxpayer", "rate"), [(Taxpayer.GENERAL, 1300), (Taxpayer.SMALL, 100)])
def test_a_product_without_a_rate_is_taxed_as_usual(
    office: Office, tmp_path: Path, taxpayer: Taxpayer, rate: int
) -> None:
    shop = open_shop(office, tmp_path, taxpayer=taxpayer)
    shop.take(ImportKind.PRODUCTS, PRODUCTS, ("DS-1", "订书机"))
    assert shop.rows("SELECT vat_rate FROM product WHERE code = 'DS-1'") == [(rate,)]
