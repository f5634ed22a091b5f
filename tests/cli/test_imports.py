"""zf import: files taken in from the terminal, as people and scheduled jobs do it."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app import i18n
from app.cli.__main__ import main
from bench.retail import derive
from tests.cli.running import ADMIN, KEEPER, MAKER, REVIEWER, Ran, Zf
from tests.services.exchange.made_files import xls, xlsx

SALES = ("单据编号", "日期", "客户编码", "商品编码", "数量", "单价")
BUYER, PENS = "KH-0117", "ZX-0512"
SALE = ("XS-1", "2025-10-20", BUYER, PENS, "10", "100.00")
STRANGER = ("XS-2", "2025-10-20", "KH-9", PENS, "1", "100.00")
PART = Path(__file__).parents[1] / "data" / "online_retail" / "part.csv"
KEYS = {"read", "taken", "known", "rejected", "totals"}
Row = Sequence[str]


def _file(zf: Zf, *rows: Row, name: str = "销售.csv", headings: Row = SALES) -> Path:
    path = zf.home / name
    path.write_text("\n".join(",".join(row) for row in (headings, *rows)), "utf-8")
    return path


def _import(zf: Zf, *words: object, kind: str = "sales", user: str = MAKER) -> Ran:
    return zf("import", kind, *words, user=user)


Here = Callable[..., Ran]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Here]:
    """The program run in this process: what it refuses needs no process of its own."""
    spoken = i18n.language()

    def run(zf: Zf, user: str, *words: object) -> Ran:
        for name, text in zf.environ().items():
            monkeypatch.setenv(name, text)
        monkeypatch.chdir(zf.home)
        code = main(["--user", user, "--client", zf.client, *map(str, words)])
        printed, said = capsys.readouterr()
        return Ran(code, printed, said)

    yield run
    i18n.use(spoken)


def _data(ran: Ran) -> dict[str, Any]:
    data: dict[str, Any] = ran.data
    assert data.keys() >= KEYS
    return data


def _is_sound(zf: Zf) -> bool:
    return bool(zf("check", "--deep", "--json", user=MAKER).data["ok"])


def test_a_file_is_taken_in_once_and_the_result_is_data(zf: Zf) -> None:
    path = _file(zf, SALE, ("XS-2", *SALE[1:4], "0.005", "99.99"))
    first = _import(zf, path, "--json")
    data = _data(first)
    assert first.code == 0
    assert (data["read"], data["taken"], data["known"], data["rejected"]) == (2, 2, 0, [])
    assert data["totals"] == {
        "quantity": "10.005",
        "amount": "1000.499950000",
        "booked": "1000.50",
        "booked_vat": "130.07",
    }
    assert (
        data["rounded"] == [{"row": 3, "column": "单价", "exact": "0.49995", "kept": "0.50"}]
        or data["rounded"][0]["row"] == 3
    )
    assert data["made"]["vouchers"] == 4
    again = _import(zf, path, "--json")
    assert again.code == 0
    assert (_data(again)["taken"], again.data["known"]) == (0, 2)
    assert _is_sound(zf)


def test_a_refused_row_is_named_by_row_column_value_and_code(zf: Zf) -> None:
    ran = _import(zf, _file(zf, SALE, STRANGER, (*SALE[:4], "一", "")), "--json")
    assert ran.code == 3
    rejected = _data(ran)["rejected"]
    named = [{key: one[key] for key in ("row", "column", "value", "reason")} for one in rejected]
    assert named == [
        {"row": 2, "column": "单据编号", "value": "XS-1", "reason": "DOCUMENT_REFUSED"},
        {"row": 3, "column": "客户编码", "value": "KH-9", "reason": "UNKNOWN_CUSTOMER"},
        {"row": 4, "column": "数量", "value": "一", "reason": "NOT_AN_AMOUNT"},
        {"row": 4, "column": "单价", "value": "", "reason": "MISSING"},
    ]
    assert rejected[1]["message"].startswith("第 3 行：")
    assert ran.data["rejected_rows"] == 3


def test_some_rows_refused_is_one_and_all_rows_refused_is_three(zf: Zf) -> None:
    some = _import(zf, _file(zf, SALE, STRANGER))
    assert some.code == 1
    assert "读取 2 行" in some.printed or "2" in some.printed.splitlines()[0]
    assert "UNKNOWN_CUSTOMER" in some.printed
    none = _import(zf, _file(zf, STRANGER, name="b.csv"))
    assert none.code == 3
    assert _is_sound(zf)


def test_a_trial_changes_nothing_and_says_so(zf: Zf) -> None:
    path = _file(zf, SALE)
    tried = _import(zf, path, "--dry-run")
    assert (tried.code, len(tried.printed.splitlines())) == (0, 4)
    data = _data(_import(zf, path, "--dry-run", "--json"))
    assert (data["dry_run"], data["taken"]) == (True, 1)
    assert _data(_import(zf, path, "--json"))["taken"] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_refused_rows_are_saved_mended_and_taken_in(zf: Zf, form: str) -> None:
    rejects = zf.home / f"被拒.{form}"
    ran = _import(zf, _file(zf, SALE, STRANGER), "--rejects", rejects)
    assert (ran.code, rejects.name in ran.printed) == (1, True)
    customers = _file(zf, ("KH-9", "新客户"), name="c.csv", headings=("客户编码", "客户名称"))
    assert _import(zf, customers, kind="customers").code == 0
    again = _import(zf, rejects, "--json")
    assert (again.code, again.data["read"], again.data["taken"]) == (0, 1, 1)


def test_of_several_files_each_is_taken_and_each_has_its_own_refused_rows(zf: Zf) -> None:
    for folder in ("一店", "二店"):
        (zf.home / folder).mkdir()
    first = _file(zf, SALE, STRANGER, name="一店/10月.csv")
    second = _file(zf, ("XS-3", *SALE[1:]), ("XS-4", *STRANGER[1:]), name="二店/10月.csv")
    ran = _import(zf, first, second, "--rejects", zf.home / "被拒.csv", "--json")
    data = _data(ran)
    assert (ran.code, data["read"], data["taken"], data["rejected_rows"]) == (1, 4, 2, 2)
    assert {one["file"] for one in data["rejected"]} == {"10月.csv"}
    assert data["totals"]["booked"] == "2000.00"
    saved = [(zf.home / f"被拒-10月{more}.csv").read_text("utf-8-sig") for more in ("", "-2")]
    assert ["XS-2" in saved[0], "XS-4" in saved[1]] == [True, True]


def test_a_file_that_cannot_be_read_hides_nothing_of_those_before_it(zf: Zf) -> None:
    ran = _import(zf, _file(zf, SALE), zf.home / "没有.csv", "--json")
    assert ran.code == 3
    assert _data(ran)["taken"] == 1
    assert "没有.csv" in ran.said


def test_the_sheet_and_the_encoding_can_be_named(zf: Zf) -> None:
    book = zf.home / "账.xls"
    book.write_bytes(xls(("一", [SALES, SALE]), ("二", [SALES, ("XS-7", *SALE[1:])])))
    assert _import(zf, book, "--sheet", "二", "--json").data["taken"] == 1
    text = zf.home / "账.csv"
    text.write_text(",".join((*SALES, "备注")) + "\n" + ",".join((*SALE, "急")), "gb18030")
    assert _import(zf, text, "--encoding", "gb18030").code == 0
    assert "XS-1" in zf("vouchers", "list", "--json", user=MAKER).printed


def test_the_words_are_chinese_or_english(zf: Zf) -> None:
    path = _file(zf, SALE, STRANGER)
    english = _import(zf, path, "--dry-run", "--lang", "en")
    assert english.printed.startswith("销售.csv: 2 rows read, 1 taken, 0 known, 1 refused.")
    assert "Take the customers in first." in english.printed
    chinese = _import(zf, path, "--dry-run")
    assert "rows" not in chinese.printed
    assert "Take" not in chinese.printed


def _mapping(zf: Zf, **parts: object) -> Path:
    path = zf.home / "门店.json"
    path.write_text(json.dumps(parts), "utf-8")
    return path


def test_a_mapping_of_ones_own_names_the_headings(zf: Zf) -> None:
    names = ("number", "at", "customer", "product", "quantity", "price")
    columns = dict(zip(names, "甲乙丙丁戊己", strict=True))
    mapping = _mapping(zf, kind="sales", columns=columns, prices="gross")
    path = _file(zf, (*SALE[:5], "113.00"), headings="甲乙丙丁戊己")
    ran = _import(zf, path, "--mapping", mapping, "--json")
    assert (ran.code, ran.data["totals"]["booked"]) == (0, "1000.00")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import"], 2),
        (["import", "sale", "a.csv"], 2),
        (["import", "sales"], 2),
        (["import", "journal", "销售.csv"], 3),
        (["import", "sales", "没有.csv"], 3),
        (["import", "sales", "."], 3),
        (["import", "sales", "空.csv"], 3),
        (["import", "sales", "空.xlsx"], 3),
        (["import", "sales", "只有标题.csv"], 3),
        (["import", "sales", "图.xlsx"], 3),
        (["import", "sales", "客户.csv"], 3),
        (["import", "sales", "销售.csv", "--sheet", "没有"], 3),
        (["import", "sales", "销售.csv", "--encoding", "没有"], 3),
        (["import", "sales", "销售.csv", "--mapping", "没有"], 3),
        (["import", "sales", "销售.csv", "--mapping", "k3-customers"], 3),
        (["import", "sales", "销售.csv", "--mapping", "销售.csv"], 3),
        (["import", "sales", "销售.csv", "--mapping", "估价.json"], 3),
        (["import", "sales", "销售.csv", "--rejects", "被拒.txt"], 2),
        (["import", "sales", "销售.csv", "--rejects", "销售.csv"], 3),
        (["import", "sales", "销售.csv", "--rejects", "没有/被拒.csv"], 7),
    ],
    ids=str,
)
def test_what_cannot_be_is_answered_in_a_sentence(
    shared: Zf, here: Here, words: list[str], code: int
) -> None:
    _file(shared, STRANGER)
    _file(shared, name="只有标题.csv")
    _file(shared, ("KH-9", "客户"), name="客户.csv", headings=("客户编码", "客户名称"))
    (shared.home / "估价.json").write_text('{"cost_source": "stated"}')
    (shared.home / "图.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    for name in ("空.csv", "空.xlsx"):
        (shared.home / name).touch()
    ran = here(shared, MAKER, *words)
    assert ran.code == code, ran.said
    assert ran.said
    assert ran.printed == ""


@pytest.mark.parametrize("user", [REVIEWER, KEEPER, ADMIN])
def test_nobody_but_the_maker_takes_files_in(shared: Zf, here: Here, user: str) -> None:
    ran = here(shared, user, "import", "sales", _file(shared, SALE))
    assert (ran.code, ran.printed) == (5, "")


def test_fifty_refused_rows_are_shown_and_all_are_saved(zf: Zf) -> None:
    rows = [(f"XS-{number}", *STRANGER[1:]) for number in range(60)]
    rejects = zf.home / "被拒.csv"
    ran = _import(zf, _file(zf, *rows), "--rejects", rejects)
    assert ran.code == 3
    assert (ran.printed.count("UNKNOWN_CUSTOMER"), ran.said.count("10")) == (50, 1)
    assert len(rejects.read_text("utf-8-sig").splitlines()) == 61


def test_what_was_noticed_is_said_and_of_much_only_the_beginning(zf: Zf) -> None:
    ran = _import(zf, _file(zf, *[(*SALE[:4], "1", "1.00")] * 15), "--lang", "en")
    assert ran.code == 0
    assert ran.printed.count("both are taken") == 10
    assert "and 4 more notes" in ran.printed


def test_returns_adjustments_and_what_has_no_original_are_told(zf: Zf) -> None:
    back = ("TK-1", "2025-10-21", BUYER, PENS, "-1000", "100.00")
    lost = ("B-1", "2025-10-21", "", PENS, "-1", "0")
    mapping = _mapping(
        zf,
        kind="sales",
        adjustments=True,
        cost_source="current_average",
        walk_in={"code": "SK", "name": "散客"},
    )
    path = _file(zf, SALE, back, lost)
    ran = _import(zf, path, "--mapping", mapping, "--lang", "en", "--dry-run")
    for words in ("1 sale", "1 return", "1 return line without original", "1 stock adjustment"):
        assert words in ran.printed
    data = _data(_import(zf, path, "--mapping", mapping, "--json"))
    assert data["links"] == {
        "one_line": 0,
        "several_lines": 0,
        "partly": 1,
        "none": 0,
        "price_differs": 0,
        "quantity": "110",
    }
    assert (data["without_original"], data["made"]["adjustments"]) == (1, 1)


def test_a_workbook_is_taken_in_as_text_is(zf: Zf) -> None:
    book = zf.home / "销售.xlsx"
    book.write_bytes(xlsx([("云溪拾光",), SALES, SALE]))
    assert _import(zf, book, "--json").data["taken"] == 1


def test_part_of_online_retail_is_taken_in_posted_and_reconciled(zf: Zf) -> None:
    add = ("client", "add", "--code", "R", "--name", "在线零售", "--start", "2010-12")
    assert zf.bare("--user", ADMIN, *add).code == 0
    shop = Zf(zf.office, zf.home, "R")
    products, opening = derive(PART, zf.home)
    assert _import(shop, products, kind="products").code == 0
    assert _import(shop, opening, kind="opening-stock").code == 0
    taken = _import(shop, PART, "--mapping", "online-retail", "--json")
    data = _data(taken)
    assert taken.code == 0, data["rejected"]
    assert (data["read"], data["taken"], data["rejected"]) == (125, 125, [])
    assert _data(_import(shop, PART, "--mapping", "online-retail", "--json"))["known"] == 125
    advance = ("returns", "advance", "--through", "2012-12-31", "--to")
    assert shop(*advance, "approved", user=REVIEWER).code == 0
    assert shop(*advance, "inspected", user=KEEPER).code == 0
    posted = shop(*advance, "posted", user=MAKER)
    assert posted.code == 0, posted.printed
    report = shop("reconcile", "--period", "2010-12", "--json", user=MAKER).data
    assert {check["rest"] for check in report["checks"]} == {"0.00"}
    assert _is_sound(shop)
