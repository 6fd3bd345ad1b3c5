"""What templates compile to, kept where Python keeps what modules compile to.

To compile them takes a tenth of a second, with which every process that makes pages would begin.
"""

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from pprr.atomic import write_whole

_DIGEST_BYTES = hashlib.sha256().digest_size


def keep_compiled(environment: Environment, folder: Path) -> Environment:
    """The environment, which from now on compiles a template of ``folder`` once, and not in every process anew.

    A template that has changed is compiled anew, and so are all of them for another jinja2 or another setting.
    """
    settings = {name: value for name, value in vars(environment).items() if isinstance(value, (str, bool))}
    told = f"{version('jinja2')} {sorted(settings.items())} {sorted(environment.extensions)}"
    environment.bytecode_cache = _Compiled(Path(cache_from_source(str(folder / "a template"))).parent, told)
    return environment


class _Compiled(BytecodeCache):
    """What the templates compile to under ``conditions``, in the folder."""

    def __init__(self, folder: Path, conditions: str) -> None:
        self._folder, self._conditions = folder, conditions

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._conditions}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # none is kept
            kept = self._place(bucket).read_bytes()
            # Python fails in any way, and may crash, over code that something has spoilt.
            if kept[:_DIGEST_BYTES] == _digest(kept[_DIGEST_BYTES:]):
                bucket.bytecode_from_string(kept[_DIGEST_BYTES:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # as Python goes without where it may not write
                code = bucket.bytecode_to_string()
                write_whole(self._place(bucket), _digest(code) + code)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"


def _digest(code: bytes) -> bytes:
    return hashlib.sha256(code).digest()
