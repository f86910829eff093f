"""A PostgreSQL server of our own, for tests and measurements: made in a folder, thrown away with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(*settings: str) -> Iterator[str]:
    """The address of a server's database while it runs; `settings` such as "shared_buffers=512MB"."""
    with tempfile.TemporaryDirectory(prefix="firsthand-pg-") as folder:
        running = Server(Path(folder), *settings)
        try:
            yield f"{running.url}/postgres"
        finally:
            running.stop()


class Server:
    """A cluster in `folder`, which root must be able to give away: PostgreSQL refuses to run as root, so root becomes `postgres`.

    `url` names it without a database. FileNotFoundError where PostgreSQL is not installed.
    """

    def __init__(self, folder: Path, *settings: str) -> None:
        self.bin = _programs()
        self.data = folder / "data"
        self.before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        user = "postgres" if self.before else pwd.getpwuid(os.geteuid()).pw_name
        if self.before:
            shutil.chown(folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"postgresql://{user}@127.0.0.1:{port}"
        self._run("initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "-D", str(self.data))
        chosen = (
            "fsync=off",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=64MB",
            *settings,
        )
        options = f"-p {port} {' '.join(f'-c {one}' for one in chosen)}"
        self._run("pg_ctl", "-w", "-D", str(self.data), "-o", options, "-l", str(folder / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", str(self.data), "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.before, str(self.bin / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _programs() -> Path:
    """Where initdb and pg_ctl are; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise FileNotFoundError("no initdb; on Debian: apt-get install postgresql")
    return installed[-1].parent
