"""The address of a place on the network, and the password for it, which never stands in the address."""

import os
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from pprr.domain.errors import SiteError

PASSWORD: Final = "PPRR_PUBLISH_PASSWORD"  # noqa: S105
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True)
class NetworkPlace:
    """An address in its parts; ``path`` has no slash at its end."""

    scheme: str
    host: str
    path: str
    user: str = ""
    port: int | None = None
    name: str = field(default="", compare=False)

    @classmethod
    def of(cls, text: str) -> "NetworkPlace | None":
        """The place at such an address; None for a text that is a folder. Raises SiteError for one that is neither."""
        if not _SCHEME.match(text):
            return None
        if ":" in text.partition("://")[2].rpartition("@")[0]:
            raise SiteError("target-with-password")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise SiteError("target-unknown", target=text) from error
        path = unquote(parts.path).rstrip("/")
        is_odd = parts.query or parts.fragment or ".." in path.split("/") or any(ord(one) < 32 for one in path)
        if is_odd or not parts.hostname:
            raise SiteError("target-unknown", target=text)
        return cls(parts.scheme, parts.hostname, path, unquote(parts.username or ""), port, text.rstrip("/"))

    def password(self) -> str | None:
        """The password from the environment, or else from the keyring of the system where there is one."""
        if given := os.environ.get(PASSWORD):
            return given
        try:
            import keyring
            from keyring.errors import KeyringError
        except ImportError:
            return None
        try:
            return keyring.get_password(f"pprr {self.scheme}://{self.host}", self.user)
        except KeyringError:  # locked, or there is none
            return None
