"""The words that pprr itself writes into a commentary notebook: guidance to the writer, and no one's words."""

_FIRST = "# Commentary: "
GUIDE_TEXT = (
    _FIRST
    + """{name}, {period}

Write under the headings `## ...`, in as many Markdown cells as you like: double-click, type, then Shift+Enter. Above
each heading a cell shows the figures, the chart, what is queried and the words of the last report. Save (Ctrl+S), then
run the last cell to see the page. Keep the headings as they are; everything else is yours."""
)
PREVIEW_TEXT = """# The page as it would be published

Save first: the page is made from the saved notebook.
Above it stand the typed figures that could follow the data."""
# Of earlier builds, whose notebooks are still there.
_EARLIER = """\
each heading a cell shows the figures, the chart and what is queried. Save (Ctrl+S), then run the last cell to see the
page. Keep the headings as they are; everything else is yours."""
_KNOWN = {line.strip() for text in (GUIDE_TEXT, PREVIEW_TEXT, _EARLIER) for line in text.splitlines()}


def beyond_guidance(text: str) -> str:
    """The lines of a cell of guidance that pprr has not written.

    >>> beyond_guidance("# Commentary: Parks, 2024-25-annual\\n\\nThe mower broke.")
    'The mower broke.'
    """
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.startswith(_FIRST) and line.strip() not in _KNOWN).strip()
