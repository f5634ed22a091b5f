"""The monthly report of the pictures, figure by figure."""

import datetime

from app.services.sheets.report_sheet import (
    AuditAnchor,
    CauseLine,
    CheckLine,
    Correction,
    CorrectionLine,
    DifferenceLine,
    ReceivableLine,
    ReportCover,
    ReportSheet,
    ReturnLine,
    StockLine,
)
from app.services.sheets.signature import Signature
from app.values.entry import Side
from app.values.money import Money
from app.values.reconciling import Cause
from tests.services.printing.samples import CLIENT, OCTOBER

S1, S2, S3, S4, S5 = Cause
yuan = Money.of


CHECKS = (
    CheckLine("退货台账与记账凭证", yuan("11227.56"), yuan("10704.77"), "待更正 4 项"),
    CheckLine(
        "应收账款与客户对账单（回函 9 户）", yuan("154397.43"), yuan("153922.43"), "不符 2 户"
    ),
    CheckLine("存货实物与总账", yuan("143904.00"), yuan("144020.00"), "复盘 3 种"),
    CheckLine("红字发票与退货（已归档 17 单）", yuan("7781.64"), yuan("7781.64"), "相符"),
)

COVER = ReportCover(
    client=CLIENT,
    agency="云溪青禾代理记账有限公司",
    period=OCTOBER,
    number="BG-202510-004",
    made_at=datetime.datetime(2025, 10, 31, 10, 40).astimezone(),
    scope="退货台账、记账凭证、应收账款、存货，截至 2025-10-31",
    conclusion="基本相符，4 项待更正",
    conclusion_text=(
        "本月登记退货 28 单，价税合计 14,832.26 元。已验收部分的台账为 11,227.56 元，账上为 "
        "10,704.77 元，相差 522.79 元，共 7 项：已更正 2 项，已说明 1 项，待更正 4 项。"
        "待更正的 4 项合计正好等于全部差额，办完后台账与账上相符。"
    ),
    conclusion_figure="522.79",
    anchor=AuditAnchor(18342, "9f3c27aab04e51d8"),
    checks=CHECKS,
    attention=(
        "本季“手工录入”造成的差异已有 3 次，建议关闭退货凭证手工录入；仓库验收后当日应通知财务。"
    ),
    maker=Signature("周敏", datetime.date(2025, 10, 31)),
)

DIFFERENCES = (
    DifferenceLine(
        S2, "TH-0019", "记-0056", yuan("90"),
        "数字颠倒：1,430.00 记成 1,340.00；差额能被 9 整除。", "记-0064", "待审核",
    ),
    DifferenceLine(
        S3, "TH-0014", "", yuan("862.19"),
        "仓库 10-21 已验收，退货通知未到财务，没有凭证。", "记-0066", "待制单",
    ),
    DifferenceLine(
        S2, "", "记-0049", yuan("-565"),
        "与记-0048 同客户、同金额、隔一天，重复入账。", "记-0067", "待审核",
    ),
    DifferenceLine(
        S1, "TH-0011", "记-0047", yuan("135.60"),
        "退货单 20 盒，实收 12 盒；差额等于 8 盒 × 16.95。", "", "待客户确认",
    ),
    DifferenceLine(
        S4, "TH-0008", "记-0043", yuan("0"),
        "凭证已冲成本，库存账漏记入库 12 包；盘点正好多出 12 包。", "RK-0037", "已更正",
    ),
    DifferenceLine(
        S5, "TH-0021", "记-0061", yuan("0"),
        "514.15 记到名称相近的启行教育，应为启航教育。", "记-0069", "已更正",
    ),
    DifferenceLine(
        S3, "TH-09-31", "记-0012", yuan("0"),
        "9 月 30 日验收，10 月 9 日才通知财务入账，跨期 418.10。", "", "已说明",
    ),
)  # fmt: skip

CAUSES = (
    CauseLine(S1, 1, yuan("135.60"), "验收时以实收数为准，自动回填退货单"),
    CauseLine(S2, 2, yuan("-475"), "退货凭证只许从退货单生成"),
    CauseLine(S3, 2, yuan("862.19"), "验收后当日自动提醒财务"),
    CauseLine(S4, 1, yuan("0"), "验收即生成入库单，不另录"),
    CauseLine(S5, 1, yuan("0"), "合并 KH-0117 与 KH-0133"),
)


