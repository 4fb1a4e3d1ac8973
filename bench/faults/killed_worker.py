"""A worker that is killed at any moment, so many times: `python -m bench.faults.killed_worker 300`.

Each is forked from this process, which has read the code before: what is tried is the work, not
Python's start. Every second one leaves out what is done once a minute: it dies among the mails.
"""

import os
import random
import signal
import sys
import threading
import time

LONGEST_LIFE = 0.8  # seconds; a pass and some mails


def main():
    read_the_code()
    chance = random.Random()  # noqa: S311 -- when to kill, not a secret
    for number in range(int(sys.argv[1])):
        child = os.fork()
        if not child:
            work({"minutely": ()} if number % 2 else {})
        time.sleep(chance.uniform(0.02, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def read_the_code():
    """All that a mail needs, its addresses and its mail program included."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    import django.core.mail.backends.smtp
    from django.urls import reverse

    import portal.management.commands.worker  # noqa: F401 -- read before the fork

    reverse("admin:index")


def work(steps):
    from portal.management.commands.worker import Worker

    try:
        Worker(threading.Event(), **steps).run(interval=0.05)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
