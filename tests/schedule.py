"""Which tests run where: in what order, and which of them stay in one of the processes."""

from django.test import TransactionTestCase
from xdist.scheduler import LoadScheduling

LONG = {"crash", "flood", "walk"}
DATABASE = {"db", "transactional_db", "live_server", "kept"}
TRANSACTIONAL = {"transactional_db", "live_server"}
AT_ONCE = 48  # tests; fewer make a module's rows more often, more leave one process without work
# The modules that use the fixture `installation`, which takes half a minute to make: kept together
# like one module.
OF_THE_INSTALLATION = (
    *("tests/bench/test_installation.py", "tests/portal/test_database_away.py"),
    "tests/browser/test_unanswered.py",
)


def meets_database(item):
    is_case = isinstance(item.cls, type) and issubclass(item.cls, TransactionTestCase)
    has_mark = item.get_closest_marker("django_db") is not None
    return is_case or has_mark or not DATABASE.isdisjoint(item.fixturenames)


def turn_of(item):
    """Where it stands, to sort by: as Django does, what takes long before what does not.

    Those that commit come after those that are rolled back. At the end stand some thousand short
    tests that meet no database: however long the last of the others took in one process, the other
    one has enough of them to do. The installation, whose processes run to the end, is made late.
    """
    is_long = any(mark.name in LONG for mark in item.iter_markers())
    if "installation" in item.fixturenames:
        return (2, 0)
    if _commits(item) or (is_long and not meets_database(item)):
        return (1, not is_long)
    return (0 if meets_database(item) else 2, 1 + (not is_long))


def _commits(item):
    mark = item.get_closest_marker("django_db")
    has_mark = mark is not None and bool(mark.kwargs.get("transaction"))
    return has_mark or not TRANSACTIONAL.isdisjoint(item.fixturenames)


class WholeModules(LoadScheduling):
    """As many whole modules as fit into a few dozen tests, whenever a process runs dry.

    What a module or the session makes once is then made in one process, not in both; and none
    hoards tests while the other one has nothing to do.
    """

    def check_schedule(self, node, duration=0):
        if node.shutting_down:
            return
        if not self.pending:
            node.shutdown()
        elif len(self.node2pending[node]) < 2:  # it begins with its last one when told of the next
            self._send_tests(node, AT_ONCE)

    def _send_tests(self, node, num):
        few = max(2, len(self.collection) // len(self.nodes) // 4)  # of a run of few tests
        super()._send_tests(node, self._whole_modules(min(AT_ONCE, few)))

    def _whole_modules(self, most):
        """How many tests come before the last beginning of a module within these."""
        modules = [self._module(index) for index in self.pending[: most + 1]]
        starts = [n for n in range(1, len(modules)) if modules[n] != modules[n - 1]]
        return max(starts[-1], 2) if starts and len(modules) > most else most

    def _module(self, index):
        path = self.collection[index].partition("::")[0]
        return OF_THE_INSTALLATION if path in OF_THE_INSTALLATION else path
