"""A made-up council, and the same one with another value in very many cells of its inputs."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from builders.commentary import write_entries
from builders.files import replace_text, write_csv
from pprr.commentary.approval import Approval, write_approval
from pprr.commentary.entries import read_entries
from pprr.demo.build import Size, drafts_of, write_demo
from pprr.demo.draft import Draft, write_agreement, write_extracts
from pprr.demo.tables import Row
from pprr.domain import Period
from pprr.project import Project, find_project

PERIOD = Period.parse("2025-26-q2")
ADULTS, CHILDREN = "adult-care-and-health", "children-and-family-services"
SIZE = Size(portfolios=2, measures=30, years=2, ledger_lines=0)

Cells = Mapping[str, str]
# Of each table of the agreement: the column and cell by which a row is known, and what it says now.
AGREEMENT: Mapping[str, Sequence[tuple[str, str, Cells]]] = {
    "portfolios": [
        (
            "portfolio",
            ADULTS,
            {
                "agreement_approved_by": "Another Cabinet",
                "agreement_approved_on": "2025-06-27",
                "agreement_scrutinised_by": "Another committee",
                "agreement_scrutinised_on": "2025-06-09",
                "agreement_link": "https://anyborough.example/another",
                "member": "Councillor Another (made up)",
                "member_office": "Another office",
            },
        ),
    ],
    "contacts": [("portfolio", ADULTS, {"role": "Another role", "contact": "another@anyborough.example"})],
    "priorities": [
        ("title", "Good health for longer", {"title": "Another title", "text": "Another text of a priority."}),
    ],
    "measures": [
        ("measure_id", "AC2.2", {"definition": "Another definition.", "name": "Another name"}),
        ("measure_id", "AC2.3", {"code": "CFE12(ii)", "framework": "Another suite"}),
        (
            "measure_id",
            "AC3.2",
            {"rule": "suspended", "tolerance": "", "rule_reason": "Another reason for the rule.", "shows": "contact"},
        ),
        ("measure_id", "AC3.3", {"shows": "perception", "kind": "snapshot"}),
    ],
    "targets": [
        ("measure_id", "AC1.2", {"target": "2,461", "reason": "Another reason for the target."}),
        ("measure_id", "AC3.5", {"target": "31.7%"}),
    ],
    "reserves": [("narration", "Care Fund", {"purpose": "Another purpose", "approved": "377"})],
    "savings": [("proposal", "Review of large care packages", {"proposal": "Another proposal", "value": "683"})],
}
# The figures of the period, some of them with what they are of, whose they are, or why there is none.
FIGURES = {
    "AC2.4": "41%",
    "AC1.5": "52.7% 281 of 533",
    "AC3.3": "44.1% 1,483 of 3,363 (p)",
    "AC2.2": "Not available",
    "AC3.4": "287 2024/25",
    "CF1.4": "97",
    "CF2.4": "388",
    "PLAN-CF1.1": "84.6% 132 of 156",
}
# Of each table of money: the column and cell by which a row is known, and what it says now, in £000.
MONEY: Mapping[str, Sequence[tuple[str, str, Mapping[str, str | int]]]] = {
    "reserves": [
        ("purpose", "Winter beds", {"purpose": "Another purpose", "approved": 377, "change": -13, "balance": 364}),
    ],
    "savings": [
        ("proposal", "Help at home in place of beds", {"risk_rating": "Red", "information": "Another information."}),
        ("proposal", "Review of large care packages", {"proposal": "Another proposal", "value": 683}),
    ],
    "capital": [("scheme", "Day centre roof", {"scheme": "Another scheme", "information": "Another hold-up."})],
    "outturn": [("portfolio", "Adult Care and Health", {"expenditure": 98_765, "outturn": 98_764})],
    "budget": [("line", "Change", {"description": "Another change of the limit"})],
}
NEW_LINE: Mapping[str, str | int] = {"line": "Change", "description": "Another sum", "amount": 1_357}
# Of each file that runs over years: the column and cell of the rows, and what they say now.
OVER_YEARS: Mapping[str, Sequence[tuple[str, str, Cells]]] = {
    "meetings": [("date", "2025-11-18", {"date": "2025-11-20"})],
    "committees": [
        ("id", "first", {"name": "Another committee", "terms_of_reference": "Another term."}),
        ("id", "second", {"portfolios": f"{ADULTS}; children-families-and-schools or {CHILDREN}"}),
    ],
    "views": [
        ("id", "people", {"wards": "Another ward", "key_decision": "Yes", "signed_by": "Another author"}),
        ("id", "management-team", {"purpose": "Another use.", "signed_by": "Another signatory"}),
        ("id", "management-team", {"name": "Another team", "kind": "committee"}),
    ],
    "inspections": [("view", "management-team", {"judgement": "Another judgement", "subject": "Another service"})],
    "returns": [("view", "management-team", {"return": "Another return", "sent": "2025-02-27"})],
    "recommendations": [
        ("id", "R2", {"progress": "Another progress.", "adopted": "not adopted", "state": "closed"}),
        ("id", "R1", {"evidence": "Another evidence."}),
    ],
    "issues": [
        (
            "id",
            "I001",
            {
                "issue": "Another issue",
                "why": "Another why.",
                "theme": "Another theme",
                "audit": "Another finding.",
                "projects": "Another project note.",
                "risk": "Another risk of it.",
                "indicators": "AC1.2",
            },
        ),
    ],
}
ANSWER = {"answered": "2025-09-25", "reply": "Another reply."}
ACTIONS: Sequence[Cells] = [
    {"kind": "action", "about": "AC2.4", "owner": "Another owner", "due": "2025-09-17", "text": "Another action."},
    {"kind": "promised reply", "about": "AC2.4", "text": "Another promise.", **ANSWER},
    {"kind": "issue for Cabinet", "text": "Another issue for Cabinet."},
    {"kind": "good practice", "text": "Another good practice."},
    {"kind": "question", "text": "Another question?"},
    {"kind": "action", "portfolio": "", "about": "I001", "text": "Another plan.", "done": "2025-10-02"},
]
ASKED = {"raised": "2025-09-05", "committee": "resources", "by": "A member", "portfolio": ADULTS, "due": "2025-12-24"}
PROJECT = [
    ["portfolio", "project", "state", "measures", "milestone", "effect", "owner"],
    [ADULTS, "Another project", "Another state", "AC2.4", "Another milestone", "Another effect", "Another lead"],
]
WORDS: Mapping[str, Cells] = {
    ADULTS: {
        "overview": "Another overview. It was 61 of 179 (34%) in 2031/32.",
        "statement": "Another statement.",
        "scope": "Another scope.",
        "risks": "Another risk ahead.",
        "outlook": "Another outlook.",
        "AC2.4": "Another explanation: occupancy is stable at 93%.",
        "budget": "Another cause of the change.",
        "outturn": "Another cause of the outturn.",
        "savings": "Another saving is shared with others.",
    },
    "people.performance_update": {
        "overview": "Another summary of worries.",
        "themes": "Another thing learnt.",
        "voice": "Another thing heard.",
        "next-steps": "Another step.",
        "equality": "Another equality note.",
        "legal": "Another legal note.",
        "finance": "Another finance note.",
    },
    f"{ADULTS}.agreement": {"overview": "Another introduction.", "comments": "Another comment on the draft."},
    "council.corporate": {"feedback": "Another thing fed back."},
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 0 0 L 9 9 z" /></svg>'
ORGANISATION = """\
name = "Another Council (made up)"
web = "https://anyborough.example/another"
logo = "data/raw/another.svg"
"""
RECOMMENDED = 'purpose = "Another purpose of the paper."\nrecommendations = ["Another recommendation."]\n'


def as_it_is(folder: Path) -> Project:
    """The council before anything has changed."""
    write_demo(folder, SIZE)
    return find_project(folder)


def changed(folder: Path) -> Project:
    """The same council with all of the above."""
    project = as_it_is(folder)
    draft = drafts_of(SIZE)[-1]
    for table, changes in AGREEMENT.items():
        _change(draft.agreement[table], changes)
    _change_extracts(draft)
    draft.rules = draft.rules.replace('amber_within = "10%"', 'amber_within = "7%"').replace('"1%"', '"3%"', 1)
    write_agreement(folder, draft)
    write_extracts(folder, draft)
    for name, changes in OVER_YEARS.items():
        _rewrite(project.over_years(name), lambda rows, changes=changes: _change(rows, changes))  # type: ignore[misc]
    more = [{**ASKED, **row, "id": f"X{at}"} for at, row in enumerate(ACTIONS)]
    _rewrite(project.over_years("actions"), lambda rows: rows.extend(more))
    selection = {"view": "management-team", "takes": "AC2.4", "from": str(PERIOD), "reason": "Another reason to come."}
    _rewrite(project.over_years("selections"), lambda rows: rows.append(selection))
    (folder / "data/raw/covering_paper.toml").write_text(RECOMMENDED, "utf-8")
    _change_sources(project)
    for name, entries in WORDS.items():
        place = project.commentary(PERIOD, name)
        known = {item: entry.text for item, entry in read_entries(place).items()} if place.is_dir() else {}
        write_entries(place, {**known, **entries})
    replace_text(folder / "pprr.toml", 'name = "Anyborough Council (made up)"\n', ORGANISATION)
    (folder / "data/raw/another.svg").write_text(LOGO, "utf-8")
    replace_text(folder / "notebooks/performance_update.ipynb", "is asked to note,", "is asked for another thing,")
    approval = Approval(name="Another approver", date=date(2025, 10, 30), version="1.7", parts={})
    write_approval(project.commentary(PERIOD, CHILDREN), approval)
    return find_project(folder)


def _change_extracts(draft: Draft) -> None:
    """The period's figures and money, others' figures, the last points of a series."""
    label = f"actual {PERIOD}"
    for row in draft.extracts["performance"]:
        row[label] = FIGURES.get(str(row["measure_id"]), row[label])
        row["code"] = "CFE12(ii)" if row["measure_id"] == "AC2.3" else row["code"]
    for table, changes in MONEY.items():
        for column, cell, values in changes:
            next(row for row in draft.extracts[table] if row[column] == cell).update(values)
    budget = draft.extracts["budget"]
    budget.insert(1, {**budget[0], **NEW_LINE})
    draft.extracts["comparators"][0].update(name="Another body", value="99.9%")
    for row in draft.extracts["series"][-4:]:
        row["value"] = str(row["value"]).replace("1", "2").replace("3", "4")


def _change_sources(project: Project) -> None:
    """The edition, the name of a file, and an extract of projects."""
    folder = project.extracts(PERIOD)
    sources = folder / "sources.toml"
    replace_text(sources, 'date = "October 2025"\nversion = "1.0"', 'date = "20 October 2025"\nversion = "1.7"')
    replace_text(sources, "This is an illustration.", "This is another notice.")
    replace_text(sources, 'file = "measures_export.csv"', 'file = "another_export.csv"')
    (folder / "measures_export.csv").rename(folder / "another_export.csv")
    write_csv(folder / "projects.csv", PROJECT)
    sources.write_text(sources.read_text("utf-8") + '\n[projects]\nfile = "projects.csv"\n', "utf-8")


def _change(rows: list[Row], changes: Sequence[tuple[str, str, Cells]]) -> None:
    for column, cell, values in changes:
        for row in [row for row in rows if row[column] == cell]:
            row.update(values)


def _rewrite(path: Path, change: Callable[[list[Row]], object]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    columns = list(rows[0])
    change(rows)
    write_csv(path, [columns, *([row.get(name, "") for name in columns] for row in rows)])
