"""Long text made to fit its cell: a little smaller, or on more lines, but never cut off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.services.printing.fonts import Face, width_of

MM = 72 / 25.4
"""Points in a millimetre."""

LEADING = 1.15
"""From one line of a cell to the next, as a multiple of the size."""

_BLANKS = str.maketrans(dict.fromkeys("\t\n\v\f\r", " "))
_SLIGHTLY = 0.92
_STEP = 0.96
_SMALLEST = 1.0
_WHOLE_WORDS = 0.65
_PIECES = re.compile(r"\s+|[!-~]*[0-9A-Za-z][!-~]*|\S")
_NEVER_FIRST = frozenset("-，。、；：？！）》」』】〉…·%,.;:?!)]}”\u2019")
_NEVER_LAST = frozenset("（《「『【〈([{“\u2018¥")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph in a face of its own."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one text and the size in points at which they fit."""

    lines: tuple[str, ...]
    size: float


def plain(text: str) -> str:
    """Give a text with line breaks and tabs as blanks: a cell breaks its lines itself."""
    return text.translate(_BLANKS)


@lru_cache(maxsize=16384)
def fit(text: str, face: Face, size: float, width: float, height: float) -> Fitted:
    """Give the largest setting of a text, not above this size, that fits width x height mm.

    One line is preferred, then one slightly smaller line, then several lines, then smaller ones.
    """
    room = width * MM
    natural = width_of(text, face) * size
    if natural * _SLIGHTLY <= room:
        return Fitted((text,), min(size, size * room / natural) if natural else size)
    widest = max(width_of(piece.text, face) for piece in _pieces([Run(text, face)]))
    # A word is broken only where it would have to become much smaller to stay whole.
    tried = min(size, room / widest) if room / widest > _WHOLE_WORDS * size else size
    while True:
        lines = tuple(wrapped([Run(text, face)], tried, width))
        if len(lines) * tried * LEADING <= height * MM or tried < _SMALLEST:
            return Fitted(tuple("".join(run.text for run in line) for line in lines), tried)
        tried *= _STEP


@lru_cache(maxsize=16384)
def fit_line(text: str, face: Face, size: float, width: float) -> float:
    """Give the size, not above this one, at which a text fits on one line of so many mm."""
    natural = width_of(text, face) * size
    room = width * MM
    return size if natural <= room else size * room / natural


def wrapped(runs: Sequence[Run], size: float, width: float) -> list[tuple[Run, ...]]:
    """Break a paragraph into lines no wider than so many mm.

    Chinese breaks between any two characters, but no line begins with a closing mark or ends with
    an opening one. Words, figures and numbers of documents stay whole while they fit: readers that
    copy a broken TH-202510-0018 lose its hyphen.
    """
    room = width * MM / size
    lines: list[list[Run]] = [[]]
    used = 0.0
    parts = [part for piece in _pieces(runs) for part in _no_wider(piece, room)]
    for piece in parts:
        advance = width_of(piece.text, piece.face)
        blank = piece.text.isspace()
        if used + advance > room and lines[-1] and not blank:
            lines.append([])
            used = 0.0
        if blank and not lines[-1]:
            continue
        lines[-1].append(piece)
        used += advance
    return [_joined(line) for line in lines]


def _pieces(runs: Sequence[Run]) -> list[Run]:
    """Give the parts between which a line may end."""
    pieces: list[Run] = []
    for run in runs:
        for text in _PIECES.findall(run.text):
            if pieces and _sticks(pieces[-1].text, text) and pieces[-1].face is run.face:
                pieces[-1] = Run(pieces[-1].text + text, run.face)
            else:
                pieces.append(Run(text, run.face))
    return pieces


def _sticks(before: str, after: str) -> bool:
    if before.isspace() or after.isspace():
        return False
    return after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST


def _no_wider(piece: Run, room: float) -> list[Run]:
    """Give the piece, cut into characters where no line could hold it whole."""
    if width_of(piece.text, piece.face) <= room:
        return [piece]
    return [Run(character, piece.face) for character in piece.text]


def _joined(line: Sequence[Run]) -> tuple[Run, ...]:
    """Give the pieces of a line with neighbours of one face put together, no blank at its end."""
    joined: list[Run] = []
    for piece in line:
        if joined and joined[-1].face is piece.face:
            joined[-1] = Run(joined[-1].text + piece.text, piece.face)
        else:
            joined.append(piece)
    if joined:
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].face)
    return tuple(joined)
