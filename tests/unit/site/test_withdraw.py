"""A version or a draft is withdrawn: its address says so, and what it held is nowhere on the site any more."""

import datetime
import json
from pathlib import Path

import pytest
from builders.sites import SETTINGS, folder, gathered, planned, publish, shown
from builders.told import refused

from pprr.domain.errors import SiteError
from pprr.site.catalogue import Withdrawal
from pprr.site.store import roll_back
from pprr.site.verify import verify
from pprr.site.withdraw import Withdrawn, plan_withdrawal

V10, V11 = "2025-26-q2/housing/v1.0", "2025-26-q2/housing/v1.1"
HOME = "2025-26-q2/housing/index.html"
WHY = "A family could be told from <one> of its figures."
ASKED = Withdrawal(date=datetime.date(2026, 3, 4), reason=WHY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two versions of one report, and a document of the period."""
    publish(folder(tmp_path), gathered("1.0", "secret first"))
    publish(folder(tmp_path), gathered("1.0", "of the council", document="council.corporate"))
    publish(folder(tmp_path), gathered("1.1", "secret second", supersedes="1.0"))
    return tmp_path


def withdraw(root: Path, version: str = V11) -> Withdrawn:
    found = plan_withdrawal(folder(root), SETTINGS, version, ASKED)
    assert found.publication.put_on(folder(root)).held == []
    assert found.left_on(folder(root)) == []
    return found


def everything(root: Path) -> str:
    return "".join(path.read_text("utf-8", errors="replace") for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize(("version", "words", "others"), [(V11, "second", "first"), (V10, "first", "second")])
def test_its_content_is_nowhere_and_its_address_says_when_and_why(
    root: Path, version: str, words: str, others: str
) -> None:
    withdraw(root, version)
    after = shown(root)
    assert f"secret {words}" not in everything(root), "nor in what is kept for a rollback"
    assert f"secret {others}" in everything(root)
    for page in ("index.html", "members.html"):
        said = after[f"{version}/{page}"].decode()
        assert "This version was withdrawn on 4 March 2026." in said
        assert "told from &lt;one&gt; of its figures." in said
    assert {name for name in after if name.startswith(version)} == {
        f"{version}/{name}" for name in ("index.html", "members.html", "record.json")
    }
    assert verify(folder(root)).wrong == ()


def test_its_record_says_what_it_was_and_no_more(root: Path) -> None:
    before = json.loads(shown(root)[f"{V11}/record.json"])
    withdraw(root)
    record = json.loads(shown(root)[f"{V11}/record.json"])
    assert record["withdrawn"] == {"date": "2026-03-04", "reason": WHY}
    assert (record["version"], record["approval"], record["report"]["title"]) == (
        before["version"],
        before["approval"],
        before["report"]["title"],
    )
    assert (record["report"]["tables"], record["report"]["commentary"], record["provenance"]["inputs"]) == ({}, [], {})
    assert "withdrawn" not in before


def test_nothing_brings_it_back(root: Path) -> None:
    withdraw(root)
    with refused(SiteError, "nothing-to-roll-back"):
        roll_back(folder(root))
    publish(folder(root), gathered("1.0", "another", document="transport"))
    assert "secret second" not in everything(root)
    assert roll_back(folder(root)).files
    assert "secret second" not in everything(root)


def test_the_newest_leaves_the_report_without_a_current_edition_until_a_corrected_one(root: Path) -> None:
    withdraw(root)
    after = shown(root)
    assert "This report was withdrawn on 4 March 2026." in after[HOME].decode()
    assert V10 in after[HOME].decode(), "the older version keeps its place"
    assert V11 not in after["index.html"].decode() + after["data/measures.csv"].decode()
    assert "was withdrawn on 4 March 2026" in after["2025-26-q2/index.html"].decode()
    assert "Withdrawn: version 1.1. A family" in after["feed.xml"].decode()
    publish(folder(root), gathered("1.2", "corrected", supersedes="1.1"))
    assert "2025-26-q2/housing/v1.2/index.html" in shown(root)["index.html"].decode()
    assert verify(folder(root)).wrong == ()


def test_an_older_one_leaves_the_current_edition_as_it_is(root: Path) -> None:
    withdraw(root, V10)
    assert "Read the current report" in shown(root)[HOME].decode()
    assert f"{V11}/index.html" in shown(root)["index.html"].decode()


def test_what_may_show_the_same_is_named_and_it_can_be_said_anew(root: Path) -> None:
    assert set(withdraw(root).alike) == {V10, "2025-26-q2/council.corporate/v1.0"}
    again = plan_withdrawal(folder(root), SETTINGS, V11, ASKED)
    assert not planned(folder(root)).difference.is_any
    assert again.publication.difference.sent == ()


@pytest.mark.parametrize("name", ["2025-26-q2/housing/v2.0", "2025-26-q2/housing", "../housing/v1.0", ""])
def test_what_is_no_version_is_refused(root: Path, name: str) -> None:
    with refused(SiteError, "no-such-version", folder=name):
        plan_withdrawal(folder(root), SETTINGS, name, ASKED)


@pytest.mark.parametrize("has_version", [True, False], ids=["beside a version", "alone"])
def test_a_draft_says_so_too_and_another_may_take_its_place(tmp_path: Path, has_version: bool) -> None:
    if has_version:
        publish(folder(tmp_path), gathered("1.0", "approved"))
    draft, other = gathered("", "secret draft").edition, gathered("", "other draft")
    publish(folder(tmp_path), gathered("", "secret draft"))
    withdraw(tmp_path, draft.folder)
    after = shown(tmp_path)
    assert "secret draft" not in everything(tmp_path)
    for page in ("index.html", "members.html"):
        said = after[f"{draft.folder}/{page}"].decode()
        assert "This draft was withdrawn on 4 March 2026." in said
        assert "This is a draft" not in said
    assert json.loads(after[f"{draft.folder}/record.json"])["withdrawn"]["draft"] == draft.folder.rpartition("/")[2]
    assert ("Read the current report" in after[HOME].decode()) is has_version
    assert "Withdrawn: draft" in after[HOME].decode()
    assert draft.folder not in after["index.html"].decode() + after["feed.xml"].decode()
    publish(folder(tmp_path), other)
    publish(folder(tmp_path), gathered("1.1" if has_version else "1.0", "at last"))
    after = shown(tmp_path)
    assert "This draft was withdrawn" in after[f"{draft.folder}/index.html"].decode()
    assert other.edition.folder not in "".join(after), "as any draft it goes when its version comes"
    assert verify(folder(tmp_path)).wrong == ()
