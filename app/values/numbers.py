"""Numbers of documents: read, print, order."""

import re
from dataclasses import dataclass
from typing import Self

from typing_extensions import override

from app.values.period import Period

_VOUCHER = re.compile(r"([^\s0-9-]{1,4})-([0-9]{1,6})")
_DOCUMENT = re.compile(r"([A-Z]{2})-([0-9]{4})(0[1-9]|1[0-2])-([0-9]{1,6})")


@dataclass(frozen=True, slots=True, order=True)
class VoucherNumber:
    """The place of a voucher in the run of its client, period and 凭证字."""

    period: Period
    word: str
    serial: int

    @classmethod
    def of(cls, text: str, period: Period) -> Self:
        """Read "记-0055" of this period.

        Raises:
            ValueError: it is not a 凭证字 and a number.

        """
        found = _VOUCHER.fullmatch(text)
        if found is None or int(found[2]) == 0:
            message = f"not a voucher number such as 记-0055: {text!r}"
            raise ValueError(message)
        return cls(period, found[1], int(found[2]))

    @override
    def __str__(self) -> str:
        return f"{self.word}-{self.serial:04d}"


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """The number of a document that the program numbers by month, such as TH-202510-0023."""

    prefix: str
    period: Period
    serial: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Read "TH-202510-0023".

        Raises:
            ValueError: it is not a prefix, a month and a number.

        """
        found = _DOCUMENT.fullmatch(text)
        if found is None or int(found[4]) == 0:
            message = f"not a document number such as TH-202510-0023: {text!r}"
            raise ValueError(message)
        return cls(found[1], Period(int(found[2]), int(found[3])), int(found[4]))

    @override
    def __str__(self) -> str:
        return f"{self.prefix}-{self.period.year:04d}{self.period.month:02d}-{self.serial:04d}"
