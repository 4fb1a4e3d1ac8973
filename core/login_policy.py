"""How django-axes counts failed logins: what it may forget, and whom it may shut out."""

import datetime
import ipaddress

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from core.client_ip import client_ip, client_network

KNOWN_FOR = datetime.timedelta(days=30)


def login_address(request) -> str:
    """One address for each network a throttle counts: an IPv6 client owns a whole /64."""
    network = ipaddress.ip_network(client_network(client_ip(request)))
    return str(network.network_address)


def lockout_parameters(request, credentials=None) -> list:
    """Failures count per address and per account, wherever they come from.

    Where the account has signed in before, only its own failures there count: neither strangers
    who type wrong passwords elsewhere nor colleagues who do behind the same address shut its
    owner out.
    """
    known = AccessLog.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=login_address(request),
        attempt_time__gt=timezone.now() - KNOWN_FOR,
    )
    return [["ip_address", "username"]] if known.exists() else ["ip_address", "username"]


def lockout_page(request, response, credentials):
    """429 with the moment from which a password counts again."""
    until = locked_until(LoginHandler().get_user_attempts(request, credentials))
    context = {"locked_until": until, "error_page": "admin/gate/error_page.html"}
    return render(request, "429.html", context, status=429)


def locked_until(counted) -> datetime.datetime | None:
    """When so many failures are forgotten that none of the counted sets reaches the limit."""
    return max(filter(None, map(_free_at, counted)), default=None)


def _free_at(attempts):
    cool_off = datetime.timedelta(hours=settings.AXES_COOLOFF_TIME)
    rows = list(
        attempts.order_by("attempt_time").values_list("attempt_time", "failures_since_start")
    )
    left, free_at = sum(failures for _, failures in rows), None
    for failed_at, failures in rows:
        if left < settings.AXES_FAILURE_LIMIT:
            break
        left, free_at = left - failures, failed_at + cool_off
    return free_at


class LoginHandler(AxesDatabaseHandler):
    """A login forgives its own slips only, not guesses at other accounts from the same address."""

    def reset_user_attempts(self, request, credentials=None):
        own = AccessAttempt.objects.filter(
            username=get_client_username(request, credentials), ip_address=request.axes_ip_address
        )
        return own.delete()[0]
