"""What is on the books stays as it is, whoever asks the database and however it is asked."""

from typing import Any

import pytest

from app.models.tables import Base
from app.models.triggers import GUARDS
from tests.models.attacks import at, elsewhere, insert, keys, other, refused, rows

# Of each table the rows that no one may touch, and what may still change of them.
FINAL: dict[str, str] = {
    "audit_log": "seq = 3",
    "backup": "1 = 1",
    "entry": "voucher_id IN (SELECT id FROM voucher WHERE state <> 'draft')",
    "goods_return": "state IN ('archived', 'rejected', 'void')",
    "opening_balance": "1 = 1",
    "opening_stock": "1 = 1",
    "period": "state = 'locked'",
    "purchase": "1 = 1",
    "purchase_line": "1 = 1",
    "receipt": "1 = 1",
    "return_line": "return_id IN (SELECT id FROM goods_return WHERE state IN"
    " ('posted', 'archived', 'rejected', 'void'))",
    "return_link": "return_line_id IN (SELECT l.id FROM return_line l JOIN goods_return r"
    " ON r.id = l.return_id WHERE r.state IN ('posted', 'archived', 'rejected', 'void'))",
    "return_step": "id = 1",
    "sale": "1 = 1",
    "sale_line": "1 = 1",
    "stock_move": "id = 1",
    "voucher": "state IN ('posted', 'void')",
}
# Rows that others point at: some of their columns may change, but they are not replaced.
NAMED: dict[str, tuple[str, ...]] = {
    "account": ("client_id", "code"),
    "client": ("id",),
    "counter": ("client_id", "kind", "period"),
    "customer": ("id", "client_id"),
    "import_batch": (
        *("id", "client_id", "kind", "file_name", "sha256", "mapping", "read"),
        *("written_by", "written_at"),
    ),
    "office": ("id",),
    "product": ("id", "client_id"),
    "staff": ("id",),
    "warehouse": ("id", "client_id"),
}


@pytest.mark.parametrize("table", FINAL)
def test_no_column_of_a_final_row_changes(attacker: Any, table: str) -> None:
    row = rows(attacker, table, FINAL[table])[0]
    where, values = at(row, keys(attacker, table)[0])
    for column, value in row.items():
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            with refused(attacker, table):
                statement = f"{verb} {table} SET {column} = ? WHERE {where}"
                attacker.execute(statement, [other(value), *values])


@pytest.mark.parametrize("table", FINAL)
def test_a_final_row_cannot_be_deleted(attacker: Any, table: str) -> None:
    for row in rows(attacker, table, FINAL[table]):
        where, values = at(row, keys(attacker, table)[0])
        with refused(attacker, table):
            attacker.execute(f"DELETE FROM {table} WHERE {where}", values)


@pytest.mark.parametrize("table", [*FINAL, *NAMED])
def test_a_row_cannot_be_replaced_by_any_of_its_keys(attacker: Any, table: str) -> None:
    for row in rows(attacker, table, FINAL.get(table, "1 = 1")):
        for key in keys(attacker, table):
            if any(row[column] is None for column in key):
                continue
            intruder = elsewhere(attacker, table, row) | {column: row[column] for column in key}
            if "state" in intruder and table == "voucher":
                intruder["state"] = "draft"
            if "state" in intruder and table == "goods_return":
                intruder["state"] = "applied"
            for verb in ("INSERT OR REPLACE", "REPLACE"):
                with refused(attacker, table):
                    insert(attacker, verb, table, intruder)


@pytest.mark.parametrize("table", [*FINAL, *NAMED])
def test_an_insert_that_would_update_is_refused(attacker: Any, table: str) -> None:
    row = rows(attacker, table, FINAL.get(table, "1 = 1"))[0]
    key = keys(attacker, table)[0]
    column = next(name for name in row if name not in key)
    with refused(attacker, table):
        tail = f"ON CONFLICT DO UPDATE SET {column} = excluded.{column}"
        insert(attacker, "INSERT", table, row, tail)


@pytest.mark.parametrize("table", [*FINAL, *NAMED])
def test_another_row_cannot_take_a_rows_place(attacker: Any, table: str) -> None:
    victim = rows(attacker, table, FINAL.get(table, "1 = 1"))[0]
    for key in keys(attacker, table):
        if any(victim[column] is None for column in key):
            continue
        same, values = at(victim, key)
        others = attacker.execute(f"SELECT * FROM {table} WHERE NOT ({same})", values).fetchall()
        for kept in others:
            intruder = dict(zip(victim, kept, strict=True))
            where, place = at(intruder, keys(attacker, table)[0])
            taken = ", ".join(f"{column} = ?" for column in key)
            with refused(attacker, table):
                statement = f"UPDATE OR REPLACE {table} SET {taken} WHERE {where}"
                attacker.execute(statement, [*values, *place])


@pytest.mark.parametrize("table", NAMED)
def test_a_row_that_others_point_at_keeps_its_identity(attacker: Any, table: str) -> None:
    row = rows(attacker, table, "1 = 1")[0]
    for column in NAMED[table]:
        with refused(attacker, table):
            attacker.execute(f"UPDATE {table} SET {column} = ?", [other(row[column])])


@pytest.mark.parametrize(
    "table", ["client", "counter", "import_batch", "office", "staff", "stock_balance"]
)
def test_what_everything_hangs_on_cannot_be_deleted(attacker: Any, table: str) -> None:
    with refused(attacker, table):
        attacker.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("column", ["client_id", "product_id", "warehouse_id"])
def test_stock_on_hand_stays_where_it_lies(attacker: Any, column: str) -> None:
    with refused(attacker, "stock_balance"):
        attacker.execute(f"UPDATE OR REPLACE stock_balance SET {column} = {column} + 1")


def test_of_a_file_no_fewer_rows_are_taken_than_before(attacker: Any) -> None:
    with refused(attacker, "import_batch"):
        attacker.execute("UPDATE import_batch SET taken = taken - 1")
    attacker.execute("UPDATE import_batch SET taken = taken + 1")


def test_a_run_of_numbers_never_goes_back(attacker: Any) -> None:
    with refused(attacker, "counter"):
        attacker.execute("UPDATE counter SET last = last - 1")


def test_every_table_of_documents_has_its_guards() -> None:
    unguarded = set(Base.metadata.tables) - {guard.table for guard in GUARDS}
    assert unguarded == {"account_role", "staff_role"}


def test_no_two_guards_have_one_name() -> None:
    names = [guard.trigger for guard in GUARDS]
    assert len(names) == len(set(names))
