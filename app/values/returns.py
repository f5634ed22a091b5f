"""The words of return intake."""

import enum


class ReturnState(enum.StrEnum):
    """Where a return stands on its way 申请 → 审核 → 验收 → 过账 → 归档."""

    APPLIED = "applied"
    APPROVED = "approved"
    INSPECTED = "inspected"
    POSTED = "posted"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    VOID = "void"


class ReturnKind(enum.StrEnum):
    """What is given back: goods, or only money off the price."""

    GOODS = "goods"
    ALLOWANCE = "allowance"


class ReturnReason(enum.StrEnum):
    """Why the customer returns."""

    QUALITY = "quality"
    WRONG_ITEM = "wrong_item"
    OVERSUPPLY = "oversupply"
    TRANSPORT = "transport"
    CANCELLED = "cancelled"
    PRICE = "price"
    OTHER = "other"


class Condition(enum.StrEnum):
    """The state in which returned goods arrive."""

    GOOD = "good"
    DEFECTIVE = "defective"
    SCRAP = "scrap"


class Settlement(enum.StrEnum):
    """How the customer gets the money of a return."""

    OFFSET = "offset"
    REFUND_NOW = "refund_now"
    REFUND_LATER = "refund_later"


class CostSource(enum.StrEnum):
    """Where the cost of a returned unit comes from, in the order of preference."""

    ORIGINAL = "original"
    MONTH_AVERAGE = "month_average"
    CURRENT_AVERAGE = "current_average"
    LATEST_PURCHASE = "latest_purchase"
    STATED = "stated"
