"""Servers on loopback that a site can be published to: OpenSSH, Samba, and one that speaks as S3 does."""

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

from pprr.site.targets.place import PASSWORD

LONGEST_SECONDS = 60
KEY, SECRET = "made-up-key", "made-up-secret"


@dataclass
class Server:
    """A server: how it is started, the address of a new folder on it, and what a client's environment must say.

    ``disk`` is the folder of this machine that it serves; None where it keeps all in its memory.
    """

    start: Callable[[], "subprocess.Popen[bytes]"]
    port: int
    address: str
    environment: Mapping[str, str] = field(default_factory=dict)
    disk: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None

    def begin(self) -> None:
        """Starts it, and waits until it answers."""
        self.process = self.start()
        until_it_answers(self.port, self.process)

    def end(self) -> None:
        """Ends it and all that it has started, at once, as a machine ends that loses its power."""
        if self.process is None:
            return
        family = [psutil.Process(self.process.pid)] if psutil.pid_exists(self.process.pid) else []
        family += [child for one in family for child in one.children(recursive=True)]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()
        self.process = None

    def pause(self, is_over: bool = False) -> None:
        """Makes it and its children silent, as a machine that hangs; or lets them go on."""
        assert self.process
        for one in (psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)):
            one.send_signal(signal.SIGCONT if is_over else signal.SIGSTOP)

    def folder(self) -> str:
        """The address of a folder that does not exist yet."""
        return f"{self.address}/{secrets.token_hex(4)}"


def missing(what: str, how: str) -> NoReturn:
    """Skips for want of a server, but never where CI is set."""
    told = f"{what} is not installed here ({how})"
    if os.environ.get("CI"):
        pytest.fail(f"{told}. CI is set, so this is not skipped.", pytrace=False)
    pytest.skip(told)


def program(*names: str) -> str | None:
    """The first of the programs that is there; servers lie where only root's path leads."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def free_port() -> int:
    """A port that nobody has, and that the system gives no client: one of those is soon taken by another test."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", 20_000 + secrets.randbelow(10_000))) as server:
            return int(server.getsockname()[1])


def until_it_answers(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer: {process.args!r}")


@contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """OpenSSH for this very user, who is let in by a key; ``folder`` is home too, with its known hosts."""
    found, keygen = program("sshd"), program("ssh-keygen")
    if found is None or keygen is None or sys.platform == "win32":
        missing("OpenSSH's server", "openssh-server")
    port = free_port()
    home = folder / "home"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    for key in (folder / "host", home / ".ssh/id_ed25519"):
        subprocess.run([str(keygen), "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    shutil.copy(home / ".ssh/id_ed25519.pub", folder / "authorized")
    host = (folder / "host.pub").read_text().split()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {host[0]} {host[1]}\n")
    settings = folder / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nStrictModes no\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/authorized\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n"
        "PermitRootLogin yes\nMaxStartups 100\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = Server(
        lambda: subprocess.Popen([str(found), "-D", "-e", "-f", str(settings)], stderr=(folder / "log").open("ab")),
        port,
        f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}/served",
        {"HOME": str(home)},
        folder / "served",
    )
    yield from _while(server)


@contextmanager
def smbd(folder: Path) -> Iterator[Server]:
    """Samba with one share for this very user, whose password is made up."""
    found, passwords = program("smbd"), program("smbpasswd")
    if found is None or passwords is None or sys.platform == "win32":
        missing("Samba", "samba")
    if os.getuid():
        missing("root, as which Samba has to be started,", "sudo")
    stack = ExitStack()
    port, user, word = free_port(), getpass.getuser(), secrets.token_hex(8)
    (folder / "share").mkdir()
    # Its sockets' names may have 107 letters at most, with that of the folder, and pytest's folders have long ones.
    short = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smb", dir="/tmp")))
    own = "".join(
        f"{name} = {short}/{place}\n"
        for name, place in {
            "private dir": "private",
            "lock directory": "lock",
            "state directory": "state",
            "cache directory": "cache",
            "pid directory": "pid",
            "ncalrpc dir": "rpc",
        }.items()
    )
    for name in ("private", "lock", "state", "cache", "pid", "rpc"):
        (short / name).mkdir()
    settings = folder / "smb.conf"
    settings.write_text(
        f"[global]\n{own}smb ports = {port}\ninterfaces = 127.0.0.1\nbind interfaces only = yes\n"
        f"server role = standalone\nlog file = {folder}/log\nload printers = no\ndisable spoolss = yes\n"
        "disable netbios = yes\n"
        f"passdb backend = tdbsam\n[share]\npath = {folder}/share\nread only = no\n"
    )
    told = f"{word}\n{word}\n".encode()
    subprocess.run([str(passwords), "-c", str(settings), "-s", "-a", user], input=told, check=True, capture_output=True)
    server = Server(
        lambda: subprocess.Popen(
            [str(found), "-F", "--no-process-group", "-s", str(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ),
        port,
        f"smb://{user}@127.0.0.1:{port}/share",
        {PASSWORD: word},
        folder / "share",
    )
    with stack:
        yield from _while(server)


@contextmanager
def s3(folder: Path) -> Iterator[Server]:
    """A server in memory that speaks as S3 does, with one bucket: what it held is gone when it has ended."""
    found = program(os.environ.get("MOTO_SERVER") or "moto_server")
    if found is None:
        missing("moto's server", 'python -m pip install "moto[s3,server]" in an environment of its own')
    port = free_port()
    log = (folder / "log").open("ab")
    server = Server(
        lambda: subprocess.Popen([str(found), "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log),
        port,
        "s3://reports",
        {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        },
    )
    yield from _while(server)


def make_bucket(server: Server) -> None:
    """Makes the bucket anew."""
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}/reports", method="PUT")
    asked.add_header("Authorization", f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/us-east-1/s3/aws4_request")
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        assert answer.status == 200


def _while(server: Server) -> Iterator[Server]:
    server.begin()
    try:
        yield server
    finally:
        server.end()


SERVERS: Mapping[str, Callable[[Path], AbstractContextManager[Server]]] = {"sftp": sshd, "smb": smbd, "s3": s3}
