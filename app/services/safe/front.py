"""What the sign-in page shows before anybody is known: names, the office, the last backup.

It is read with the standard library alone, so that the page is painted at once. Everything here is
for showing; nothing depends on it, and a damaged file shows blanks.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.services.safe import keyfile, record
from app.services.safe.files import read_file, replace_file

FRONT = "front.json"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class SlotName:
    """A person who may sign in."""

    staff_id: int
    name: str
    title: str
    last_sign_out: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The office as it was last left."""

    office_name: str = ""
    client_count: int = 0
    last_backup: datetime.datetime | None = None
    sign_outs: Mapping[int, datetime.datetime] = field(default_factory=dict)


def people(folder: Path) -> tuple[SlotName, ...]:
    """Give who may sign in, in the order in which they joined.

    Raises:
        KeyFileDamaged, KeyFileNewer: as their names say.

    """
    file = keyfile.read(folder)
    sign_outs = page(folder).sign_outs
    return tuple(
        SlotName(slot.staff_id, slot.name, slot.title, sign_outs.get(slot.staff_id))
        for slot in sorted(file.slots, key=lambda slot: slot.staff_id)
    )


def page(folder: Path) -> FrontPage:
    """Give the office as it was last left, blank where that is not known."""
    path = folder / FRONT
    if not path.is_file():
        return FrontPage()
    try:
        return _decode(read_file(path, _LARGEST))
    except record.Unreadable:
        return FrontPage()


def note_office(folder: Path, office_name: str, client_count: int) -> None:
    """Show this name and number of clients from the next sign-in on."""
    known = page(folder)
    changed = replace(known, office_name=office_name, client_count=client_count)
    if changed != known:
        _write(folder, changed)


def note_backup(folder: Path, at: datetime.datetime) -> None:
    """Show this as the moment of the last verified backup."""
    _write(folder, replace(page(folder), last_backup=at))


def note_sign_out(folder: Path, staff_id: int, at: datetime.datetime) -> None:
    """Show this as the moment when the person last left."""
    known = page(folder)
    _write(folder, replace(known, sign_outs={**known.sign_outs, staff_id: at}))


def _write(folder: Path, shown: FrontPage) -> None:
    fields: dict[str, object] = {
        "office_name": shown.office_name,
        "client_count": shown.client_count,
        "last_backup": None if shown.last_backup is None else shown.last_backup.isoformat(),
        "sign_outs": {str(person): at.isoformat() for person, at in shown.sign_outs.items()},
    }
    replace_file(folder / FRONT, record.canonical(fields))


def _decode(content: bytes) -> FrontPage:
    fields = record.parse(content)
    sign_outs = record.inner(fields, "sign_outs")
    has_backup = record.field(fields, "last_backup") is not None
    return FrontPage(
        office_name=record.text(fields, "office_name"),
        client_count=record.whole(fields, "client_count"),
        last_backup=record.moment(fields, "last_backup") if has_backup else None,
        sign_outs={_person(key): record.moment(sign_outs, key) for key in sign_outs},
    )


def _person(key: str) -> int:
    if not (key.isascii() and key.isdigit()) or len(key) > len(str(record.LARGEST)):
        raise record.Unreadable(key)
    return int(key)
