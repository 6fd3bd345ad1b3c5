"""The target that a person names."""

from importlib import import_module
from pathlib import Path
from typing import cast

from pprr.domain.errors import SiteError
from pprr.project import Project
from pprr.site.targets import SiteTarget
from pprr.site.targets.folder import FolderTarget
from pprr.site.targets.place import NetworkPlace

_USUAL = "site"
# The class of each scheme; each needs a client that nobody else has to install: the extra of the same name.
_SCHEMES = {"sftp": "SftpTarget", "smb": "SmbTarget", "s3": "S3Target"}


def target_named(text: str, project: Project) -> SiteTarget:
    """The target that ``--to`` names, or the project's own folder. Nothing is connected yet.

    Raises SiteError for a scheme that nobody serves, one whose client is not installed, and a password in the address.
    """
    place = NetworkPlace.of(text)
    if place is None:
        return FolderTarget(Path(text).absolute() if text else project.root / _USUAL)
    if place.scheme not in _SCHEMES:
        raise SiteError("target-unknown", target=text)
    try:
        room = import_module(f"pprr.site.targets.{place.scheme}")
    except ModuleNotFoundError as error:
        raise SiteError("target-not-installed", scheme=place.scheme, module=error.name) from error
    return cast("SiteTarget", getattr(room, _SCHEMES[place.scheme])(place))
