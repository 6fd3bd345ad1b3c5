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

import atheris

with atheris.instrument_imports(include=["pprr"]):
    from laws import LAWS, a_mapping
    from shreds import CELLS, MAPPING, SHREDS

_TRIED: Counter[str] = Counter()
_TOLD_EVERY = 100_000


def text_of(data: atheris.FuzzedDataProvider) -> str:
    """A text from the fuzzer's bytes: a whole cell or none, altered by shreds of cells and by any letters."""
    text = CELLS[data.ConsumeIntInRange(0, len(CELLS) - 1)] if data.ConsumeBool() else ""
    while data.remaining_bytes():
        piece = SHREDS[data.ConsumeIntInRange(0, len(SHREDS) - 1)] if data.ConsumeBool() else any_letters(data)
        start = data.ConsumeIntInRange(0, len(text))
        text = text[:start] + piece + text[start + data.ConsumeIntInRange(0, 3) :]
    return text


def any_letters(data: atheris.FuzzedDataProvider) -> str:
    """Some letters of any script, or none."""
    return str(data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(0, 4)))


def mapping_of(data: atheris.FuzzedDataProvider) -> str:
    """A mapping from the fuzzer's bytes: the lines of a whole one or none, and others among them."""
    lines = list(MAPPING[:5]) if data.ConsumeBool() else []
    while data.remaining_bytes():
        place = data.ConsumeIntInRange(0, len(lines))
        lines.insert(
            place, MAPPING[data.ConsumeIntInRange(0, len(MAPPING) - 1)] if data.ConsumeBool() else text_of(data)
        )
    return "".join(lines)


def try_one(raw: bytes) -> None:
    """Holds one law against one text."""
    data = atheris.FuzzedDataProvider(raw)
    law = LAWS[data.ConsumeIntInRange(0, len(LAWS) - 1)]
    text = mapping_of(data) if law is a_mapping else text_of(data)
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
