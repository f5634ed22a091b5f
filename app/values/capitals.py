"""Amounts in Chinese capitals, as vouchers carry them."""

from app.values.money import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_FULL = 1000  # a group of four digits without a zero in front


def capitals(amount: Money) -> str:
    """Word an amount in Chinese capitals, such as 壹仟壹佰叁拾元整.

    支付结算办法 附件一: a zero inside is worded once, 整 follows 元 and 角 but not 分, and a
    negative amount starts with 负.

    Raises:
        ValueError: the amount is 万亿 yuan or more, which no voucher holds.

    """
    fen = abs(amount.fen)
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    if yuan >= 10**12:
        message = f"an amount too large to word: {amount}"
        raise ValueError(message)
    if fen == 0:
        return "零元整"
    words = "负" if amount.fen < 0 else ""
    words += f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif cents and yuan:
        words += "零"
    return words + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    """Word a whole number from 1 to 999,999,999,999."""
    words, gap = "", False
    for place, group in enumerate(_GROUPS):
        part = number // 10 ** (4 * (2 - place)) % 10**4
        if part == 0:
            gap = bool(words)
            continue
        # A zero is also spoken where the group above ends in one: 壹拾万零柒仟.
        above_ends_in_zero = bool(words) and number // 10 ** (4 * (3 - place)) % 10 == 0
        if words and (gap or part < _FULL or above_ends_in_zero):
            words += "零"
        words += _below_ten_thousand(part) + group
        gap = False
    return words


def _below_ten_thousand(part: int) -> str:
    """Word a number from 1 to 9,999, without zeros before it."""
    words, gap = "", False
    for digit, place in zip(f"{part:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
        else:
            words += ("零" if gap else "") + _DIGITS[int(digit)] + place
            gap = False
    return words
