"""The version that an approval is published as: what is published under a number never becomes something else."""

import datetime

import pytest
from builders.editions import edition

from pprr.commentary.approval import Approval
from pprr.domain import Period
from pprr.domain.errors import SiteError
from pprr.run.item import Item
from pprr.site.catalogue import Catalogue, PublishedEdition
from pprr.site.gather import version_of

ITEM = Item("housing", Period.parse("2025-26-q2"))
SAME, OTHER = {"the words of HOU1.1": "1"}, {"the words of HOU1.1": "2"}


def approved(version: str, parts: dict[str, str]) -> Approval:
    return Approval(format=2, name="Cllr A Member", date=datetime.date(2026, 2, 3), version=version, parts=parts)


def published(*versions: str) -> list[PublishedEdition]:
    found = Catalogue.of(edition(version) for version in versions).editions
    given = (one.approval for one in found)
    approvals = [one.model_copy(update={"parts": SAME}) for one in given if one]
    return [one.model_copy(update={"approval": told}) for one, told in zip(found, approvals, strict=True)]


@pytest.mark.parametrize(
    ("version", "parts", "there", "expected", "supersedes"),
    [
        pytest.param("1.0", SAME, (), "1.0", "", id="the first"),
        pytest.param("", SAME, (), "1.0", "", id="the first, without a number"),
        pytest.param("2.1", SAME, (), "2.1", "", id="a first with a number of its own"),
        pytest.param("1.0", SAME, ("1.0",), "1.0", "", id="the same again"),
        pytest.param("", SAME, ("1.0", "1.1"), "1.1", "", id="the same again, without a number"),
        pytest.param("1.1", OTHER, ("1.0",), "1.1", "1.0", id="a correction"),
        pytest.param("", OTHER, ("1.9", "1.10"), "1.11", "1.10", id="a correction without a number"),
        pytest.param("2.0", SAME, ("1.0",), "2.0", "1.0", id="the same under a new number"),
    ],
)
def test_an_approval_is_published_as_a_version(
    version: str, parts: dict[str, str], there: tuple[str, ...], expected: str, supersedes: str
) -> None:
    found, correction = version_of(ITEM, approved(version, parts), published(*there))
    assert (found, correction.supersedes if correction else "") == (expected, supersedes)
    if correction:
        assert correction.changed == (tuple(parts) if parts == OTHER else ())


@pytest.mark.parametrize(
    ("version", "parts", "there", "kind"),
    [
        pytest.param("1.0", OTHER, ("1.0",), "version-taken", id="another content under its number"),
        pytest.param("1.0", OTHER, ("1.0", "1.1"), "version-taken", id="a number that is long gone"),
        pytest.param("0.9", SAME, ("1.0",), "version-taken", id="an older number"),
        pytest.param("final", SAME, (), "no-version-number", id="a word"),
        pytest.param("1.0/../..", SAME, (), "no-version-number", id="a way out of the folder"),
    ],
)
def test_what_would_replace_a_version_is_refused(
    version: str, parts: dict[str, str], there: tuple[str, ...], kind: str
) -> None:
    with pytest.raises(SiteError) as refused:
        version_of(ITEM, approved(version, parts), published(*there))
    assert refused.value.kind == kind
