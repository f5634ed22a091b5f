"""Passwords as people type them: the same characters however they were entered, and strong."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from app.errors import AppError
from app.i18n import N_

LEAST_LENGTH = 12
_LEAST_DIFFERENT = 5
_LONGEST_UNIT = 6
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# What people choose first. Taken out of the password, without case, blanks and signs, they must
# leave enough that is the person's own.
_BLOCKED = (
    *("1234567890", "0987654321", "123456789", "987654321", "12345678", "88888888", "66666666"),
    *("password", "passw0rd", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedc", "1qaz2wsx3edc"),
    *("qwerty", "abcdefghijkl", "abcdef", "iloveyou", "letmein", "welcome", "administrator"),
    *("admin", "zhangfang", "zhangfeng", "kuaiji", "caiwu", "daizhang", "mima", "kouling"),
    *(
        "woaini",
        "woaini1314",
        "5201314",
        "1314520",
        "账房",
        "会计",
        "财务",
        "密码",
        "口令",
        "123456",
    ),
)
_LEAST_OWN = 6


@dataclass(eq=False)
class WeakPassword(AppError):
    """The password would be guessed."""

    least: int
    template = N_(
        "This password is too easy to guess. Choose at least {least} characters that are not a"
        " row of digits, a repeated pattern, the name or a common word; a short sentence is good."
    )


def normalised(password: str) -> bytes:
    """Give the bytes of a password, the same for every way of typing it.

    Composed characters and full-width signs are folded to their plain forms.
    """
    folded = unicodedata.normalize("NFC", password).translate(_FULL_WIDTH)
    return folded.encode("utf-8", "surrogatepass")


def require_strong(password: str, name: str) -> None:
    """Go on only if the password is hard to guess; raises WeakPassword."""
    text = normalised(password).decode("utf-8", "surrogatepass").casefold()
    plain = "".join(character for character in text if character.isalnum())
    is_weak = (
        len(text) < LEAST_LENGTH
        or len(set(text)) < _LEAST_DIFFERENT
        or _is_pattern(text)
        or _is_run(plain)
        or _is_common(plain, name.casefold())
    )
    if is_weak:
        raise WeakPassword(LEAST_LENGTH)


def _is_pattern(text: str) -> bool:
    units = range(1, _LONGEST_UNIT + 1)
    return any((text[:unit] * len(text))[: len(text)] == text for unit in units)


def _is_run(plain: str) -> bool:
    steps = {ord(later) - ord(one) for one, later in pairwise(plain)}
    return steps in ({1}, {-1})


def _is_common(plain: str, name: str) -> bool:
    rest = plain
    for word in sorted((*_BLOCKED, name), key=len, reverse=True):
        rest = rest.replace(word, "") if word else rest
    return rest != plain and len(rest) < _LEAST_OWN
