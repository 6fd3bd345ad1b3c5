"""A text as a message quotes it."""

_MOST = 80


def quoted(text: str) -> str:
    """The text between quotation marks, cut where it is longer than anybody reads.

    >>> quoted("37 %%"), quoted("x" * 100_000)[-6:]
    ('"37 %%"', 'xxxx…"')
    """
    return f'"{text}"' if len(text) <= _MOST else f'"{text[:_MOST]}…"'
