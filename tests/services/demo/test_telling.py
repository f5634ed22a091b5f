"""The demo's figures are those of the pictures."""

from collections.abc import Iterable
from decimal import Decimal

from app.services import audit, overview
from app.services.customer_cards import listing as customer_cards
from app.services.opening import Opened
from app.services.permits import Reading
from app.services.reconciliation.pairs import Check
from app.services.reconciliation.run import reconcile
from app.services.reports import receivables, stock
from app.services.returns import listing, preview
from app.services.staff import actor_called
from app.values.money import Money
from app.values.period import Period

OCTOBER = Period(2025, 10)


def _texts(amounts: Iterable[object]) -> list[str]:
    return [str(amount) for amount in amounts]


_OWED = """
KH-0101 云溪明远办公用品商行 21840.00 38420.00 -1604.60 30000.00 28655.40
KH-0104 北岭书香文化用品店 9420.60 12608.00 -590.88 9420.60 12017.12
KH-0109 松湖佳佳百货超市 15230.40 22150.00 -377.99 18000.00 19002.41
KH-0112 东湾众联物业服务有限公司 12760.00 9868.50 -250.86 3280.00 19097.64
KH-0117 南渡启航教育科技有限公司 13812.30 12633.40 -203.40 7600.00 18642.30
KH-0121 白石图文快印店 8844.20 15920.00 -1184.24 12000.00 11579.96
KH-0126 云溪栖霞路小学后勤部 6210.00 8420.75 -310.75 6000.00 8320.00
KH-0130 长河工匠印务有限公司 18966.00 26840.00 -2452.10 8900.00 34453.90
KH-0133 南渡启行教育科技有限公司 0.00 0.00 -514.15 0.00 -514.15
KH-0138 清泉酒店管理有限公司 10355.80 14206.00 -1396.68 10000.00 13165.12
KH-0142 望海建筑设计事务所 4120.00 6350.00 -329.96 4120.00 6020.04
KH-0145 星火培训学校 7180.00 11240.00 -1489.16 7000.00 9930.84
"""


def test_customers_owe_what_the_report_of_the_pictures_lists(reading: Reading) -> None:
    rows = {row.code: row for row in receivables.month(reading, OCTOBER)}
    listed = {line.split()[0]: line for line in _OWED.strip().splitlines()}
    for code, line in listed.items():
        row = rows[code]
        amounts = (row.opening, row.sales, row.returns, row.receipts, row.closing)
        assert " ".join([code, row.name, *_texts(amounts)]) == line
    columns = ("opening", "sales", "returns", "receipts", "closing")
    sums = [Money.total([getattr(row, name) for row in rows.values()]) for name in columns]
    assert _texts(sums) == ["286340.15", "621534.79", "-10704.77", "588412.60", "308757.57"]


def test_customers_are_found_by_the_initials_of_the_pictures(reading: Reading) -> None:
    """The seventh of the pictures, 启行教育, is read qx here: 行 has two readings."""
    everybody = customer_cards(reading, "", OCTOBER.last_day)
    found = customer_cards(reading, "qh", OCTOBER.last_day)
    assert (everybody.all, str(everybody.total)) == (148, "308757.57")
    assert [(row.code, str(row.balance)) for row in found.rows] == [
        ("KH-0117", "18642.30"),
        ("KH-0152", "1260.00"),
        ("KH-0160", "0.00"),
        ("KH-0163", "3415.50"),
        ("KH-0171", "860.00"),
        ("KH-0174", "412.00"),
    ]


_STOCK = """
办公器材 31866.40 18744.00 2971.30 22219.10 31362.60
书写工具 38420.60 21560.00 1262.00 24363.40 36879.20
纸品本册 52310.00 46120.00 969.10 44456.90 54942.20
文件收纳 16480.00 7920.00 557.20 4240.40 20716.80
残次品仓 0.00 0.00 25.60 0.00 25.60
"""
"""Opening, bought and closing as in the pictures; the register's costs give the rest."""


def test_stock_is_worth_what_the_pictures_say(reading: Reading) -> None:
    rows = stock.by_category(reading, OCTOBER)
    flows = [
        [
            row.category,
            *_texts(
                flow.cost
                for flow in (row.opening, row.bought, row.returned, row.issued, row.closing)
            ),
        ]
        for row in rows
    ]
    assert sorted(map(" ".join, flows)) == sorted(_STOCK.strip().splitlines())
    assert str(Money.total([row.closing.cost for row in rows])) == "143926.40"
    assert str(Money.total([row.opening.cost for row in rows])) == "139077.00"


