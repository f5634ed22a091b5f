"""The page on the data model names every table and column that there is, and no other."""

import re

from app.models.tables import Base
from app.models.triggers import RETURN_MOVES, VOUCHER_MOVES
from app.paths import ROOT
from app.values.money import FEN_LIMIT

_PAGE = (ROOT / "docs" / "data-model.md").read_text("utf-8")
_SECTION = re.compile(r"^### `(\w+)` .+?$\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([a-z_0-9]+)`(\?)?")
_WORD = re.compile(r"[a-z]+")
_WAY = re.compile(r"^\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_every_table_and_column_is_explained_and_no_other() -> None:
    explained = {table: set(_NAMED.findall(text)) for table, text in _SECTION.findall(_PAGE)}
    there = {
        name: {(column.name, "?" if column.nullable else "") for column in table.columns}
        for name, table in Base.metadata.tables.items()
    }
    assert explained == there


def _ways(table: str) -> set[tuple[str, str]]:
    """Give the ways from state to state that the page tells of a table."""
    (text,) = (text for name, text in _SECTION.findall(_PAGE) if name == table)
    told = [(_WORD.findall(left), _WORD.findall(right)) for left, right in _WAY.findall(text)]
    return {(before, after) for left, right in told for before in left for after in right}


def test_the_ways_from_state_to_state_are_those_of_the_guards() -> None:
    for table, moves in (("voucher", VOUCHER_MOVES), ("goods_return", RETURN_MOVES)):
        states = {state for move in moves for state in move}
        told = {(a, b) for a, b in _ways(table) if a in states and b in states}
        assert told == set(moves)


def test_the_largest_amount_is_told() -> None:
    assert FEN_LIMIT == 10**14
    assert "at most 10¹⁴" in _PAGE
