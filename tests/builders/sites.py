"""A site in a folder, and what is published on it: editions of a made-up council with small files."""

from collections.abc import Iterable
from pathlib import Path

from builders.editions import edition
from pprr.project import Organisation, Project, Settings
from pprr.site.brief import read_catalogue
from pprr.site.gather import Gathered, Gathering
from pprr.site.listing import digest
from pprr.site.publish import Publication, open_site, publication_of
from pprr.site.store import Sent
from pprr.site.targets import SiteTarget
from pprr.site.targets.folder import FolderTarget
from pprr.site.targets.named import target_named

SETTINGS = Settings(organisation=Organisation(name="Anyborough Council (made up)"))
PROJECT = Project(Path("/council"), SETTINGS)


def files(words: str, *, document: str = "housing", size: int = 0) -> dict[str, bytes]:
    """The files of an edition: each says the words, so that those of two editions cannot be taken for one."""
    page = f'<html><head>\n</head>\n<body>\n<header class="site"></header>\n<main><p>{words}</p></main></body></html>\n'
    return {
        "index.html": page.encode(),
        "members.html": page.replace("<p>", "<p>For members: ").encode(),
        f"{document}.json": f'{{"words": "{words}"}}\n'.encode(),
        "measures.csv": f"words\n{words}\n{'x' * size}".encode(),
    }


def gathered(
    version: str,
    words: str,
    *,
    document: str = "housing",
    period: str = "2025-26-q2",
    supersedes: str = "",
    size: int = 0,
) -> Gathered:
    """An edition with its files."""
    held = files(words, document=document, size=size)
    hashes = {name: digest(data) for name, data in held.items()}
    of = edition(version, document=document, period=period, supersedes=supersedes, files=hashes)
    return Gathered(of, held)


def planned(target: SiteTarget, *found: Gathered) -> Publication:
    """The publication of those editions."""
    old = open_site(target)
    return publication_of(target, old, read_catalogue(target, old), Gathering(found), SETTINGS)


def publish(target: SiteTarget, *found: Gathered) -> Sent:
    """Puts those editions on the site."""
    return planned(target, *found).put_on(target)


def shown(root: Path) -> dict[str, bytes]:
    """What readers can see of the site in the folder: all but what the site keeps for itself."""
    found: Iterable[Path] = (path for path in root.rglob("*") if path.is_file())
    addresses = {path.relative_to(root).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in sorted(addresses.items()) if not name.startswith(".site/")}


def folder(root: Path) -> FolderTarget:
    """The site in the folder."""
    return FolderTarget(root)


def target_at(address: str) -> SiteTarget:
    """The target that a person names."""
    return target_named(address, PROJECT)


def reports(number: int, count: int, size: int) -> list[Gathered]:
    """So many reports in that edition, which each file of theirs names."""
    before = f"1.{number - 1}" if number else ""
    return [
        gathered(f"1.{number}", f"edition {number} of p{one}", document=f"p{one}", supersedes=before, size=size)
        for one in range(count)
    ]
