"""Who has approved a report, and what exactly: ``approval.toml``, written only by an explicit command.

It stands apart from the decisions about queries, which many people add to: an approval is one act, replaced as a whole.
One of the first build has no ``format``: its fingerprints are those of ``report.record.first_content``.
"""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from pprr.atomic import write_whole
from pprr.domain.errors import CommentaryError
from pprr.domain.settings import Section, explain

FILE = "approval.toml"
FORMAT: Literal[2] = 2
VERSION = r"[0-9]{1,3}(\.[0-9]{1,3}){1,2}"  # 1.0, 2.1, 1.0.3: what can be the name of a folder
_HEAD = """\
# The approval of this report, written by pprr approve. Under [parts] stands the fingerprint of everything that was
# approved: what changes later makes the report a draft again.
"""
_Words = Annotated[str, Field(min_length=1)]


class Approval(Section):
    """The approval of a report: by whom, when, as which version, and the fingerprint of each part of its content.

    ``columns`` are those of each table that there could be: what a later build shows besides was not approved, and
    does not undo it. That of an agreement holds what was ``agreed``, term by term, and the terms ``before`` of the
    version that it ``amends``.
    """

    format: Literal[1, 2] = 1
    name: _Words
    date: datetime.date
    version: str = ""
    parts: dict[str, str]
    columns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    agreed: dict[str, str] = Field(default_factory=dict)
    amends: str = ""
    before: dict[str, str] = Field(default_factory=dict)

    @property
    def is_old(self) -> bool:
        """True where the first build wrote it."""
        return self.format < FORMAT

    def changed(self, parts: dict[str, str]) -> tuple[str, ...]:
        """The names of the parts that are not as they were approved: changed, new or gone."""
        names = dict.fromkeys((*parts, *self.parts))
        return tuple(name for name in names if parts.get(name) != self.parts.get(name))


def read_approval(folder: Path) -> Approval | None:
    """The approval of the report whose words are in the folder, if there is one.

    Raises CommentaryError where the file cannot be read.
    """
    path = folder / FILE
    try:
        return Approval.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommentaryError("approval-no-toml", file=f"{folder.name}/{FILE}", problem=error) from error
    except ValidationError as error:
        raise CommentaryError("file-unusable", file=f"{folder.name}/{FILE}", problem=explain(error)) from error


def write_approval(folder: Path, approval: Approval) -> None:
    """Writes the approval in the place of any earlier one."""
    import tomlkit

    of_some = {name for name in ("agreed", "amends", "before") if not getattr(approval, name)}
    said = approval.model_dump(exclude=of_some)
    write_whole(folder / FILE, f"{_HEAD}\n{tomlkit.dumps(said)}".encode())


def take_back(folder: Path) -> Approval:
    """Takes the approval away; what it said. Raises CommentaryError where there is none."""
    approval = read_approval(folder)
    if approval is None:
        raise CommentaryError("not-approved", portfolio=folder.name)
    (folder / FILE).unlink()
    return approval


def is_version(text: str) -> bool:
    """Tells whether the text can be the number of a published version."""
    return re.fullmatch(VERSION, text) is not None


def version_key(version: str) -> tuple[int, ...]:
    """The place of a version among others: 1.10 comes after 1.9."""
    return tuple(map(int, version.split(".")))


def next_version(version: str) -> str:
    """The version after that one: 1.1 after 1.0."""
    *first, last = version_key(version)
    return ".".join(map(str, (*first, last + 1)))
