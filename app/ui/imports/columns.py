"""What the columns of a file, its unsound rows and its sums show in the dialog of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import N_, _
from app.services.exchange.import_kinds import ImportKind
from app.services.imports.preview import FileColumn
from app.services.imports.results import ImportResult, Refused
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column

KIND_WORDS: Mapping[ImportKind, str] = {
    ImportKind.CUSTOMERS: N_("Customers"),
    ImportKind.PRODUCTS: N_("Products"),
    ImportKind.OPENING_STOCK: N_("Opening stock"),
    ImportKind.SALES: N_("Sales"),
    ImportKind.RETURNS: N_("Returns"),
    ImportKind.PURCHASES: N_("Purchases"),
    ImportKind.RECEIPTS: N_("Receipts"),
}
_SUM_WORDS: Mapping[str, str] = {
    "quantity": N_("Quantity in the file"),
    "amount": N_("Amount in the file"),
    "net": N_("Net in the file"),
    "vat": N_("VAT in the file"),
    "gross": N_("Gross in the file"),
    "value": N_("Value in the file"),
    "booked": N_("Net that is booked"),
    "booked_vat": N_("VAT that is booked"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Unsound rows of the same sort: the column, the first of them in words, and how many."""

    reason: str
    column: str
    example: str
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of what would come of the file."""

    name: str
    figure: str
    is_bad: bool = False


def grouped(refused: Sequence[Refused]) -> list[Group]:
    """Give the sorts of unsound rows, the most frequent first."""
    sorts: dict[tuple[str, str], list[Refused]] = {}
    for one in refused:
        sorts.setdefault((one.reason, one.column), []).append(one)
    groups = [
        Group(reason, name, found[0].message, len({one.row for one in found}))
        for (reason, name), found in sorts.items()
    ]
    return sorted(groups, key=lambda group: -group.count)


def figures(result: ImportResult) -> list[Figure]:
    """Give how many rows would be taken, and the file's sums beside what would be booked."""
    outcome = result.outcome
    lines = [
        Figure(_("Can be taken in"), _rows(outcome.taken)),
        Figure(_("Known already"), _rows(outcome.known)),
        Figure(_("With problems"), _rows(result.rejected), is_bad=result.rejected > 0),
    ]
    lines += [
        Figure(_(_SUM_WORDS[name]) if name in _SUM_WORDS else name, _plain(name, amount))
        for name, amount in result.totals.items()
    ]
    return lines


def agreement(result: ImportResult) -> str:
    """Say whether all of the file would be booked, by its sums; nothing where it has none."""
    totals = result.totals
    if "booked" not in totals or result.rejected or result.outcome.known:
        return ""
    booked = totals["booked"]
    pairs = [(totals[name], booked) for name in ("amount", "net", "value") if name in totals]
    if "gross" in totals:
        pairs.append((totals["gross"], booked + totals.get("booked_vat", Decimal(0))))
    if not pairs:
        return ""
    if any(ours == theirs for theirs, ours in pairs):
        return _("The sums of the file are those that are booked; no row is missing.")
    theirs, ours = min(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    return _("Booked would be {amount} more than the file says. Look at the rows first.").format(
        amount=_plain("amount", ours - theirs)
    )


def _rows(count: int) -> str:
    return _("{count} rows").format(count=f"{count:,}")


def _plain(name: str, amount: Decimal) -> str:
    """Give a sum exactly: a quantity without empty decimals, an amount with two at least."""
    whole = amount.normalize()
    exponent = whole.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{amount:,.{places if name == 'quantity' else max(2, places)}f}"


def _verdict(line: FileColumn) -> Cell:
    if not line.taken_for:
        return Cell(chip=Chip(_("not taken in"), Mark.NOT_BEGUN))
    is_same = line.heading == line.taken_for
    return Cell(chip=Chip(_("same name") if is_same else _("recognised"), Mark.CLOSED, Tone.OK))


FILE_COLUMNS = (
    Column[FileColumn](N_("In the file"), lambda line: line.heading, width=112),
    Column[FileColumn](
        N_("Taken for"), lambda line: Cell(line.taken_for or "—", is_bold=True), width=104
    ),
    Column[FileColumn](N_("First value"), lambda line: Cell(line.sample, ink="ink2"), is_wide=True),
    Column[FileColumn](N_("Verdict"), _verdict, width=84),
)
REFUSED_COLUMNS = (
    Column[Refused](
        N_("Row"),
        lambda one: f"{one.row:,}",
        key=lambda one: one.row,
        align=Align.RIGHT,
        width=52,
    ),
    Column[Refused](N_("Column"), lambda one: one.column, key=lambda one: one.column, width=96),
    Column[Refused](N_("Value"), lambda one: Cell(one.value, is_refused=True), width=112),
    Column[Refused](N_("What to do"), lambda one: one.message, is_wide=True),
)
GROUP_COLUMNS = (
    Column[Group](N_("Column"), lambda group: group.column, width=96),
    Column[Group](N_("First of them"), lambda group: group.example, is_wide=True),
    Column[Group](
        N_("Rows"),
        lambda group: Cell(f"{group.count:,}", is_bold=True),
        align=Align.RIGHT,
        width=64,
    ),
)
FIGURE_COLUMNS = (
    Column[Figure](
        N_("What"), lambda line: Cell(line.name, ink="neg" if line.is_bad else "ink"), is_wide=True
    ),
    Column[Figure](
        N_("How much"),
        lambda line: Cell(line.figure, ink="neg" if line.is_bad else "ink", is_bold=True),
        align=Align.RIGHT,
        width=140,
    ),
)
