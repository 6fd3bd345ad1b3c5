"""Queries, faults and errors as a test expects them: by kind and fields; the golden catalogue has their wording."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from pprr.domain.catalogue import names_in, problem_kind, query_kinds
from pprr.domain.errors import PprrError

AnyError = TypeVar("AnyError", bound=PprrError)
Reason = tuple[str, dict[str, object]]  # a kind, and the fields that count
_CUT = "\x00"


def sentence(kind: str, part: str = "", /, **fields: object) -> str:
    """The sentence of a kind as a message holds it, up to the first field that is not given.

    ``part`` is found (where none is named), expected or action of a query, and problem or remedy of a fault or an
    error; without it, both of these.
    """
    wording = query_kinds()[kind].now if kind in query_kinds() else problem_kind(kind)
    parts = [part] if part else ["found"] if kind in query_kinds() else ["problem", "remedy"]
    given = {name: str(value) for name, value in fields.items()}
    named = [name for name in parts if "" in wording.sentences[name] or name in given or "case" in given]
    texts = [text for name in named for text in wording.sentences[name].values()]
    blanks = {name: _CUT for text in texts for name in names_in(text)}
    assert set(given) <= {*blanks, *wording.lists, *parts, "case"}, (kind, set(given) - set(blanks))
    text = " ".join(wording.sentence(name, {**blanks, **given}) for name in named).partition(_CUT)[0].strip()
    assert len(text) > 2, kind
    return text


def fault_at(place: str, kind: str, part: str = "", /, **fields: object) -> str:
    """The line that tells of a fault at that place, as far as its fields are given."""
    return f"{place}: {sentence(kind, part, **fields)}"


@contextmanager
def refused(error: type[AnyError], kind: str, /, **fields: object) -> Iterator[pytest.ExceptionInfo[AnyError]]:
    """Expects an error of that class and kind; the fields that are named are those given, others are not looked at."""
    with pytest.raises(error) as raised:
        yield raised
    assert raised.value.kind == kind
    found = raised.value.fields
    assert {name: found.get(name) for name in fields} == {name: str(value) for name, value in fields.items()}
