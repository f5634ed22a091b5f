"""The files of the demo: who is in its office, and what they did on which day."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.paths import RESOURCES
from app.version import VERSION

FOLDER = RESOURCES / "demo"
ACCOUNTANT, SUPERVISOR = 0, 4
"""Where in the list of people they stand who do the office's own work."""

Facts = Mapping[str, Any]
_CHINA = datetime.timezone(datetime.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did at a moment."""

    at: datetime.datetime
    who: str
    do: str
    facts: Facts


class DemoClock:
    """A clock that shows the moment of the story that is being told."""

    def __init__(self) -> None:
        self.now = moment(office()["founded"])

    def __call__(self) -> datetime.datetime:
        """Give the moment of the story, in UTC."""
        return self.now


def moment(text: str) -> datetime.datetime:
    """Give the moment that a clock in China showed, such as 2025-10-31 10:26."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=_CHINA).astimezone(datetime.UTC)


@cache
def office() -> Facts:
    """Give the office: its name, its people, its clients and their detail accounts."""
    found: Facts = _read("office.json")
    return found


def person(place: int) -> str:
    """Give the name of one of the people."""
    name: str = office()["people"][place]["name"]
    return name


def story() -> tuple[Event, ...]:
    """Give what was done up to the morning of the last of October."""
    return _events("story.json")


def ending() -> tuple[Event, ...]:
    """Give what is left to do with the return of the pictures: inspection, invoice, posting."""
    return _events("ending.json")


def opening_balances() -> Mapping[str, str]:
    """Give what each customer owed before the book began, by code."""
    found: Mapping[str, str] = _read("opening-balances.json")
    return found


@cache
def mark() -> str:
    """Give a mark that changes with the program's version and with any file of the demo."""
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def file(name: str) -> Path:
    """Give a file of the demo by its name."""
    return FOLDER / name


def _events(name: str) -> tuple[Event, ...]:
    return tuple(
        Event(
            moment(one["at"]),
            one["who"],
            one["do"],
            {key: value for key, value in one.items() if key not in {"at", "who", "do"}},
        )
        for one in _read(name)
    )


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))
