"""Why a file as a whole is not read."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_


@dataclass(eq=False)
class FileNotThere(AppError):
    """There is no such file."""

    name: str
    template = N_("There is no file {name}. Check the name and the folder.")


@dataclass(eq=False)
class FileNotOpened(AppError):
    """The file is there, but this person or program may not read it now."""

    name: str
    template = N_(
        "{name} cannot be read. Close it in the other program, or ask for the right to read it."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class EmptyFile(AppError):
    """The file has no byte in it."""

    name: str
    template = N_("{name} is empty (0 bytes). Export it again.")


@dataclass(eq=False)
class NoRows(AppError):
    """There are headings and nothing below them, or there is no cell at all."""

    name: str
    template = N_("{name} has no rows to take in. Check that the right file was exported.")


@dataclass(eq=False)
class NotASpreadsheet(AppError):
    """The content is of another kind, whatever the name ends in."""

    name: str
    found: str
    template = N_(
        "{name} is not a spreadsheet; by its content it is {found}. "
        "Export it as .xlsx, .xls or .csv and choose that file."
    )


@dataclass(eq=False)
class WebPageAsSpreadsheet(AppError):
    """A web page was saved under the name of a spreadsheet, as many banks do."""

    name: str
    template = N_(
        "{name} is a web page with the name of a spreadsheet. "
        "Open it in Excel or WPS, save it as .xlsx and choose that file."
    )


@dataclass(eq=False)
class OldSpreadsheet(AppError):
    """A spreadsheet of a form that is not read."""

    name: str
    form: str
    template = N_(
        "{name} is a spreadsheet of another form ({form}). "
        "Open it in Excel or WPS, save it as .xlsx and choose that file."
    )


@dataclass(eq=False)
class PasswordProtected(AppError):
    """The spreadsheet opens with a password only."""

    name: str
    template = N_("{name} is protected by a password. Save it without one and choose it again.")


@dataclass(eq=False)
class DamagedSpreadsheet(AppError):
    """The spreadsheet does not hold what its form promises."""

    name: str
    template = N_("{name} is damaged. Open it in Excel or WPS and save it again, or export anew.")


@dataclass(eq=False)
class UnsafeSpreadsheet(AppError):
    """The spreadsheet holds what no spreadsheet program writes; it may be made to do harm."""

    name: str
    found: str
    template = N_(
        "{name} is not opened: it holds what no spreadsheet program writes ({found}). "
        "Ask its sender for the original."
    )


@dataclass(eq=False)
class NumberNoDate(AppError):
    """A cell is set up to show a date, and its number is far from any."""

    name: str
    cell: str
    template = N_(
        "Cell {cell} of {name} shows a date, but its number is no date. "
        "Correct the cell or its format, save, and choose the file again."
    )


@dataclass(eq=False)
class UnusualWorkbook(AppError):
    """The workbook may be sound, but is written so that its size cannot be told beforehand."""

    name: str
    template = N_("{name} is written in an unusual way. Open it in Excel or WPS and save it again.")


@dataclass(eq=False)
class TooLarge(AppError):
    """The file or a part of it is larger than what is read at once."""

    name: str
    size: int
    limit: int
    template = N_(
        "{name} is too large ({size} MB, at most {limit} MB). "
        "Delete blank rows behind the data, or split it by month and take in the parts."
    )


@dataclass(eq=False)
class TooManyCells(AppError):
    """The used area of a sheet is larger than what is read at once."""

    name: str
    sheet: str
    rows: int
    columns: int
    template = N_(
        "Sheet {sheet} of {name} spans {rows} rows and {columns} columns. "
        "Delete the rows and columns behind the data, or split the file by month."
    )


@dataclass(eq=False)
class EncodingUnknown(AppError):
    """The bytes are text in none of the encodings that are tried."""

    name: str
    template = N_(
        "The characters of {name} are neither UTF-8 nor GB18030. "
        "Save it as “CSV UTF-8” and choose it again."
    )


@dataclass(eq=False)
class EncodingNotOffered(AppError):
    """An encoding was named that is not read."""

    encoding: str
    offered: str
    template = N_("There is no encoding {encoding} here. Use one of: {offered}.")


@dataclass(eq=False)
class EncodingWrong(AppError):
    """The file is not written in the encoding that was named."""

    name: str
    encoding: str
    template = N_("{name} is not written in {encoding}. Leave the encoding out, or name another.")


@dataclass(eq=False)
class QuotesUnclear(AppError):
    """The quotes of a text file do not pair."""

    name: str
    row: int
    template = N_("The quotes in row {row} of {name} do not pair. Correct them or export it anew.")


@dataclass(eq=False)
class SheetUnknown(AppError):
    """The workbook has no sheet of this name."""

    name: str
    sheet: str
    sheets: str
    template = N_("{name} has no sheet {sheet}. Its sheets are: {sheets}.")


@dataclass(eq=False)
class NoHeadings(AppError):
    """No row near the top holds headings of this kind of file."""

    name: str
    columns: str
    template = N_("No headings were found in the first 15 rows of {name}. Needed are: {columns}.")


@dataclass(eq=False)
class ColumnsMissing(AppError):
    """The headings lack columns that this kind of file needs."""

    name: str
    row: int
    columns: str
    template = N_(
        "{name} lacks the columns: {columns} (headings in row {row}). Add them, or use a mapping."
    )


@dataclass(eq=False)
class HeadingTwice(AppError):
    """Two columns claim to be the same thing."""

    name: str
    column: str
    headings: str
    template = N_(
        "Two columns of {name} are both read as {column}: {headings}. "
        "Rename one, or say in a mapping which one counts."
    )


@dataclass(eq=False)
class KindNotRead(AppError):
    """Files of this kind are not read yet."""

    kind: str
    offered: str
    template = N_("Files of the kind {kind} cannot be taken in yet. Choose one of: {offered}.")
