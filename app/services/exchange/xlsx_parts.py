"""The small parts of an xlsx file: which sheets there are, and which styles show dates."""

import posixpath
from dataclasses import dataclass

from app.services.exchange.archive import Archive
from app.services.exchange.markup import walk
from app.services.exchange.number_formats import DATE_FORMATS, shows_date
from app.services.exchange.refusals import DamagedSpreadsheet, OldSpreadsheet, UnusualWorkbook

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_NOT_XML = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".bin", ".vml", ".tiff", "/")


@dataclass(frozen=True, slots=True)
class Listing:
    """The part of each sheet by its name, and how days and dates are kept."""

    sheets: dict[str, str]
    from_1904: bool
    date_styles: frozenset[int]


def check_parts(archive: Archive) -> None:
    """Refuse an archive whose parts are not plain XML: what follows relies on every tag of it."""
    for part in archive.parts():
        if not part.endswith(_NOT_XML):
            walk(archive, part)


def listing(archive: Archive) -> Listing:
    """Read the list of sheets of an archive whose parts were checked."""
    if "xl/workbook.bin" in archive:
        raise OldSpreadsheet(archive.name, "xlsb")
    if _WORKBOOK not in archive or _RELATIONS not in archive:
        raise DamagedSpreadsheet(archive.name)
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    flags: list[str] = []

    def relation(tag: str, facts: dict[str, str]) -> None:
        if tag == "Relationship" and facts.get("Type", "").endswith("/worksheet"):
            targets[facts.get("Id", "")] = facts.get("Target", "")

    def listed(tag: str, facts: dict[str, str]) -> None:
        if tag == "sheet":
            key = next((key for key in facts if key == "id" or key.endswith(":id")), "")
            sheets[facts.get("name", "")] = facts.get(key, "")
        elif tag == "workbookPr":
            flags.append(facts.get("date1904", "0"))

    walk(archive, _RELATIONS, relation)
    walk(archive, _WORKBOOK, listed)
    found = {name: _part(targets.get(key, "")) for name, key in sheets.items()}
    if any(part.endswith(_NOT_XML) for part in found.values()):
        raise UnusualWorkbook(archive.name)
    return Listing(
        {name: part for name, part in found.items() if part in archive},
        from_1904=any(flag in {"1", "true"} for flag in flags),
        date_styles=_date_styles(archive),
    )


def _date_styles(archive: Archive) -> frozenset[int]:
    """Give the numbers of the cell styles that show a date or a time."""
    if _STYLES not in archive:
        return frozenset()
    formats = {str(number) for number in DATE_FORMATS}
    styles: list[str] = []
    inside: list[str] = []

    def seen(tag: str, facts: dict[str, str]) -> None:
        if tag == "numFmt" and shows_date(facts.get("formatCode", "")):
            formats.add(facts.get("numFmtId", ""))
        elif tag in {"cellStyleXfs", "cellXfs"}:
            inside.append(tag)
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(facts.get("numFmtId", "0"))

    walk(archive, _STYLES, seen)
    return frozenset(place for place, number in enumerate(styles) if number in formats)


def _part(target: str) -> str:
    """Give the name of the part that a relation of the workbook points at."""
    path = target if target.startswith("/") else posixpath.join("/xl", target)
    return posixpath.normpath(path).lstrip("/").casefold()
