# /// script
# requires-python = ">=3.11"
# dependencies = ["price-parser==0.5.1"]
# ///
"""£1.039m is read as one thousand and thirty-nine pounds, and a deficit as a surplus.

Council reports give money in millions with three decimals. price-parser takes a full stop before three digits for a
separator of thousands, as a shop abroad would write it, lets the scale behind it fall, and drops a minus sign:
£1.039m is 1039, £0.254m is 254, and -£5.2m is 5.2. With two decimals the amount is kept.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from price_parser import Price

SEEN = {"£1.039m": "1039", "£0.254m": "254", "-£5.2m": "5.2", "£1.04m": "1.04"}


def main() -> None:
    """Read four amounts as a report prints them."""
    found = {text: str(Price.fromstring(text).amount) for text in SEEN}
    print(f"price-parser {version('price-parser')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
