"""The words of a client's book: standard, taxpayer, costing and what its postings follow."""

import enum


class Standard(enum.StrEnum):
    """The accounting standard that a client applies."""

    SMALL = "small"
    CAS = "cas"


class Taxpayer(enum.StrEnum):
    """The VAT status of a client."""

    GENERAL = "general"
    SMALL = "small"


class Costing(enum.StrEnum):
    """How the cost of an issue is found."""

    MOVING = "moving"
    MONTH = "month"
    FIFO = "fifo"
    SPECIFIC = "specific"


class PriceBasis(enum.StrEnum):
    """Whether unit prices are without or with VAT."""

    NET = "net"
    GROSS = "gross"


class RedInvoice(enum.StrEnum):
    """What a return does while its red-letter invoice is not issued."""

    WAIT = "wait"
    PARK = "park"


class ReturnStyle(enum.StrEnum):
    """Whether a return is written in red on the normal side, or on the other side."""

    RED = "red"
    REVERSE = "reverse"


class CostVoucher(enum.StrEnum):
    """Whether the cost is carried by a voucher of its own or stands with the revenue."""

    SEPARATE = "separate"
    TOGETHER = "together"


class AccountRole(enum.StrEnum):
    """What an account is for; rules speak of roles, each client maps them to codes."""

    CASH = "cash"
    BANK = "bank"
    RECEIVABLE = "ar"
    CUSTOMER_ADVANCE = "cust_advance"
    PAYABLE = "ap"
    OTHER_PAYABLE = "other_payable"
    OTHER_RECEIVABLE = "other_receivable"
    INVENTORY = "inventory"
    INVENTORY_DEFECTIVE = "inventory_defective"
    SUSPENSE_ASSET = "suspense_asset"
    REVENUE = "revenue"
    OTHER_REVENUE = "other_revenue"
    COGS = "cogs"
    VAT_IN = "vat_in"
    VAT_OUT = "vat_out"
    VAT_SMALL = "vat_small"
    VAT_SIMPLE = "vat_simple"
    VAT_IN_OUT = "vat_in_out"
    NONOP_INCOME = "nonop_income"
    NONOP_EXPENSE = "nonop_expense"
    ADMIN_EXPENSE = "admin_exp"
    SELLING_EXPENSE = "sell_exp"
    FINANCE_EXPENSE = "fin_exp"
    IMPAIRMENT_LOSS = "impair_loss"
    IMPAIRMENT_ALLOWANCE = "impair_allow"
    PRIOR_ADJUSTMENT = "prior_adj"
    REFUND_LIABILITY = "refund_liab"
    RETURN_COST = "return_cost"
    PROFIT_DISTRIBUTION = "profit_dist"
    OTHER_INCOME = "other_income"
