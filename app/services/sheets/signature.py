"""Who signed, and when."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """A name and its day; without a name the place stays blank for a pen."""

    name: str = ""
    day: datetime.date | None = None


UNSIGNED = Signature()
