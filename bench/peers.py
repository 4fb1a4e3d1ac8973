"""Hold the bench against another Django project: `make bench ARGS=peers` says how.

With `--page` it measures pages of a peer that runs on this machine in the same rounds as the bare
view, with the same clients: ratios of one run compare, figures of two runs do not.
"""

import argparse
import os
from contextlib import ExitStack

from pages import BASE_DIR, Row, Server, measure, print_table, serve

STEPS = """
How to hold this bench against a peer. Everything on one machine, nothing else running.

1. Take a project of the same kind: pages drawn from PostgreSQL, with editors behind them. Our aims
   were taken from Wagtail's bakerydemo (github.com/wagtail/bakerydemo); djangoproject.com and
   python.org serve as well (github.com/django/djangoproject.com, github.com/python/pythondotorg).
       git clone https://github.com/wagtail/bakerydemo peer && cd peer
       python3 -m venv .venv && .venv/bin/pip install -r requirements/production.txt gunicorn

2. Give it a PostgreSQL database of its own, its settings for production and its sample content:
       export DATABASE_URL=postgres://…/peer DJANGO_SECRET_KEY=…
       export DJANGO_SETTINGS_MODULE=bakerydemo.settings.production
       .venv/bin/python manage.py migrate
       .venv/bin/python manage.py load_initial_data
       .venv/bin/python manage.py collectstatic --noinput
   Check that DEBUG is off, templates are cached and connections to the database last
   (CONN_MAX_AGE=60): else it is measured at its worst. Write down which cache it uses.

3. Start it as ours is: the same gunicorn, two processes of four threads.
       .venv/bin/gunicorn --workers 2 --threads 4 --keep-alive 75 --bind 127.0.0.1:8001 \\
           bakerydemo.wsgi & echo $!

4. Look at each page once in a browser: a page without content, a redirect or an error page is
   quick and proves nothing. bench stops at every status but 200.

5. Measure its pages beside the bare view, then ours, in this order, one after the other:
       make bench ARGS="peers --port 8001 --pid 4711 --page home=/ --page blog=/blog/"
       make bench ARGS="pages"
   Compare the column CPU: processor time of the bare view by that of the page. “drawn anew” is what
   compares with a peer that keeps no pages, “from memory” with one that does.

6. Tell with the figures: machine, versions of Python, Django, PostgreSQL and the peer (commit),
   rows in its tables, bytes of the page, queries a page (django-debug-toolbar), cache on or off,
   load of the machine before the run (uptime).

Measured so on 2 idle cores in November 2026: hello 1.000; bakerydemo's home 0.006, blog index
0.008, one page 0.013, search 0.004 (30 to 60 ms of a processor); djangoproject.com 0.023 to 0.030
drawn anew, 0.56 from its site cache; Django's cache middleware placed outermost 0.995.
"""


def main():
    options = parse_arguments()
    if not options.page:
        print(STEPS.strip())
        return
    os.chdir(BASE_DIR)
    with ExitStack() as servers:
        bare = servers.enter_context(serve("bare:application", "--pythonpath=bench"))
        peer = Server(options.port, options.pid)
        rows = [Row("bare Django view", bare, "/")]
        rows += [Row(f"peer: {name}", peer, path) for name, path in options.page]
        results = {row: [] for row in rows}
        for _ in range(options.rounds):
            for row in rows:
                results[row].append(measure(row, options.seconds, options.clients))
    print_table(results, options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--page", type=named, action="append", help="name=/path, once a page")
    parser.add_argument("--port", type=int, default=8001, help="where the peer listens")
    parser.add_argument("--pid", type=int, help="of the peer's gunicorn, for its processor time")
    parser.add_argument("--seconds", type=float, default=5, help="per page and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4, help="connections at the same time")
    options = parser.parse_args()
    if options.page and not options.pid:
        parser.error("--page needs --pid")
    return options


def named(text):
    name, _, path = text.partition("=")
    if not path.startswith("/"):
        raise argparse.ArgumentTypeError("name=/path")
    return name, path


if __name__ == "__main__":
    main()
