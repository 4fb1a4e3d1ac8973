"""The mail server or the cache refuses, is gone, or hangs."""

from bench.faults.fault import Fault


class MailRefused(Fault):
    def strike(self, stack):
        stack.mailbox.answer = "451 later"

    def heal(self, stack):
        stack.mailbox.answer = "250 OK"


class MailAway(Fault):
    def strike(self, stack):
        stack.mail.stop()

    def heal(self, stack):
        stack.start_mail()


class CacheKilled(Fault):
    def missing(self, stack):
        return "" if stack.has_cache else "no redis-server here (apt install redis-server)"

    def strike(self, stack):
        stack.kill("cache")

    def heal(self, stack):
        stack.start("cache")


class CacheHangs(CacheKilled):
    def strike(self, stack):
        stack.freeze("cache")

    def heal(self, stack):
        stack.thaw("cache")


NEIGHBOUR_FAULTS = (MailRefused, MailAway, CacheKilled, CacheHangs)
