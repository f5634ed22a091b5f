"""The words of accounting months."""

import enum


class PeriodState(enum.StrEnum):
    """Whether a month takes postings."""

    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"
