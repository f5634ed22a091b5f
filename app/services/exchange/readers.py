"""What is made of the cells of one column: a value, or a reason why there is none."""

from collections.abc import Callable, Collection, Mapping
from typing import Generic, Protocol, TypeVar

from app.services.exchange.cells import BLANKS, Cell, Flaw
from app.services.exchange.findings import Reason

T = TypeVar("T")
_KEPT = 50_000

_FLAWS: Mapping[Flaw, Reason] = {
    Flaw.ERROR: Reason.ERROR_CELL,
    Flaw.BOOLEAN: Reason.BOOLEAN_CELL,
    Flaw.NO_VALUE: Reason.FORMULA_WITHOUT_VALUE,
}


class CellRefused(Exception):
    """A cell from which no value can be made; `field` is named where the row shows it."""

    def __init__(self, reason: Reason, field: str = "", **facts: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.facts = facts


class AnyReader(Protocol):
    """A reader of whatever kind of value."""

    needed: bool

    def __getitem__(self, cell: Cell, /) -> object:
        """Give the value of the cell, or raise CellRefused."""
        ...


class Reader(dict[Cell, T], Generic[T]):
    """Gives the value of a cell, and remembers it: most cells of a column were there before.

    A dict because its lookup is the fastest there is; a large file asks two million times.
    """

    def __init__(
        self,
        read: Callable[[Cell], T],
        blank: T,
        *,
        needed: bool = False,
        blanks: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.needed = needed
        self._read = read
        self._blank = blank
        self._blanks = frozenset(blanks)

    def __missing__(self, cell: Cell) -> T:
        value = self._value(cell)
        if len(self) >= _KEPT:
            self.clear()
        self[cell] = value
        return value

    def _value(self, cell: Cell) -> T:
        if isinstance(cell, Flaw):
            raise CellRefused(_FLAWS[cell])
        if isinstance(cell, str):
            text = cell.strip(BLANKS)
            if text and text not in self._blanks:
                return self._read(text)
            if self.needed:
                raise CellRefused(Reason.MISSING)
            return self._blank
        return self._read(cell)
