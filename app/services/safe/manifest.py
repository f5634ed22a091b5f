"""The first part of a backup: whose books it holds, how much, and the digest of each part."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from app.errors import AppError
from app.i18n import N_
from app.services.safe import record
from app.services.safe.database_key import LENGTH, DatabaseKey

FORMAT = "zhangfang backup"
VERSION = 1
MANIFEST = "manifest.json"
LARGEST = 16 * 1024 * 1024

_DIGEST = re.compile(r"[0-9a-f]{64}")
_OFFICE = re.compile(r"[0-9a-f]{32}")


@dataclass(eq=False)
class BackupNewer(AppError):
    """The backup was written by a newer program."""

    found: int
    known: int
    template = N_(
        "This backup was written by a newer program (format {found}, this program knows {known})."
        " Install the newer program; nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class BooksFacts:
    """What can be counted in the books, to be compared after a restore.

    The trial balances are digests by client code; the audit hash is the head of the chain.
    """

    schema_version: int
    row_counts: Mapping[str, int]
    audit_sequence: int
    audit_hash: str
    trial_balances: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proof:
    """How books are proven: every check with what it found wrong, and the facts to compare."""

    check: Callable[[Engine], Sequence[str]]
    gather: Callable[[Engine], BooksFacts]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a backup behind the manifest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Complaints are what the checks already found wrong when it was made: a backup of books with a
    known fault is still a backup.
    """

    program_version: str
    office: str
    generation: int
    counter: int
    made_at: datetime.datetime
    facts: BooksFacts
    complaints: tuple[str, ...]
    parts: tuple[Part, ...]
    key: DatabaseKey = field(repr=False)


def encode(manifest: Manifest) -> bytes:
    """Give the manifest as it lies inside the encryption."""
    facts = manifest.facts
    return record.canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "program_version": manifest.program_version,
            "schema_version": facts.schema_version,
            "office": manifest.office,
            "generation": manifest.generation,
            "counter": manifest.counter,
            "made_at": manifest.made_at.isoformat(),
            "row_counts": dict(facts.row_counts),
            "audit": {"sequence": facts.audit_sequence, "hash": facts.audit_hash},
            "trial_balances": dict(facts.trial_balances),
            "complaints": list(manifest.complaints),
            "parts": [
                {"name": part.name, "size": part.size, "sha256": part.sha256}
                for part in manifest.parts
            ],
            "database_key": manifest.key.raw.hex(),
        }
    )


def decode(content: bytes) -> Manifest:
    """Give the manifest that the content is; raises record.Unreadable, BackupNewer."""
    fields = record.parse(content)
    if record.text(fields, "format") != FORMAT:
        raise record.Unreadable(FORMAT)
    version = record.whole(fields, "version")
    if version > VERSION:
        raise BackupNewer(version, VERSION)
    return Manifest(
        program_version=record.text(fields, "program_version"),
        office=_matching(_OFFICE, record.text(fields, "office")),
        generation=record.whole(fields, "generation", most=999_998),
        counter=record.whole(fields, "counter"),
        made_at=record.moment(fields, "made_at"),
        facts=_facts(fields),
        complaints=tuple(
            record.as_text(complaint, "complaint")
            for complaint in record.entries(fields, "complaints")
        ),
        parts=tuple(_part(record.as_record(part)) for part in record.entries(fields, "parts")),
        key=_key(record.text(fields, "database_key")),
    )


def differences(kept: BooksFacts, found: BooksFacts) -> tuple[str, ...]:
    """Give every fact that is not the same, with the kept value first."""
    left, right = _flat(kept), _flat(found)
    return tuple(
        f"{name}: {left.get(name, '-')} ≠ {right.get(name, '-')}"
        for name in sorted(left.keys() | right.keys())
        if left.get(name) != right.get(name)
    )


def _flat(facts: BooksFacts) -> Mapping[str, str]:
    return {
        "schema_version": str(facts.schema_version),
        "audit": f"{facts.audit_sequence:06d}-{facts.audit_hash[:16]}",
        "audit_hash": facts.audit_hash,
        **{f"rows {table}": str(count) for table, count in facts.row_counts.items()},
        **{f"trial_balance {client}": value for client, value in facts.trial_balances.items()},
    }


def _facts(fields: record.Record) -> BooksFacts:
    counts = record.inner(fields, "row_counts")
    audit = record.inner(fields, "audit")
    balances = record.inner(fields, "trial_balances")
    return BooksFacts(
        schema_version=record.whole(fields, "schema_version"),
        row_counts={table: record.whole(counts, table) for table in counts},
        audit_sequence=record.whole(audit, "sequence"),
        audit_hash=record.text(audit, "hash"),
        trial_balances={client: record.text(balances, client) for client in balances},
    )


def _part(fields: record.Record) -> Part:
    return Part(
        name=record.text(fields, "name"),
        size=record.whole(fields, "size"),
        sha256=_matching(_DIGEST, record.text(fields, "sha256")),
    )


def _key(text: str) -> DatabaseKey:
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raw = b""
    if len(raw) != LENGTH:
        message = "database_key"
        raise record.Unreadable(message)
    return DatabaseKey(raw)


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise record.Unreadable(text)
    return text
