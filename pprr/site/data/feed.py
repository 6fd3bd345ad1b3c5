"""The feed of publications, by RFC 4287: an entry for each approved version, the newest first."""

import re
import uuid
from xml.sax.saxutils import escape, quoteattr

from pprr.project import Settings
from pprr.report.record.fingerprint import parts_in_words
from pprr.site import addresses
from pprr.site.catalogue import Catalogue, PublishedEdition

_MOST_ENTRIES = 100
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:pprr:feed")


def feed(catalogue: Catalogue, settings: Settings) -> bytes:
    """The feed. Its days are those of the approvals, or of the newest period's end where nothing is approved yet.

    Links are relative to the feed's own address, since a site does not know where it is put.
    """
    council = settings.organisation.name
    days = [(one.withdrawn or one.approval, one) for one in catalogue.editions if one.version]
    approved = [(given.date.isoformat(), one) for given, one in days if given]
    newest = sorted(approved, key=lambda dated: (dated[0], dated[1].of_period.end, dated[1].folder), reverse=True)
    dated = newest[0][0] if newest else catalogue.periods[0].end.isoformat() if catalogue.periods else "2000-01-01"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{uuid.uuid5(_OURS, council).urn}</id>",
        f"<title>Portfolio Performance and Resources Reports: {_plain(council)}</title>",
        f"<updated>{dated}T00:00:00Z</updated>",
        f"<author><name>{_plain(council)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{addresses.FEED}"/>',
        f'<link rel="alternate" type="text/html" href="{addresses.HOME}"/>',
        *(_entry(one, day) for day, one in newest[:_MOST_ENTRIES]),
        "</feed>",
    ]
    return "\n".join((*lines, "")).encode()


def _entry(edition: PublishedEdition, day: str) -> str:
    """An entry. Its identifier is that of a version's content, which never changes; a correction has its own entry."""
    record, correction = edition.record, edition.correction
    said = f"It takes the place of version {correction.supersedes}. " if correction else ""
    changed = f"What changed: {parts_in_words(correction.changed)}. " if correction and correction.changed else ""
    summary = f"{edition.state}. {said}{changed}{record['notice']}".strip()
    summary = f"{edition.state}. {edition.withdrawn.reason}" if edition.withdrawn else summary
    content = "\n".join((edition.folder, *(f"{name} {sha256}" for name, sha256 in sorted(edition.files.items()))))
    title = f"{record['portfolio']['name']}: {record['title']}, version {edition.version}"
    return (
        f"<entry><id>{uuid.uuid5(_OURS, content).urn}</id><title>{_plain(title)}</title>"
        f"<updated>{day}T00:00:00Z</updated><published>{day}T00:00:00Z</published>"
        f'<link rel="alternate" type="text/html" href={quoteattr(edition.page)}/>'
        f"<summary>{_plain(summary)}</summary></entry>"
    )


def _plain(text: str) -> str:
    """The text as XML holds it."""
    return escape(_NOT_IN_XML.sub("", text))
