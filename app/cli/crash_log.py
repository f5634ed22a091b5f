"""Where a fault of the program is written down: its way through the program, no client data."""

import logging
import traceback
import zlib
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_LOG = logging.getLogger("zhangfang.terminal")
_SIZE = 5_000_000
_COPIES = 10


def path() -> Path:
    """Give where the log lies."""
    return user_log_path("zhangfang", appauthor=False) / "zf.log"


def write(error: BaseException) -> str:
    """Write down where the program met a fault; gives the number to quote.

    The words of the error are left out: they may quote a customer's name or an amount.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    way = f"{frames}{type(error).__qualname__}"
    number = f"E-{zlib.crc32(way.encode()) & 0xFFFF:04X}"
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=_SIZE, backupCount=_COPIES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.propagate = False
    _LOG.addHandler(handler)
    _LOG.error("%s\n%s", number, way)
    handler.close()
    return number
