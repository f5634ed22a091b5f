"""The statement of account of the pictures."""

import datetime

from app.services.sheets.statement_sheet import (
    Ageing,
    Movement,
    ReturnUnderWay,
    StatementSheet,
)
from app.values.money import Money
from tests.services.printing.samples import CLIENT

yuan = Money.of


def october(day: int) -> datetime.date:
    return datetime.date(2025, 10, day)


STATEMENT = StatementSheet(
    seller=CLIENT,
    number="DZ-202510-0117",
    customer="南渡启航教育科技有限公司",
    customer_code="KH-0117",
    contact="韩老师 收",
    first_day=october(1),
    last_day=october(31),
    reply_by=datetime.date(2025, 11, 5),
    balance=yuan("18642.30"),
    movements=(
        Movement(october(1), "", "上月结余", None, None, yuan("13812.30")),
        Movement(october(8), "SK-0012", "收款 银行转账", None, yuan("7600"), yuan("6212.30")),
        Movement(
            october(14), "XS-0087", "销售 中性笔等 4 种", yuan("12233.38"), None, yuan("18445.68")
        ),
        Movement(
            october(17), "TH-0011", "退货 中性笔 12 盒", yuan("-203.40"), None, yuan("18242.28")
        ),
        Movement(
            october(30), "XS-0112", "销售 订书钉等 2 种", yuan("400.02"), None, yuan("18642.30")
        ),
    ),
    under_way=(
        ReturnUnderWay(
            "TH-202510-0011",
            "申请 20 盒，实收 12 盒，相差 8 盒请您核对",
            yuan("-135.60"),
            "待您回复",
        ),
        ReturnUnderWay("TH-202510-0021", "退货 514.15 误记到他户", yuan("-514.15"), "10-31 前转回"),
        ReturnUnderWay("TH-202510-0023", "退货验收中", yuan("-1768.45"), "11-04 前办完"),
    ),
    ageing=Ageing(yuan("12430"), yuan("4812.30"), yuan("1400"), yuan("0"), yuan("0")),
    maker="周敏",
    checker="李国栋",
)
