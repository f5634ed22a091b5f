"""Every table is strict, holds its words and bounds, and lets nothing that is pointed at go."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint
from sqlcipher3.dbapi2 import IntegrityError

from app.models.tables import Base
from tests.models.full_books import raw, unguarded

TABLES = sorted(Base.metadata.tables)
_WORD = re.compile(r"(\w+) IN \('")
_FLAG = re.compile(r"(\w+) IN \(0, 1\)")
_BOUND = re.compile(r"(\w+) BETWEEN (-?\d+) AND (\d+)")

# How a row is made to break the rules that cannot be read off their own words.
BROKEN = {
    "ck_audit_log_seq_positive": "seq = 0",
    "ck_counter_last_not_negative": "last = -1",
    "ck_entry_amount_not_zero": "amount = 0",
    "ck_goods_return_day_when_posted": "posted_day = CASE WHEN posted_day IS NULL THEN day END",
    "ck_goods_return_two_people": "approved_by = applied_by",
    "ck_office_single": "id = 2",
    "ck_receipt_amount_not_zero": "amount = 0",
    "ck_return_line_no_more_than_returned": "accepted = quantity + 1",
    "ck_return_line_not_negative": "accepted = -1",
    "ck_return_link_quantity_not_negative": "quantity = -1",
    "ck_stock_balance_no_quantity_no_cost": "quantity = 0, cost = 1",
    "ck_stock_balance_not_below_zero": "quantity = -1, cost = 1",
    "ck_stock_move_quantity_not_zero": "quantity = 0",
    "ck_voucher_attachments_counted": "attachments = -1",
    "ck_voucher_day_in_period": "day = '2025-11-01'",
    "ck_voucher_moment_of_poster": "posted_at = CASE WHEN posted_at IS NULL THEN made_at END",
    "ck_voucher_number_when_posted": "serial = CASE WHEN serial IS NULL THEN 9999 END",
    "ck_voucher_poster_when_posted": (
        "posted_by = CASE WHEN posted_by IS NULL THEN 'x' END,"
        " posted_at = CASE WHEN posted_by IS NULL THEN made_at END"
    ),
    "ck_voucher_serial_positive": "serial = 0",
    "ck_goods_return_state_word": "state = 'nonsense' WHERE state = 'applied'",
    "ck_voucher_state_word": "state = 'nonsense' WHERE state = 'draft'",
    "ck_voucher_two_people": "checked_by = made_by",
}


def _checks() -> dict[str, tuple[str, str]]:
    """Give every CHECK by its full name: its table and its condition."""
    found = {}
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                found[
                    f"ck_{table.name}_{constraint.name}".replace(f"ck_{table.name}_ck_", "ck_")
                ] = (
                    table.name,
                    str(constraint.sqltext),
                )
    return found


CHECKS = _checks()


def _breaking(name: str, condition: str) -> tuple[str, ...]:
    """Give the changes of a row that each break this CHECK."""
    if name in BROKEN:
        return (BROKEN[name],)
    if found := _WORD.match(condition):
        return (f"{found[1]} = 'nonsense'",)
    if found := _FLAG.match(condition):
        return (f"{found[1]} = 2",)
    found = _BOUND.match(condition)
    assert found is not None, f"no way to break {name}: {condition}"
    return f"{found[1]} = {int(found[3]) + 1}", f"{found[1]} = {int(found[2]) - 1}"


@pytest.fixture(scope="module")
def bare(full_office: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("bare") / "bare.db"
    path.write_bytes(full_office[0].read_bytes())
    return unguarded(path)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_strict_and_has_a_row_to_try_it_on(bare: Any, table: str) -> None:
    assert bare.execute(
        "SELECT strict FROM pragma_table_list WHERE name = ?", (table,)
    ).fetchall() == [(1,)]
    assert bare.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


@pytest.mark.parametrize("table", TABLES)
def test_a_broken_number_is_stored_nowhere(bare: Any, table: str) -> None:
    columns = bare.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    for column in (name for name, kind in columns if kind == "INTEGER"):
        with pytest.raises(IntegrityError, match=r"cannot store REAL|datatype mismatch"):
            bare.execute(f"UPDATE {table} SET {column} = 1.5")


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_row_that_breaks_a_check_is_refused(bare: Any, name: str) -> None:
    table, condition = CHECKS[name]
    for change in _breaking(name, condition):
        with pytest.raises(IntegrityError, match=f"CHECK constraint failed: {name}$"):
            bare.execute(f"UPDATE {table} SET {change}")


@pytest.mark.parametrize("table", TABLES)
def test_what_is_pointed_at_cannot_be_deleted(bare: Any, table: str) -> None:
    rules = bare.execute("SELECT on_delete FROM pragma_foreign_key_list(?)", (table,)).fetchall()
    assert {rule for (rule,) in rules} <= {"RESTRICT"}


@pytest.mark.parametrize(
    "table", ["account", "account_role", "counter", "period", "return_link", "staff_role"]
)
def test_a_table_without_an_id_has_no_hidden_row_number(full: Path, table: str) -> None:
    with pytest.raises(Exception, match="no such column: rowid"):
        raw(full).execute(f"SELECT rowid FROM {table}")
