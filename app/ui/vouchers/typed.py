"""A voucher that is being typed: plain lines, from which the balanced entry is made."""

from dataclasses import dataclass, replace

from app.services.accounts import AccountRow
from app.services.customers import CustomerChoice
from app.ui.widgets.voucher_form import FormLine
from app.values.entry import Entry, EntryLine, Side
from app.values.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it is typed; an amount stands on one side or on none yet."""

    summary: str = ""
    account: AccountRow | None = None
    customer: CustomerChoice | None = None
    side: Side | None = None
    amount: Money = ZERO

    @property
    def is_empty(self) -> bool:
        """Whether nothing that counts was typed into the line."""
        return self.account is None and not self.amount

    @property
    def is_whole(self) -> bool:
        """Whether the line can go into an entry."""
        return self.account is not None and self.side is not None and bool(self.amount)


@dataclass(frozen=True, slots=True)
class TypedVoucher:
    """All lines from top to bottom."""

    lines: tuple[TypedLine, ...] = (TypedLine(),)

    def total(self, side: Side) -> Money:
        """Give the sum of one side."""
        return Money.total([line.amount for line in self.lines if line.side is side])

    @property
    def gap(self) -> Money:
        """What the debits have more than the credits."""
        return self.total(Side.DEBIT) - self.total(Side.CREDIT)

    @property
    def is_ready(self) -> bool:
        """Whether the filled lines are whole, two or more, and balanced."""
        filled = [line for line in self.lines if not line.is_empty]
        return len(filled) > 1 and all(line.is_whole for line in filled) and not self.gap

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that would be missed."""
        return any(line.summary or not line.is_empty for line in self.lines)

    def at(self, row: int) -> TypedLine:
        """Give a line, an empty one where there is none yet."""
        return self.lines[row] if row < len(self.lines) else TypedLine()

    def put(self, row: int, line: TypedLine) -> "TypedVoucher":
        """Give the voucher with this line in place of the one there."""
        longer = self.lines + (TypedLine(),) * (row + 1 - len(self.lines))
        return replace(self, lines=(*longer[:row], line, *longer[row + 1 :]))

    def without(self, row: int) -> "TypedVoucher":
        """Give the voucher without a line."""
        left = self.lines[:row] + self.lines[row + 1 :]
        return replace(self, lines=left or (TypedLine(),))

    def balancing(self, row: int, side: Side) -> Money:
        """Give the amount that makes both sides equal when it stands here."""
        bare = self.put(row, replace(self.at(row), side=None, amount=ZERO))
        return -bare.gap if side is Side.DEBIT else bare.gap

    def entry(self) -> Entry:
        """Give the balanced entry; the voucher is ready."""
        return Entry(
            tuple(
                EntryLine(
                    line.side,
                    line.account.code,
                    line.amount,
                    line.summary,
                    customer=line.customer.id if line.customer else None,
                )
                for line in self.lines
                if line.account is not None and line.side is not None and line.amount
            )
        )

    def form_lines(self) -> list[FormLine]:
        """Give the lines as the form paints them."""
        return [
            FormLine(
                line.summary,
                f"{line.account.code} {line.account.full_name}" if line.account else "",
                line.customer.short_name if line.customer else "",
                line.amount if line.side is Side.DEBIT else None,
                line.amount if line.side is Side.CREDIT else None,
            )
            for line in self.lines
        ]


EMPTY_VOUCHER = TypedVoucher()


def summary_of(voucher: TypedVoucher, row: int, text: str) -> str:
    """Give what was typed; .. and // copy the summary above and the first one."""
    plain = text.strip().replace("。", ".").replace("、", "/")
    if plain == ".." and row > 0:
        return voucher.at(row - 1).summary
    if plain == "//":
        return voucher.at(0).summary
    return text.strip()
