"""Returns on the command line: from the request to the archive, in the hands of three people."""

import json

from tests.cli.running import KEEPER, MAKER, REVIEWER, Ran, Zf

TH = "TH-202510-0001"
BUYER = "KH-0117"
SALE = "XS-202510-0087"


def _apply(zf: Zf, line: str = f"{SALE}/zx-0512=10", date: str = "2025-10-24") -> Ran:
    words = ("returns", "apply", "--date", date, "--customer", BUYER, "--line", line)
    return zf(*words, "--reason", "quality", user=MAKER)


def _inspected(zf: Zf) -> None:
    assert _apply(zf).code == 0
    assert zf("returns", "approve", TH, user=REVIEWER).code == 0
    assert zf("returns", "inspect", TH, user=KEEPER).code == 0


def test_a_return_goes_from_the_request_to_the_archive(zf: Zf) -> None:
    taken = _apply(zf)
    assert taken.printed == f"退货单 {TH} 已登记，待审核。\n"
    assert "待验收" in zf("returns", "approve", TH, user=REVIEWER).printed
    arrived = zf("returns", "inspect", TH, "--line", "1=9.5:defective", user=KEEPER)
    assert "待过账" in arrived.printed
    posted = zf("returns", "post", TH, "--json", user=MAKER)
    assert posted.data[0]["state"] == "posted"
    assert len(posted.data[0]["vouchers"]) == 2
    assert "已归档" in zf("returns", "archive", TH, user=MAKER).printed
    shown = zf("returns", "show", TH, "--json", user=MAKER).data
    assert [step["by"] for step in shown["steps"]] == [MAKER, REVIEWER, KEEPER, MAKER, MAKER]
    line = shown["lines"][0]
    assert (line["quantity"], line["accepted"], line["condition"]) == ("10", "9.5", "defective")
    assert (line["accepted_net"], line["accepted_vat"], line["cost"]) == (
        *("950.00", "123.50"),
        "570.00",
    )


def test_a_return_comes_in_as_json_with_its_lines_split_over_the_sale(zf: Zf) -> None:
    draft = {
        "date": "2025-10-25",
        "customer": "南渡启航教育科技有限公司",
        "reason": "wrong_item",
        "lines": [
            {"sale": SALE, "product": "ZX-0512", "quantity": 2.5, "reason_text": "漏墨"},
            {"sale": SALE, "product": "FY-7005", "quantity": "3"},
        ],
    }
    taken = zf("returns", "apply", "-", "--json", user=MAKER, given=json.dumps(draft))
    assert taken.data == {"number": TH, "state": "applied"}
    listed = zf("returns", "list", "--json", user=MAKER).data
    assert [(row["number"], row["customer"], row["gross"]) for row in listed] == [
        (TH, BUYER, "345.22")
    ]


def test_units_without_original_need_a_stated_cost(zf: Zf) -> None:
    line = {"product": "ZX-0512", "quantity": "4", "price": "100"}
    draft = {"date": "2025-10-25", "customer": BUYER, "lines": [line]}
    refused = zf("returns", "apply", "-", user=MAKER, given=json.dumps(draft))
    assert refused.code == 3
    assert "ZX-0512" in refused.said
    line |= {"cost_source": "stated", "stated_cost": "55.5"}
    assert zf("returns", "apply", "-", user=MAKER, given=json.dumps(draft)).code == 0
    changed = zf(
        *("returns", "state-cost", TH, "--line", 1),
        *("--source", "current_average"),
        user=REVIEWER,
    )
    assert changed.code == 0
    shown = zf("returns", "show", TH, "--json", user=MAKER).data
    assert shown["lines"][0]["cost_source"] == "current_average"


def test_what_cannot_come_back_is_refused_by_name(zf: Zf) -> None:
    above = _apply(zf, f"{SALE}/ZX-0512=101")
    assert (above.code, above.said) == (3, "ZX-0512 可退 100，填了 101。请填 100 以内。\n")
    early = _apply(zf, date="2025-10-02")
    assert early.code == 3
    assert "2025-10-08" in early.said
    foreign = _apply(zf, "XS-202510-0088/ZX-0512=1")
    assert foreign.code == 3
    assert "没有可退数量" in foreign.said
    assert _apply(zf, f"{SALE}/NOT-SOLD=1").code == 3
    unknown = zf("returns", "show", TH, user=MAKER)
    assert (unknown.code, TH in unknown.said) == (3, True)


def test_who_took_a_return_in_has_no_say_over_it(zf: Zf) -> None:
    _apply(zf)
    ran = zf("returns", "approve", TH, user=MAKER)
    assert ran.code == 5
    assert "没有这项权限" in ran.said
    assert "待审核" in zf("returns", "show", TH, user=MAKER).printed


