"""Tells whether two texts say the same, as far as somebody ought to have said something new."""

import re

_FEWEST = 8  # fewer words than these are a formula that may well be said again
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def alike(text: str) -> str:
    """The text as it is compared: spaces, line ends and capitals aside.

    >>> alike("The  same\\nwords.") == alike("the same words.")
    True
    """
    return " ".join(text.split()).casefold()


def still_words(text: str) -> list[str]:
    """The words that stay as they are when a figure changes: those of all sentences without a live value.

    >>> still_words("It is {{ actual }} now. Two posts are empty.")
    ['Two', 'posts', 'are', 'empty.']
    """
    return [word for sentence in _SENTENCE_END.split(text) if "{{" not in sentence for word in sentence.split()]


def is_word_for_word(now: str, before: str) -> bool:
    """Tells whether a text is another one again, as typed, and more of it than a formula stays as it was.

    A sentence with a live value says something new by itself. Where every sentence has one, nothing was repeated.
    """
    return alike(now) == alike(before) and len(still_words(now)) >= _FEWEST


def changes_by_itself(text: str) -> bool:
    """Tells whether every sentence has a live value, so that no revised figure makes the text an old one."""
    return "{{" in text and not still_words(text)
