"""How django-axes counts failed logins: what it may forget, and whom it may shut out."""

import datetime
import ipaddress

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.utils import timezone

from core.client_ip import client_ip, client_network

KNOWN_FOR = datetime.timedelta(days=30)


def login_address(request) -> str:
    """One address for each network a throttle counts: an IPv6 client owns a whole /64."""
    network = ipaddress.ip_network(client_network(client_ip(request)))
    return str(network.network_address)


def lockout_parameters(request, credentials=None) -> list[str]:
    """Failures count per address and per account, wherever they come from.

    Where the account has signed in before, only failures from there count: strangers who type
    wrong passwords elsewhere do not shut its owner out.
    """
    known = AccessLog.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=login_address(request),
        attempt_time__gt=timezone.now() - KNOWN_FOR,
    )
    return ["ip_address"] if known.exists() else ["ip_address", "username"]


class LoginHandler(AxesDatabaseHandler):
    """A login forgives its own slips only, not guesses at other accounts from the same address."""

    def reset_user_attempts(self, request, credentials=None):
        own = AccessAttempt.objects.filter(
            username=get_client_username(request, credentials), ip_address=request.axes_ip_address
        )
        return own.delete()[0]
