"""The commands of the how-to as they are typed, to each kind of server: from what would be published and back again."""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO
from builders.published import approved_example, copy_of
from builders.servers.places import SERVERS, make_bucket
from builders.told import sentence

from pprr.project import Project
from pprr.site.targets.place import PASSWORD

PAGE = Path(__file__).parents[2] / "docs/how-to/publish.md"
EXAMPLES = (
    *("sftp://me@web.council.example/srv/reports", "smb://me@files.council.example/share/reports"),
    "s3://bucket/reports",
)
pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="the servers are those of Linux"),
]


def typed(address: str) -> list[list[str]]:
    """The commands that the page has for a server, each once, with that address in the place of its examples."""
    text = PAGE.read_text(encoding="utf-8").partition("\n## To a server\n")[2].partition("\n## ")[0]
    for example in EXAMPLES:
        assert example in text
        text = text.replace(example, address)
    return [shlex.split(line) for line in dict.fromkeys(re.findall(r"^pprr (.*)$", text, re.M))]


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The approved example, made anew."""
    project = copy_of(approved_example(tmp_path_factory), tmp_path_factory.mktemp("final") / "project")
    assert pprr("run", str(PERIOD), project=project).returncode == 0
    return project


@pytest.mark.parametrize("scheme", SERVERS)
def test_the_commands_of_the_page_do_what_it_says(scheme: str, tmp_path: Path, final: Project) -> None:
    project = copy_of(final, tmp_path / "project")
    with SERVERS[scheme](tmp_path) as server:
        if scheme == "s3":
            make_bucket(server)
        address, environment = server.folder(), {**os.environ, **server.environment}
        publish, verify, back = typed(address)
        for words, told in (
            ([*publish, "--dry-run"], f"would publish  {PERIOD}/{PORTFOLIO}/v1.0"),
            (publish, f"published  {PERIOD}/{PORTFOLIO}/v1.0"),
            (publish, f"stands  {PERIOD}/{PORTFOLIO}"),
            (verify, "All is as published."),
        ):
            result = pprr(*words, project=project, environment=environment)
            assert (result.returncode, told in result.stdout) == (0, True), (words, result.stdout, result.stderr)
        result = pprr(*back, project=project, environment=environment)
        refused = "".join(sentence("nothing-to-roll-back", target=address).split())
        assert (result.returncode, refused in "".join(result.stderr.split())) == (2, True), "it was the first"
        secret = environment.get(PASSWORD, "a secret that nobody has")
        assert secret not in result.stdout + result.stderr