def test_the_return_of_the_pictures_shows_their_effects(reading: Reading) -> None:
    found = preview.of_return(reading, listing.find(reading, "TH-202510-0023"))
    money = (found.receivable, found.output_vat, found.margin)
    effects = [_texts((one.before, one.change, one.after)) for one in money]
    effects += [_texts((one.before, one.change, one.after)) for one in found.stock]
    assert effects == [
        ["18642.30", "-1768.45", "16873.85"],
        ["71504.00", "-203.45", "71300.55"],
        ["62318.40", "-496.00", "61822.40"],
        ["1240", "60", "1300"],
        ["842", "30", "872"],
        ["0", "5", "5"],
    ]


def test_the_return_of_the_pictures_will_be_voucher_65_of_six_lines(reading: Reading) -> None:
    (voucher,) = preview.of_return(reading, listing.find(reading, "TH-202510-0023")).vouchers
    assert (voucher.number, str(voucher.total)) == ("记-0065", "-2837.45")
    assert [f"{line.side.value} {line.account} {line.amount}" for line in voucher.lines] == [
        "debit 1122 -1768.45",
        "credit 500101 -1565.00",
        "credit 22210107 -203.45",
        "debit 540101 -1069.00",
        "credit 140501 -1002.00",
        "credit 140502 -67.00",
    ]


def _sums(check: Check) -> list[str]:
    return _texts((check.left, check.right, check.difference, check.explained, check.rest))


def _open(check: Check) -> set[tuple[str, str, str, str]]:
    return {
        (
            pair.relation.value,
            "" if pair.left is None else pair.left.number,
            "" if pair.right is None else pair.right.number,
            str(pair.difference),
        )
        for pair in check.open_pairs
    }


def test_returns_and_vouchers_differ_by_522_79_in_the_ways_of_the_pictures(
    reading: Reading,
) -> None:
    check = reconcile(reading, OCTOBER).checks[0]
    assert _sums(check) == ["11227.56", "10704.77", "522.79", "522.79", "0.00"]
    assert len(check.pairs) - len(check.open_pairs) == 17
    assert _open(check) == {
        ("amount_differs", "TH-202510-0019", "记-0056", "90.00"),
        ("no_voucher", "TH-202510-0014", "", "862.19"),
        ("no_document", "", "记-0049", "-565.00"),
        ("amount_differs", "TH-202510-0011", "记-0047", "135.60"),
        ("other_customer", "TH-202510-0021", "记-0061", "0.00"),
        ("other_period", "TH-202509-0031", "记-0012", "0.00"),
    }


def test_goods_not_taken_in_show_between_stock_ledger_and_stock_account(
    reading: Reading,
) -> None:
    check = reconcile(reading, OCTOBER).checks[2]
    assert _sums(check) == ["143926.40", "144345.00", "-418.60", "-418.60", "0.00"]
    assert {pair.difference.fen for pair in check.open_pairs} == {-17040, 7680, -32500}


def test_the_ages_of_a_balance_are_those_of_its_sales(reading: Reading) -> None:
    """The picture takes the return off what is not due; here it pays the oldest first."""
    rows = receivables.month(reading, OCTOBER)
    (qihang,) = (row.customer_id for row in rows if row.code == "KH-0117")
    ages = receivables.ageing(reading, qihang, OCTOBER.last_day)
    assert _texts((ages.not_due, ages.days_30, ages.days_60, ages.days_90, ages.older)) == [
        *("12633.40", "4812.30", "1196.60", "0.00", "0.00"),
    ]


def test_the_return_rates_before_october_are_those_of_the_pictures(reading: Reading) -> None:
    """October's own is 2.4 %, as its register and its sales give it, not 2.1 %."""
    months = overview.return_rate(reading, OCTOBER, 3)
    rates = [round(Decimal(one.returns.fen) * 100 / one.sales.fen, 1) for one in months]
    assert _texts(rates) == ["2.7", "2.5", "2.4"]


def test_the_log_tells_who_did_what_on_which_day(demo: Opened) -> None:
    with demo.office.reading(demo.actor) as reading:
        supervisor = actor_called(reading, "李国栋")
    with demo.office.reading(supervisor) as reading:
        log = list(reversed(audit.listing(reading, limit=5000)))
    moments = [entry.at for entry in log]
    assert moments == sorted(moments)
    assert {entry.actor for entry in log} >= {"周敏", "李国栋", "王磊", "陈晓"}
    steps = [(entry.actor, entry.at) for entry in log if entry.thing == "TH-202510-0023"]
    assert steps == [
        ("陈晓", "2025-10-30T06:05:00+00:00"),
        ("李国栋", "2025-10-30T06:47:00+00:00"),
    ]
