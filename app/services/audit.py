"""What was done, by whom and when, in a chain that shows every later change."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Text, select, type_coerce

from app.models.audit import AuditRow
from app.models.bulk import insert_rows
from app.models.prepared import Prepared
from app.services.access import Act, allowed, inner
from app.services.permits import OfficeReading, OfficeWriting, Reading, Writing

VERSION = 1
GENESIS = "0" * 64
_COLUMNS = (
    *("seq", "version", "at", "actor", "roles", "action", "client_id"),
    *("object", "payload", "prev", "hash"),
)

_ANCHOR = re.compile("([0-9]{6,18})-([0-9a-f]{16})")

_LAST = Prepared(select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1))

Payload = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: to what, and its whole content."""

    action: str
    thing: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain: its sequence and its hash."""

    sequence: int
    hash: str

    @property
    def anchor(self) -> str:
        """The text that is printed on paper that leaves the office."""
        return f"{self.sequence:06d}-{self.hash[:16]}"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the log as it is shown."""

    sequence: int
    at: str
    actor: str
    action: str
    thing: str
    payload: str


def canonical(payload: Payload) -> str:
    """Give the one text of a payload: keys sorted, no spaces, exact text of every value."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_hash(prev: str, *fields: object) -> str:
    """Give the hash of a row, which covers all of its fields and the hash before it."""
    joined = "\x1f".join("" if field is None else str(field) for field in (prev, *fields))
    return hashlib.sha256(joined.encode()).hexdigest()


@inner
def record(writing: Writing | OfficeWriting, *deeds: Deed) -> None:
    """Append what was done to the log, in the transaction that did it."""
    head = last_row(writing.connection)
    at = writing.now.isoformat()
    actor = writing.actor.name
    roles = ",".join(sorted(role.value for role in writing.actor.roles))
    client_id = writing.client_id if isinstance(writing, Writing) else None
    prev, sequence, rows = head.hash, head.sequence, []
    for deed in deeds:
        sequence += 1
        payload = canonical(deed.payload)
        fields = (sequence, VERSION, at, actor, roles, deed.action, client_id, deed.thing, payload)
        hashed = row_hash(prev, *fields)
        rows.append((*fields, prev, hashed))
        prev = hashed
    insert_rows(writing.connection, AuditRow, _COLUMNS, rows)


@inner
def head(reading: OfficeReading | Reading) -> Head:
    """Give the head of the chain."""
    return last_row(reading.connection)


@allowed(Act.AUDIT)
def listing(reading: OfficeReading, limit: int = 200) -> tuple[AuditEntry, ...]:
    """Give the newest rows of the log, newest first."""
    rows = reading.connection.execute(
        select(
            AuditRow.seq,
            AuditRow.at,
            AuditRow.actor,
            AuditRow.action,
            AuditRow.object,
            AuditRow.payload,
        )
        .order_by(AuditRow.seq.desc())
        .limit(limit)
    )
    return tuple(AuditEntry(row[0], row[1].isoformat(), *row[2:]) for row in rows)


@allowed(Act.AUDIT)
def verify(reading: OfficeReading, anchor: str = "") -> tuple[str, ...]:
    """Give what is wrong with the chain, row by row; nothing where it is whole.

    An anchor is what was printed on paper that left the office. It shows what the chain alone
    cannot: that its end was cut off, or that all of it was written anew.
    """
    broken = broken_links(reading.connection)
    if not anchor or _holds(reading.connection, anchor.strip()):
        return broken
    return (*broken, f"{anchor}: anchor")


def broken_links(connection: Connection) -> tuple[str, ...]:
    """Give every row whose number, link or hash does not fit."""
    # As text: a moment that somebody made unreadable is a broken row, not the end of the check.
    columns = [type_coerce(AuditRow.__table__.c[name], Text) for name in _COLUMNS[1:]]
    statement = select(AuditRow.seq, *columns).order_by(AuditRow.seq)
    prev, expected, wrong = GENESIS, 1, []
    for row in connection.execute(statement):
        seq, *rest, kept_prev, kept_hash = row
        fields = (seq, *rest)
        if seq != expected:
            wrong.append(f"{expected}: missing")
        if kept_prev != prev:
            wrong.append(f"{seq}: link")
        if row_hash(kept_prev, *fields) != kept_hash:
            wrong.append(f"{seq}: hash")
        prev, expected = kept_hash, seq + 1
    return tuple(wrong)


def last_row(connection: Connection) -> Head:
    """Give the last row of the chain in this database."""
    row = _LAST.first(connection)
    return Head(0, GENESIS) if row is None else Head(row.seq, row.hash)


def _holds(connection: Connection, anchor: str) -> bool:
    """Say whether the chain has the very row that an anchor names."""
    told = _ANCHOR.fullmatch(anchor)
    if told is None:
        return False
    statement = select(AuditRow.hash).where(AuditRow.seq == int(told[1]))
    kept = connection.execute(statement).scalar()
    return kept is not None and kept[:16] == told[2]
