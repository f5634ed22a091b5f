"""What a comparison comes to: pairs of documents and entries, and the account of the difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.values.money import ZERO, Money
from app.values.reconciling import CheckKind, Relation


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side of a pair: a document, or a voucher's effect; `id` leads to it."""

    id: int
    number: str
    day: date
    party: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and what the books say of it; a side that is missing is None."""

    relation: Relation
    left: SideRow | None
    right: SideRow | None

    @property
    def difference(self) -> Money:
        """What the left side has more than the right."""
        left = ZERO if self.left is None else self.left.amount
        right = ZERO if self.right is None else self.right.amount
        return left - right

    @property
    def either(self) -> SideRow:
        """The side that is there; the left one where both are."""
        side = self.left or self.right
        if side is None:
            message = "a pair has one side at least"
            raise ValueError(message)
        return side

    @property
    def is_sound(self) -> bool:
        """Whether nothing about this pair needs to be looked at."""
        return self.relation is Relation.EQUAL


@dataclass(frozen=True, slots=True)
class Check:
    """Two records compared: 差额 = 已解释 + 未解释, exact to the 分."""

    kind: CheckKind
    left: Money
    right: Money
    pairs: tuple[Pair, ...]

    @property
    def difference(self) -> Money:
        """What the left record has more than the right."""
        return self.left - self.right

    @property
    def explained(self) -> Money:
        """The part of the difference that lies in pairs that were found."""
        return Money.total([pair.difference for pair in self.pairs])

    @property
    def rest(self) -> Money:
        """The part of the difference that no pair explains."""
        return self.difference - self.explained

    @property
    def open_pairs(self) -> tuple[Pair, ...]:
        """The pairs that somebody must look at."""
        return tuple(pair for pair in self.pairs if not pair.is_sound)


def together(sides: Sequence[SideRow]) -> SideRow:
    """Give several documents or vouchers as one side, under all of their numbers."""
    first = sides[0]
    numbers = " ".join(side.number for side in sides)
    amount = Money.total([side.amount for side in sides])
    return SideRow(first.id, numbers, first.day, first.party, amount)


def sides(pairs: Iterable[Pair]) -> tuple[Money, Money]:
    """Give the sums of the left and of the right sides."""
    listed = list(pairs)
    return (
        Money.total([pair.left.amount for pair in listed if pair.left is not None]),
        Money.total([pair.right.amount for pair in listed if pair.right is not None]),
    )
