"""What templates compile to, kept where Python keeps what modules compile to.

To compile them takes a tenth of a second, with which every process that makes pages would begin.
"""

import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from pprr.replace import write_whole


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
        try:
            bucket.bytecode_from_string(self._place(bucket).read_bytes())
        except (OSError, EOFError, ValueError, UnpicklingError):  # none is kept, or a spoilt one
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # as Python goes without where it may not write
                write_whole(self._place(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"
