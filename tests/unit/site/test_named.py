"""The target that a person names: a folder, and nothing that would be taken for one by mistake."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.errors import NoKeyringError
from pydantic import ValidationError

from pprr.domain.errors import SiteError
from pprr.project import Organisation, Project, Settings
from pprr.site.listing import FolderList
from pprr.site.own import UnderWay
from pprr.site.targets.named import target_named
from pprr.site.targets.place import PASSWORD, NetworkPlace

PROJECT = Project(Path("/council"), Settings(organisation=Organisation(name="Anyborough Council (made up)")))


def test_without_a_name_it_is_a_folder_of_the_project() -> None:
    assert target_named("", PROJECT).name == str(Path("/council/site"))


def test_a_folder_is_one_from_where_the_command_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert target_named("out/site", PROJECT).name == str(tmp_path / "out/site")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("https://intranet.example/reports", "target-unknown", id="a web server"),
        pytest.param("ftp://me@host/a", "target-unknown", id="another scheme"),
        pytest.param("sftp:///srv/reports", "target-unknown", id="no host"),
        pytest.param("sftp://host:port/a", "target-unknown", id="no number of a port"),
        pytest.param("sftp://host/srv/../../etc", "target-unknown", id="out of its folder"),
        pytest.param("sftp://host/srv/%2e%2e/etc", "target-unknown", id="out of its folder, written otherwise"),
        pytest.param("smb://host/share/a%0ab", "target-unknown", id="a line end"),
        pytest.param("smb://host", "target-unknown", id="no share"),
        pytest.param("s3://bucket/a?versionId=1", "target-unknown", id="a query"),
        pytest.param("sftp://me:secret-word@host/a", "target-with-password", id="a password"),
        pytest.param("smb://DOMAIN;me:secret-word@host/share", "target-with-password", id="a password, domain"),
        pytest.param("s3://key:secret-word@bucket/a", "target-with-password", id="a secret key"),
        pytest.param("https://me:secret-word@host/a", "target-with-password", id="a password, another scheme"),
        pytest.param("sftp://me:secret@word@host/a", "target-with-password", id="a password with its own at sign"),
    ],
)
def test_an_address_that_nobody_serves_is_refused_and_no_password_is_told(text: str, kind: str) -> None:
    with pytest.raises(SiteError) as refused:
        target_named(text, PROJECT)
    assert refused.value.kind == kind
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["sftp://me@host/srv/reports", "smb://host/share/reports", "s3://bucket/reports"])
def test_a_target_is_named_without_a_connection(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret-word")
    target = target_named(f"{address}/", PROJECT)
    assert target.name == address
    assert "secret" not in repr(vars(target))


@pytest.mark.parametrize(
    ("address", "module"), [("sftp://host/a", "paramiko"), ("smb://host/a", "smbclient"), ("s3://bucket", "obstore")]
)
def test_a_client_that_is_not_installed_is_named_with_what_installs_it(
    address: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = address.partition(":")[0]
    monkeypatch.delitem(sys.modules, f"pprr.site.targets.{scheme}", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SiteError) as refused:
        target_named(address, PROJECT)
    assert refused.value.kind == "target-not-installed"
    assert f'".[{scheme}]"' in str(refused.value)


def test_the_password_comes_from_the_environment_else_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    place = NetworkPlace.of("smb://me@server/share")
    assert place is not None
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setattr("keyring.get_password", lambda service, user: f"{service} {user}")
    assert place.password() == "pprr smb://server me"
    monkeypatch.setattr("keyring.get_password", raising(NoKeyringError()))
    assert place.password() is None
    monkeypatch.setenv(PASSWORD, "word")
    assert place.password() == "word"


def raising(error: Exception) -> Callable[[str, str], str]:
    def get(service: str, user: str) -> str:
        raise error

    return get


@pytest.mark.parametrize(
    "address", ["../x", "a/../../x", "/etc/x", "a//b", ".site/x", "a/.htaccess", "C:x", "a\\..\\x", "a./x", "a b", ""]
)
def test_no_list_on_a_site_leads_out_of_its_folder(address: str, tmp_path: Path) -> None:
    """Whoever writes on the server could write lists too, and names in them are then those of anybody."""
    with pytest.raises(ValidationError):
        FolderList(files={address: ("0" * 64, "")})
    with pytest.raises(ValidationError):
        UnderWay(before="", new=(address,), replaced=())
    FolderList(files={"2019-20-annual/council.corporate/draft-04c1f2a9/ledger_lines.csv": ("0" * 64, "")})
