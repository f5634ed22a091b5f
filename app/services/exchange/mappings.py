"""How a known source writes its files: its headings, and what it leaves unsaid."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.errors import AppError
from app.i18n import N_
from app.paths import RESOURCES
from app.services.exchange.days import DayOrder
from app.services.exchange.figures import rate
from app.services.exchange.headings import fields_of, label
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import CellRefused
from app.values.books import PriceBasis
from app.values.returns import CostSource

SHIPPED = RESOURCES / "mappings"
_NAME = re.compile(r"[\w-]{1,60}")

W = TypeVar("W", PriceBasis, CostSource, DayOrder, ImportKind)


@dataclass(eq=False)
class MappingUnknown(AppError):
    """There is no mapping of this name and no such file."""

    mapping: str
    offered: str
    template = N_("There is no mapping {mapping}. Name a file, or one of: {offered}.")


@dataclass(eq=False)
class MappingUnreadable(AppError):
    """The file of the mapping is not JSON."""

    mapping: str
    row: int
    template = N_("The mapping {mapping} is not readable from row {row} on. Correct it there.")


@dataclass(eq=False)
class MappingInvalid(AppError):
    """A part of the mapping is not one of the things it can be."""

    mapping: str
    part: str
    value: str
    allowed: str
    template = N_("In the mapping {mapping}, “{part}” is “{value}”. It can be: {allowed}.")


@dataclass(eq=False)
class MappingForOtherKind(AppError):
    """The mapping is for files of another kind."""

    mapping: str
    kind: str
    template = N_("The mapping {mapping} is for files of the kind {kind}. Choose another mapping.")


@dataclass(frozen=True, slots=True)
class WalkIn:
    """The one customer to whom rows without a customer belong; returns of it are not linked."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """What is known of a source; what is not set is as in the plain form of the kind."""

    name: str = ""
    title: str = ""
    kind: ImportKind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our name of a column -> the heading that the source gives it."""
    only_these_columns: bool = False
    prices: PriceBasis | None = None
    vat_rate: int | None = None
    """In basis points, for rows without a rate of their own."""
    walk_in: WalkIn | None = None
    service_codes: frozenset[str] = frozenset()
    """Product codes, in capitals, that move no stock."""
    service_numbers: tuple[str, ...] = ()
    """Beginnings of document numbers whose lines move no stock."""
    red_numbers: tuple[str, ...] = ()
    """Beginnings of document numbers that are returns."""
    adjustments: bool = False
    """Rows without customer and at price 0 change the stock and are no sales."""
    cost_source: CostSource | None = None
    """Where the cost of a return without original comes from."""
    create_missing: bool = False
    """Customers and products that the book lacks are made from the file."""
    blanks: frozenset[str] = frozenset()
    """Texts by which the source says that a cell is empty."""
    dates: DayOrder = DayOrder.YEAR_FIRST


PLAIN = SourceMapping()


def shipped() -> list[str]:
    """Give the names of the mappings that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.json"))


def load_mapping(name: str) -> SourceMapping:
    """Read a mapping by the name under which it ships, or from a file."""
    path = SHIPPED / f"{name}.json" if _NAME.fullmatch(name) else Path(name)
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError) as absent:
        raise MappingUnknown(name, ", ".join(shipped())) from absent
    except json.JSONDecodeError as unreadable:
        raise MappingUnreadable(name, unreadable.lineno) from unreadable
    except (UnicodeDecodeError, PermissionError) as unreadable:
        raise MappingUnreadable(name, 1) from unreadable
    if not isinstance(raw, dict):
        raise MappingUnreadable(name, 1)
    return _Parts(path.stem, raw).mapping()


class _Parts:
    """The parts of a mapping file, each of which is refused by name when it is unsound."""

    def __init__(self, name: str, raw: dict[str, Any]) -> None:
        self._name = name
        self._raw = raw

    def mapping(self) -> SourceMapping:
        """Give the mapping when every part is sound."""
        known = SourceMapping.__slots__
        for part in self._raw:
            if part not in known or part == "name":
                raise MappingInvalid(self._name, part, "", ", ".join(known[1:]))
        kind = self._word("kind", ImportKind)
        return SourceMapping(
            name=self._name,
            title=self._text("title"),
            kind=kind,
            columns=self._columns(kind),
            only_these_columns=self._flag("only_these_columns"),
            prices=self._word("prices", PriceBasis),
            vat_rate=self._rate("vat_rate"),
            walk_in=self._walk_in("walk_in"),
            service_codes=frozenset(code.upper() for code in self._texts("service_codes")),
            service_numbers=self._texts("service_numbers"),
            red_numbers=self._texts("red_numbers"),
            adjustments=self._flag("adjustments"),
            cost_source=self._cost_source("cost_source"),
            create_missing=self._flag("create_missing"),
            blanks=frozenset(self._texts("blanks")),
            dates=self._word("dates", DayOrder) or DayOrder.YEAR_FIRST,
        )

    def _refused(self, part: str, allowed: str) -> MappingInvalid:
        value = json.dumps(self._raw[part], ensure_ascii=False).strip('"')
        return MappingInvalid(self._name, part, value, allowed)

    def _text(self, part: str) -> str:
        found = self._raw.get(part, "")
        if not isinstance(found, str):
            raise self._refused(part, "“…”")
        return found

    def _flag(self, part: str) -> bool:
        found = self._raw.get(part, False)
        if not isinstance(found, bool):
            raise self._refused(part, "true, false")
        return found

    def _texts(self, part: str) -> tuple[str, ...]:
        found = self._raw.get(part, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            raise self._refused(part, '["…", "…"]')
        return tuple(found)

    def _word(self, part: str, words: type[W]) -> W | None:
        if part not in self._raw:
            return None
        found = next((word for word in words if word.value == self._raw[part]), None)
        if found is None:
            raise self._refused(part, ", ".join(word.value for word in words))
        return found

    def _cost_source(self, part: str) -> CostSource | None:
        """Give the source; a cost that somebody states is stated return by return."""
        found = self._word(part, CostSource)
        if found is CostSource.STATED:
            words = (word.value for word in CostSource if word is not CostSource.STATED)
            raise self._refused(part, ", ".join(words))
        return found

    def _rate(self, part: str) -> int | None:
        if part not in self._raw:
            return None
        if not isinstance(self._raw[part], str):
            raise self._refused(part, '"13%"')
        try:
            return rate(self._raw[part])
        except CellRefused as refused:
            raise self._refused(part, '"13%"') from refused

    def _walk_in(self, part: str) -> WalkIn | None:
        found = self._raw.get(part)
        match found:
            case None:
                return None
            case {"code": str(code), "name": str(name), **other} if code and name and not other:
                return WalkIn(code, name)
            case _:
                raise self._refused(part, '{"code": "…", "name": "…"}')

    def _columns(self, kind: ImportKind | None) -> Mapping[str, str]:
        part = "columns"
        found = self._raw.get(part, {})
        if not isinstance(found, dict) or not all(
            isinstance(heading, str) and heading.strip() for heading in found.values()
        ):
            raise self._refused(part, '{"…": "…"}')
        if found and kind is None:
            raise MappingInvalid(self._name, "kind", "", ", ".join(ImportKind))
        for ours in found:
            if kind is not None and ours not in fields_of(kind):
                allowed = ", ".join(
                    f"{one} ({label(kind, one)})" for one in sorted(fields_of(kind))
                )
                raise MappingInvalid(self._name, part, ours, allowed)
        return found
