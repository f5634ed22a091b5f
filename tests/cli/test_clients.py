"""Clients on the command line."""

from tests.cli.running import ADMIN, MAKER, Zf


def test_a_book_is_opened_with_its_settings_and_listed(zf: Zf) -> None:
    added = zf.bare(
        *("client", "add", "--user", ADMIN, "--code", "007", "--name", "北岭书香文化有限公司"),
        *("--standard", "cas", "--taxpayer", "small", "--start", "2025-11"),
        *("--prices", "gross", "--red-invoice", "park"),
    )
    assert added.printed == "账套 007 北岭书香文化有限公司 已建好。\n"
    listed = zf("client", "list", "--json", user=MAKER).data
    assert [row["code"] for row in listed] == ["004", "007"]
    assert listed[1] | {"keeper": ""} == {
        "code": "007",
        "name": "北岭书香文化有限公司",
        "standard": "cas",
        "taxpayer": "small",
        "start": "2025-11",
        "period": "2025-11",
        "state": "open",
        "keeper": "",
    }
    assert "小规模纳税人" in zf("client", "list", user=MAKER).printed


def test_a_code_that_is_taken_and_a_costing_that_is_not_there_are_refused(zf: Zf) -> None:
    words = ("client", "add", "--name", "甲", "--start", "2025-10", "--code")
    taken = zf.bare(*words, "004", "--user", ADMIN)
    assert (taken.code, "004" in taken.said) == (3, True)
    assert zf.bare(*words, "008", "--costing", "fifo", "--user", ADMIN).code == 3
    assert zf.bare(*words, "008", "--standard", "ifrs", "--user", ADMIN).code == 2
    assert zf.bare(*words, "008", "--user", MAKER).code == 5


def test_a_client_that_is_not_there_is_named(shared: Zf) -> None:
    ran = shared.bare("stock", "list", "--client", "099", "--user", MAKER)
    assert (ran.code, "099" in ran.said) == (3, True)
