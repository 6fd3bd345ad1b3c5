"""The changes as the page of a period tells them: what is worse before what is better, each once, most money folded."""

import pytest

from pprr.changes import Change, ChangeKind, Changes
from pprr.site.pages.changed import grouped


def change(kind: ChangeKind, then: str, now: str, *, called: str = "A1 One", what: str = "status") -> Change:
    return Change(kind, "housing", "A1", called, what, then, now)


STATUS = [change(ChangeKind.STATUS, *sides) for sides in (("Red", "Green"), ("Green", "Amber"), ("Not rated", "Red"))]
TRENDS = [change(ChangeKind.TREND, "Stable", "Getting worse"), change(ChangeKind.TREND, "No trend", "Stable")]
TOTAL = change(ChangeKind.MONEY, "10", "20", called="services: Total", what="variance")
LINE = change(ChangeKind.MONEY, "1", "2", called="services: Roads", what="variance")
OUTTURN = change(ChangeKind.MONEY, "10", "20", called="outturn", what="variance")
BUDGET = Change(ChangeKind.MONEY, "housing", "", "Against the budget", "amount", "10", "20")
PAID = change(ChangeKind.MONEY, "1", "2", called="services: Total", what="paid to date")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        pytest.param(
            STATUS,
            {"Statuses: worse": STATUS[1:2], "Statuses: better": STATUS[:1], "Statuses: other": STATUS[2:]},
            id="worse first, and what is in no order last",
        ),
        pytest.param(
            TRENDS, {"Trends: worse": TRENDS[:1], "Trends: other": TRENDS[1:]}, id="a group without any is left out"
        ),
        pytest.param(
            [LINE, OUTTURN, TOTAL, PAID],
            {"Money, in £000": [BUDGET], "Money, in £000: all other amounts": [LINE, PAID]},
            id="the totals, and all else folded",
        ),
        pytest.param(
            [change(ChangeKind.NAME, "A", "B")], {"Names and codes": [change(ChangeKind.NAME, "A", "B")]}, id="a kind"
        ),
        pytest.param([], {}, id="none"),
    ],
)
def test_every_change_is_in_one_group(found: list[Change], told: dict[str, list[Change]]) -> None:
    groups = grouped(Changes("then", "now", tuple(found)))
    assert {one.title: list(one.found) for one in groups} == told
    assert [one.title for one in groups if one.is_folded] == [title for title in told if "all other" in title]
