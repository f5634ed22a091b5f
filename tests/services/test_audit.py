"""The log: what was done, by whom and when, in a chain that shows every later change."""

from typing import Any

import pytest
from sqlalchemy import Connection

from app.models.database import open_engine
from app.services import audit, staff
from app.services.access import NotAllowed
from app.services.audit import GENESIS, Deed
from app.values.actor import Role
from tests.builders import ADMIN, CLERK, FOUNDER, KEY, VIEWER, SteppedClock
from tests.services.trading import Trading

FORGED = {
    "another actor": ("UPDATE audit_log SET actor = '别人' WHERE seq = 9", ["9: hash"]),
    "another day": (
        "UPDATE audit_log SET at = '2025-10-30T00:00:00+00:00' WHERE seq = 9",
        ["9: hash"],
    ),
    "a day that is none": ("UPDATE audit_log SET at = 'gestern' WHERE seq = 9", ["9: hash"]),
    "other roles": ("UPDATE audit_log SET roles = 'admin' WHERE seq = 9", ["9: hash"]),
    "another act": ("UPDATE audit_log SET action = 'nothing' WHERE seq = 9", ["9: hash"]),
    "another client": ("UPDATE audit_log SET client_id = 2 WHERE seq = 9", ["9: hash"]),
    "another thing": ("UPDATE audit_log SET object = '999' WHERE seq = 9", ["9: hash"]),
    "another content": ("UPDATE audit_log SET payload = '{}' WHERE seq = 9", ["9: hash"]),
    "another version": ("UPDATE audit_log SET version = 2 WHERE seq = 9", ["9: hash"]),
    "a row taken out": ("DELETE FROM audit_log WHERE seq = 9", ["9: missing", "10: link"]),
    "the first row taken out": ("DELETE FROM audit_log WHERE seq = 1", ["1: missing", "2: link"]),
    "another row before it": (
        "UPDATE audit_log SET prev = hash WHERE seq = 9",
        ["9: link", "9: hash"],
    ),
    "another hash": (
        "UPDATE audit_log SET hash = prev WHERE seq = 9",
        ["9: hash", "10: link"],
    ),
}


def _forge(trading: Trading, *statements: str) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_audit_log_update_final")
        connection.exec_driver_sql("DROP TRIGGER guard_audit_log_delete_final")
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _written_anew(connection: Connection) -> None:
    """Change a row and every hash after it, as somebody with the key and the program could."""
    prev = GENESIS
    columns = "seq, version, at, actor, roles, action, client_id, object, payload"
    for fields in connection.exec_driver_sql(f"SELECT {columns} FROM audit_log").all():
        changed: list[Any] = list(fields)
        if changed[0] == 9:
            changed[3] = "别人"
        hashed = audit.row_hash(prev, *changed)
        connection.exec_driver_sql(
            "UPDATE audit_log SET actor = ?, prev = ?, hash = ? WHERE seq = ?",
            (changed[3], prev, hashed, changed[0]),
        )
        prev = hashed


def _verified(trading: Trading, anchor: str = "") -> tuple[str, ...]:
    with trading.office.reading(ADMIN) as reading:
        return audit.verify(reading, anchor)


def _anchor(trading: Trading) -> str:
    with trading.office.reading(ADMIN) as reading:
        return audit.head(reading).anchor


def test_a_chain_that_nobody_touched_is_whole(seen: Trading) -> None:
    assert _verified(seen) == ()


@pytest.mark.parametrize("forgery", FORGED.values(), ids=FORGED.keys())
def test_a_forged_row_is_noticed(trading: Trading, forgery: tuple[str, list[str]]) -> None:
    statement, noticed = forgery
    _forge(trading, statement)
    assert list(_verified(trading)) == noticed


def test_a_chain_written_anew_differs_from_what_was_printed(trading: Trading) -> None:
    printed = _anchor(trading)
    assert _verified(trading, f" {printed}\n") == ()
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_audit_log_update_final")
        _written_anew(connection)
    engine.dispose()
    assert _verified(trading) == ()
    assert _verified(trading, printed) == (f"{printed}: anchor",)


