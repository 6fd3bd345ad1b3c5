"""The catalogue of a site: the order of editions, the current one of each report, and their addresses."""

import pytest
from builders.editions import edition
from pydantic import ValidationError

from pprr.commentary.approval import is_version
from pprr.project import Organisation, Settings
from pprr.site.catalogue import Catalogue, PublishedEdition
from pprr.site.pages import pages

SETTINGS = Settings(organisation=Organisation(name="Anyborough Council (made up)"))
FIRST, NINTH, TENTH = (edition(version) for version in ("1.0", "1.9", "1.10"))
DRAFT = edition("")
ALONE = edition("", document="parks", name="Parks")
OLDER = edition("1.0", period="2024-25-annual")


def test_editions_stand_newest_first_and_a_draft_last() -> None:
    found = Catalogue.of([DRAFT, OLDER, FIRST, ALONE, TENTH, NINTH])
    assert found.editions == (TENTH, NINTH, FIRST, DRAFT, ALONE, OLDER)
    assert found.current == (TENTH, ALONE, OLDER)
    assert [str(period) for period in found.periods] == ["2025-26-q2", "2024-25-annual"]


@pytest.mark.parametrize(
    ("of", "newer"),
    [
        pytest.param(TENTH, None, id="the newest"),
        pytest.param(FIRST, TENTH, id="an old one"),
        pytest.param(DRAFT, TENTH, id="a draft beside versions"),
        pytest.param(ALONE, None, id="a draft alone"),
    ],
)
def test_the_newer_version_is_known(of: PublishedEdition, newer: PublishedEdition | None) -> None:
    assert Catalogue.of([DRAFT, FIRST, ALONE, TENTH, NINTH]).newer(of) == newer


def test_a_record_is_read_back_as_it_was() -> None:
    corrected = edition("1.1", supersedes="1.0", files={"index.html": "0" * 64})
    assert PublishedEdition.model_validate_json(corrected.to_bytes()) == corrected
    assert corrected.folder == "2025-26-q2/housing/v1.1"


@pytest.mark.parametrize("name", ["../index.html", "a/b", ".hidden", "", "a\\b"])
def test_a_record_names_no_file_outside_its_folder(name: str) -> None:
    with pytest.raises(ValidationError):
        edition(files={name: "0" * 64})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0", True),
        ("1.0.3", True),
        ("12.10", True),
        ("", False),
        ("1", False),
        ("1.0/..", False),
        ("1.0\n", False),
        ("v1.0", False),
        ("final", False),
        ("1.٠", False),
    ],
)
def test_a_version_is_a_number_with_points(text: str, expected: bool) -> None:
    assert is_version(text) is expected


def test_the_home_page_leads_to_the_current_edition_of_each_report() -> None:
    home = pages(Catalogue.of([FIRST, TENTH, ALONE]), SETTINGS)["index.html"].decode()
    assert 'href="2025-26-q2/housing/v1.10/index.html"' in home
    assert f'href="{ALONE.folder}/index.html"' in home
    assert "v1.0/" not in home


def test_the_page_of_a_report_names_all_its_editions_and_what_each_corrects() -> None:
    found = pages(Catalogue.of([FIRST, edition("1.1", supersedes="1.0")]), SETTINGS)
    page = found["2025-26-q2/housing/index.html"].decode()
    assert 'href="../../2025-26-q2/housing/v1.0/index.html"' in page
    assert "It corrects version 1.0: the words of HOU1.1." in page


def test_words_of_whomsoever_are_words_on_a_page() -> None:
    name = '<script>alert("1")</script>'
    found = pages(Catalogue.of([edition(name=name)]), SETTINGS)
    assert all(b"<script" not in page for page in found.values())
