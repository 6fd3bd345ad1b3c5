"""Made-up rules of a year: a year's own may change, and the tests of rules must not change with them."""

from pprr.domain import Rules

_RULES = {
    "status": {"amber_within": "10%"},
    "trend": {"stable_below": "1%"},
    "exceptions": {
        "when": ["red", "amber and getting worse", "status worse than in the last report", "due and missing"]
    },
    "highlights": {"when": ["green and getting better", "status better than in the last report"]},
    "commentary": {"when": ["red", "amber", "status changed since the last report", "due and missing"]},
    "money": {"exception_beyond": "1%"},
    "plausibility": {"times_target": 100},
}


def rules(**sections: dict[str, object]) -> Rules:
    """Made-up rules of a year, the named sections replaced: ``rules(trend={"stable_below": "5%"})``."""
    return Rules.model_validate(_RULES | sections)
