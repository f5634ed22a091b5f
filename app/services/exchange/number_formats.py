"""Which number formats of a spreadsheet show a number as a date or a time."""

import re

DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The built-in ones."""

_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|General|G/通用格式', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhse]", re.IGNORECASE)
_NUMBER_WITH_E = re.compile(r"[0#?]\s*e[+-]", re.IGNORECASE)


def shows_date(pattern: str) -> bool:
    """Say whether a format written out by hand shows a date or a time."""
    elapsed = re.search(r"\[[hms]+\]", pattern, re.IGNORECASE)
    first = _NOT_LETTERS.sub("", pattern.split(";", maxsplit=1)[0])
    return elapsed is not None or (
        _NUMBER_WITH_E.search(first) is None and _DATE_LETTERS.search(first) is not None
    )