def debit(account: str, amount: str) -> CorrectionLine:
    return CorrectionLine(Side.DEBIT, account, yuan(amount))


def credit(account: str, amount: str) -> CorrectionLine:
    return CorrectionLine(Side.CREDIT, account, yuan(amount))


CORRECTIONS = (
    Correction(
        "记-0064",
        (
            debit("1122 应收账款 — 星火培训学校", "-90"),
            credit("500101 主营业务收入 — 文具", "-79.65"),
            credit("22210107 应交增值税 — 销项税额", "-10.35"),
        ),
        "待审核",
    ),
    Correction(
        "记-0067",
        (
            debit("1122 应收账款 — 云溪明远办公用品商行", "565"),
            credit("500101 主营业务收入 — 文具", "500"),
            credit("22210107 应交增值税 — 销项税额", "65"),
            debit("540101 主营业务成本 — 文具", "325"),
            credit("140501 库存商品 — 主仓", "325"),
        ),
        "待审核",
    ),
    Correction(
        "记-0069",
        (
            debit("1122 应收账款 — 南渡启航教育科技有限公司", "-514.15"),
            debit("1122 应收账款 — 南渡启行教育科技有限公司", "514.15"),
        ),
        "李国栋",
    ),
)

_RECEIVABLES = """
0101 云溪明远办公用品商行 21840.00 38420.00 -1604.60 30000.00 28655.40 不符
0104 北岭书香文化用品店 9420.60 12608.00 -590.88 9420.60 12017.12 相符
0109 松湖佳佳百货超市 15230.40 22150.00 -377.99 18000.00 19002.41 相符
0112 东湾众联物业服务有限公司 12760.00 9868.50 -250.86 3280.00 19097.64 相符
0117 南渡启航教育科技有限公司 13812.30 12633.40 -203.40 7600.00 18642.30 待回
0121 白石图文快印店 8844.20 15920.00 -1184.24 12000.00 11579.96 相符
0126 云溪栖霞路小学后勤部 6210.00 8420.75 -310.75 6000.00 8320.00 待回
0130 长河工匠印务有限公司 18966.00 26840.00 -2452.10 8900.00 34453.90 相符
0133 南渡启行教育科技有限公司 0.00 0.00 -514.15 0.00 -514.15 —
0138 清泉酒店管理有限公司 10355.80 14206.00 -1396.68 10000.00 13165.12 相符
0142 望海建筑设计事务所 4120.00 6350.00 -329.96 4120.00 6020.04 相符
0145 星火培训学校 7180.00 11240.00 -1489.16 7000.00 9930.84 不符
. 其他136户 157600.85 442878.14 0.00 472092.00 128386.99 未发函
"""

_STOCK = """
书写工具 38420.60 21560.00 1216.80 24318.20 36879.20 36706.40
纸品本册 52310.00 46120.00 1418.50 44906.30 54942.20 55092.60
办公器材 31866.40 18744.00 866.20 20114.00 31362.60 31362.60
文件收纳 16480.00 7920.00 702.30 4385.50 20716.80 20716.80
残次品仓 0.00 0.00 25.60 0.00 25.60 25.60
"""

