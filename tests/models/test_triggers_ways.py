"""Documents go their ways: from which state to which, and what goes with each step."""

from pathlib import Path
from typing import Any

import pytest

from tests.models.attacks import elsewhere, insert, refused, rows
from tests.models.full_books import Books, raw

VOUCHER_WAYS = {
    ("draft", "checked"),
    ("checked", "draft"),
    ("draft", "posted"),
    ("checked", "posted"),
    ("draft", "void"),
}
RETURN_WAYS = {
    ("applied", "approved"),
    ("applied", "rejected"),
    ("applied", "void"),
    ("approved", "applied"),
    ("approved", "inspected"),
    ("approved", "void"),
    ("inspected", "approved"),
    ("inspected", "posted"),
    ("posted", "archived"),
}


@pytest.mark.parametrize("after", ["draft", "checked", "posted", "void"])
@pytest.mark.parametrize("before", ["draft", "checked", "posted", "void"])
def test_a_voucher_goes_its_ways_and_no_other(
    full: Path, books: Books, before: str, after: str
) -> None:
    connection = raw(full)
    serial, poster = (9999, "'x'") if after == "posted" else ("NULL", "NULL")
    change = (
        f"UPDATE voucher SET state = '{after}', serial = {serial}, posted_by = {poster},"
        f" posted_at = {poster} WHERE id = {books.vouchers[before]}"
    )
    if (before, after) in VOUCHER_WAYS or before == after in {"draft", "checked"}:
        connection.execute(change)
    else:
        with refused(connection, "voucher"):
            connection.execute(change)


@pytest.mark.parametrize(
    "after", ["applied", "approved", "inspected", "posted", "archived", "rejected", "void"]
)
@pytest.mark.parametrize(
    "before", ["applied", "approved", "inspected", "posted", "archived", "rejected", "void"]
)
def test_a_return_goes_its_ways_and_no_other(
    full: Path, books: Books, before: str, after: str
) -> None:
    connection = raw(full)
    day = "coalesce(posted_day, day)" if after in {"posted", "archived"} else "NULL"
    change = (
        f"UPDATE goods_return SET state = '{after}', posted_day = {day}"
        f" WHERE id = {books.returns[before]}"
    )
    if (before, after) in RETURN_WAYS or before == after in {"applied", "approved", "inspected"}:
        connection.execute(change)
    else:
        with refused(connection, "goods_return"):
            connection.execute(change)


@pytest.mark.parametrize("state", ["checked", "posted", "void"])
def test_a_voucher_begins_as_a_draft(attacker: Any, books: Books, state: str) -> None:
    row = elsewhere(attacker, "voucher", rows(attacker, "voucher", "state = 'draft'")[0])
    with refused(attacker, "voucher"):
        insert(attacker, "INSERT", "voucher", row | {"state": state, "serial": None})


@pytest.mark.parametrize("state", ["approved", "inspected", "posted", "archived", "void"])
def test_a_return_begins_as_an_application(attacker: Any, state: str) -> None:
    row = rows(attacker, "goods_return", "state = 'applied'")[0]
    new = elsewhere(attacker, "goods_return", row) | {"state": state}
    with refused(attacker, "goods_return"):
        insert(attacker, "INSERT", "goods_return", new)


@pytest.mark.parametrize("column", ["reason_text", "note", "approved_by", "red_invoice", "reason"])
def test_archiving_a_return_changes_nothing_else(attacker: Any, books: Books, column: str) -> None:
    with refused(attacker, "goods_return"):
        attacker.execute(
            f"UPDATE goods_return SET state = 'archived', {column} = 'x'"
            f" WHERE id = {books.returns['posted']}"
        )


@pytest.mark.parametrize("column", ["id", "client_id", "return_id", "row", "product_id"])
def test_a_line_of_an_open_return_stays_with_its_return(
    attacker: Any, books: Books, column: str
) -> None:
    with refused(attacker, "return_line"):
        attacker.execute(
            f"UPDATE OR REPLACE return_line SET {column} = {column} + 1"
            f" WHERE return_id = {books.returns['applied']}"
        )


def test_a_line_is_never_slipped_into_a_return_that_is_under_way(
    attacker: Any, books: Books
) -> None:
    row = rows(attacker, "return_line", f"return_id = {books.returns['approved']}")[0]
    for state in ("approved", "inspected", "posted", "archived"):
        new = row | {"id": 900_000, "return_id": books.returns[state]}
        with refused(attacker, "return_line"):
            insert(attacker, "INSERT", "return_line", new)


