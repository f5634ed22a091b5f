"""The one way in which this program rounds."""


def half_up(numerator: int, denominator: int) -> int:
    """Give numerator / denominator as a whole number, halves rounded away from zero.

    This is 四舍五入 on the absolute value with the sign restored, the only rounding of the
    program. The denominator is positive.
    """
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude
