"""Whatever is typed or handed over, the answer is a sentence and a known exit code."""

import json

import pytest

from tests.cli.running import ADMIN, MAKER, Zf

_SALE = "XS-202510-0087"
_ENTRY = {"side": "debit", "account": "1002", "amount": "1.00"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["reconcile", "--period", "0000-01"], 2),
        (["report", "receivables", "--period", "1955-01"], 0),
        (["report", "stock", "--period", "2099-12"], 0),
        (["vouchers", "list", "--text", "'; DROP TABLE voucher; --"], 0),
        (["vouchers", "show", "draft-999999999"], 3),
        (["vouchers", "write", "."], 7),
        (["returns", "apply", "--date", "9999-12-31", "--customer", "K", "--line", "A/B=1"], 2),
        (
            [
                *("returns", "apply", "--date", "2099-12-31", "--customer", "KH-0117"),
                *("--line", f"{_SALE}/ZX-0512=1"),
            ],
            3,
        ),
        (
            [
                *("returns", "apply", "--date", "2025-10-24", "--customer", "KH-0117"),
                *("--line", f"{_SALE}/ZX-0512=999999999999999"),
            ],
            3,
        ),
        (
            [
                *("returns", "apply", "--date", "2025-10-24", "--customer", "KH-0117"),
                *("--line", f"{_SALE}/ZX-0512=-1"),
            ],
            2,
        ),
        (["backup", "verify", "no-such-file"], 7),
        (["backup", "create", "--to", "office/books.db/x"], 7),
    ],
)
def test_odd_words_are_answered_in_a_sentence(zf: Zf, words: list[str], code: int) -> None:
    ran = zf(*words, user=MAKER)
    assert ran.code == code, ran.said
    assert len(ran.said.splitlines()) == (code != 0)


@pytest.mark.parametrize(
    "draft",
    [
        {"attachments": "99999999999999999999", "entries": [_ENTRY]},
        {"entries": [_ENTRY | {"amount": "999999999999999.00"}]},
        {"entries": [_ENTRY | {"amount": "0"}]},
        {"entries": [_ENTRY | {"summary": "\ud800"}]},
        {"entries": [_ENTRY | {"summary": "a\x00b"}]},
        {"entries": [_ENTRY | {"amount": None}]},
        {"entries": [_ENTRY | {"amount": True}]},
        {"entries": ["line"]},
        {"entries": {"line": 1}},
        {"entries": [_ENTRY], "return": "TH-209912-0001"},
    ],
)
def test_an_odd_voucher_is_refused(shared: Zf, draft: dict[str, object]) -> None:
    text = json.dumps({"date": "2025-10-30"} | draft)
    ran = shared("vouchers", "write", "-", user=MAKER, given=text)
    assert ran.code == 3, ran.said


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "-1"},
        {"quantity": "1e3"},
        {"quantity": []},
        {"amount": "-10"},
        {"condition": "new"},
        {"warehouse": "moon"},
        {"sale": ""},
        {"product": "\u0000"},
    ],
)
def test_an_odd_return_is_refused(shared: Zf, changes: dict[str, object]) -> None:
    line = {"sale": _SALE, "product": "ZX-0512", "quantity": "1"} | changes
    draft = {"date": "2025-10-24", "customer": "KH-0117", "lines": [line]}
    ran = shared("returns", "apply", "-", user=MAKER, given=json.dumps(draft))
    assert ran.code == 3, ran.said


def test_text_that_is_no_utf_8_is_refused(shared: Zf) -> None:
    file = shared.home / "draft.json"
    file.write_bytes('{"date": "二〇二五"}'.encode("gb18030"))
    ran = shared("vouchers", "write", file, user=MAKER)
    assert (ran.code, "draft.json" in ran.said) == (3, True)
    ran = shared(
        "user", "add", "孙悦", "--roles", "viewer", "--new-password-file", file, user=ADMIN
    )
    assert (ran.code, "draft.json" in ran.said) == (3, True)
