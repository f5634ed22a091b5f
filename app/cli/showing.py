"""What the terminal prints: data for programs, tables and sentences for people."""

import datetime
import json
import sys
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from app.i18n import _
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity

_GAP = "  "


def say(sentence: str) -> None:
    """Print a sentence for a person."""
    print(sentence)


def complain(sentence: str) -> None:
    """Print a sentence beside what the command gives."""
    print(sentence, file=sys.stderr, flush=True)


def give(data: object) -> None:
    """Print data for a program: amounts and quantities as decimal text, days as ISO."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    match value:
        case Money() | Quantity() | UnitPrice() | Period():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case _:
            message = f"no text for {type(value).__name__}"
            raise TypeError(message)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()
) -> None:
    """Print rows below their headings, columns of figures to the right."""
    lines = [list(headings), *(list(row) for row in rows)]
    if len(lines) == 1:
        say(_("Nothing to show."))
        return
    widths = [max(width(line[at]) for line in lines) for at in range(len(headings))]
    for line in lines:
        cells = [_padded(cell, widths[at], to_right=at in right) for at, cell in enumerate(line)]
        print(_GAP.join(cells).rstrip())


def width(text: str) -> int:
    """Give how many places a text takes in a terminal, where Chinese takes two each."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if _is_wide(letter) else 1 for letter in text
    )


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in {"W", "F"}


def _padded(cell: str, places: int, *, to_right: bool) -> str:
    blank = " " * (places - width(cell))
    return blank + cell if to_right else cell + blank
