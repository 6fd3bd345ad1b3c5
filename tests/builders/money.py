"""Rows of money for tests: of one made-up portfolio, in thousands of pounds, with everything that is not said plain."""

from typing import Any

from pprr.domain import Cell
from pprr.domain.money import (
    AccountLine,
    AgreedReserve,
    AgreedSaving,
    BudgetLine,
    CashLimitLine,
    LineKind,
    Outturn,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
)

THOUSAND = 100_000  # in pence
PORTFOLIO = "example-services"
_MAY_LACK = {"at_risk", "not_deliverable", "actual", "previous_variance"}


def _plain(kind: type[Any], texts: dict[str, object], values: dict[str, Any]) -> dict[str, Any]:
    """The values of a row: amounts times a thousand pounds, the rest as given, what is left out plain."""
    unit = values.pop("scale", THOUSAND)
    given = {name: values.pop(name, None if name in _MAY_LACK else 0) for name in kind.AMOUNTS}
    amounts = {name: None if amount is None else amount * unit for name, amount in given.items()}
    place = Cell(values.pop("file", "made-up.csv"), values.pop("sheet", ""), values.pop("row", 2))
    return {"portfolio": PORTFOLIO, "money_unit": THOUSAND, "cell": place, **texts, **amounts, **values}


def a_budget_line(line: str, amount: int, **values: Any) -> BudgetLine:
    plain = {"line": CashLimitLine(line), "description": ""}
    return BudgetLine(**_plain(BudgetLine, plain, {"amount": amount, **values}))


def a_cash_limit(*amounts: int, **values: Any) -> tuple[BudgetLine, ...]:
    """The lines of a cash limit: what it was, its changes, and what it is."""
    lines = ["Previously reported", *["Change"] * (len(amounts) - 2), "Current"]
    return tuple(a_budget_line(line, amount, **values) for line, amount in zip(lines, amounts, strict=True))


def an_outturn(**values: Any) -> Outturn:
    return Outturn(**_plain(Outturn, {}, values))


def a_reserve(**values: Any) -> Reserve:
    plain = {"group": "", "category": "", "narration": "Example Reserve", "purpose": "Examples", "is_total": False}
    return Reserve(**_plain(Reserve, plain, values))


def a_saving(**values: Any) -> Saving:
    plain = {"proposal": "Fewer examples", "risk_rating": None, "information": "", "is_total": False}
    return Saving(**_plain(Saving, plain, values))


def a_service(**values: Any) -> ServiceLine:
    plain: dict[str, object] = {"group": "", "line": "One", "kind": LineKind.SERVICE, "is_total": False}
    shares = {"variance_percent": None, "spent_percent": None}
    return ServiceLine(**_plain(ServiceLine, {**plain, **shares}, values))


def a_scheme(**values: Any) -> Scheme:
    return Scheme(**_plain(Scheme, {"scheme": "One", "information": "", "is_total": False}, values))


def an_account_line(**values: Any) -> AccountLine:
    plain = {"account": "Dedicated Schools Grant", "line": "One", "is_total": False}
    return AccountLine(**_plain(AccountLine, plain, values))


def an_agreed_reserve(**values: Any) -> AgreedReserve:
    plain = {"category": "", "narration": "Example Reserve", "purpose": "Examples"}
    return AgreedReserve(**_plain(AgreedReserve, plain, values))


def an_agreed_saving(**values: Any) -> AgreedSaving:
    return AgreedSaving(**_plain(AgreedSaving, {"proposal": "Fewer examples"}, values))