@pytest.mark.parametrize("state", ["posted", "archived", "rejected", "void"])
def test_a_posted_return_gets_no_more_links(attacker: Any, books: Books, state: str) -> None:
    row = rows(attacker, "return_link", "1 = 1")[0]
    line = attacker.execute(
        "SELECT id FROM return_line WHERE return_id = ?", (books.returns[state],)
    ).fetchone()[0]
    with refused(attacker, "return_link"):
        insert(
            attacker,
            "INSERT",
            "return_link",
            row | {"return_line_id": line, "sale_line_id": 900_000},
        )


@pytest.mark.parametrize("state", ["checked", "posted", "void"])
def test_a_line_is_never_slipped_into_a_voucher_that_was_checked(
    attacker: Any, books: Books, state: str
) -> None:
    row = rows(attacker, "entry", "1 = 1")[0]
    new = row | {"id": 900_000, "row": 9, "voucher_id": books.vouchers[state]}
    with refused(attacker, "entry"):
        insert(attacker, "INSERT", "entry", new)


def test_a_line_of_another_client_is_never_slipped_into_a_draft(
    attacker: Any, books: Books
) -> None:
    row = rows(attacker, "entry", f"voucher_id = {books.vouchers['draft']}")[0]
    with refused(attacker, "entry"):
        insert(attacker, "INSERT", "entry", row | {"id": 900_000, "row": 9, "client_id": 2})


@pytest.mark.parametrize(
    "change",
    [
        "day = '2025-10-30'",
        "attachments = 9",
        "source_number = 'x'",
        "return_id = 1",
        "word = '收'",
        "state = 'posted', serial = 99, posted_by = 'x', posted_at = 'x', checked_by = 'x'",
    ],
)
def test_what_was_checked_is_what_is_posted(attacker: Any, books: Books, change: str) -> None:
    with refused(attacker, "voucher"):
        attacker.execute(f"UPDATE voucher SET {change} WHERE id = {books.vouchers['checked']}")


def test_the_maker_of_a_draft_stays_its_maker(attacker: Any, books: Books) -> None:
    with refused(attacker, "voucher"):
        attacker.execute(f"UPDATE voucher SET made_by = 'x' WHERE id = {books.vouchers['draft']}")


def _post(connection: Any, voucher_id: int) -> None:
    connection.execute(
        "UPDATE voucher SET state = 'posted', serial = 9999, posted_by = 'x', posted_at = 'x'"
        f" WHERE id = {voucher_id}"
    )


def test_the_database_itself_posts_no_unbalanced_voucher(attacker: Any, books: Books) -> None:
    draft = books.vouchers["draft"]
    row = rows(attacker, "entry", f"voucher_id = {draft}")[0]
    insert(attacker, "INSERT", "entry", row | {"id": 900_000, "row": 9})
    with refused(attacker, "voucher"):
        _post(attacker, draft)


def test_the_database_itself_posts_no_voucher_of_one_line(attacker: Any, books: Books) -> None:
    draft = books.vouchers["draft"]
    attacker.execute(f"DELETE FROM entry WHERE voucher_id = {draft}")
    with refused(attacker, "voucher"):
        _post(attacker, draft)


@pytest.mark.parametrize("state", ["closed", "locked", None])
def test_the_database_itself_posts_into_no_month_that_is_not_open(
    attacker: Any, books: Books, state: str | None
) -> None:
    if state is None:
        attacker.execute(
            "UPDATE voucher SET day = '2026-03-01', period = '2026-03'"
            f" WHERE id = {books.vouchers['draft']}"
        )
    else:
        attacker.execute("UPDATE period SET state = 'closed' WHERE period = '2025-10'")
    if state == "locked":
        attacker.execute("UPDATE period SET state = 'locked' WHERE period = '2025-10'")
    with refused(attacker, "voucher"):
        _post(attacker, books.vouchers["draft"])


@pytest.mark.parametrize(
    ("month", "after", "is_allowed"),
    [
        ("2025-10", "closed", True),
        ("2025-10", "locked", False),
        ("2025-08", "open", True),
        ("2025-08", "locked", True),
        ("2025-07", "closed", False),
        ("2025-07", "open", False),
    ],
)
def test_a_month_is_closed_then_locked_for_good(
    full: Path, month: str, after: str, *, is_allowed: bool
) -> None:
    connection = raw(full)
    change = f"UPDATE period SET state = '{after}' WHERE period = '{month}'"
    if is_allowed:
        connection.execute(change)
    else:
        with refused(connection, "period"):
            connection.execute(change)
