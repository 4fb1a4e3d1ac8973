"""Children that live and die together, with real processes."""

import os
import signal
import sys

import pytest

from tools.supervisor import Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
END = [sys.executable, "-c", ""]
DEAF = [
    sys.executable,
    "-c",
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "open(sys.argv[1], 'w').close(); time.sleep(60)",
]


def test_supervisor_names_the_child_that_ended_and_stops_the_other():
    with Supervisor() as supervisor:
        supervisor.start("stays", SLEEP, os.environ)
        supervisor.start("ends", END, os.environ)
        assert supervisor.watch() == "ends"
    assert supervisor.children["stays"].returncode == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_supervisor_stops_children_when_told(number):
    before = signal.getsignal(number)
    with Supervisor() as supervisor:
        supervisor.start("stays", SLEEP, os.environ)
        os.kill(os.getpid(), number)
        assert supervisor.watch() is None
        assert supervisor.is_stopping
    assert supervisor.children["stays"].returncode == -signal.SIGTERM
    assert signal.getsignal(number) == before


def test_supervisor_stops_children_when_its_block_fails():
    supervisor = Supervisor()

    def fail():
        with supervisor:
            supervisor.start("stays", SLEEP, os.environ)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert supervisor.children["stays"].returncode == -signal.SIGTERM


def test_supervisor_kills_a_child_that_does_not_listen(tmp_path):
    is_deaf = tmp_path / "deaf"
    with Supervisor(stop_seconds=0.3) as supervisor:
        supervisor.start("deaf", [*DEAF, is_deaf], os.environ)
        assert supervisor.watch(until=is_deaf.exists) is None
    assert supervisor.children["deaf"].returncode == -signal.SIGKILL
