"""The words of reconciliation."""

import enum


class CheckKind(enum.StrEnum):
    """Two records that must agree."""

    RETURNS_LEDGER = "returns-ledger"
    LEDGER_RECEIVABLES = "ledger-receivables"
    STOCK_LEDGER = "stock-ledger"


class Relation(enum.StrEnum):
    """How two sides of a pair stand to each other."""

    EQUAL = "equal"
    AMOUNT_DIFFERS = "amount_differs"
    ACCEPTED_LESS = "accepted_less"
    NO_VOUCHER = "no_voucher"
    NO_DOCUMENT = "no_document"
    OTHER_CUSTOMER = "other_customer"
    OTHER_PERIOD = "other_period"
    STOCK_MISSING = "stock_missing"
    STOCK_DIFFERS = "stock_differs"


class Cause(enum.StrEnum):
    """The five causes of a difference."""

    RETURN_RECORD = "S1"
    OPERATION = "S2"
    COMMUNICATION = "S3"
    STOCK_KEEPING = "S4"
    CUSTOMER_DATA = "S5"