def test_an_end_that_was_cut_off_differs_from_what_was_printed(trading: Trading) -> None:
    printed = _anchor(trading)
    last = int(printed[:6])
    _forge(trading, f"DELETE FROM audit_log WHERE seq > {last - 3}")
    assert _verified(trading) == ()
    assert _verified(trading, printed) == (f"{printed}: anchor",)


@pytest.mark.parametrize("typed", ["nonsense", "12", "000009-", "000009-zzzzzzzzzzzzzzzz"])
def test_an_anchor_that_no_paper_carries_is_refused(seen: Trading, typed: str) -> None:
    assert _verified(seen, typed) == (f"{typed}: anchor",)


def test_an_earlier_printed_head_still_holds(trading: Trading) -> None:
    printed = _anchor(trading)
    with trading.book.writing(CLERK) as writing:
        audit.record(writing, Deed("report-made", "004", {"period": "2025-10"}))
    assert _anchor(trading) != printed
    assert _verified(trading, printed) == ()


def test_each_row_says_who_did_what_in_which_roles(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        audit.record(writing, Deed("one", "甲", {"b": 2, "a": 1}), Deed("two", "乙", {}))
    with trading.office.reading(ADMIN) as reading:
        two, one = audit.listing(reading, 2)
        rows = reading.connection.exec_driver_sql(
            "SELECT roles, client_id FROM audit_log ORDER BY seq DESC LIMIT 1"
        ).one()
    assert (one.action, one.thing, one.actor, one.payload) == ("one", "甲", "周敏", '{"a":1,"b":2}')
    assert (two.sequence, two.at) == (one.sequence + 1, "2025-10-31T02:26:00+00:00")
    assert tuple(rows) == ("maker", 1)


def test_what_concerns_the_office_belongs_to_no_client(trading: Trading) -> None:
    with trading.office.writing(FOUNDER) as writing:
        staff.add(writing, "赵六", [Role.VIEWER])
    with trading.office.reading(ADMIN) as reading:
        row = reading.connection.exec_driver_sql(
            "SELECT action, client_id, roles FROM audit_log ORDER BY seq DESC LIMIT 1"
        ).one()
    assert tuple(row[:2]) == ("staff-added", None)
    assert row[2].split(",") == sorted(role.value for role in Role)


def test_what_is_undone_leaves_no_row(trading: Trading) -> None:
    before = _anchor(trading)
    with pytest.raises(KeyError), trading.book.writing(CLERK) as writing:
        audit.record(writing, Deed("one", "甲", {}))
        raise KeyError
    assert _anchor(trading) == before


def test_the_time_of_a_row_is_that_of_its_permit(trading: Trading, clock: SteppedClock) -> None:
    clock.step(hours=3)
    with trading.book.writing(CLERK) as writing:
        audit.record(writing, Deed("one", "甲", {}))
    with trading.office.reading(ADMIN) as reading:
        assert audit.listing(reading, 1)[0].at == "2025-10-31T05:26:00+00:00"


def test_only_who_answers_for_the_office_reads_the_log(seen: Trading) -> None:
    for person in (CLERK, VIEWER):
        with seen.office.reading(person) as reading:
            for look in (audit.listing, audit.verify):
                with pytest.raises(NotAllowed):
                    look(reading)


def test_an_empty_chain_begins_from_nothing(trading: Trading) -> None:
    _forge(trading, "DELETE FROM audit_log")
    with trading.office.reading(ADMIN) as reading:
        assert audit.head(reading) == audit.Head(0, GENESIS)
        assert audit.verify(reading) == ()


def test_the_text_of_a_content_is_always_the_same() -> None:
    assert (
        audit.canonical({"金额": 113000, "a": [1, None, "x"]}) == '{"a":[1,null,"x"],"金额":113000}'
    )
