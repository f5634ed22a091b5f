"""The words of vouchers and of what they come from."""

import enum


class VoucherState(enum.StrEnum):
    """Where a voucher stands: written, checked by another person, on the books, or withdrawn."""

    DRAFT = "draft"
    CHECKED = "checked"
    POSTED = "posted"
    VOID = "void"


class SourceKind(enum.StrEnum):
    """The kind of document that a voucher or a stock move comes from."""

    MANUAL = "manual"
    OPENING = "opening"
    SALE = "sale"
    ADJUSTMENT = "adjustment"
    RETURN = "return"
    RECEIPT = "receipt"
    REFUND = "refund"
    PURCHASE = "purchase"
    COUNT = "count"
    REVERSAL = "reversal"


class VoucherPart(enum.StrEnum):
    """What a voucher of a document does: the revenue, the cost, or the settlement."""

    REVENUE = "revenue"
    COST = "cost"
    SETTLEMENT = "settlement"
    WHOLE = "whole"


class MoveKind(enum.StrEnum):
    """Why stock changed."""

    OPENING = "opening"
    SALE = "sale"
    RETURN = "return"
    ADJUSTMENT = "adjustment"
    PURCHASE = "purchase"
    COUNT = "count"
