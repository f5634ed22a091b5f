"""The sheets of the pictures: a fictional client whose sums add up."""

import datetime
from dataclasses import replace

from app.services.sheets.return_sheet import ReturnSheet, ReturnSheetLine
from app.services.sheets.signature import Signature
from app.services.sheets.voucher_sheet import VoucherSheet, VoucherSheetLine
from app.values.entry import Side
from app.values.money import Money, UnitPrice
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.quantity import Quantity

OCTOBER = Period(2025, 10)
CLIENT = "云溪拾光文具有限公司"


def line(summary: str, account: tuple[str, str, str], side: Side, amount: str) -> VoucherSheetLine:
    code, name, auxiliary = account
    return VoucherSheetLine(summary, code, name, side, Money.of(amount), auxiliary)


REVENUE = ("500101", "主营业务收入", "文具")
OUTPUT_VAT = ("22210107", "应交增值税", "销项税额 13%")
COST = ("540101", "主营业务成本", "文具")
MAIN_STORE = ("140501", "库存商品", "主仓")
DEFECTIVE_STORE = ("140502", "库存商品", "残次品仓")


def receivable(customer: str) -> tuple[str, str, str]:
    return ("1122", "应收账款", customer)


def voucher(
    serial: int, day: int, lines: tuple[VoucherSheetLine, ...], attachments: int, source: str
) -> VoucherSheet:
    return VoucherSheet(
        client=CLIENT,
        day=datetime.date(2025, 10, day),
        number=VoucherNumber(OCTOBER, "记", serial),
        lines=lines,
        attachments=attachments,
        maker="周敏",
        checker="李国栋",
        poster="孙倩",
        supervisor="李国栋",
        source=source,
    )


RETURN_VOUCHER = voucher(
    55,
    23,
    (
        line(
            "退货冲销 工匠印务 TH-202510-0018",
            receivable("长河工匠印务有限公司"),
            Side.DEBIT,
            "-779.70",
        ),
        line("冲减销售收入", REVENUE, Side.CREDIT, "-690.00"),
        line("冲减销项税额", OUTPUT_VAT, Side.CREDIT, "-89.70"),
        line("冲减销售成本 塑封膜 30 包", COST, Side.DEBIT, "-448.50"),
        line("退货入库", MAIN_STORE, Side.CREDIT, "-448.50"),
    ),
    3,
    "退货单 TH-202510-0018；冲销 记-0039；红字发票尾号 90371",
)

SALE_VOUCHER = voucher(
    41,
    14,
    (
        line(
            "销售文具 XS-202510-0087",
            receivable("南渡启航教育科技有限公司"),
            Side.DEBIT,
            "12233.38",
        ),
        line("销售文具", REVENUE, Side.CREDIT, "10826.00"),
        line("销项税额 13%", OUTPUT_VAT, Side.CREDIT, "1407.38"),
        line("结转成本", COST, Side.DEBIT, "7582.00"),
        line("结转成本", MAIN_STORE, Side.CREDIT, "7582.00"),
    ),
    2,
    "销售单 XS-202510-0087",
)

SCHOOL_VOUCHER = voucher(
    65,
    31,
    (
        line(
            "退货冲销 启航教育 TH-202510-0023",
            receivable("南渡启航教育科技有限公司"),
            Side.DEBIT,
            "-1768.45",
        ),
        line("冲减销售收入", REVENUE, Side.CREDIT, "-1565.00"),
        line("冲减销项税额", OUTPUT_VAT, Side.CREDIT, "-203.45"),
        line("冲减销售成本 黑笔 60 盒等", COST, Side.DEBIT, "-1069.00"),
        line("退货入库 主仓", MAIN_STORE, Side.CREDIT, "-1002.00"),
        line("退货入库 残次品仓", DEFECTIVE_STORE, Side.CREDIT, "-67.00"),
    ),
    4,
    "退货单 TH-202510-0023；冲销 记-0041；红字信息确认单 10-31 已确认",
)


def return_line(code: str, product: str, unit: str, applied: int, price: str) -> ReturnSheetLine:
    """A line of which everything applied for was received, at 13 % on the net amount."""
    net = UnitPrice.of(price).times(Quantity.of(applied))
    tax = net.share(13, 100)
    return ReturnSheetLine(
        code=code,
        product=product,
        unit=unit,
        applied=Quantity.of(applied),
        received=Quantity.of(applied),
        price=UnitPrice.of(price),
        net=net,
        tax=tax,
        gross=net + tax,
        remark="多发 / 完好",
    )


RETURN = ReturnSheet(
    seller=CLIENT,
    seller_contact="云溪市临河路 18 号 · 退货电话 **** 6600",
    number="TH-202510-0023",
    day=datetime.date(2025, 10, 30),
    customer="KH-0117 南渡启航教育科技有限公司",
    customer_contact="刘老师 138****6021",
    handling="退货，冲减应收账款",
    original_sale="XS-202510-0087",
    sale_day=datetime.date(2025, 10, 14),
    original_invoice="25990000000087316204",
    red_invoice="待开",
    red_confirmation="10-30 已发，待确认",
    warehouse="主仓、残次品仓",
    lines=(
        replace(
            return_line("ZX-0512", "中性笔 0.5mm 黑 12 支/盒", "盒", 60, "15"), remark="漏墨 / 完好"
        ),
        return_line("FY-7005", "A4 复印纸 70g 500 张/包", "包", 30, "18.50"),
        replace(return_line("DS-1201", "订书机 12 号 铁灰", "只", 5, "22"), remark="卡钉 / 残次"),
    ),
    note=(
        "本单退货款从应付货款中减 1,768.45 元，减后您应付余额为 16,873.85 元。红字发票开具后送达；"
        "如对数量、金额有疑问，请在 3 个工作日内与我们联系，谢谢。"
    ),
    applicant=Signature("陈晓", datetime.date(2025, 10, 30)),
    approver=Signature("周敏", datetime.date(2025, 10, 30)),
    inspector=Signature("王磊", datetime.date(2025, 10, 31)),
)
