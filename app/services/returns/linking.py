"""Which sale a returned unit comes from, when the return does not say: latest sale first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class SoldLine:
    """A sale line from which units may still come back; quantities in thousandths."""

    id: int
    customer: int
    product: int
    at: str
    row: int
    left: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A returned quantity that looks for its sale; `at` is a day, with time where known."""

    customer: int
    product: int
    at: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Link:
    """So many thousandths come from this sale line."""

    sale_line: int
    quantity: int


def link_all(sold: Iterable[SoldLine], wanted: Sequence[Wanted]) -> list[tuple[Link, ...]]:
    """Give the links of each return in turn; each takes what the ones before it left.

    Same customer, same article, sold not later than returned, quantity left: the latest sale
    first, then the highest row, split over several lines where one is not enough. The price need
    not match. What is not linked has no original.
    """
    shelves: dict[tuple[int, int], list[SoldLine]] = defaultdict(list)
    for line in sold:
        shelves[line.customer, line.product].append(line)
    for lines in shelves.values():
        lines.sort(key=lambda line: (line.at, line.row))
    return [_link(shelves.get((want.customer, want.product), []), want) for want in wanted]


def _link(lines: Sequence[SoldLine], want: Wanted) -> tuple[Link, ...]:
    links, missing = [], want.quantity
    for line in reversed(lines):
        if missing == 0:
            break
        if line.left > 0 and not_later(line.at, want.at):
            taken = min(line.left, missing)
            line.left -= taken
            missing -= taken
            links.append(Link(line.id, taken))
    return tuple(links)


def not_later(sold: str, returned: str) -> bool:
    """Say whether a sale is not later than a return; a day without a time is a whole day."""
    shared = min(len(sold), len(returned))
    return sold[:shared] <= returned[:shared]
