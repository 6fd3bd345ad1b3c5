"""The traits that every table of a TOML file shares: no unknown keys, no later changes, and mistakes said in words."""

from pydantic import BaseModel, ConfigDict, ValidationError


class Section(BaseModel):
    """One table of a settings file; a key that it does not know is refused, so a slip of the pen is found at once.

    What checks it is made when the first table is read: most commands read few kinds of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def explain(error: ValidationError) -> str:
    """Says what is wrong, in a line for each: the key, the reason, what was written."""
    lines = []
    for found in error.errors():
        key = ".".join(str(part) for part in found["loc"])
        if found["type"] == "extra_forbidden":
            lines.append(f"{key}: there is no such key. Check its spelling.")
        elif found["type"] == "missing":
            lines.append(f"{key}: this key is missing.")
        else:
            written = f" (found: {found['input']!r})" if found["input"] is not None else ""
            lines.append(f"{key}: {found['msg'].removeprefix('Value error, ')}{written}.")
    return "\n".join(f"  {line}" for line in lines)
