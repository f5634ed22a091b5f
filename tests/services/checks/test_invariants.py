"""Each rule of the books is broken on purpose, past everything that guards it, and is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.models.database import open_engine
from app.models.triggers import GUARDS
from app.services.checks import run
from app.services.checks.invariants import HINTS, INVARIANTS
from app.services.checks.run import CheckResult
from tests.builders import KEY

# What is done to sound books, and which rules then do not hold. Where several are named, one
# cannot be broken in this way without the others.
DAMAGE: dict[str, tuple[str, str]] = {
    "a line is one 分 too much": (
        "UPDATE entry SET amount = amount + 1 WHERE id = 34",
        "V01 B03",
    ),
    "a voucher lost its lines": ("DELETE FROM entry WHERE voucher_id = 15", "V02"),
    "a line says nothing": ("UPDATE entry SET amount = 0 WHERE voucher_id = 15", "V03"),
    "a line is beyond all bounds": (
        "UPDATE entry SET amount = 100000000000001 WHERE voucher_id = 15",
        "V03",
    ),
    "a line went to an account that is divided": (
        "UPDATE entry SET account = '2221' WHERE id = 34",
        "V04",
    ),
    "a line went to no account": ("UPDATE entry SET account = '9999' WHERE id = 34", "V04 E03"),
    "lines went to another client": (
        "UPDATE entry SET client_id = 2 WHERE voucher_id = 15",
        "V04",
    ),
    "a number is left out": ("UPDATE voucher SET serial = 20 WHERE id = 17", "V05 V12"),
    "a posted voucher has no number": (
        "UPDATE voucher SET serial = NULL WHERE id = 17",
        "V05 V06 V12",
    ),
    "a draft has a number": ("UPDATE voucher SET serial = 15 WHERE id = 18", "V06"),
    "a day lies outside its month": (
        "UPDATE voucher SET day = '2025-09-30' WHERE id = 15",
        "V07",
    ),
    "a voucher lies outside the book": (
        "UPDATE voucher SET day = '2026-01-05', period = '2026-01' WHERE id = 18",
        "V07",
    ),
    "a reversal is of another amount": (
        "UPDATE entry SET amount = amount - 1 WHERE voucher_id = 17",
        "V10",
    ),
    "a reversal is on the other side": (
        "UPDATE entry SET side = 'debit' WHERE id = 39",
        "V01 V10 B03",
    ),
    "a reversal misses a line": ("DELETE FROM entry WHERE id = 39", "V01 V02 V10 B03"),
    "a reversal is of another account": (
        "UPDATE entry SET account = '1002' WHERE id = 39",
        "V10",
    ),
    "a reversal is of another customer": (
        "UPDATE entry SET customer_id = 1 WHERE id = 39",
        "V10",
    ),
    "a reversal is older than its voucher": (
        "UPDATE voucher SET day = '2025-10-24' WHERE id = 17",
        "V10",
    ),
    "a reversal is of a draft": ("UPDATE voucher SET reverses_id = 18 WHERE id = 17", "V10"),
    "somebody checked what they wrote": (
        "UPDATE voucher SET checked_by = made_by WHERE id = 15",
        "V11",
    ),
    "the counter ran ahead": (
        "UPDATE counter SET last = last + 1 WHERE client_id = 1 AND kind = '记'",
        "V12",
    ),
    "the counter is lost": ("DELETE FROM counter WHERE client_id = 1 AND kind = '初'", "V12"),
    "a month is left out": (
        "INSERT INTO period VALUES (1, '2025-12', 'open')",
        "P01",
    ),
    "a month is open before a closed one": (
        "INSERT INTO period VALUES (1, '2025-11', 'closed')",
        "P02",
    ),
    "a closed month holds a draft": (
        "UPDATE period SET state = 'closed' WHERE client_id = 1",
        "P03",
    ),
    "a line of the receivable is nobody's": (
        "UPDATE entry SET customer_id = NULL WHERE id = 31",
        "S02",
    ),
    "stock is not what moved": (
        "UPDATE stock_balance SET quantity = quantity + 1 WHERE product_id = 1",
        "Q01",
    ),
    "stock is worth what nothing moved": (
        "UPDATE stock_balance SET cost = cost - 1 WHERE product_id = 1",
        "Q01",
    ),
    "stock that moved lies nowhere": ("DELETE FROM stock_balance WHERE product_id = 4", "Q01"),
    "stock was below zero for a day": (
        "UPDATE stock_move SET day = '2025-10-09' WHERE id = 1",
        "Q02",
    ),
    "nothing lies there and costs something": (
        "UPDATE stock_balance SET quantity = 0 WHERE product_id = 4",
        "Q01 Q03",
    ),
    "something lies there at less than nothing": (
        "UPDATE stock_balance SET cost = -1 WHERE product_id = 4",
        "Q01 Q03",
    ),
    "goods went out at another cost than the voucher says": (
        (
            "UPDATE stock_move SET cost = cost - 1 WHERE id = 3;"
            "UPDATE stock_balance SET cost = cost - 1 WHERE product_id = 1"
        ),
        "Q04",
    ),
    "goods went out without a cost voucher": (
        "UPDATE entry SET account = '1002' WHERE id = 11",
        "Q04",
    ),
    "a cost voucher stands without goods": (
        "UPDATE stock_move SET document_id = NULL WHERE id = 3",
        "Q04",
    ),
    "a line moved stock twice": (
        "UPDATE stock_move SET line_id = 1, kind = 'sale', document_id = 1 WHERE id = 4",
        "Q04 Q05",
    ),
    "more came back than was sold": (
        "UPDATE return_link SET quantity = 100001 WHERE return_line_id = 1",
        "R01 R03",
    ),
    "more money came back than was paid": (
        "UPDATE return_link SET net = 980001 WHERE return_line_id = 1",
        "R01",
    ),
    "more VAT came back than was paid": (
        "UPDATE return_link SET vat = 127401 WHERE return_line_id = 1",
        "R01",
    ),
    "a return is of another customer than its sale": (
        "UPDATE goods_return SET customer_id = 2 WHERE id = 1",
        "R02",
    ),
    "a return is of a sale to nobody": ("UPDATE sale SET customer_id = NULL WHERE id = 2", "R02"),
    "a return is of another article than its sale": (
        "UPDATE return_line SET product_id = 2 WHERE id = 1",
        "R02",
    ),
    "a return is below zero": (
        "UPDATE return_link SET quantity = -1 WHERE return_line_id = 1",
        "R02",
    ),
    "a return is linked to more than came back": (
        "UPDATE return_link SET quantity = 10001 WHERE return_line_id = 1",
        "R03",
    ),
    "a posted return was never posted": (
        "DELETE FROM return_step WHERE return_id = 2 AND state = 'posted'",
        "R04",
    ),
    "the administrator keeps books": ("INSERT INTO staff_role VALUES (4, 'maker')", "U01"),
    "a row of the log is missing": ("DELETE FROM audit_log WHERE seq = 7", "A01 A02"),
    "the log begins later": ("UPDATE audit_log SET seq = 1000 WHERE seq = 1", "A01 A02"),
    "a posted voucher is not in the log": (
        (
            "UPDATE voucher SET state = 'posted', serial = 15, posted_by = '周敏',"
            " posted_at = made_at WHERE id = 18;"
            "UPDATE counter SET last = 15 WHERE client_id = 1 AND kind = '记'"
        ),
        "A04",
    ),
    "the log holds a posting that never was": (
        (
            "UPDATE voucher SET state = 'draft', serial = NULL WHERE id = 17;"
            "UPDATE counter SET last = 13 WHERE client_id = 1 AND kind = '记'"
        ),
        "A04",
    ),
    "a sale does not come to its lines": ("UPDATE sale SET net = net + 1 WHERE id = 2", "D01"),
    "a sale lost its VAT": ("UPDATE sale SET vat = 0 WHERE id = 2", "D01"),
    "a purchase does not come to its lines": ("UPDATE purchase SET net = net + 1", "D01"),
    "a row points at one that is gone": ("DELETE FROM warehouse WHERE id = 3", ""),
    "a row of the return points at no sale": (
        "UPDATE return_link SET sale_line_id = 99 WHERE return_line_id = 2",
        "E03",
    ),
}
# A row of each table given to client 005 while what it points at stays with client 004.
STRANGERS = {
    "entry of another's customer": "UPDATE entry SET customer_id = 3 WHERE id = 31",
    "entry of another's article": "UPDATE entry SET product_id = 4 WHERE id = 24",
    "reversal of another's voucher": "UPDATE voucher SET reverses_id = 21 WHERE id = 17",
    "voucher for another's return": "UPDATE voucher SET return_id = 1 WHERE id = 21",
    "sale to another's customer": "UPDATE sale SET customer_id = 3 WHERE id = 1",
    "line of another's sale": "UPDATE sale_line SET client_id = 2 WHERE id = 3",
    "line of another's article": "UPDATE sale_line SET product_id = 4 WHERE id = 3",
    "return of another's customer": "UPDATE goods_return SET customer_id = 3 WHERE id = 3",
    "line of another's return": "UPDATE return_line SET client_id = 2 WHERE id = 3",
    "return line of another's article": "UPDATE return_line SET product_id = 4 WHERE id = 3",
    "return into another's warehouse": "UPDATE return_line SET warehouse_id = 4 WHERE id = 3",
    "link of another's return": "UPDATE return_link SET client_id = 2 WHERE return_line_id = 3",
    "link to another's sale": "UPDATE return_link SET sale_line_id = 4 WHERE return_line_id = 3",
    "step of another's return": "UPDATE return_step SET client_id = 2 WHERE id = 1",
    "line of another's purchase": "UPDATE purchase_line SET client_id = 2",
    "receipt from another's customer": "UPDATE receipt SET customer_id = 3 WHERE id = 1",
    "refund of another's return": "UPDATE receipt SET client_id = 2 WHERE id = 2",
    "opening of another's customer": "UPDATE opening_balance SET client_id = 2",
    "opening stock of another's article": "UPDATE opening_stock SET product_id = 4 WHERE id = 1",
    "opening stock in another's place": "UPDATE opening_stock SET warehouse_id = 4 WHERE id = 1",
    "move of another's article": "UPDATE stock_move SET product_id = 4 WHERE id = 5",
    "move in another's place": "UPDATE stock_move SET warehouse_id = 4 WHERE id = 5",
    "balance of another's article": "UPDATE stock_balance SET client_id = 2 WHERE product_id = 1",
    "balance in another's place": (
        "UPDATE stock_balance SET warehouse_id = 6 WHERE warehouse_id = 2"
    ),
}


@pytest.fixture(scope="module")
def unguarded(traded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """That October without guards, CHECKs and references; what a test changes is undone."""
    path = Path(shutil.copy(traded_file, tmp_path_factory.mktemp("damaged") / "books.db"))
    engine = open_engine(path, KEY)
    raw = engine.raw_connection()
    for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        raw.cursor().execute(f"PRAGMA {setting}")
    raw.close()  # back to the pool, which keeps it for the connection below
    with engine.connect() as connection:
        for guard in GUARDS:
            connection.exec_driver_sql(f"DROP TRIGGER {guard.trigger}")
        connection.commit()
        yield connection
    engine.dispose()


def _checked(connection: Connection, statements: str) -> list[CheckResult]:
    """Do the damage, run every check but that of the guards, which are gone, and undo it."""
    try:
        for statement in statements.split(";"):
            assert connection.exec_driver_sql(statement).rowcount > 0
        return [one for one in run.results(connection) if not one.name.startswith("E04")]
    finally:
        connection.rollback()


def _only(results: list[CheckResult], rule: str) -> CheckResult:
    (found,) = (one for one in results if one.name.startswith(rule))
    return found


def test_without_damage_every_rule_holds(unguarded: Connection) -> None:
    assert [
        one for one in _checked(unguarded, "UPDATE voucher SET word = word") if not one.ok
    ] == []


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_named_by_the_rules_that_it_breaks(
    unguarded: Connection, damage: tuple[str, str]
) -> None:
    statements, rules = damage
    broken = {one.name[:3] for one in _checked(unguarded, statements) if not one.ok}
    assert broken == set(rules.split())


@pytest.mark.parametrize("statement", STRANGERS.values(), ids=STRANGERS.keys())
def test_what_mixes_two_clients_is_named(unguarded: Connection, statement: str) -> None:
    mixed = _only(_checked(unguarded, statement), "C01")
    assert not mixed.ok
    assert mixed.detail.startswith(statement.split()[1])


def test_every_rule_was_broken_once() -> None:
    broken = {rule for _, rules in DAMAGE.values() for rule in rules.split()}
    # V09: the unique key of a document's vouchers cannot be broken in a table that has it.
    assert {name[:3] for name in INVARIANTS} - broken == {"C01", "V09"}


def test_the_first_rows_where_a_rule_does_not_hold_are_named(unguarded: Connection) -> None:
    results = _checked(unguarded, "UPDATE voucher SET checked_by = made_by WHERE id >= 12")
    (found,) = (one for one in results if not one.ok)
    assert (found.name, found.detail) == (
        "V11 nobody checked what they wrote",
        "12; 13; 14; 15; 16",
    )


@pytest.mark.parametrize(
    ("hint", "statement"),
    [
        ("V08", "UPDATE voucher SET day = '2025-10-24' WHERE id = 16"),
        ("A05", "UPDATE audit_log SET at = '2025-10-30T00:00:00+00:00' WHERE seq = 9"),
    ],
)
def test_what_is_lawful_but_odd_is_told_and_breaks_no_rule(
    unguarded: Connection, hint: str, statement: str
) -> None:
    assert not _only(_checked(unguarded, "UPDATE voucher SET word = word"), hint).detail
    told = _only(_checked(unguarded, statement), hint)
    assert told.ok
    assert told.detail
    assert told.name in HINTS