def test_a_step_is_done_to_every_return_named_or_to_none(zf: Zf) -> None:
    _apply(zf)
    missing = zf("returns", "approve", TH, "TH-202510-0009", user=REVIEWER)
    assert missing.code == 3
    assert zf("returns", "list", "--json", user=MAKER).data[0]["state"] == "applied"


def test_a_step_out_of_turn_and_a_row_that_is_not_there_are_refused(zf: Zf) -> None:
    _apply(zf)
    assert "不能做这一步" in zf("returns", "post", TH, user=MAKER).said
    zf("returns", "approve", TH, user=REVIEWER)
    ran = zf("returns", "inspect", TH, "--line", "7=1", user=KEEPER)
    assert (ran.code, "没有第 7 行" in ran.said) == (3, True)


def test_a_return_is_turned_down_or_withdrawn_with_its_reason(zf: Zf) -> None:
    _apply(zf)
    assert zf("returns", "reject", TH, user=REVIEWER).code == 2
    assert "已驳回" in zf("returns", "reject", TH, "--note", "过期", user=REVIEWER).printed
    _apply(zf)
    second = "TH-202510-0002"
    assert "已作废" in zf("returns", "void", second, "--note", "重复", user=MAKER).printed
    assert zf("returns", "list", user=MAKER).printed.count("TH-") == 0
    assert zf("returns", "list", "--all", user=MAKER).printed.count("TH-") == 2
    assert (
        zf("returns", "list", "--state", "void", "--json", user=MAKER).data[0]["number"] == second
    )


def test_money_of_a_posted_return_is_paid_back_up_to_its_worth(zf: Zf) -> None:
    _inspected(zf)
    assert zf("returns", "post", TH, "--date", "2025-10-28", user=MAKER).code == 0
    refund = ("returns", "refund", TH, "--date", "2025-10-30", "--amount")
    assert "1,130.00" in zf(*refund, "1130.01", user=MAKER).said
    assert zf(*refund, "1130.00", user=MAKER).code == 0
    assert zf(*refund, "ten", user=MAKER).code == 2


def test_everybody_carries_the_returns_forward_up_to_where_they_may(zf: Zf) -> None:
    _apply(zf)
    _apply(zf, f"{SALE}/FY-7005=2")
    through = ("returns", "advance", "--through", "2025-10-31", "--json", "--to")
    assert zf(*through, "approved", user=MAKER).code == 5
    assert zf(*through, "approved", user=REVIEWER).data["advanced"] == 2
    assert zf(*through, "inspected", user=KEEPER).data["advanced"] == 2
    done = zf(*through, "posted", user=MAKER)
    assert (done.code, done.data) == (0, {"advanced": 2, "vouchers": 4, "held": []})


def test_what_waits_for_a_decision_is_held_and_named(zf: Zf) -> None:
    zf("user", "roles", REVIEWER, "--roles", "maker,checker,keeper,supervisor", user="陈晓")
    words = ("--date", "2025-10-24", "--customer", BUYER, "--line", f"{SALE}/ZX-0512=1")
    assert zf("returns", "apply", *words, user=REVIEWER).code == 0
    ran = zf("returns", "advance", "--through", "2025-10-31", "--json", user=REVIEWER)
    assert ran.code == 1
    assert ran.data["held"][0]["number"] == TH
    assert ran.data["held"][0]["reason"] == "OwnReturn"
    told = zf("returns", "advance", "--through", "2025-10-31", user=REVIEWER)
    assert "1 张待处理" in told.printed


def test_the_return_note_is_printed(zf: Zf) -> None:
    _apply(zf)
    pdf = zf.home / "退货单.pdf"
    ran = zf("returns", "print", TH, "--pdf", pdf, "--json", user=MAKER)
    assert ran.data == {"file": str(pdf)}
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_a_draft_that_cannot_be_read_names_its_field(shared: Zf) -> None:
    for text, sentence in (
        ("{", "不是 JSON 文本"),
        ("[]", "JSON 为“[]”"),
        ('{"day": "2025-10-01"}', "不认识字段 day"),
        ('{"date": "yesterday"}', "date 为“yesterday”，请写成 2025-10-31 这样"),
        (
            '{"date": "2025-10-24", "customer": "x", "lines": [{"product": "x", "quantity": "a"}]}',
            "lines[1].quantity 为“a”",
        ),
    ):
        ran = shared("returns", "apply", "-", user=MAKER, given=text)
        assert ran.code == 3
        assert sentence in ran.said
    missing = shared("returns", "apply", "no.json", user=MAKER)
    assert missing.code == 7
    assert "no.json" in missing.said
