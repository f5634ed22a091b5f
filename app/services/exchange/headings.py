"""Which column is what: headings are found by name, wherever and in whatever order they stand."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.i18n import language
from app.paths import RESOURCES
from app.services.exchange.cells import Cell, shown
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import AnyReader
from app.values.books import PriceBasis

ROWS_SEARCHED = 15
_CELL_LIMIT = 80
"""A longer text is an explanation above the table, no heading."""
_ASIDE = re.compile(
    r"\((?:必填|必录|必输|选填|可选|元|人民币|人民币元|单位:元|%|required|rmb|cny|yuan)\)$"
)
_BLANKS = re.compile(r"[\s_\-\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the file: where it stands, and its heading as written."""

    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class Located:
    """The heading row of a sheet, counted from 1, and what was recognised in it."""

    row: int
    headings: tuple[str, ...]
    columns: Mapping[str, Place]
    missing: tuple[str, ...]
    twice: Mapping[str, tuple[str, ...]]
    prices: PriceBasis | None


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: the columns of a kind, and the headings that a mapping names for them."""

    kind: ImportKind
    readers: Mapping[str, AnyReader]
    named: Mapping[str, str]
    only_named: bool


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of headings, as they are written and as they are compared."""

    plain: Mapping[str, Sequence[str]]
    ranks: Mapping[str, Sequence[frozenset[str]]]


def key_of(heading: str) -> str:
    """Give the form of a heading by which two headings are the same."""
    bare = _BLANKS.sub("", unicodedata.normalize("NFKC", heading[:_CELL_LIMIT]).casefold())
    while (shorter := _ASIDE.sub("", bare).strip("*")) != bare:
        bare = shorter
    return bare


def fields_of(kind: ImportKind) -> frozenset[str]:
    """Give the columns that files of this kind may have, as the program calls them."""
    return frozenset(_names(kind).ranks)


def label(kind: ImportKind, field: str) -> str:
    """Give the plain heading of a column in the language in use; both are understood."""
    names = _names(kind).plain[field]
    english = next((name for name in names if name.isascii()), names[0])
    return names[0] if language() == "zh_CN" else english


def locate(search: Search, top: Sequence[Sequence[Cell]]) -> Located | None:
    """Find the heading row among the first rows: the first that has all needed columns.

    Where none has, the one with the most columns is given, or nothing when no row looks like
    headings at all.
    """
    best: Located | None = None
    for number, cells in enumerate(top, 1):
        found = _located(search, number, cells)
        if found.columns and not found.missing:
            return found
        if len(found.columns) > (len(best.columns) if best else 0):
            best = found
    return best


def _located(search: Search, number: int, cells: Sequence[Cell]) -> Located:
    """Recognise what can be recognised in one row; needed columns choose first."""
    headings = [shown(cell).strip() for cell in cells]
    places: dict[str, list[Place]] = {}
    for index, heading in enumerate(headings):
        if heading and isinstance(cells[index], str):
            places.setdefault(key_of(heading), []).append(Place(index, heading))
    keys = frozenset(places)
    columns: dict[str, Place] = {}
    twice: dict[str, tuple[str, ...]] = {}
    for field in sorted(search.readers, key=lambda field: not search.readers[field].needed):
        claimed = [place for key in _claimed(search, field, places) for place in places[key]]
        if claimed:
            columns[field] = claimed[0]
            for place in claimed:
                places.pop(key_of(place.heading), None)
        if len(claimed) > 1:
            twice[field] = tuple(place.heading for place in claimed)
    missing = tuple(
        field for field, reader in search.readers.items() if reader.needed and field not in columns
    )
    prices = _basis(columns["price"].heading, keys) if "price" in columns else None
    return Located(number, tuple(headings), columns, missing, twice, prices)


def _claimed(search: Search, field: str, places: Mapping[str, object]) -> list[str]:
    """Give the headings that a column claims: those of the first rank of which any is there."""
    if field in search.named:
        key = key_of(search.named[field])
        return [key] if key in places else []
    if search.only_named:
        return []
    for rank in _names(search.kind).ranks[field]:
        if found := [key for key in places if key in rank]:
            return found
    return []


def _basis(heading: str, keys: frozenset[str]) -> PriceBasis | None:
    """Tell from the headings whether the price is without or with VAT, if they tell."""
    names = _basis_names()
    for basis in PriceBasis:
        if key_of(heading) in names[basis]:
            return basis
    if keys & names[PriceBasis.GROSS]:
        return PriceBasis.NET
    return PriceBasis.GROSS if keys & names[PriceBasis.NET] else None


@cache
def _names(kind: ImportKind) -> _Names:
    kinds: dict[str, dict[str, list[list[str]]]] = _resource()["kinds"]
    ranks = kinds.get(kind, {})
    return _Names(
        {field: [name for rank in names for name in rank] for field, names in ranks.items()},
        {field: [frozenset(map(key_of, rank)) for rank in names] for field, names in ranks.items()},
    )


@cache
def _basis_names() -> Mapping[PriceBasis, frozenset[str]]:
    names: dict[str, list[str]] = _resource()["price_basis"]
    return {basis: frozenset(map(key_of, names[basis])) for basis in PriceBasis}


@cache
def _resource() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((RESOURCES / "headings.json").read_text("utf-8"))
    return found
