"""Versions on a site: what is published stays as it was; what is around it says what is newer and what is corrected."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.sites import files, folder, gathered, publish, shown

from pprr.site.around import put_around, taken_out
from pprr.site.catalogue import PublishedEdition
from pprr.site.listing import POINTER
from pprr.site.verify import verify

V10, V11 = "2025-26-q2/housing/v1.0", "2025-26-q2/housing/v1.1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with version 1.0 of a report, and 1.1 after it."""
    publish(folder(tmp_path), gathered("1.0", "first"))
    publish(folder(tmp_path), gathered("1.1", "second", supersedes="1.0"))
    return tmp_path


def words_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_every_address_of_the_first_version_answers_after_the_second_with_the_same_content(tmp_path: Path) -> None:
    publish(folder(tmp_path), gathered("1.0", "first"))
    before = shown(tmp_path)
    publish(folder(tmp_path), gathered("1.1", "second", supersedes="1.0"))
    after = shown(tmp_path)
    of_version = [address for address in before if address.startswith(V10)]
    assert set(before) <= set(after)
    assert {name: taken_out(after[name]) for name in of_version} == {
        name: taken_out(before[name]) for name in of_version
    }
    for name, data in files("first").items():
        assert taken_out(after[f"{V10}/{name}"]) == data


def test_the_old_version_says_that_there_is_a_newer_and_the_new_what_it_corrects(root: Path) -> None:
    old, new = (words_of(shown(root)[f"{folder}/index.html"]) for folder in (V10, V11))
    assert "There is a newer version. It stands first among all editions ." in old
    assert "Corrected on 3 February 2026. This is version 1.1. It takes the place of version 1.0 ." in new
    assert "What changed: the words of HOU1.1." in new
    assert "newer version" not in new
    assert "Corrected" not in old
    assert "There is a newer version." in words_of(shown(root)[f"{V10}/members.html"])


def test_a_third_version_sends_no_page_of_the_first(root: Path) -> None:
    sent = publish(folder(root), gathered("1.2", "third", supersedes="1.1")).difference.sent
    assert f"{V11}/index.html" in sent
    assert not [address for address in sent if address.startswith(V10)]


def test_a_draft_is_marked_and_goes_with_the_version_that_it_becomes(tmp_path: Path) -> None:
    draft = gathered("", "draft")
    publish(folder(tmp_path), draft)
    assert "This is a draft." in words_of(shown(tmp_path)[draft.edition.page])
    later = gathered("", "later draft")
    publish(folder(tmp_path), later)
    assert [name for name in shown(tmp_path) if "/draft-" in name and later.edition.folder not in name] == []
    publish(folder(tmp_path), gathered("1.0", "final"))
    assert not any("/draft-" in name for name in shown(tmp_path))
    publish(folder(tmp_path), draft)
    assert "What is approved stands among all editions ." in words_of(shown(tmp_path)[draft.edition.page])
    assert "v1.0/index.html" in shown(tmp_path)["index.html"].decode()
    assert verify(folder(tmp_path)).wrong == ()


def test_every_link_on_the_site_leads_to_a_file(root: Path) -> None:
    publish(folder(root), gathered("", "draft", document="parks"), gathered("1.0", "x", period="2024-25-annual"))
    for address in shown(root):
        if address.endswith(".html"):
            for link in re.findall(r'href="([^"#]+)', shown(root)[address].decode()):
                assert (root / address).parent.joinpath(link).resolve().is_file(), (address, link)


def altered(address: str) -> Callable[[Path], object]:
    def harm(root: Path) -> None:
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        (root / address).write_bytes(b"other")

    return harm


