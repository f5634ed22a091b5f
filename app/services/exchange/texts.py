"""Codes, names and words in cells."""

import datetime
import enum
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from app.services.exchange.cells import Cell, plain_number, shown
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused

E = TypeVar("E", bound=enum.StrEnum)
CODE_LIMIT = 60
TEXT_LIMIT = 300
NOTE_LIMIT = 2000
_CERTAIN = 10**15
"""A double holds every whole number below this; of a longer one the spreadsheet zeroes the end."""

_BREAKS = re.compile(r"[\t\r\n\v\f\u2028\u2029]+")
_REFUSED = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LOST = "\ufffd"
_WITH_E = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_GUARDED = re.compile(r"'[=+\-@]")
"""How our own files keep a spreadsheet from taking text for a formula."""


def code(cell: Cell) -> str:
    """Read a code: text is kept as it is, and a number only if its digits are certain.

    Raises:
        CellRefused: the spreadsheet has made something else of the code.

    """
    match cell:
        case str():
            return _code_text(cell)
        case int() | float() | Decimal():
            return _whole(cell)
        case _:
            raise CellRefused(Reason.CODE_UNCLEAR)


def _code_text(text: str) -> str:
    if _WITH_E.fullmatch(text):
        raise CellRefused(Reason.ALREADY_ROUNDED)
    plain = _unwrapped(text)
    if not plain.isprintable():
        for character in plain:
            if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
                raise CellRefused(Reason.CHARACTER_REFUSED, character=f"U+{ord(character):04X}")
    _check(plain, CODE_LIMIT)
    return plain


def _whole(number: float | Decimal) -> str:
    if not -_CERTAIN < number < _CERTAIN:
        raise CellRefused(Reason.ALREADY_ROUNDED)
    if number < 0 or number != number // 1:
        raise CellRefused(Reason.CODE_UNCLEAR)
    return str(int(number))


def text(cell: Cell) -> str:
    """Read a name or an address in one line."""
    return _line(cell, TEXT_LIMIT)


def note(cell: Cell) -> str:
    """Read a remark in one line."""
    return _line(cell, NOTE_LIMIT)


def _line(cell: Cell, limit: int) -> str:
    match cell:
        case str():
            line = _BREAKS.sub(" ", _unwrapped(cell)).strip()
        case int() | float() | Decimal() if not -_CERTAIN < cell < _CERTAIN:
            raise CellRefused(Reason.ALREADY_ROUNDED)
        case float():
            line = plain_number(cell)
        case Decimal():
            line = f"{cell.normalize():f}"
        case datetime.datetime():
            line = cell.isoformat(sep=" ")
        case _:
            line = shown(cell)
    _check(line, limit)
    return line


def _unwrapped(text: str) -> str:
    """Take off what a spreadsheet needs to see text as text: ="007" and '=text."""
    wrapped = _EXCEL_TEXT.fullmatch(text)
    if wrapped is not None:
        return wrapped[1]
    return text[1:] if _GUARDED.match(text) else text


def _check(line: str, limit: int) -> None:
    if len(line) > limit:
        raise CellRefused(Reason.TOO_LONG, limit=str(limit))
    found = _REFUSED.search(line)
    if found is not None:
        raise CellRefused(Reason.CHARACTER_REFUSED, character=f"U+{ord(found[0]):04X}")
    if _LOST in line:
        raise CellRefused(Reason.CHARACTER_LOST)


def word_of(words: Mapping[str, E]) -> Callable[[Cell], E | None]:
    """Give a reader that knows these words of the trade, in any letter case."""
    known = {key.casefold(): member for key, member in words.items()}
    first: dict[E, str] = {}
    for key, member in words.items():
        first.setdefault(member, key)

    def read(cell: Cell) -> E | None:
        found = known.get(shown(cell).strip().casefold())
        if found is None:
            raise CellRefused(Reason.WORD_UNKNOWN, words="、".join(first.values()))
        return found

    return read


def flag_of(words: Mapping[str, bool]) -> Callable[[Cell], bool]:
    """Give a reader of yes and no in these words."""

    def read(cell: Cell) -> bool:
        found = words.get(shown(cell).strip().casefold())
        if found is None:
            raise CellRefused(Reason.WORD_UNKNOWN, words="、".join(words))
        return found

    return read