_RETURNS = """
202510-0001 09 明远办公 错发规格 420.00 54.60 474.60 268.80 记-0031 已归档
202510-0002 09 佳佳百货 包装破损 186.50 24.25 210.75 121.20 记-0033 已归档
202510-0003 10 图文快印 多发 960.00 124.80 1084.80 614.40 记-0035 已归档
202510-0004 11 栖霞路小学 质量问题 275.00 35.75 310.75 176.00 记-0036 已归档
202510-0005 13 星火培训 客户退单 132.00 17.16 149.16 84.50 记-0037 已归档
202510-0006 13 清泉酒店 错发规格 540.00 70.20 610.20 351.00 记-0038 已归档
202510-0007 14 书香文化 包装破损 308.40 40.09 348.49 200.50 记-0040 已归档
202510-0008 15 众联物业 多发 222.00 28.86 250.86 170.40 记-0043 已归档
202510-0009 15 工匠印务 质量问题 1480.00 192.40 1672.40 962.00 记-0044 已归档
202510-0010 16 望海设计 客户退单 96.00 12.48 108.48 61.40 记-0045 已归档
202510-0011 17 启航教育 漏墨 300.00 39.00 339.00 192.00 记-0047 已归档
202510-0012 17 明远办公 错发规格 500.00 65.00 565.00 325.00 记-0048 已归档
202510-0013 20 佳佳百货 包装破损 148.00 19.24 167.24 94.70 记-0050 已归档
202510-0014 21 栖霞路小学 多发 763.00 99.19 862.19 488.30 . 待过账
202510-0015 21 图文快印 质量问题 88.00 11.44 99.44 56.30 记-0052 已归档
202510-0016 22 清泉酒店 客户退单 326.00 42.38 368.38 208.60 记-0053 已归档
202510-0017 22 书香文化 错发规格 214.50 27.89 242.39 139.40 记-0054 已归档
202510-0018 23 工匠印务 质量问题 690.00 89.70 779.70 448.50 记-0055 已归档
202510-0019 23 星火培训 多发 1265.49 164.51 1430.00 822.60 记-0056 待归档
202510-0020 24 望海设计 包装破损 196.00 25.48 221.48 122.00 记-0059 待归档
202510-0021 27 启航教育 质量问题 455.00 59.15 514.15 295.80 记-0061 待归档
202510-0022 28 佳佳百货 包装破损 264.00 34.32 298.32 171.60 . 待过账
202510-0023 30 启航教育 漏墨 1565.00 203.45 1768.45 1069.00 . 待验收
202510-0024 30 明远办公 错发规格 347.00 45.11 392.11 222.10 . 待验收
202510-0025 30 众联物业 多发 612.00 79.56 691.56 391.70 . 待验收
202510-0026 31 书香文化 客户退单 129.00 16.77 145.77 82.60 . 待审核
202510-0027 31 图文快印 质量问题 438.00 56.94 494.94 284.70 . 待审核
202510-0028 31 清泉酒店 包装破损 205.00 26.65 231.65 131.20 . 待审核
"""


def _words(line: str) -> list[str]:
    return ["" if word == "." else word for word in line.split()]


def _receivable(line: str) -> ReceivableLine:
    code, customer, opening, sales, returns, receipts, closing, statement = _words(line)
    return ReceivableLine(
        code, customer, yuan(opening), yuan(sales), yuan(returns), yuan(receipts), yuan(closing),
        statement,
    )  # fmt: skip


def _stock(line: str) -> StockLine:
    category, *amounts = _words(line)
    return StockLine(category, *[yuan(amount) for amount in amounts])


def _return(line: str) -> ReturnLine:
    number, day, customer, reason, net, tax, gross, cost, voucher, state = _words(line)
    return ReturnLine(
        number, datetime.date(2025, 10, int(day)), customer, reason, yuan(net), yuan(tax),
        yuan(gross), yuan(cost), voucher, state,
    )  # fmt: skip


REPORT = ReportSheet(
    cover=COVER,
    differences=DIFFERENCES,
    to_correct=yuan("522.79"),
    causes=CAUSES,
    corrections=CORRECTIONS,
    receivables=tuple(_receivable(line) for line in _RECEIVABLES.strip().splitlines()),
    customers=148,
    receivables_note=(
        "月末 = 月初 + 销售 - 退货 - 收款。退货列为账上数，合计与差异明细中的账上数相同。"
        "回函不符的两户：明远办公多 565.00（记-0049 重复），星火培训少 90.00（记-0056 数字颠倒），"
        "净额 475.00。KH-0133 的 -514.15 是误记，已用记-0069 转回。"
    ),
    stock=tuple(_stock(line) for line in _STOCK.strip().splitlines()),
    stock_note=(
        "三方核对：总账 144,020.00 元，库存账 143,926.40 元，实物 143,904.00 元。库存账与总账相差 "
        "-93.60 元，由两项组成：A4 复印纸漏记入库 12 包 170.40 元（已补 RK-0037，不作盘盈），"
        "中性笔多记 8 盒 -76.80 元（待客户确认）。其余 -116.00 元为盘点差异，"
        "荧光笔、钢笔、铅笔 3 种正在复盘。"
    ),
    returns=tuple(_return(line) for line in _RETURNS.strip().splitlines()),
    returns_note="编号连续，无断号、无作废。凭证栏为“—”的尚未过账，不在本月账上。",
)
