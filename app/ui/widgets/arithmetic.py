"""Sums that a person types into a field, such as 4*50+36, worked out exactly."""

import re
from decimal import Decimal, DivisionByZero, InvalidOperation

_TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+|[-+*/()])")
_LONGEST = 100
"""No sum that a person types is longer; brackets within brackets would use up the stack."""
_FULL_WIDTH = {code + 0xFEE0: chr(code) for code in b"0123456789.+-*/(),"} | {
    ord("、"): ".",
    ord("。"): ".",
    ord("×"): "*",
    ord("÷"): "/",
}


class Incalculable(ValueError):
    """What was typed is neither a number nor a sum."""


def half_width(text: str) -> str:
    """Give the text with full-width figures and signs as half-width ones."""
    return text.translate(_FULL_WIDTH)


def calculate(text: str) -> Decimal:
    """Give the exact value of a number or a sum.

    Raises:
        Incalculable: it is neither.

    """
    parser = _Parser(_tokens(half_width(text).replace(",", "").strip()))
    try:
        value = parser.sum()
    except (DivisionByZero, InvalidOperation) as error:
        raise Incalculable(text) from error
    if parser.tokens:
        raise Incalculable(text)
    return value


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    place = 0
    if len(text) > _LONGEST:
        raise Incalculable(text[:_LONGEST])
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise Incalculable(text)
        tokens.append(found[1])
        place = found.end()
    return tokens


class _Parser:
    """The tokens that are still to be read."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def sum(self) -> Decimal:
        value = self._product()
        while self.tokens and self.tokens[0] in "+-":
            sign = self.tokens.pop(0)
            term = self._product()
            value = value + term if sign == "+" else value - term
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while self.tokens and self.tokens[0] in "*/":
            sign = self.tokens.pop(0)
            factor = self._factor()
            value = value * factor if sign == "*" else value / factor
        return value

    def _factor(self) -> Decimal:
        if not self.tokens:
            message = "a number is missing"
            raise Incalculable(message)
        found = self.tokens.pop(0)
        if found in "+-":
            inner = self._factor()
            return inner if found == "+" else -inner
        if found == "(":
            value = self.sum()
            if not self.tokens or self.tokens.pop(0) != ")":
                message = "a bracket is not closed"
                raise Incalculable(message)
            return value
        if found in "*/)":
            raise Incalculable(found)
        return Decimal(found)
