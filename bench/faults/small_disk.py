"""A disk of its own for what web and worker write, so small that it can be filled."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SIZE = "48m"
MARK = "PORTAL_FAULTS_OWN_MOUNTS"
PIECE = b"\0" * 65536
# Root of the machine, else root of a namespace: either may mount, and nobody else sees it.
WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])


def move_into_own_mounts():
    """Begin this process anew where it may mount; whatever happens, a mount is gone with it."""
    if MARK in os.environ:
        return
    for way in WAYS:
        with suppress(OSError):
            if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603 -- constant
                os.environ[MARK] = "1"
                os.execvp(way[0], [*way, sys.executable, "-m", "bench.faults", *sys.argv[1:]])  # noqa: S606 -- ourselves


class SmallDisk:
    def __init__(self, folder: Path):
        self.folder, self.is_laid = folder, False
        self.ballast = folder / "ballast"

    def lay(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if MARK not in os.environ:
            return
        words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(self.folder)]
        self.is_laid = subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603 -- ours

    def fill(self):
        """To the last byte."""
        with suppress(OSError), self.ballast.open("wb", buffering=0) as ballast:
            while ballast.write(PIECE):
                pass

    def empty(self):
        self.ballast.unlink(missing_ok=True)

    def remove(self):
        if self.is_laid:
            subprocess.run(["umount", str(self.folder)], capture_output=True, check=False)  # noqa: S603, S607 -- ours

    def files(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()} - {self.ballast}

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.folder).free
