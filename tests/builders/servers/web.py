"""A web server over a folder, as a council has one: nginx where it is installed, else Python's own.

The site is files alone, so that nothing of it depends on which of them serves it.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 30
_CONFIGURATION = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  types {{
    text/html html; text/csv csv; application/json json; application/atom+xml xml; application/pdf pdf;
    application/vnd.apache.parquet parquet; application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
  }}
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    index index.html;
    location ~ /\\. {{ return 404; }}
  }}
}}
"""


@contextmanager
def web_server(root: Path) -> Iterator[str]:
    """Serves the folder on loopback; yields its address, and ends the server whatever happens."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        words = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(root), str(port)]
        if nginx := shutil.which("nginx"):
            (folder / "nginx.conf").write_text(_CONFIGURATION.format(folder=folder, port=port, root=root))
            words = [nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log"), "-g", "user root;"]
            words = words if hasattr(os, "geteuid") and os.geteuid() == 0 else words[:-2]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                _await(port, server)
                yield f"http://127.0.0.1:{port}/"
            finally:
                server.terminate()
                server.wait(timeout=_START_SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"the web server did not start: {server.args}")
