"""How often a password was wrong, kept through restarts: five tries are free, then they wait."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_
from app.services.safe import record
from app.services.safe.files import read_file, replace_file

TRIES = "tries.json"
FREE = 5
LONGEST_WAIT = 3600
_LARGEST_POWER = 12
_LARGEST = 1_000_000
_MOST = 1_000_000


@dataclass(eq=False)
class TooManyTries(AppError):
    """The password was wrong too often; the next try has to wait."""

    name: str
    wait_seconds: int
    template = N_(
        "The password of {name} was wrong too often. Try again in {wait_seconds} seconds."
    )
    exit_code: ClassVar[int] = 5


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries of one person since the last right one."""

    count: int
    last: datetime.datetime


def begin(folder: Path, name: str, now: datetime.datetime) -> int:
    """Count one more try before it is made, and give how many were wrong before it.

    Counting first means that ending the program in the middle of a try gains nothing.

    Raises:
        TooManyTries: it is too early.

    """
    counted = _read(folder)
    tries = counted.get(name)
    before = 0 if tries is None else tries.count
    if tries is not None:
        wait = _wait(tries, now)
        if wait > 0:
            if now < tries.last:
                # The clock was set back: the whole wait begins anew, and no longer than that.
                _write(folder, {**counted, name: Tries(tries.count, now)})
            raise TooManyTries(name, wait)
    _write(folder, {**counted, name: Tries(min(before + 1, _MOST), now)})
    return before


def clear(folder: Path, name: str) -> None:
    """Forget the tries of a person whose password was right."""
    counted = _read(folder)
    if name in counted:
        _write(folder, {other: tries for other, tries in counted.items() if other != name})


def _wait(tries: Tries, now: datetime.datetime) -> int:
    if tries.count < FREE:
        return 0
    whole = min(1 << min(tries.count - FREE, _LARGEST_POWER), LONGEST_WAIT)
    if now < tries.last:
        return whole
    return whole - int((now - tries.last).total_seconds())


def _read(folder: Path) -> Mapping[str, Tries]:
    path = folder / TRIES
    if not path.is_file():
        return {}
    try:
        fields = record.parse(read_file(path, _LARGEST))
        return {name: _tries(record.inner(fields, name)) for name in fields}
    except record.Unreadable:
        # Whoever can change this file can also try passwords without this program.
        return {}


def _tries(fields: record.Record) -> Tries:
    return Tries(record.whole(fields, "count", 0, _MOST), record.moment(fields, "last"))


def _write(folder: Path, counted: Mapping[str, Tries]) -> None:
    fields: dict[str, object] = {
        name: {"count": tries.count, "last": tries.last.isoformat()}
        for name, tries in counted.items()
    }
    replace_file(folder / TRIES, record.canonical(fields))
