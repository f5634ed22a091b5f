"""Why a return is not taken as it is."""

import datetime
from dataclasses import dataclass

from app.errors import AppError
from app.i18n import N_
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import ReturnState


@dataclass(eq=False)
class ReturnUnknown(AppError):
    """The book has no such return."""

    number: str
    template = N_("There is no return {number} in this book.")


@dataclass(eq=False)
class ReturnEmpty(AppError):
    """A return has a line with a quantity, or an allowance an amount."""

    template = N_("Enter the quantity of at least one line, or the amount of the allowance.")


@dataclass(eq=False)
class OverReturned(AppError):
    """More comes back than is left of the sale line."""

    product: str
    left: Quantity
    wanted: Quantity
    template = N_("Of {product} {left} can still be returned, {wanted} were entered.")


@dataclass(eq=False)
class BelowZero(AppError):
    """A return says less than nothing of something."""

    template = N_("Quantities, prices and amounts of a return are written without a minus.")


@dataclass(eq=False)
class AllowanceTooLarge(AppError):
    """More money is taken off a sale line than is left of it."""

    product: str
    left: Money
    template = N_("Of {product} {left} yuan without VAT can still be taken off; enter no more.")


@dataclass(eq=False)
class WarehouseUnknown(AppError):
    """The book has no such place for stock."""

    warehouse: int
    template = N_("There is no warehouse {warehouse} in this book; choose one from the list.")


@dataclass(eq=False)
class ReturnedBeforeSale(AppError):
    """The return is dated before its sale."""

    sale: str
    sold: datetime.date
    returned: datetime.date
    template = N_("Sale {sale} is of {sold}, the return is dated {returned}; check the date.")


@dataclass(eq=False)
class OtherCustomersSale(AppError):
    """The sale named belongs to another customer."""

    sale: str
    customer: str
    template = N_("Sale {sale} was made to {customer}; choose a sale of this customer.")


@dataclass(eq=False)
class PriceDiffers(AppError):
    """The return states another price than its sale; it can be accepted by name."""

    product: str
    sold_at: UnitPrice
    stated: UnitPrice
    template = N_(
        "{product} was sold at {sold_at}, the return says {stated}."
        " Use the price of the sale, or accept the difference."
    )


@dataclass(eq=False)
class OriginalMissing(AppError):
    """Units are linked to no sale, and nobody said where their cost comes from."""

    product: str
    template = N_("{product} has no original sale; name the sale, or say what its cost is.")


@dataclass(eq=False)
class WrongStep(AppError):
    """The return does not stand where this step begins."""

    number: str
    state: ReturnState
    template = N_("Return {number} stands at {state}; this step is not possible there.")


@dataclass(eq=False)
class OwnReturn(AppError):
    """Somebody was to review or to inspect a return that they took in."""

    name: str
    template = N_("{name} took this return in and cannot decide on it; ask a colleague.")


@dataclass(eq=False)
class TooManyAccepted(AppError):
    """More was accepted than was returned."""

    product: str
    returned: Quantity
    template = N_("Of {product} {returned} were returned; accept no more than that.")


@dataclass(eq=False)
class NothingAccepted(AppError):
    """Nothing of a return arrived, so there is nothing to put on the books."""

    number: str
    template = N_("Nothing of return {number} was accepted; give it back and withdraw it.")


@dataclass(eq=False)
class PostedBeforeReturn(AppError):
    """A return was to be on the books before the day that it is of."""

    number: str
    returned: datetime.date
    template = N_("Return {number} is of {returned}; post it on that day or later.")


@dataclass(eq=False)
class RedInvoicePending(AppError):
    """The book posts returns only after their red-letter invoice."""

    number: str
    template = N_("Return {number} waits for its red-letter invoice; enter its number, then post.")


@dataclass(eq=False)
class AllowanceHasGoods(AppError):
    """An allowance moves no goods."""

    template = N_("An allowance takes back no goods; enter an amount, not a quantity.")


@dataclass(eq=False)
class RefundTooLarge(AppError):
    """More was to be paid back than the return is worth."""

    number: str
    left: Money
    template = N_("Of return {number} {left} yuan can still be paid back; enter no more.")


@dataclass(eq=False)
class NoVoucherByHand(AppError):
    """No posted voucher typed by hand stands for the return."""

    number: str
    template = N_("No posted voucher stands for return {number}; post the return instead.")


@dataclass(eq=False)
class GoodsAlreadyIn(AppError):
    """The goods of the return are in stock already."""

    number: str
    template = N_("The goods of return {number} are in stock already.")
