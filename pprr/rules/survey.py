"""The margin of a survey: how far chance alone may have moved a share of those who answered."""

from math import sqrt

from pprr.domain import Reading

_Z = 1.96  # standard errors, which 19 of 20 samples keep within


def margin(figure: Reading) -> float | None:
    """The half of the interval that 19 of 20 such surveys would hold the true share in, in percentage points.

    Wilson's, which is no 0 where nobody or everybody said so. None where it is not known how many answered.
    """
    if figure.share is None or not figure.denominator:
        return None
    share, asked = float(figure.share) / 100, float(figure.denominator)
    if not 0 <= share <= 1 or asked < 1:
        return None
    return 100 * _Z * sqrt(share * (1 - share) / asked + _Z**2 / (4 * asked**2)) / (1 + _Z**2 / asked)
