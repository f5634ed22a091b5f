"""What is said about single rows of a file: why one is refused, and what was noticed."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.i18n import N_, _
from app.values.money import Money

FINDINGS_KEPT = 1000
"""How many findings of one file are kept; the others are counted."""

NOTES_KEPT = 5000
REFUSED_ROWS_KEPT = 50_000

VALUE_SHOWN = 60
"""How much of a refused cell is repeated."""


class Reason(enum.StrEnum):
    """Why a row is refused; the codes are stable, scripts rely on them."""

    MISSING = "MISSING"
    NOT_AN_AMOUNT = "NOT_AN_AMOUNT"
    NOT_A_DATE = "NOT_A_DATE"
    DATE_IMPOSSIBLE = "DATE_IMPOSSIBLE"
    NOT_A_RATE = "NOT_A_RATE"
    WORD_UNKNOWN = "WORD_UNKNOWN"
    CODE_UNCLEAR = "CODE_UNCLEAR"
    ALREADY_ROUNDED = "ALREADY_ROUNDED"
    TOO_LARGE = "TOO_LARGE"
    TOO_FINE = "TOO_FINE"
    TOO_LONG = "TOO_LONG"
    CHARACTER_REFUSED = "CHARACTER_REFUSED"
    CHARACTER_LOST = "CHARACTER_LOST"
    ERROR_CELL = "ERROR_CELL"
    BOOLEAN_CELL = "BOOLEAN_CELL"
    FORMULA_WITHOUT_VALUE = "FORMULA_WITHOUT_VALUE"
    QUANTITY_ZERO = "QUANTITY_ZERO"
    AMOUNT_ZERO = "AMOUNT_ZERO"
    NEGATIVE = "NEGATIVE"
    SIGNS_DIFFER = "SIGNS_DIFFER"
    SUM_DIFFERS = "SUM_DIFFERS"
    CODE_TWICE = "CODE_TWICE"
    TOO_MANY_CELLS = "TOO_MANY_CELLS"


MESSAGES: Mapping[Reason, str] = {
    Reason.MISSING: N_("Row {row}: {column} is empty. Fill it in."),
    Reason.NOT_AN_AMOUNT: N_(
        "Row {row}: {column} is “{value}”, which is not a number. Write it like 1234.56."
    ),
    Reason.NOT_A_DATE: N_(
        "Row {row}: {column} is “{value}”, which is not a date. Write it like 2025-10-31."
    ),
    Reason.DATE_IMPOSSIBLE: N_(
        "Row {row}: {column} is “{value}”; there is no such day from 1955 to 2099. Correct it."
    ),
    Reason.NOT_A_RATE: N_(
        "Row {row}: {column} is “{value}”, which is no tax rate from 0 to 20 %. Write it like 13%."
    ),
    Reason.WORD_UNKNOWN: N_("Row {row}: {column} is “{value}”. Use one of: {words}."),
    Reason.CODE_UNCLEAR: N_(
        "Row {row}: {column} is “{value}”; the spreadsheet made a number or a date of the code. "
        "Set the column to text and type it again."
    ),
    Reason.ALREADY_ROUNDED: N_(
        "Row {row}: {column} is “{value}”; the spreadsheet has already rounded its last digits. "
        "Set the column to text and type it again."
    ),
    Reason.TOO_LARGE: N_("Row {row}: {column} is “{value}”, larger than {limit}. Correct it."),
    Reason.TOO_FINE: N_(
        "Row {row}: {column} is “{value}”; at most {places} decimals are kept. Correct it."
    ),
    Reason.TOO_LONG: N_("Row {row}: {column} has more than {limit} characters. Shorten it."),
    Reason.CHARACTER_REFUSED: N_(
        "Row {row}: {column} holds the invisible character {character}. Type it again."
    ),
    Reason.CHARACTER_LOST: N_(
        "Row {row}: {column} is “{value}”; a character was lost before. Type it again."
    ),
    Reason.ERROR_CELL: N_(
        "Row {row}: {column} shows an error of the spreadsheet, such as #REF!. Mend the formula."
    ),
    Reason.BOOLEAN_CELL: N_(
        "Row {row}: {column} holds TRUE or FALSE instead of a value. Correct it."
    ),
    Reason.FORMULA_WITHOUT_VALUE: N_(
        "Row {row}: {column} holds a formula that was never calculated. "
        "Open the file in Excel or WPS, save it and take it in again."
    ),
    Reason.QUANTITY_ZERO: N_("Row {row}: {column} is 0. Fill in the quantity or take out the row."),
    Reason.AMOUNT_ZERO: N_("Row {row}: {column} is 0.00. Fill it in or take out the row."),
    Reason.NEGATIVE: N_("Row {row}: {column} is “{value}”. Write it without a minus here."),
    Reason.SIGNS_DIFFER: N_(
        "Row {row}: {column} is “{value}”, but the quantity has the other sign. Correct one."
    ),
    Reason.SUM_DIFFERS: N_(
        "Row {row}: {column} is “{value}”, but amount and tax make {sum}. Correct one."
    ),
    Reason.CODE_TWICE: N_(
        "Row {row}: {column} “{value}” stands in row {first} with other details. Keep one of them."
    ),
    Reason.TOO_MANY_CELLS: N_(
        "Row {row} has more cells than there are headings; a comma in a text is not quoted. "
        "Correct the row."
    ),
}


@dataclass(frozen=True, slots=True)
class RowFinding:
    """One cell for which a row is refused; rows count as in a spreadsheet, from 1."""

    row: int
    column: str
    value: str
    reason: Reason
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken, with all its cells as the file shows them."""

    row: int
    cells: tuple[str, ...]


class NoteKind(enum.StrEnum):
    """What was noticed without refusing anything."""

    DUPLICATE = "DUPLICATE"
    REPEATED = "REPEATED"
    TOTALS_ROW = "TOTALS_ROW"
    OTHER_SHEET = "OTHER_SHEET"


NOTES: Mapping[NoteKind, str] = {
    NoteKind.DUPLICATE: N_("Row {row} is the same as row {first}; both are taken."),
    NoteKind.REPEATED: N_("Row {row} repeats row {first}; it is taken once."),
    NoteKind.TOTALS_ROW: N_("Row {row} is a totals row ({words}); it is not taken."),
    NoteKind.OTHER_SHEET: N_(
        "Sheet {words} has fitting headings too and was not read; name it to take it in."
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed in a file: a duplicate, a totals row, a second sheet."""

    kind: NoteKind
    row: int = 0
    first: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rounded:
    """A row whose amount has parts of a 分: what it is exactly, and what is kept."""

    row: int
    column: str
    exact: Decimal
    kept: Money


def finding_words(finding: RowFinding) -> str:
    """Word a finding for a person, with what to do about it."""
    return _(MESSAGES[finding.reason]).format(
        row=finding.row, column=finding.column, value=finding.value, **finding.facts
    )


def note_words(note: Note) -> str:
    """Word a note for a person."""
    return _(NOTES[note.kind]).format(row=note.row, first=note.first, words=note.words)
