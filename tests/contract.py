"""Ask the running demo thousands of made-up questions: `make contract`, a step of `.ci/run`.

Every answer must be one that /api/schema/ declares. A demo of its own folder and database is
started and stopped. Fails at any finding, at fewer than LEAST requests and after LONGEST seconds.
`make contract ARGS="--seed 7"` repeats a run; what is given goes to schemathesis.
"""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
LEAST = 6000
LONGEST = 400
STARTING_SECONDS = 600
EXAMPLES = 260  # of each operation, in each phase
GIVEN = {"DATABASE_URL", "PORTAL_SECRET_KEY", "PORTAL_PUBLIC_URL", "DJANGO_SETTINGS_MODULE"}


def main(arguments):
    seed = [] if "--seed" in arguments else ["--seed", str(secrets.randbelow(10**9))]
    sys.stdout.write(f"schemathesis {' '.join([*seed, *arguments])}\n")
    with tempfile.TemporaryDirectory(prefix="contract-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        demo = start_demo(folder, port)
        try:
            wait_for(port, demo)
            sys.exit(ask(port, Path(folder), [*seed, *arguments]))
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait()


def start_demo(folder, port):
    env = {name: os.environ[name] for name in os.environ.keys() - GIVEN}
    env |= {"PORTAL_VAR": folder, "PORTAL_DEMO": "1"}
    command = [sys.executable, "manage.py", "demo", f"--port={port}", "--no-worker"]
    return subprocess.Popen(command, cwd=BASE_DIR, env=env, stdout=subprocess.DEVNULL)


def wait_for(port, demo):
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and demo.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()  # noqa: S310 -- our own demo
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    sys.exit("the demo did not start")


def ask(port, folder, arguments):
    """schemathesis' own exit code; 1 as well where it asked too little or took too long."""
    report = folder / "report.txt"
    command = [
        *(Path(sys.executable).with_name("schemathesis"), "run", "--no-color"),
        *("--mode", "all", "--checks", "all", "--max-examples", str(EXAMPLES)),
        *("--workers", "2", "--continue-on-failure", *arguments),
        f"http://127.0.0.1:{port}/api/schema/",
    ]
    env = os.environ | {"PYTHONPATH": str(BASE_DIR), "PORTAL_DEMO": "1"}
    try:
        with report.open("wb") as output:
            code = subprocess.run(
                command, cwd=BASE_DIR, env=env, stdout=output, timeout=LONGEST, check=False
            ).returncode
    except subprocess.TimeoutExpired:
        code = f"took longer than {LONGEST} seconds"
    text = report.read_text(encoding="utf-8")
    sys.stdout.write(text)
    count = sum(map(int, re.findall(r"(\d+) generated", text)))
    return code or (f"{count} requests are fewer than {LEAST}" if count < LEAST else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
