"""Files put into a project, each whole and only where there is none: what a person has written stays."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pprr.atomic import put_new, write_part


@dataclass
class Put:
    """The fate of each file, by its path in the project: made, there already and the same, or kept as it was."""

    made: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def put(root: Path, files: Mapping[str, bytes]) -> Put:
    """Writes the files that are not there yet; one that is there stays as it is, whatever it holds."""
    result = Put()
    for name, data in files.items():
        path = root / name
        if _write_new(path, data):
            result.made.append(name)
        else:
            (result.same if path.is_file() and path.read_bytes() == data else result.kept).append(name)
    return result


def _write_new(path: Path, data: bytes) -> bool:
    """Puts the file in place whole; False where one of that name is there already."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write_part(part, data)
        put_new(part, path)
    except FileExistsError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True
