"""Every check by name: pages, guards, references, rules, the log."""

import pytest

from app.models.database import open_engine
from app.services import backups
from app.services.access import NotAllowed
from app.services.checks import run
from app.services.checks.run import CheckResult
from tests.builders import ADMIN, CLERK, KEEPER, KEY, REVIEWER, VIEWER
from tests.services.trading import Trading


def _checked(trading: Trading, *, deep: bool = False) -> dict[str, CheckResult]:
    with trading.office.reading(ADMIN) as reading:
        return {one.name[:3]: one for one in run.run(reading, deep=deep)}


def _broken(trading: Trading, *, deep: bool = False) -> dict[str, str]:
    return {rule: one.detail for rule, one in _checked(trading, deep=deep).items() if not one.ok}


def _change(trading: Trading, *statements: str) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_sound_books_keep_every_rule(seen: Trading) -> None:
    assert _broken(seen) == {}
    assert _broken(seen, deep=True) == {}


def test_a_deep_check_also_reads_every_page_and_the_content_of_the_log(seen: Trading) -> None:
    quick, deep = _checked(seen), _checked(seen, deep=True)
    assert set(deep) - set(quick) == {"E02", "A03"}
    assert (quick["E01"].name, deep["E01"].name) == ("E01 quick_check", "E01 integrity_check")


def test_a_guard_that_was_taken_away_is_noticed(trading: Trading) -> None:
    _change(trading, "DROP TRIGGER guard_entry_update_final")
    assert set(_broken(trading)) == {"E04"}


def test_words_of_a_voucher_that_were_changed_differ_from_the_log(trading: Trading) -> None:
    _change(
        trading,
        "DROP TRIGGER guard_entry_update_final",
        "UPDATE entry SET summary = '其他' WHERE voucher_id = 15 AND row = 1",
        "UPDATE entry SET account = '5601' WHERE voucher_id = 8 AND row = 1",
    )
    found = _broken(trading, deep=True)
    assert found["A03"] == "8; 15"
    assert "A03" not in _broken(trading)


def test_a_voucher_that_lost_its_number_differs_from_the_log(trading: Trading) -> None:
    _change(
        trading,
        "DROP TRIGGER guard_voucher_update_final",
        "UPDATE voucher SET word = '转' WHERE id = 17",
    )
    assert _broken(trading, deep=True)["A03"] == "17"


def test_a_forged_row_of_the_log_is_noticed(trading: Trading) -> None:
    _change(
        trading,
        "DROP TRIGGER guard_audit_log_update_final",
        "UPDATE audit_log SET payload = payload || ' ' WHERE seq = 40",
    )
    assert set(_broken(trading)) == {"E04", "A02"}


def test_who_keeps_the_goods_or_only_looks_runs_no_checks(seen: Trading) -> None:
    for person in (KEEPER, VIEWER):
        with seen.office.reading(person) as reading, pytest.raises(NotAllowed):
            run.run(reading)
    for person in (CLERK, REVIEWER, ADMIN):
        with seen.office.reading(person) as reading:
            assert run.run(reading)


def test_what_a_backup_finds_wrong_is_named(trading: Trading) -> None:
    assert backups.complaints(trading.office.engine) == []
    _change(trading, "DROP TRIGGER guard_entry_update_final")
    assert backups.complaints(trading.office.engine) == [
        "E04 tables and guards are the program's",
    ]
