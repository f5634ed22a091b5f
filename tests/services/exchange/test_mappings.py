"""A mapping says how a source writes its files; an unsound one is refused by the part."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.services.exchange.days import DayOrder
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import (
    PLAIN,
    MappingInvalid,
    MappingUnknown,
    MappingUnreadable,
    SourceMapping,
    WalkIn,
    load_mapping,
    shipped,
)
from app.values.books import PriceBasis
from app.values.returns import CostSource


def _load(folder: Path, parts: object) -> SourceMapping:
    path = folder / "own.json"
    path.write_text(json.dumps(parts, ensure_ascii=False), "utf-8")
    return load_mapping(str(path))


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_mapping_is_sound_and_has_a_title(name: str) -> None:
    mapping = load_mapping(name)
    assert mapping.name == name
    assert mapping.title
    assert mapping.columns


def test_the_retailer_is_mapped_with_walk_in_services_returns_and_adjustments() -> None:
    mapping = load_mapping("online-retail")
    assert mapping.kind is ImportKind.SALES
    assert mapping.walk_in == WalkIn("散客", "散客")
    assert (mapping.prices, mapping.vat_rate) == (PriceBasis.NET, 1300)
    assert mapping.service_codes == {
        *("POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK")
    }
    assert (mapping.red_numbers, mapping.service_numbers) == (("C",), ("A",))
    assert mapping.adjustments
    assert mapping.cost_source is CostSource.CURRENT_AVERAGE
    assert mapping.create_missing


def test_a_mapping_of_ones_own_is_read_from_a_file(tmp_path: Path) -> None:
    parts = {
        "title": "某店",
        "kind": "sales",
        "columns": {"price": "成交价"},
        "vat_rate": "6%",
        "dates": "dmy",
        "blanks": ["*"],
        "service_codes": ["post"],
    }
    mapping = _load(tmp_path, parts)
    assert mapping == SourceMapping(
        name="own",
        title="某店",
        kind=ImportKind.SALES,
        columns={"price": "成交价"},
        vat_rate=600,
        dates=DayOrder.DAY_FIRST,
        blanks=frozenset("*"),
        service_codes=frozenset(["POST"]),
    )


def test_an_empty_mapping_is_the_plain_form(tmp_path: Path) -> None:
    assert _load(tmp_path, {}) == SourceMapping(name="own")
    assert SourceMapping() == PLAIN


@pytest.mark.parametrize("name", ["no-such-source", "/no/such/file.json", "."])
def test_a_mapping_that_there_is_not_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(MappingUnknown) as refused:
        load_mapping(name)
    assert "online-retail" in refused.value.offered


@pytest.mark.parametrize(
    ("content", "row"), [(b'{\n"kind": }', 2), (b"\xff\xfe\xff", 1), (b"[1]", 1), (b"", 1)]
)
def test_a_mapping_that_is_no_json_is_refused_by_its_row(
    tmp_path: Path, content: bytes, row: int
) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(content)
    with pytest.raises(MappingUnreadable) as refused:
        load_mapping(str(path))
    assert refused.value.row == row


@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"colums": {}}, "colums"),
        ({"name": "x"}, "name"),
        ({"title": 5}, "title"),
        ({"kind": "sale"}, "kind"),
        ({"adjustments": "yes"}, "adjustments"),
        ({"blanks": "*"}, "blanks"),
        ({"blanks": [""]}, "blanks"),
        ({"red_numbers": [5]}, "red_numbers"),
        ({"prices": "brutto"}, "prices"),
        ({"cost_source": "stated"}, "cost_source"),
        ({"vat_rate": 13}, "vat_rate"),
        ({"vat_rate": "hundred"}, "vat_rate"),
        ({"walk_in": {"code": "散客"}}, "walk_in"),
        ({"walk_in": {"code": "", "name": "散客"}}, "walk_in"),
        ({"walk_in": {"code": "a", "name": "b", "vat": 1}}, "walk_in"),
        ({"columns": {"price": "成交价"}}, "kind"),
        ({"kind": "sales", "columns": ["price"]}, "columns"),
        ({"kind": "sales", "columns": {"price": " "}}, "columns"),
        ({"kind": "sales", "columns": {"preis": "成交价"}}, "columns"),
        ({"cost_source": "guess"}, "cost_source"),
        ({"dates": "ydm"}, "dates"),
    ],
)
def test_an_unsound_part_is_refused_by_its_name(
    tmp_path: Path, parts: dict[str, Any], part: str
) -> None:
    with pytest.raises(MappingInvalid) as refused:
        _load(tmp_path, parts)
    assert refused.value.part == part
    assert refused.value.allowed


def test_the_columns_that_can_be_named_are_told_with_their_headings(tmp_path: Path) -> None:
    with pytest.raises(MappingInvalid) as refused:
        _load(tmp_path, {"kind": "receipts", "columns": {"preis": "成交价"}})
    assert refused.value.value == "preis"
    assert "amount (amount)" in refused.value.allowed
