"""The target that a person names: a folder, and nothing that would be taken for one by mistake."""

from pathlib import Path

import pytest

from pprr.domain.errors import SiteError
from pprr.project import Organisation, Project, Settings
from pprr.site.targets.named import target_named

PROJECT = Project(Path("/council"), Settings(organisation=Organisation(name="Anyborough Council (made up)")))


def test_without_a_name_it_is_a_folder_of_the_project() -> None:
    assert target_named("", PROJECT).name == str(Path("/council/site"))


def test_a_folder_is_one_from_where_the_command_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert target_named("out/site", PROJECT).name == str(tmp_path / "out/site")


@pytest.mark.parametrize("text", ["https://intranet.example/reports", "s3://bucket/a", "sftp://me@host/a"])
def test_an_address_that_nobody_serves_is_refused_and_made_no_folder(text: str) -> None:
    with pytest.raises(SiteError) as refused:
        target_named(text, PROJECT)
    assert refused.value.kind == "target-unknown"
