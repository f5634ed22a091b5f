"""Vouchers on the command line: shown with stable keys, written, checked, posted, cancelled."""

import json

import pytest

from tests.cli.running import MAKER, REVIEWER, Zf

_LINES: list[dict[str, object]] = [
    {"side": "debit", "account": "1002", "amount": "30.00", "summary": "存款利息"},
    {"side": "credit", "account": "5603", "amount": 30, "summary": "存款利息"},
]


def _written(zf: Zf, **changes: object) -> str:
    draft = {"date": "2025-10-30", "attachments": 1, "entries": _LINES} | changes
    ran = zf("vouchers", "write", "-", "--json", user=MAKER, given=json.dumps(draft))
    assert ran.code == 0, ran.said
    name: str = ran.data["number"]
    return name


def test_vouchers_are_listed_with_the_keys_that_programs_rely_on(shared: Zf) -> None:
    listed = shared("vouchers", "list", "--period", "2025-10", "--json", user=MAKER).data
    numbers = [one["number"] for one in listed]
    assert sorted(numbers) == ["初-0001", "初-0002", "记-0001", "记-0002", "记-0003", "记-0004"]
    sale = listed[numbers.index("记-0001")]
    assert set(sale) == {"number", "date", "period", "state", "source", "entries"}
    assert sale["source"] == {"kind": "sale", "number": "XS-202510-0087"}
    assert (sale["date"], sale["period"], sale["state"]) == ("2025-10-08", "2025-10", "posted")
    assert sale["entries"][0] == {
        "side": "debit",
        "account": "1122",
        "name": "应收账款",
        "customer": "南渡启航教育科技有限公司",
        "amount": "12345.25",
        "summary": sale["entries"][0]["summary"],
    }


def test_a_voucher_typed_by_hand_is_checked_by_another_person_then_posted(zf: Zf) -> None:
    draft = _written(zf)
    assert draft.startswith("draft-")
    assert draft in zf("vouchers", "list", "--state", "draft", user=MAKER).printed
    assert zf("vouchers", "check", draft, user=MAKER).code == 5
    assert zf("vouchers", "post", draft, user=MAKER).code == 3
    assert "已审核" in zf("vouchers", "check", draft, user=REVIEWER).printed
    posted = zf("vouchers", "post", draft, "--json", user=MAKER)
    assert posted.data == {"number": "记-0005", "state": "posted"}
    shown = zf("vouchers", "show", 5, "--json", user=MAKER).data
    assert (shown["made_by"], shown["checked_by"]) == (MAKER, REVIEWER)


def test_a_posted_voucher_is_cancelled_by_a_red_one_once(zf: Zf) -> None:
    red = zf("vouchers", "reverse", "记-1", "--date", "2025-10-31", "--json", user=MAKER)
    assert red.data == {"number": "记-0005", "state": "posted"}
    assert "已由 记-0005 冲销" in zf("vouchers", "show", "1", user=MAKER).printed
    again = zf("vouchers", "reverse", "记-1", "--date", "2025-10-31", user=MAKER)
    assert again.code == 3


def test_a_number_that_several_months_have_is_asked_for_its_month(zf: Zf) -> None:
    draft = _written(zf, date="2025-11-03")
    zf("vouchers", "check", draft, user=REVIEWER)
    assert zf("vouchers", "post", draft, "--json", user=MAKER).data["number"] == "记-0001"
    unclear = zf("vouchers", "show", "1", user=MAKER)
    assert unclear.code == 3
    assert "2025-10, 2025-11" in unclear.said
    assert "2025-11-03" in zf("vouchers", "show", "1", "--period", "2025-11", user=MAKER).printed


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([_LINES[0], _LINES[1] | {"amount": "29"}], "借方合计 30.00，贷方合计 29.00"),
        ([_LINES[0]], "借方合计 30.00，贷方合计 0.00"),
        ([_LINES[0] | {"account": "9"}, _LINES[1]], "9"),
        ([_LINES[0] | {"side": "left"}, _LINES[1]], "entries[1].side 为“left”"),
        ([_LINES[0] | {"amount": "1.005"}, _LINES[1]], "entries[1].amount 为“1.005”"),
        ([_LINES[0] | {"customer": "nobody"}, _LINES[1]], "nobody"),
        ([], "entries 为“[]”"),
    ],
)
def test_a_voucher_that_is_not_sound_is_refused_with_its_reason(
    shared: Zf, lines: list[object], sentence: str
) -> None:
    draft = json.dumps({"date": "2025-10-30", "entries": lines})
    ran = shared("vouchers", "write", "-", user=MAKER, given=draft)
    assert ran.code == 3
    assert sentence in ran.said


def test_vouchers_are_printed_by_runs_of_numbers(shared: Zf) -> None:
    pdf = shared.home / "凭证.pdf"
    words = ("vouchers", "print", "--period", "2025-10", "--pdf", pdf)
    ran = shared(*words, "--range", "1-2,4", "--paper", "a5", "--json", user=MAKER)
    assert ran.data == {"file": str(pdf), "vouchers": 3, "forms": 3}
    assert pdf.read_bytes().startswith(b"%PDF-")
    none = shared(*words, "--range", "900", user=MAKER)
    assert none.code == 3
    assert "没有这些已过账的凭证" in none.said
    assert shared(*words, "--paper", "a7", user=MAKER).code == 2
    assert shared(*words, "--range", "1--3", user=MAKER).code == 2


@pytest.mark.parametrize("name", ["记-x", "draft-", "-5", "记-0"])
def test_what_is_no_name_of_a_voucher_is_told_how_to_write_it(shared: Zf, name: str) -> None:
    ran = shared("vouchers", "show", name, user=MAKER)
    assert ran.code == 2
    assert not ran.printed


def test_a_voucher_that_is_not_there_is_named(shared: Zf) -> None:
    ran = shared("vouchers", "show", "0077", user=MAKER)
    assert (ran.code, "记-0077" in ran.said) == (3, True)
    assert shared("vouchers", "show", "draft-999", user=MAKER).code == 3
