"""The vouchers of each document, as the decision table of the trade gives them.

Sources: 小企业会计准则 art. 59 to 61 and its account notes 5001, 5401; 企业会计准则第14号; VAT
columns 财会〔2016〕22号. Red on the same side is the default; output VAT is red in any style.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from app.services.permits import BookFacts
from app.services.posting.roles import account_for, stock_role, vat_role
from app.values.books import AccountRole, CostVoucher, ReturnStyle, Taxpayer
from app.values.entry import Entry, EntryLine, Side
from app.values.money import Money
from app.values.returns import Condition, Settlement
from app.values.vouching import VoucherPart

Parts = tuple[tuple[VoucherPart, Entry], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The 摘要 of the lines of a document's vouchers."""

    receivable: str
    revenue: str
    vat: str
    cost: str
    stock: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a document does to the books: all amounts positive, costs by condition of stock."""

    customer: int
    net: Money
    vat: Money
    costs: tuple[tuple[Condition, Money], ...] = ()

    @property
    def gross(self) -> Money:
        """Net and VAT together."""
        return self.net + self.vat


def sale(facts: BookFacts, figures: Figures, words: Words) -> Parts:
    """Give the vouchers of a sale: receivable, revenue and VAT; then the cost (E01)."""
    revenue = _revenue_lines(facts, figures, words, sign=1)
    return _parts(facts, revenue, _cost_lines(facts, figures, words, sign=1))


def goods_return(facts: BookFacts, figures: Figures, words: Words) -> Parts:
    """Give the vouchers of a return or an allowance (E02 red, E03 reverse, E18 without cost)."""
    match facts.return_style:
        case ReturnStyle.RED:
            revenue = _revenue_lines(facts, figures, words, sign=-1)
            cost = _cost_lines(facts, figures, words, sign=-1)
        case ReturnStyle.REVERSE:
            revenue = _reverse_revenue_lines(facts, figures, words)
            cost = _reverse_cost_lines(facts, figures, words)
        case _:
            assert_never(facts.return_style)
    return _parts(facts, revenue, cost)


def refund_later(facts: BookFacts, customer: int, gross: Money, summary: str) -> Entry:
    """Give the voucher that owes a paid customer the money (E08, second voucher)."""
    return _two(
        (AccountRole.RECEIVABLE, AccountRole.OTHER_PAYABLE), facts, customer, gross, summary
    )


def refund(
    facts: BookFacts, settlement: Settlement, customer: int, paid: Money, summary: str
) -> Entry:
    """Give the voucher of money paid back: the bank line is always black (E06, E08)."""
    owed = (
        AccountRole.OTHER_PAYABLE
        if settlement is Settlement.REFUND_LATER
        else AccountRole.RECEIVABLE
    )
    return _two((owed, AccountRole.BANK), facts, customer, paid, summary)


def receipt(facts: BookFacts, customer: int, received: Money, summary: str) -> Entry:
    """Give the voucher of money received from a customer."""
    return _two((AccountRole.BANK, AccountRole.RECEIVABLE), facts, customer, received, summary)


def opening_receivables(facts: BookFacts, owed: Mapping[int, Money], summary: str) -> Entry:
    """Give the opening voucher of what customers owed before the first month."""
    account = account_for(facts, AccountRole.RECEIVABLE)
    other = account_for(facts, AccountRole.PROFIT_DISTRIBUTION)
    lines = [
        EntryLine(Side.DEBIT, account, amount, summary, customer=customer)
        for customer, amount in owed.items()
        if amount
    ]
    total = Money.total([line.amount for line in lines])
    return Entry((*lines, *_lines(EntryLine(Side.CREDIT, other, total, summary))))


def opening_stock(facts: BookFacts, cost: Money, summary: str) -> Entry:
    """Give the opening voucher of stock; the other side waits for the opening balances."""
    stock = account_for(facts, AccountRole.INVENTORY)
    other = account_for(facts, AccountRole.PROFIT_DISTRIBUTION)
    return Entry(
        (
            EntryLine(Side.DEBIT, stock, cost, summary),
            EntryLine(Side.CREDIT, other, cost, summary),
        )
    )


def purchase(facts: BookFacts, cost: Money, vat: Money, summary: str) -> Entry:
    """Give the voucher of goods bought on account; a small-scale taxpayer deducts no VAT."""
    deducts = facts.taxpayer is Taxpayer.GENERAL
    stock, payable = (
        account_for(facts, role) for role in (AccountRole.INVENTORY, AccountRole.PAYABLE)
    )
    worth = cost if deducts else cost + vat
    deducted = (
        (EntryLine(Side.DEBIT, account_for(facts, AccountRole.VAT_IN), vat, summary),)
        if deducts
        else ()
    )
    return Entry(
        _lines(
            EntryLine(Side.DEBIT, stock, worth, summary),
            *deducted,
            EntryLine(Side.CREDIT, payable, cost + vat, summary),
        )
    )


def adjustment(facts: BookFacts, cost: Money, summary: str) -> Entry:
    """Give the voucher of stock found missing (positive) or extra (negative), cause pending."""
    return Entry(
        (
            EntryLine(Side.DEBIT, account_for(facts, AccountRole.SUSPENSE_ASSET), cost, summary),
            EntryLine(Side.CREDIT, account_for(facts, AccountRole.INVENTORY), cost, summary),
        )
    )


def _two(
    roles: tuple[AccountRole, AccountRole],
    facts: BookFacts,
    customer: int,
    amount: Money,
    summary: str,
) -> Entry:
    """Debit the first role and credit the second; control accounts name the customer."""
    control = (
        AccountRole.RECEIVABLE,
        AccountRole.OTHER_PAYABLE,
        AccountRole.CUSTOMER_ADVANCE,
    )
    debit, credit = (
        EntryLine(
            side,
            account_for(facts, role),
            amount,
            summary,
            customer=customer if role in control else None,
        )
        for side, role in zip(Side, roles, strict=True)
    )
    return Entry((debit, credit))


def _parts(facts: BookFacts, revenue: Sequence[EntryLine], cost: Sequence[EntryLine]) -> Parts:
    if facts.cost_voucher is CostVoucher.TOGETHER and revenue and cost:
        return ((VoucherPart.WHOLE, Entry((*revenue, *cost))),)
    parts = ((VoucherPart.REVENUE, revenue), (VoucherPart.COST, cost))
    return tuple((part, Entry(tuple(lines))) for part, lines in parts if lines)


def _lines(*lines: EntryLine) -> tuple[EntryLine, ...]:
    return tuple(line for line in lines if line.amount)


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount


def _revenue_lines(
    facts: BookFacts, figures: Figures, words: Words, sign: int
) -> tuple[EntryLine, ...]:
    return _lines(
        EntryLine(
            Side.DEBIT,
            account_for(facts, AccountRole.RECEIVABLE),
            _signed(figures.gross, sign),
            words.receivable,
            customer=figures.customer,
        ),
        EntryLine(
            Side.CREDIT,
            account_for(facts, AccountRole.REVENUE),
            _signed(figures.net, sign),
            words.revenue,
        ),
        EntryLine(
            Side.CREDIT,
            account_for(facts, vat_role(facts.taxpayer)),
            _signed(figures.vat, sign),
            words.vat,
        ),
    )


def _cost_lines(
    facts: BookFacts, figures: Figures, words: Words, sign: int
) -> tuple[EntryLine, ...]:
    cost = Money.total([amount for _, amount in figures.costs])
    return _lines(
        EntryLine(
            Side.DEBIT, account_for(facts, AccountRole.COGS), _signed(cost, sign), words.cost
        ),
        *(
            EntryLine(
                Side.CREDIT,
                account_for(facts, stock_role(condition)),
                _signed(amount, sign),
                words.stock,
            )
            for condition, amount in figures.costs
        ),
    )


def _reverse_revenue_lines(
    facts: BookFacts, figures: Figures, words: Words
) -> tuple[EntryLine, ...]:
    return _lines(
        EntryLine(Side.DEBIT, account_for(facts, AccountRole.REVENUE), figures.net, words.revenue),
        EntryLine(
            Side.CREDIT, account_for(facts, vat_role(facts.taxpayer)), -figures.vat, words.vat
        ),
        EntryLine(
            Side.CREDIT,
            account_for(facts, AccountRole.RECEIVABLE),
            figures.gross,
            words.receivable,
            customer=figures.customer,
        ),
    )


def _reverse_cost_lines(facts: BookFacts, figures: Figures, words: Words) -> tuple[EntryLine, ...]:
    cost = Money.total([amount for _, amount in figures.costs])
    return _lines(
        *(
            EntryLine(Side.DEBIT, account_for(facts, stock_role(condition)), amount, words.stock)
            for condition, amount in figures.costs
        ),
        EntryLine(Side.CREDIT, account_for(facts, AccountRole.COGS), cost, words.cost),
    )
