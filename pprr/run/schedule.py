"""The text that a scheduler needs to start a run at night: a line for cron, units for systemd, a task for Windows."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from pprr.domain.errors import ProjectError

OUTPUT = "last-run-output.txt"  # in data/processed, which nobody publishes; the run log has all of them
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


class Scheduler(StrEnum):
    """Who starts the run."""

    CRON = "cron"
    SYSTEMD = "systemd"
    WINDOWS = "windows"


@dataclass(frozen=True)
class Nightly:
    """A run each day: with which Python, of which project (both as full paths), when, and with which words."""

    python: str
    project: str
    hour: int
    minute: int
    words: Sequence[str] = ("--period", "latest")

    @property
    def command(self) -> list[str]:
        """The words of the command. It needs no folder to be in, and nothing of the environment."""
        return [self.python, "-m", "pprr", "--project", self.project, "run", *self.words, "--log", "plain"]


def read_time(text: str) -> tuple[int, int]:
    """The hour and the minute; raises ProjectError where it is no time of a day."""
    match = _TIME.fullmatch(text)
    if not match:
        raise ProjectError("no-time-of-day", text=text)
    return int(match[1]), int(match[2])


def files_for(scheduler: Scheduler, nightly: Nightly) -> dict[str, bytes]:
    """The files that the scheduler takes, by name, each saying at its top what to do with it."""
    if scheduler is Scheduler.CRON:
        return {"pprr.cron": _cron(nightly).encode()}
    if scheduler is Scheduler.SYSTEMD:
        return {"pprr.service": _service(nightly).encode(), "pprr.timer": _timer(nightly).encode()}
    return {"pprr.cmd": _cmd(nightly).encode(), "pprr.xml": _task(nightly).encode("utf-16")}


def _cron(nightly: Nightly) -> str:
    percent = r"\%"  # which cron would take for the end of a line
    folder = f"{nightly.project.rstrip('/')}/data/processed"
    output = shlex.quote(f"{folder}/{OUTPUT}")
    # Before the first run there is no such folder; without it the shell would start nothing.
    line = f"mkdir -p {shlex.quote(folder)} && {shlex.join(nightly.command)} > {output} 2>&1 || cat {output}"
    return (
        "# pprr, every night. Add these lines with: crontab -e\n"
        "# Of a night that failed all is printed, and cron mails what is printed: to MAILTO, if that is set above it.\n"
        f"# What the last one printed: {OUTPUT} in data/processed. pprr status says more.\n"
        f"{nightly.minute} {nightly.hour} * * * {line.replace('%', percent)}\n"
    )


def _service(nightly: Nightly) -> str:
    command = " ".join(_for_systemd(word) for word in nightly.command)
    return f"""\
# pprr, every night. Put pprr.service and pprr.timer into /etc/systemd/system, add User= below, and start the timer:
#   systemctl daemon-reload && systemctl enable --now pprr.timer
# What it prints: journalctl -u pprr. Exit codes: 0 all is well, 1 something failed, 2 it could not start.
# To be told of a night that failed, add OnFailure= with a unit of yours that mails under [Unit].
[Unit]
Description=Portfolio performance and resources reports (pprr)

[Service]
Type=oneshot
ExecStart={command}
WorkingDirectory={nightly.project.replace("%", "%%")}
# It ends its reports itself, and says in the record which were stopped.
KillMode=mixed
TimeoutStopSec=60
Nice=10
PrivateTmp=yes
NoNewPrivileges=yes
"""


def _timer(nightly: Nightly) -> str:
    return f"""\
[Unit]
Description=Portfolio performance and resources reports every night (pprr)

[Timer]
OnCalendar=*-*-* {nightly.hour:02}:{nightly.minute:02}:00
# A night that the machine was off is made up for when it starts.
Persistent=true

[Install]
WantedBy=timers.target
"""


def _for_systemd(word: str) -> str:
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return text if re.fullmatch(r"[\w./:@%$\\=+-]+", text) else f'"{text}"'


def _cmd(nightly: Nightly) -> str:
    words = " ".join(_for_cmd(word) for word in nightly.command)
    folder = f"{nightly.project}\\data\\processed"
    output = _for_cmd(f"{folder}\\{OUTPUT}")
    lines = [
        "@echo off",
        "rem pprr, every night: Task Scheduler starts this file. See pprr.xml beside it.",
        "rem Exit codes: 0 all is well, 1 something failed, 2 it could not start. They are the task's last result.",
        f"rem What it printed: {OUTPUT} in data\\processed. To be told of it, name a command that mails:",
        'rem pprr schedule windows -- latest --on-finish "COMMAND"',
        "chcp 65001 >nul",
        "set PYTHONUTF8=1",
        f"if not exist {_for_cmd(folder)} mkdir {_for_cmd(folder)}",
        f"{words} > {output} 2>&1",
        "exit /b %ERRORLEVEL%",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _for_cmd(word: str) -> str:
    text = word.replace("%", "%%")
    return text if re.fullmatch(r"[\w.:\\/=%-]+", text) else f'"{text}"'


def _task(nightly: Nightly) -> str:
    """A task as Task Scheduler exports it: in UTF-16, which is what it reads."""
    folder = escape(nightly.project, quote=False)
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<!-- pprr, every night. Put pprr.cmd into the project's folder. As administrator, with the account that it runs under:
     schtasks /Create /TN pprr /XML pprr.xml /RU DOMAIN\\account /RP *
     Use a full path with a server's name (\\\\server\\share), never a drive letter of a person. -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Portfolio performance and resources reports (pprr)</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2020-01-01T{nightly.hour:02}:{nightly.minute:02}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>Password</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{folder}\\pprr.cmd</Command>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
