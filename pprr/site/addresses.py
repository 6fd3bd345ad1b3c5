"""The address of everything around the reports, from the site's root. What is published under one keeps it."""

import hashlib
import re
from functools import cache

from pprr.domain import Period

HOME, MEASURES, GUIDE, ACCESS, CONTACTS = (
    *("index.html", "measures/index.html", "how-to-read.html", "accessibility.html", "contacts.html"),
)
DATA, CSV, PARQUET, PACKAGE, FEED = (
    *("data/index.html", "data/measures.csv", "data/measures.parquet", "data/datapackage.json", "feed.xml"),
)
TABLE = (CSV, PARQUET, PACKAGE)
_DIGITS = 8


def of_period(period: Period | str) -> str:
    """The page of a period."""
    return f"{period}/index.html"


def of_portfolio(slug: str) -> str:
    """The page of a portfolio: its archive."""
    return f"portfolios/{slug}/index.html"


def of_year(address: str, year: str) -> str:
    """The address of the same for a year alone; without a year, the address.

    >>> of_year(CSV, "2015-16")
    'data/2015-16/measures.csv'
    """
    folder, _, name = address.rpartition("/")
    return f"{folder}/{year}/{name}" if year else address


@cache
def of_measure(measure_id: str, from_year: int | None = None) -> str:
    """The page of a measure: letters and digits of its identifier, and what tells it from every other.

    What older reports said in full is on a page of some years, by the first of them.

    >>> of_measure("CFE1.4")
    'measures/cfe1-4-22ec9c0d.html'
    >>> of_measure("CFE1.4", 2016)
    'measures/cfe1-4-22ec9c0d-2016.html'
    """
    years = "" if from_year is None else f"-{from_year}"
    words = re.sub(r"[^a-z0-9]+", "-", measure_id.lower()).strip("-")[:40]
    return f"measures/{words or 'measure'}-{hashlib.sha256(measure_id.encode()).hexdigest()[:_DIGITS]}{years}.html"
