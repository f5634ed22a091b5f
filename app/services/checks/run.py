"""Running every check, from the pages of the file to the sums of the books."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Row, select, text

from app.models.audit import AuditRow
from app.models.fingerprint import SCHEMA_FINGERPRINT, fingerprint
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.checks.invariants import HINTS, INVARIANTS
from app.services.permits import OfficeReading

_SHOWN = 5
_LINES = text(
    "SELECT voucher_id, side, account, customer_id, product_id, amount, summary"
    " FROM entry ORDER BY voucher_id, row"
)
_POSTED = text("SELECT * FROM voucher WHERE state = 'posted' ORDER BY id")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One rule, whether it holds, and where it does not."""

    name: str
    ok: bool
    detail: str = ""


@allowed(Act.CHECK)
def run(reading: OfficeReading, *, deep: bool = False) -> tuple[CheckResult, ...]:
    """Check the office by every rule; deep also reads every page and every log row's content."""
    return tuple(results(reading.connection, deep=deep))


@inner
def results(connection: Connection, *, deep: bool = False) -> Iterator[CheckResult]:
    """Give the outcome of every check on this connection."""
    for of_engine in _OF_ENGINE.get(connection.dialect.name, ()):
        yield from of_engine(connection, deep=deep)
    for name, statement in INVARIANTS.items():
        broken = connection.execute(text(statement)).fetchmany(_SHOWN)
        yield CheckResult(name, ok=not broken, detail=_listed(broken))
    for name, statement in HINTS.items():
        seen = connection.execute(text(statement)).fetchmany(_SHOWN)
        yield CheckResult(name, ok=True, detail=_listed(seen))
    yield _result("A02 the log's links and hashes fit", audit.broken_links(connection)[:_SHOWN])
    if deep:
        yield _result("A03 the log holds the vouchers as they stand", _unlike_log(connection))


def _engine(connection: Connection, *, deep: bool) -> Iterator[CheckResult]:
    pragma = "integrity_check" if deep else "quick_check"
    said = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
    yield _result(f"E01 {pragma}", [] if said == ["ok"] else said[:_SHOWN])
    if deep:
        pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
        yield _result("E02 every page carries its seal", pages[:_SHOWN])
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    yield _result("E03 every reference leads somewhere", [str(row[0]) for row in orphans])
    found = fingerprint(connection)
    yield CheckResult(
        "E04 tables and guards are the program's", found == SCHEMA_FINGERPRINT, found[:16]
    )


class _EngineChecks(Protocol):
    def __call__(self, connection: Connection, *, deep: bool) -> Iterator[CheckResult]: ...


_OF_ENGINE: Mapping[str, tuple[_EngineChecks, ...]] = {"sqlite": (_engine,)}
"""A server looks after its own pages."""


def _unlike_log(connection: Connection) -> list[str]:
    """Give the posted vouchers whose content is not the one that was logged."""
    logged: dict[str, str] = {
        row.object: row.payload
        for row in connection.execute(
            select(AuditRow.object, AuditRow.payload).where(AuditRow.action == "voucher-posted")
        )
    }
    lines: dict[int, list[list[object]]] = {}
    for voucher_id, *line in connection.execute(_LINES):
        lines.setdefault(voucher_id, []).append(line)
    unlike = [
        str(voucher.id)
        for voucher in connection.execute(_POSTED)
        if logged.get(str(voucher.id)) != _content(voucher, lines.get(voucher.id, []))
    ]
    return unlike[:_SHOWN]


def _content(voucher: Row[Any], lines: list[list[object]]) -> str:
    """Give a voucher as the log would hold it: as it lies on disk, whatever lies there."""
    serial = voucher.serial or 0
    return audit.canonical(
        {
            "number": f"{voucher.word}-{serial:04d}",
            "period": voucher.period,
            "day": voucher.day,
            "source": [
                voucher.source_kind,
                voucher.source_id,
                voucher.source_number,
                voucher.part,
            ],
            "people": [voucher.made_by, voucher.checked_by],
            "lines": lines,
        }
    )


def _listed(rows: Sequence[Row[Any]]) -> str:
    return "; ".join(" ".join(map(str, row)) for row in rows)


def _result(name: str, broken: Sequence[str]) -> CheckResult:
    return CheckResult(name, not broken, "; ".join(broken))
