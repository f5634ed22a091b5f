"""Stock, reports, reconciliation, checks and the log on the command line."""

import json

from tests.cli.running import MAKER, REVIEWER, Zf

_MONTH = ("--period", "2025-10")


def test_stock_is_listed_with_its_value(shared: Zf) -> None:
    rows = shared("stock", "list", "--json", user=MAKER).data
    pens = next(row for row in rows if row["product"] == "ZX-0512")
    assert (pens["quantity"], pens["unit_cost"], pens["cost"]) == ("80", "60", "4800.00")
    told = shared("stock", "list", "--text", "zx", user=MAKER).printed
    assert "合计金额 4,800.00 元" in told
    assert "FY-7005" not in told


def test_every_report_gives_its_month(shared: Zf) -> None:
    balance = shared("report", "trial-balance", *_MONTH, "--json", user=MAKER).data
    assert set(balance[0]) == {"account", "name", "opening", "debit", "credit", "closing"}
    receivable = next(row for row in balance if row["account"] == "1122")
    owed = shared("report", "receivables", *_MONTH, "--json", user=MAKER).data
    assert [(row["customer"], row["closing"]) for row in owed] == [
        ("KH-0101", "2260.00"),
        ("KH-0117", "12345.25"),
    ]
    assert receivable["closing"] == "14605.25"
    stock = shared("report", "stock", *_MONTH, "--json", user=MAKER).data
    assert {row["closing_cost"] for row in stock} == {"4800.00", "6390.00"}
    assert shared("report", "returns", *_MONTH, "--json", user=MAKER).data == []
    assert "14,605.25" in shared("report", "trial-balance", *_MONTH, user=MAKER).printed


def test_a_month_that_agrees_reconciles_and_its_report_is_printed(zf: Zf) -> None:
    pdf = zf.home / "对账.pdf"
    ran = zf("reconcile", *_MONTH, "--json", "--pdf", pdf, user=MAKER)
    assert (ran.code, ran.data["findings"]) == (0, [])
    assert [check["kind"] for check in ran.data["checks"]] == [
        *("returns-ledger", "ledger-receivables", "stock-ledger"),
    ]
    keys = {"kind", "left", "right", "difference", "explained", "rest"}
    assert all(set(check) == keys for check in ran.data["checks"])
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert zf("audit", "list", "--json", user=REVIEWER).data[0]["action"] == "report-made"


def test_a_voucher_without_its_return_is_found(zf: Zf) -> None:
    lines = [
        {"side": "debit", "account": "1122", "amount": "-113.00", "customer": "KH-0117"},
        {"side": "credit", "account": "5001", "amount": "-100.00"},
        {"side": "credit", "account": "22210107", "amount": "-13.00"},
    ]
    draft = json.dumps({"date": "2025-10-30", "entries": lines})
    name = zf("vouchers", "write", "-", "--json", user=MAKER, given=draft).data["number"]
    zf("vouchers", "check", name, user=REVIEWER)
    number = zf("vouchers", "post", name, "--json", user=MAKER).data["number"]
    ran = zf("reconcile", *_MONTH, "--json", user=MAKER)
    assert ran.code == 1
    found = ran.data["findings"][0]
    assert set(found) == {
        *("class", "cause", "explained", "confidence", "left", "right"),
        *("customer", "item", "evidence", "proposal", "action"),
    }
    assert (found["left"], found["right"], found["explained"]) == ([], [number], "-113.00")
    assert "有 2 处差异待处理" in zf("reconcile", *_MONTH, user=MAKER).printed


def test_every_rule_of_the_office_is_checked_by_name(shared: Zf) -> None:
    ran = shared("check", "--deep", "--json", user=MAKER)
    assert (ran.code, ran.data["ok"]) == (0, True)
    assert all(set(check) == {"name", "ok", "detail"} for check in ran.data["checks"])
    assert len(ran.data["checks"]) > 30
    assert "项规则全部成立" in shared("check", user=MAKER).printed


def test_the_log_is_whole_and_gives_its_head(shared: Zf) -> None:
    ran = shared("audit", "verify", "--json", user=REVIEWER)
    assert ran.code == 0
    assert ran.data["ok"] is True
    assert ran.data["head"].count("-") == 1
    newest = shared("audit", "list", "--limit", "3", "--json", user=REVIEWER).data
    assert [row["seq"] for row in newest] == sorted((row["seq"] for row in newest), reverse=True)
    assert len(newest) == 3
    assert shared("audit", "list", user=MAKER).code == 5


def test_a_head_that_was_printed_shows_that_the_log_is_another(shared: Zf) -> None:
    head = shared("audit", "verify", "--json", user=REVIEWER).data["head"]
    assert shared("audit", "verify", "--anchor", head, user=REVIEWER).code == 0
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    ran = shared("audit", "verify", "--anchor", other, user=REVIEWER)
    assert ran.code == 4
    assert other in ran.printed
