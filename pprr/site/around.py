"""What the site puts around a page: notices and the way to its other editions. It is remade, and never hashed with it.

Each part stands between two marks: notices right after the page's own header, the way to other editions after what the
page says in short, and their style at the end of its head. Whoever takes them out has the content as it was published.
"""

import re
from dataclasses import dataclass

from jinja2 import Environment

from pprr.domain.errors import SiteError
from pprr.domain.periods.days import day_label
from pprr.report.record.fingerprint import parts_in_words
from pprr.site import addresses
from pprr.site.catalogue import Catalogue, PublishedEdition, named_in_full
from pprr.site.listing import digest

_BEGIN, _END = "<!-- site -->", "<!-- /site -->\n"
_WAYS, _WAYS_END = "<!-- site ways -->\n", "<!-- /site ways -->\n"
_HEAD, _HEADER, _LAYOUT, _FOOT = (*("</head>\n", "</header>\n", '<div class="layout">\n', "</main>"),)
_STYLE = """\
.page .around { padding: 0 clamp(1rem, 4vw, 3rem); max-width: 90rem; margin: 0 auto; font-size: .8125rem; }
.page main .around { padding: 0; margin: 1.2rem 0 0; }
.page .around p { max-width: none; margin: .4rem 0 0; }
.page .around details { margin: .2rem 0 0; }
@media print { .page .around { padding: 0; } .page .around nav { display: none; } }
"""
_OF_HEAD = re.compile(rf"{_BEGIN}<style>[^<]*</style>{_END}\Z")
_OF_HEADER = re.compile(rf"\A{_BEGIN}.*?{_END}", re.S)
_TEMPLATE = """\
<div class="pprr around">
{% if edition.is_live_draft %}
<aside class="notice" aria-label="About this edition"><p><strong>This is a draft.</strong> Nobody has approved it yet, \
and its figures and words may change.
{%- if has_newer %} What is approved stands among <a href="../index.html">all editions</a>.{% endif %}</p></aside>
{% elif has_newer %}
<aside class="notice" aria-label="About this version"><p><strong>There is a newer version.</strong> It stands first \
among <a href="../index.html">all editions</a>. This one stays as it was published.</p></aside>
{% endif %}
{% if edition.correction %}
<aside class="notice" aria-label="About this correction"><p><strong>Corrected on {{ day(edition.approval.date) }}.\
</strong> This is version {{ edition.version }}. It takes the place of \
<a href="../v{{ edition.correction.supersedes }}/index.html">version \
{{ edition.correction.supersedes }}</a>.{% if edition.correction.changed %} What changed: \
{{ in_words(edition.correction.changed) }}.{% endif %}</p></aside>
{% endif %}
{% if kept_back.is_stated %}
<aside class="notice" aria-label="What is kept back"><p>Some figures are not published.
{%- if kept_back.suppress_below %} Counts below {{ kept_back.suppress_below }}, and figures that would \
reveal them, are shown as Withheld.{% endif %}
{%- for reason in kept_back.withhold.values()|unique %} {{ reason.rstrip(".") }}.{% endfor %}</p></aside>
{% endif %}
</div>
<!-- site ways -->
<nav class="around editions" aria-label="Editions"><p><a href="../index.html">All editions of this report</a>.
{% if before %} <a href="{{ root }}{{ before.home }}/index.html">Before: {{ before.of_period.title }}</a>.{% endif %}
{% if after %} <a href="{{ root }}{{ after.home }}/index.html">After: {{ after.of_period.title }}</a>.{% endif %}
 <a href="{{ root }}{{ addresses.of_period(edition.period) }}">All portfolios of this period</a>.
 <a href="{{ root }}{{ addresses.ACCESS }}">Accessibility</a>.
{% if measures %}
 <a href="{{ root }}{{ addresses.of_portfolio(edition.subject) }}">All reports of this portfolio</a>.{% endif %}</p>
{% if measures %}
<details><summary>The history of each measure</summary>
<ul>
{% for measure_id, called in measures %}
<li><a href="{{ root }}{{ addresses.of_measure(measure_id) }}">{{ called }}</a></li>
{% endfor %}
</ul></details>
{% endif %}
</nav>
"""
_NOTICES = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_TEMPLATE)
_MADE_BY = digest(f"{_STYLE}{_TEMPLATE}".encode())
_ROOT = "../../../"  # of the site, from a version's folder


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of an edition's pages, which the site puts there, and the editions that they tell of.

    It names no later version, so that the pages of ten old ones do not change, and are not sent, with the eleventh.
    The report of the next period is named on the current edition alone.
    """

    edition: PublishedEdition
    has_newer: bool
    before: PublishedEdition | None
    after: PublishedEdition | None

    @classmethod
    def of(cls, edition: PublishedEdition, catalogue: Catalogue) -> "Surroundings":
        """Those of an edition of the catalogue."""
        before, after = catalogue.beside(edition)
        is_current = edition is catalogue.of_report(edition)[0] and not edition.withdrawn
        return cls(edition, catalogue.newer(edition) is not None, before, after if is_current else None)

    @property
    def rests_on(self) -> str:
        """All that the HTML is made from: while it is the same the HTML is, and need not be made."""
        beside = (one.home if one else "" for one in (self.before, self.after))
        return " ".join((_MADE_BY, named_in_full((self.edition,)), str(self.has_newer), *beside))

    def html(self) -> str:
        """The HTML that is put around."""
        return _NOTICES.render(
            edition=self.edition,
            has_newer=self.has_newer,
            kept_back=self.edition.kept_back,
            before=self.before,
            after=self.after,
            measures=self.edition.measures,
            day=day_label,
            in_words=parts_in_words,
            addresses=addresses,
            root=_ROOT,
        ).strip()


def put_around(page: bytes, text: str) -> bytes:
    """The page with that around it, in place of what was there. Raises SiteError for a page without a header."""
    head, end, body = taken_out(page).decode().partition(_HEAD)
    before, header, after = body.partition(_HEADER)
    if not header:
        raise SiteError("page-without-header")
    notices, _, ways = text.partition(_WAYS)
    short, place, rest = _parted(after)
    style = f"{_BEGIN}<style>\n{_STYLE}</style>{_END}"
    told = f"{_BEGIN}\n{notices.rstrip()}\n{_END}"
    shown = f"{_WAYS}{ways}\n{_WAYS_END}" if ways else ""
    return f"{head}{style}{end}{before}{header}{told}{short}{shown}{place}{rest}".encode()


def taken_out(page: bytes) -> bytes:
    """The page as it was before anything was put around it: the content that its record has the hash of."""
    head, end, body = page.decode().partition(_HEAD)
    before, header, after = body.partition(_HEADER)
    short, place, rest = _parted(_OF_HEADER.sub("", after))
    if short.endswith(_WAYS_END):
        short = short[: short.rindex(_WAYS)]
    return f"{_OF_HEAD.sub('', head)}{end}{before}{header}{short}{place}{rest}".encode()


def _parted(body: str) -> tuple[str, str, str]:
    """What stands before the place for the ways, what marks it, and the rest; without contents it is at the end."""
    return body.partition(_LAYOUT) if _LAYOUT in body else body.rpartition(_FOOT)
