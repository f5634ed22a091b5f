"""What every kind of file gives: its columns, and a row made of the cells of one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from app.services.exchange import figures, texts
from app.services.exchange.cells import Cell
from app.services.exchange.days import Days
from app.services.exchange.figures import EXACT, Figure
from app.services.exchange.findings import Rounded
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import SourceMapping
from app.services.exchange.readers import AnyReader, Reader
from app.values.money import Money

R_co = TypeVar("R_co", bound=tuple[object, ...], covariant=True)


class RowMaker(Protocol[R_co]):
    """Makes the rows of one file, and holds the sums that the file itself gives."""

    readers: Mapping[str, AnyReader]
    """The columns by name, in the order in which `row` takes their cells."""
    rounded: list[Rounded]

    def row(self, number: int, cells: Sequence[Cell]) -> R_co:
        """Make the row, or raise CellRefused; cells of absent columns are blank."""
        ...

    def totals(self) -> dict[str, Decimal]:
        """Give the unrounded sums of the rows made so far."""
        ...


@dataclass(frozen=True, slots=True)
class FileKind(Generic[R_co]):
    """One kind of file: how its rows are made, and by what two of them are the same thing.

    A kind of some rows is a kind of any rows: `key` is only asked about rows that `make` made.
    """

    kind: ImportKind
    make: Callable[["Terms"], RowMaker[R_co]]
    key: Callable[[R_co], str] | None = None
    """The code of the thing that a row describes, once only; without it equal rows are kept."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the cells of a file are read; it gives the readers of the columns."""

    mapping: SourceMapping
    from_1904: bool

    def code(self, *, needed: bool = False) -> Reader[str]:
        """Give a reader of codes and document numbers."""
        return Reader(texts.code, "", needed=needed, blanks=self.mapping.blanks)

    def text(self, *, needed: bool = False) -> Reader[str]:
        """Give a reader of names."""
        return Reader(texts.text, "", needed=needed, blanks=self.mapping.blanks)

    def note(self) -> Reader[str]:
        """Give a reader of remarks."""
        return Reader(texts.note, "", blanks=self.mapping.blanks)

    def moment(self, *, needed: bool = False) -> Reader[str]:
        """Give a reader of days that keeps a time of day."""
        return Reader(self._days().moment, "", needed=needed, blanks=self.mapping.blanks)

    def day(self, *, needed: bool = False) -> Reader[str]:
        """Give a reader of days."""
        return Reader(self._days().day, "", needed=needed, blanks=self.mapping.blanks)

    def quantity(self) -> Reader[int]:
        """Give a reader of quantities that must be there."""
        return Reader(figures.quantity, 0, needed=True, blanks=self.mapping.blanks)

    def maybe_quantity(self) -> Reader[int | None]:
        """Give a reader of quantities that may be absent."""
        return Reader(figures.quantity, None, blanks=self.mapping.blanks)

    def price(self) -> Reader[Figure]:
        """Give a reader of prices that must be there."""
        blank = Figure(0, Decimal(0), is_exact=True)
        return Reader(figures.unit_price, blank, needed=True, blanks=self.mapping.blanks)

    def maybe_price(self) -> Reader[Figure | None]:
        """Give a reader of prices that may be absent."""
        return Reader(figures.unit_price, None, blanks=self.mapping.blanks)

    def money(self, *, needed: bool = False) -> Reader[Figure | None]:
        """Give a reader of amounts."""
        return Reader(figures.money, None, needed=needed, blanks=self.mapping.blanks)

    def rate(self) -> Reader[int | None]:
        """Give a reader of tax rates."""
        return Reader(figures.rate, None, blanks=self.mapping.blanks)

    def _days(self) -> Days:
        return Days(self.mapping.dates, from_1904=self.from_1904)


class Sums:
    """The unrounded sums of a file's columns, and the amounts that were rounded to the 分."""

    def __init__(self) -> None:
        self.rounded: list[Rounded] = []
        self._sums: dict[str, Decimal] = {}

    def take(self, number: int, column: str, amount: Figure | None) -> int | None:
        """Add an amount to its column and give its 分."""
        if amount is None:
            return None
        self.add(column, amount.exact)
        if not amount.is_exact:
            self.note(number, column, amount)
        return amount.whole

    def note(self, number: int, column: str, amount: Figure) -> None:
        """Note that the amount of a row was rounded to the 分."""
        self.rounded.append(Rounded(number, column, amount.exact, Money(amount.whole)))

    def add(self, column: str, amount: Decimal) -> None:
        """Add to the sum of a column."""
        self._sums[column] = EXACT.add(self._sums.get(column, Decimal(0)), amount)

    def totals(self) -> dict[str, Decimal]:
        """Give the sum of each column that had an amount."""
        return dict(self._sums)
