"""Drafts that are handed over as JSON: read field by field, refused by the field's name."""

import datetime
import enum
import json
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.cli.arguments import YEARS
from app.errors import AppError
from app.i18n import N_
from app.services.safe.files import read_file
from app.values.money import ZERO, Money, UnitPrice
from app.values.quantity import NOTHING, Quantity

_Word = TypeVar("_Word", bound=enum.StrEnum)
_Value = TypeVar("_Value")
_LARGEST = 4_000_000
_MOST_DIGITS = 4
_SHOWN = 60
_INVISIBLE = {"Cc", "Cs"}


@dataclass(eq=False)
class DraftUnreadable(AppError):
    """The file is no JSON text."""

    name: str
    line: int
    template = N_("{name} is no JSON text (see line {line}). Correct it and try again.")


@dataclass(eq=False)
class FieldWrong(AppError):
    """A field of a draft is missing or cannot be read."""

    place: str
    value: str
    example: str
    template = N_("{place} is “{value}”; write it like {example}.")


@dataclass(eq=False)
class FieldUnknown(AppError):
    """A draft has a field that means nothing."""

    place: str
    known: str
    template = N_("{place} is not known here; there are: {known}.")


def read(name: str) -> "Fields":
    """Give the draft in a file, or on standard input for a dash."""
    path = Path(name)
    content = sys.stdin.buffer.read(_LARGEST) if name == "-" else read_file(path, _LARGEST)
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise DraftUnreadable(name, error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DraftUnreadable(name, 1) from error
    return Fields(found, "")


class Fields:
    """The fields of one object of a draft; every one that is not asked for is refused."""

    def __init__(self, found: object, place: str) -> None:
        if not isinstance(found, dict):
            raise FieldWrong(place or "JSON", _shown(found), '{"…": …}')
        self._found: Mapping[str, object] = found
        self._place = place

    def text(self, name: str, default: str | None = None) -> str:
        """Give a text; without a default it has to be there."""
        return self._read(name, _text, default, "…")

    def day(self, name: str) -> datetime.date:
        """Give a day."""
        return self._read(name, _day, None, "2025-10-31")

    def money(self, name: str, default: Money | None = ZERO) -> Money:
        """Give an amount of yuan."""
        return self._read(name, Money.of, default, "1130.00")

    def quantity(self, name: str) -> Quantity:
        """Give a quantity that is not negative, nothing where it is left out."""
        return self._read(name, _quantity, NOTHING, "12.5")

    def unit_price(self, name: str) -> UnitPrice | None:
        """Give a price of one unit, None where it is left out."""
        return None if self._is_absent(name) else self._read(name, UnitPrice.of, None, "12.34")

    def number(self, name: str, default: int) -> int:
        """Give a whole number of things, up to some thousands."""
        return self._read(name, _whole, default, "2")

    def word(self, name: str, kind: type[_Word], default: _Word | None) -> _Word:
        """Give one of these words."""
        return self._read(name, kind, default, " / ".join(kind))

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts, empty where it is left out."""
        found = self._found.get(name) or []
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise FieldWrong(self._at(name), _shown(found), '["…"]')
        return tuple(found)

    def parts(self, name: str) -> tuple["Fields", ...]:
        """Give a list of objects."""
        found = self._found.get(name)
        if not isinstance(found, list) or not found:
            raise FieldWrong(self._at(name), _shown(found), '[{"…": …}]')
        return tuple(Fields(one, f"{self._at(name)}[{at}]") for at, one in enumerate(found, 1))

    def at(self, name: str) -> str:
        """Give where a field stands, for a refusal."""
        return self._at(name)

    def require_known(self, names: Sequence[str]) -> None:
        """Go on only if there is no other field than these; raises FieldUnknown."""
        for name in self._found:
            if name not in names:
                raise FieldUnknown(self._at(name), ", ".join(names))

    def _read(
        self, name: str, read_text: Callable[[str], _Value], default: _Value | None, example: str
    ) -> _Value:
        if self._is_absent(name) and default is not None:
            return default
        found = self._found.get(name)
        if not isinstance(found, str):
            raise FieldWrong(self._at(name), _shown(found), example)
        try:
            return read_text(found)
        except ValueError as error:
            raise FieldWrong(self._at(name), _shown(found), example) from error

    def _is_absent(self, name: str) -> bool:
        return self._found.get(name) is None

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def _quantity(text: str) -> Quantity:
    found = Quantity.of(text)
    if found < NOTHING:
        raise ValueError(text)
    return found


def _day(text: str) -> datetime.date:
    found = datetime.date.fromisoformat(text)
    if found.year not in YEARS:
        raise ValueError(text)
    return found


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def _text(text: str) -> str:
    if any(unicodedata.category(letter) in _INVISIBLE for letter in text):
        raise ValueError(text)
    return text


def _shown(found: object) -> str:
    if found is None:
        return ""
    # Quotes would double those of the sentence; a lone surrogate cannot be printed at all.
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return text[:_SHOWN].encode("utf-8", "backslashreplace").decode()
