"""What a scheduler is given works as it stands: from a real cron, in an empty environment, as a unit, as XML."""

import getpass
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO, REPOSITORY, copy_project
from builders.told import refused, sentence

from pprr.domain.errors import ProjectError
from pprr.project import Project
from pprr.run.schedule import Nightly, Scheduler, files_for, read_time

LINUX = Nightly("/opt/pprr/.venv/bin/python", "/opt/pprr", 2, 5)
STRANGE = Nightly("/opt/50% done/.venv/bin/python", "/opt/50% done", 23, 59, ("all", "--on-finish", 'mail "us" $HOME'))
WINDOWS = Nightly(r"C:\Reports & more\.venv\Scripts\python.exe", r"C:\Reports & more", 2, 30)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def wanted(program: str) -> str:
    """The program's path; without it the test is skipped, but never where CI is set."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"There is no {program}. CI is set, so this is not skipped.", pytrace=False)
    pytest.skip(f"There is no {program}")


def test_the_want_of_a_program_is_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="There is no such-program"):
        wanted("such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"There is no such-program\. CI is set"):
        wanted("such-program")


@pytest.mark.kernel
def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    """No HOME, no PATH, no LANG, and a working folder that is not the project's."""
    project = copy_project(tmp_path / "project")
    command = Nightly(sys.executable, str(project.root), 2, 30, (str(PERIOD),)).command

    done = subprocess.run(
        command, cwd="/", env={"PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr
    assert (project.reports(PERIOD) / f"{PORTFOLIO}.html").is_file()
    assert "1 of 1 made" in done.stdout


@pytest.mark.kernel
def test_cron_starts_it(tmp_path: Path) -> None:
    """A real cron with just our line in its table, in namespaces of its own, so that this machine's tables stay."""
    cron, unshare = wanted("cron"), wanted("unshare")
    alone = [unshare, "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if os.geteuid() or subprocess.run([*alone, "true"], capture_output=True).returncode:
        # Nothing that can be installed would change it, so this is a skip in CI too.
        pytest.skip("cron needs root and namespaces to be started apart from this machine's own")
    project = copy_project(tmp_path / "a project")
    assert not project.site.exists(), "the first run makes it"
    nightly = Nightly(sys.executable, str(project.root), 2, 30, (str(PERIOD),))
    [(_, data)] = files_for(Scheduler.CRON, nightly).items()
    line = next(line for line in data.decode().splitlines() if not line.startswith("#"))
    assert line.startswith("30 2 * * * ")
    table = tmp_path / "table"
    # At once, not at half past two; and this checkout's package, where another one is installed.
    table.write_text(f"PYTHONPATH={REPOSITORY}\n@reboot {line.removeprefix('30 2 * * * ')}\n", "utf-8")
    user = getpass.getuser()
    apart = f"""
        set -e
        mount -t tmpfs tmpfs /run
        mount -t tmpfs tmpfs /var/spool/cron
        mkdir -m 1730 /var/spool/cron/crontabs
        cp {shlex.quote(str(table))} /var/spool/cron/crontabs/{user}
        chmod 600 /var/spool/cron/crontabs/{user}
        if [ -d /etc/cron.d ]; then mount -t tmpfs tmpfs /etc/cron.d; fi
        if [ -f /etc/crontab ]; then mount --bind /dev/null /etc/crontab; fi
        exec {cron} -f
    """
    page = project.reports(PERIOD) / f"{PORTFOLIO}.html"
    with subprocess.Popen(
        [*alone, "sh", "-c", apart],
        env={},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        deadline = time.monotonic() + 400
        output = project.root / "data/processed/last-run-output.txt"
        while time.monotonic() < deadline and process.poll() is None:
            if output.is_file() and b"Open reports/index.html" in output.read_bytes():
                break
            time.sleep(0.5)
        process.kill()
        said = process.communicate()[0].decode(errors="replace")

    assert page.is_file(), said + (output.read_text("utf-8") if output.is_file() else " no output")
    assert "1 of 1 made" in output.read_text("utf-8")


@pytest.mark.parametrize("nightly", [pytest.param(LINUX, id="plain"), pytest.param(STRANGE, id="strange names")])
def test_systemd_takes_the_units(tmp_path: Path, nightly: Nightly) -> None:
    analyze = wanted("systemd-analyze")
    project, python = tmp_path / Path(nightly.project).name, tmp_path / Path(nightly.project).name / "python"
    project.mkdir()
    shutil.copyfile("/bin/true", python)
    python.chmod(0o755)
    here = Nightly(str(python), str(project), nightly.hour, nightly.minute, nightly.words)
    for name, data in files_for(Scheduler.SYSTEMD, here).items():
        (tmp_path / name).write_bytes(data)

    done = subprocess.run(
        [analyze, "verify", tmp_path / "pprr.service", tmp_path / "pprr.timer"], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    timer = (tmp_path / "pprr.timer").read_text("utf-8")
    at = re.search(r"OnCalendar=(.*)", timer)
    assert at
    told = subprocess.run([analyze, "calendar", at[1]], capture_output=True, text=True)
    assert (told.returncode, f"{nightly.hour:02}:{nightly.minute:02}:00" in told.stdout) == (0, True)


@pytest.mark.parametrize(
    ("nightly", "expected"),
    [
        pytest.param(
            LINUX,
            "5 2 * * * mkdir -p /opt/pprr/data/processed && /opt/pprr/.venv/bin/python -m pprr --project /opt/pprr run "
            "--period latest --log plain > /opt/pprr/data/processed/last-run-output.txt 2>&1 "
            "|| cat /opt/pprr/data/processed/last-run-output.txt",
            id="plain",
        ),
        pytest.param(
            STRANGE,
            r"59 23 * * * mkdir -p '/opt/50\% done/data/processed' && '/opt/50\% done/.venv/bin/python' -m pprr "
            r"""--project '/opt/50\% done' run all --on-finish 'mail "us" $HOME' --log plain """
            r"> '/opt/50\% done/data/processed/last-run-output.txt' 2>&1 "
            r"|| cat '/opt/50\% done/data/processed/last-run-output.txt'",
            id="strange names",
        ),
    ],
)
def test_the_line_for_cron(nightly: Nightly, expected: str) -> None:
    [(name, data)] = files_for(Scheduler.CRON, nightly).items()
    assert (name, data.decode().splitlines()[-1]) == ("pprr.cron", expected)


def test_cron_is_told_of_a_failed_night_and_of_no_other(project_copy: Project) -> None:
    """What the line prints is what cron mails."""
    (project_copy.root / "data/raw").rename(project_copy.root / "data/elsewhere")
    [(_, failed)] = files_for(Scheduler.CRON, Nightly(sys.executable, str(project_copy.root), 2, 30)).items()
    [(_, good)] = files_for(Scheduler.CRON, Nightly("/bin/echo", str(project_copy.root), 2, 30)).items()

    said = [_started(data) for data in (failed, good)]

    assert sentence("no-periods-yet") in said[0]
    assert said[1] == ""
    assert not project_copy.site.exists(), "nothing of it is published"


def _started(data: bytes) -> str:
    """What the shell prints that starts the line."""
    line = data.decode().splitlines()[-1].split(" * * * ")[1]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(["/bin/sh", "-c", line], env=environment, capture_output=True, text=True, timeout=300).stdout


def test_the_task_for_windows_is_well_formed() -> None:
    """Whether Windows takes it was not tried."""
    data = files_for(Scheduler.WINDOWS, WINDOWS)["pprr.xml"]
    task = ElementTree.fromstring(data)  # noqa: S314  # our own

    assert data[:2] in (b"\xff\xfe", b"\xfe\xff"), "Task Scheduler reads UTF-16"
    assert task.findtext(f".//{TASK}StartBoundary") == "2020-01-01T02:30:00"
    assert task.findtext(f".//{TASK}Command") == r"C:\Reports & more\pprr.cmd"
    assert task.findtext(f".//{TASK}MultipleInstancesPolicy") == "IgnoreNew"


def test_the_command_file_for_windows() -> None:
    data = files_for(Scheduler.WINDOWS, WINDOWS)["pprr.cmd"]
    lines = data.decode().split("\r\n")

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert lines[0] == "@echo off"
    assert lines[-4:] == [
        r'if not exist "C:\Reports & more\data\processed" mkdir "C:\Reports & more\data\processed"',
        r'"C:\Reports & more\.venv\Scripts\python.exe" -m pprr --project "C:\Reports & more" run --period latest '
        r'--log plain > "C:\Reports & more\data\processed\last-run-output.txt" 2>&1',
        "exit /b %ERRORLEVEL%",
        "",
    ]


def test_pprr_schedule_fills_in_this_project(project_copy: Project, tmp_path: Path) -> None:
    printed = pprr("schedule", "cron", "--at", "3:15", "--", "all", "--wait", "60", project=project_copy)
    written = pprr("schedule", "windows", "--into", str(tmp_path / "task"), project=project_copy)

    assert (printed.returncode, written.returncode) == (0, 0), printed.stderr + written.stderr
    root = project_copy.root
    assert (
        f"15 3 * * * mkdir -p {root}/data/processed && {sys.executable} -m pprr --project {root} run all --wait 60"
        in (printed.stdout)
    )
    assert sorted(path.name for path in (tmp_path / "task").iterdir()) == ["pprr.cmd", "pprr.xml"]


@pytest.mark.parametrize("text", ["24:00", "2.30", "noon", "02:60", ""])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with refused(ProjectError, "no-time-of-day", text=text):
        read_time(text)
