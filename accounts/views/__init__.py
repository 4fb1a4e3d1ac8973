"""Pages of getting in."""

from accounts.views.desk_sessions import account_security, desk_session_end
from accounts.views.second_factor_views import (
    DeskLoginView,
    recovery_codes,
    second_factor_check,
    second_factor_qr,
    second_factor_set_up,
)
from accounts.views.staff_views import (
    InvitationView,
    staff_act,
    staff_add,
    staff_detail,
    staff_list,
)

__all__ = [
    "InvitationView",
    "staff_act",
    "staff_add",
    "staff_detail",
    "staff_list",
    "DeskLoginView",
    "account_security",
    "desk_session_end",
    "recovery_codes",
    "second_factor_check",
    "second_factor_qr",
    "second_factor_set_up",
]
