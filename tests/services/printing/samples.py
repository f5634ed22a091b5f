"""The sheets of the pictures: a fictional client whose sums add up."""

import datetime

from app.services.sheets.voucher_sheet import VoucherSheet, VoucherSheetLine
from app.values.entry import Side
from app.values.money import Money
from app.values.numbers import VoucherNumber
from app.values.period import Period

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
