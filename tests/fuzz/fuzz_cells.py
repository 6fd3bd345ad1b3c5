"""Searches for a text that breaks a law of reading, led by the branches that a text takes through the code.

atheris is no dependency of the project. In an environment of its own that has the project installed::

    pip install atheris
    python tests/fuzz/fuzz_cells.py -runs=1000000 -max_len=64 -len_control=0 -timeout=5

Every 100,000 texts it says how many each law was tried on. A text that breaks a law is shown, and its bytes are written
to the working folder; one that takes more than five seconds breaks them all.
Without a number of runs it goes on until it is stopped. Other options are those of libFuzzer.
"""

import sys
from collections import Counter
from collections.abc import Sequence

import atheris

with atheris.instrument_imports(include=["pprr"]):
    from laws import LAWS, a_mapping
    from sheets import SHEETS
    from shreds import CELLS, MAPPING, SHREDS

_TRIED: Counter[str] = Counter()
_TOLD_EVERY = 100_000
_OF_PIECES = {a_mapping: ((MAPPING[:5],), MAPPING), **SHEETS}
_LAWS = (*LAWS, *SHEETS)


def text_of(data: atheris.FuzzedDataProvider) -> str:
    """A text from the fuzzer's bytes: a whole cell or none, altered by shreds of cells and by any letters."""
    text = CELLS[data.ConsumeIntInRange(0, len(CELLS) - 1)] if data.ConsumeBool() else ""
    while data.remaining_bytes():
        piece = shred_of(data)
        start = data.ConsumeIntInRange(0, len(text))
        text = text[:start] + piece + text[start + data.ConsumeIntInRange(0, 3) :]
    return text


def any_letters(data: atheris.FuzzedDataProvider) -> str:
    """Some letters of any script, or none."""
    return str(data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(0, 4)))


def pieces_of(data: atheris.FuzzedDataProvider, wholes: Sequence[Sequence[str]], pieces: Sequence[str]) -> str:
    """A text from the fuzzer's bytes: a whole one's pieces or none, others and any letters among them or in place."""
    text = list(wholes[data.ConsumeIntInRange(0, len(wholes) - 1)]) if data.ConsumeBool() else []
    while data.remaining_bytes():
        start = data.ConsumeIntInRange(0, len(text))
        end = start + data.ConsumeIntInRange(0, 1)
        text[start:end] = [pieces[data.ConsumeIntInRange(0, len(pieces) - 1)] if data.ConsumeBool() else shred_of(data)]
    return "".join(text)


def shred_of(data: atheris.FuzzedDataProvider) -> str:
    """A shred of a cell, or any letters."""
    return SHREDS[data.ConsumeIntInRange(0, len(SHREDS) - 1)] if data.ConsumeBool() else any_letters(data)


def try_one(raw: bytes) -> None:
    """Holds one law against one text."""
    data = atheris.FuzzedDataProvider(raw)
    law = _LAWS[data.ConsumeIntInRange(0, len(_LAWS) - 1)]
    text = pieces_of(data, *_OF_PIECES[law]) if law in _OF_PIECES else text_of(data)
    _TRIED[law.__name__] += 1
    if _TRIED.total() % _TOLD_EVERY == 0:
        _tell()
    try:
        law(text)
    except Exception:
        print(f"{law.__name__} is broken by {text!r}", file=sys.stderr)
        raise


def _tell() -> None:
    laws = ", ".join(f"{name} {count:,}" for name, count in sorted(_TRIED.items()))
    print(f"{_TRIED.total():,} texts: {laws}", file=sys.stderr)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
