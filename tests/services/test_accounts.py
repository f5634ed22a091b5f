"""The charts of both standards, and the accounts that play each role."""

import csv

import pytest

from app.paths import RESOURCES
from app.services import accounts
from app.services.access import NotAllowed
from app.services.accounts import AccountRow
from app.services.office import Book, Office
from app.values.books import AccountRole, Standard, Taxpayer
from app.values.entry import Side
from tests.builders import ADMIN, CLERK, FOUNDER, client

# Role: account of 小企业会计准则, account of 企业会计准则; a dash where the standard has none.
ROLES = """
cash 1001 1001
bank 1002 1002
ar 1122 1122
cust_advance 2203 2204
ap 2202 2202
other_payable 2241 2241
other_receivable 1221 1221
inventory 1405 1405
inventory_defective 1405 1405
suspense_asset 190101 190101
revenue 5001 6001
other_revenue 5051 6051
cogs 5401 6401
vat_in 22210101 22210101
vat_out 22210107 22210107
vat_small 222101 222101
vat_simple 222108 222108
vat_in_out 22210109 22210109
nonop_income 5301 6301
nonop_expense 5711 6711
admin_exp 5602 6602
sell_exp 5601 6601
fin_exp 5603 6603
impair_loss - 6701
impair_allow - 1471
prior_adj - 6901
refund_liab - 280101
return_cost - 1485
profit_dist 310405 410406
other_income 5301 6117
"""
ONLY_GENERAL = {"vat_in", "vat_out", "vat_simple", "vat_in_out"}
ONLY_SMALL = {"vat_small"}


def _opened(
    office: Office, standard: Standard = Standard.SMALL, taxpayer: Taxpayer = Taxpayer.GENERAL
) -> Book:
    with office.writing(FOUNDER) as writing:
        return office.book(client(writing, standard=standard, taxpayer=taxpayer))


def _named(book: Book) -> dict[str, AccountRow]:
    with book.reading(CLERK) as reading:
        return accounts.named(reading)


def _roles(book: Book) -> dict[str, str]:
    with book.reading(CLERK) as reading:
        return {role.value: code for role, code in reading.facts.accounts.items()}


def _expected(standard: Standard, taxpayer: Taxpayer) -> dict[str, str]:
    column = 1 if standard is Standard.SMALL else 2
    left_out = ONLY_SMALL if taxpayer is Taxpayer.GENERAL else ONLY_GENERAL
    rows = [line.split() for line in ROLES.split("\n") if line]
    return {row[0]: row[column] for row in rows if row[column] != "-" and row[0] not in left_out}


@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize("taxpayer", Taxpayer)
def test_every_role_has_the_account_of_its_standard(
    office: Office, standard: Standard, taxpayer: Taxpayer
) -> None:
    book = _opened(office, standard, taxpayer)
    assert _roles(book) == _expected(standard, taxpayer)
    leaves = {row.code for row in _named(book).values() if row.is_leaf}
    assert set(_roles(book).values()) <= leaves


def test_every_role_of_the_program_is_in_the_table() -> None:
    assert {line.split()[0] for line in ROLES.split("\n") if line} == set(AccountRole)


@pytest.mark.parametrize(
    ("standard", "count", "first_level"), [(Standard.SMALL, 108, 66), (Standard.CAS, 223, 178)]
)
def test_the_chart_of_a_general_taxpayer_is_whole(
    office: Office, standard: Standard, count: int, first_level: int
) -> None:
    named = _named(_opened(office, standard))
    assert len(named) == count
    assert sum(len(code) == 4 for code in named) == first_level


@pytest.mark.parametrize("standard", Standard)
def test_a_small_scale_taxpayer_has_vat_without_columns(office: Office, standard: Standard) -> None:
    named = _named(_opened(office, standard, Taxpayer.SMALL))
    vat = {code: row for code, row in named.items() if code.startswith("2221") and code != "2221"}
    assert not any(code.startswith("222101") and code != "222101" for code in vat)
    assert vat["222101"].is_leaf
    assert {code: row.name for code, row in vat.items() if code < "222111"} == {
        "222101": "应交增值税",
        "222109": "转让金融商品应交增值税",
        "222110": "代扣代交增值税",
    }
    assert vat["222111"].name == "应交消费税"  # what is not VAT stays


def test_a_general_taxpayer_has_the_ten_columns(office: Office) -> None:
    named = _named(_opened(office))
    columns = [row.name for code, row in named.items() if code.startswith("222101") and row.is_leaf]
    assert columns == [
        *("进项税额", "销项税额抵减", "已交税金", "转出未交增值税", "减免税款"),
        *("出口抵减内销产品应纳税额", "销项税额", "出口退税", "进项税额转出", "转出多交增值税"),
    ]
    assert not named["222101"].is_leaf


@pytest.mark.parametrize("name", ["small", "cas", "vat_small_scale"])
def test_every_account_has_a_side_and_an_account_above_that_is_there(name: str) -> None:
    with (RESOURCES / "charts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["code"] for row in rows} | ({"2221"} if name == "vat_small_scale" else set())
    assert len({row["code"] for row in rows}) == len(rows)
    assert {row["direction"] for row in rows} <= {"debit", "credit"}
    assert {row["parent"] for row in rows} <= codes | {""}


def test_sides_are_those_of_the_accounts(office: Office) -> None:
    named = _named(_opened(office))
    assert (named["1122"].direction, named["2202"].direction) == (Side.DEBIT, Side.CREDIT)
    assert named["22210101"].direction is Side.DEBIT
    assert named["1602"].direction is Side.CREDIT  # 累计折旧


def test_names_stand_below_the_names_above_them(office: Office) -> None:
    named = _named(_opened(office))
    assert named["1122"].full_name == "应收账款"
    assert named["190101"].full_name == "待处理财产损溢 — 待处理流动资产损溢"
    assert named["22210107"].full_name == "应交增值税 — 销项税额"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1122", ["1122"]),
        (" 5001 ", ["5001"]),
        ("222101", [f"222101{number:02d}" for number in range(1, 11)]),
        ("销项税额", ["22210102", "22210107", "222106"]),
        ("没有的", []),
        ("2221", None),
    ],
)
def test_an_account_is_found_by_code_or_name_and_takes_postings(
    office: Office, typed: str, found: list[str] | None
) -> None:
    with _opened(office).reading(CLERK) as reading:
        rows = accounts.listing(reading, typed)
    assert all(row.is_leaf for row in rows)
    if found is None:
        assert "2221" not in [row.code for row in rows]
        assert len(rows) == 32
    else:
        assert [row.code for row in rows] == found


def test_the_whole_chart_is_listed_when_nothing_is_typed(office: Office) -> None:
    with _opened(office).reading(CLERK) as reading:
        rows = accounts.listing(reading)
    assert len(rows) == sum(row.is_leaf for row in _named(office.book(1)).values())


def test_the_administrator_sees_no_accounts(office: Office) -> None:
    with _opened(office).reading(ADMIN) as reading, pytest.raises(NotAllowed):
        accounts.listing(reading)