@pytest.mark.parametrize(
    ("harm", "wrong"),
    [
        pytest.param(altered(f"{V10}/measures.csv"), "v1.0/measures.csv is not as", id="a download"),
        pytest.param(altered("index.html"), "index.html is not as", id="home"),
        pytest.param(altered(f"{V10}/new.html"), "v1.0/new.html is on no list", id="a stranger"),
        pytest.param(altered("other.html"), "other.html is on no list", id="a stranger beside home"),
        pytest.param(altered("old/deep/other.html"), "old/deep/other.html is on no list", id="a stranger's folder"),
        pytest.param(altered("2025-26-q2/editions.json"), "q2/editions.json is not as", id="the editions in brief"),
        pytest.param(altered(".site/other"), ".site/other is on no list", id="a stranger among the site's own"),
        pytest.param(altered(f"{V10}/record.json"), "v1.0/record.json is not as", id="a record"),
        pytest.param(lambda root: (root / V11 / "housing.json").unlink(), "v1.1/housing.json is missing", id="gone"),
    ],
)
def test_a_proof_names_every_file_that_is_not_as_published(
    root: Path, harm: Callable[[Path], object], wrong: str
) -> None:
    assert verify(folder(root)).wrong == ()
    harm(root)
    assert [sentence for sentence in verify(folder(root)).wrong if wrong in sentence]


def test_a_list_that_agrees_with_an_altered_page_does_not_hide_it_from_the_record(root: Path) -> None:
    """Whoever alters a page, and the lists with it, has still to alter the record that was published with it."""
    from pprr.site.listing import Listed, Listing, digest, pointer_to, read_listing

    target = folder(root)
    page = root / V10 / "index.html"
    page.write_bytes(page.read_bytes().replace(b"first", b"other"))
    listing = read_listing(target.read)
    old = listing.files[f"{V10}/index.html"]
    forged = Listing({**listing.files, f"{V10}/index.html": Listed(digest(page.read_bytes()), old.around)}).named()
    target.write({**forged.documents(), POINTER: pointer_to(forged)})
    assert [sentence for sentence in verify(target).wrong if f"{V10}/index.html" in sentence]


def test_a_record_holds_the_report_its_approval_and_the_hash_of_each_file(root: Path) -> None:
    record = PublishedEdition.model_validate_json(shown(root)[f"{V11}/record.json"])
    assert set(record.files) == set(files("second"))
    assert record.approval is not None
    assert record.record["portfolio"]["name"] == "Housing"


@pytest.mark.parametrize(
    "words", ["", "<!-- site -->", "<!-- site -->\nx\n<!-- /site -->\n", "</header>\n", "</head>\n"]
)
def test_the_ways_stand_after_what_is_said_in_short_and_come_off_again(words: str) -> None:
    page = f'<head>\n</head>\n<body>\n<header></header>\n<main><h1>A</h1>{words}\n<div class="layout">\n{words}</main>'
    once = put_around(page.encode(), "<p>Notice</p>\n<!-- site ways -->\n<nav>Ways</nav>")
    told = once.decode()
    assert told.index("<p>Notice</p>") < told.index("<h1>") < told.index("<nav>Ways</nav>") < told.index("layout")
    assert (
        taken_out(once)
        == taken_out(put_around(once, "<p>Other</p>\n<!-- site ways -->\n<nav>O</nav>"))
        == page.encode()
    )


@pytest.mark.parametrize(
    "words", ["", "<!-- site -->", "<!-- site -->\nx\n<!-- /site -->\n", "</header>\n", "</head>\n"]
)
def test_what_is_put_around_a_page_comes_off_again(words: str) -> None:
    page = f'<head>\n</head>\n<body>\n<header class="site"></header>\n<main>{words}</main>'.encode()
    once = put_around(page, "<p>Notice</p>")
    added = re.compile(rb"<!-- site -->(?:<style>.*?</style>|\n<p>Notice</p>\n)<!-- /site -->\n", re.S)
    head, notice, rest = added.split(once, maxsplit=2)
    assert b"".join((head, notice, rest)) == page  # the ways to other editions, and the rule that no paper shows them
    assert taken_out(once) == taken_out(put_around(once, "<p>Another</p>")) == page
