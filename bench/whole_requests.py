"""Whole requests through Django's test client in this process: all of Django, without HTTP."""

import gc
import os
import time

from scratch import medians, percentiles

WARM_UP = 2


def measure(endless, options, prepare=lambda client: None, before_each=lambda: None):
    """{name: (p50, p95, p50 in the database, mean CPU)} in milliseconds, medians of the rounds.

    `endless`: name → addresses, of which each round asks for some in turn. `prepare` is handed the
    client that will ask, to sign it in; `before_each` visit is not timed.
    """
    from django.test import Client

    gc.collect()
    gc.freeze()  # as deploy/gunicorn.conf.py before it forks
    client = Client(headers={"host": "127.0.0.1"})
    prepare(client)
    rounds = {name: [] for name in endless}
    for number in range(options.rounds):
        for name, paths in endless.items():
            for _ in range(WARM_UP if number == 0 else 0):
                visit(client, next(paths))
            before = cpu_seconds()
            visits = []
            for _ in range(options.requests):
                before_each()
                visits.append(visit(client, next(paths)))
            cpu = (cpu_seconds() - before) / options.requests * 1000
            whole, inside = zip(*visits, strict=True)
            rounds[name].append([*percentiles(whole), percentiles(inside)[0], cpu])
    return {name: medians(values) for name, values in rounds.items()}


def cpu_seconds():
    """What this process and the backend of its connection have used so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    with open(f"/proc/{backend}/stat") as stat:
        ticks = stat.read().rsplit(")", 1)[1].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def visit(client, path):
    """(seconds of one whole request, seconds of it in the database)."""
    from django.db import connection

    clock = DatabaseClock()
    started = time.perf_counter()
    with connection.execute_wrapper(clock):
        response = client.get(path)
    elapsed = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}, expected 200.")
    return elapsed, clock.seconds


class DatabaseClock:
    def __init__(self):
        self.seconds = 0

    def __call__(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
