"""Demo accounts: one for each role, with random passwords that are shown once."""

import secrets
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction

from regions.models import Membership, Region

Role = Membership.Role
GOLMUD, HAIXI = "632801", "632800"
# Names, as all that the demo holds, are invented: 钱示例 is Qian Example.
ACCOUNTS = [
    ("golmud-editor", "钱示例", Role.EDITOR, GOLMUD),
    ("golmud-reviewer", "孙示例", Role.REVIEWER, GOLMUD),
    ("golmud-officer", "李示例", Role.OFFICER, GOLMUD),
    ("golmud-manager", "周示例", Role.MANAGER, GOLMUD),
    ("golmud-auditor", "吴示例", Role.AUDITOR, GOLMUD),
    ("haixi-manager", "郑示例", Role.MANAGER, HAIXI),
]
ADMIN = "admin"
MAIL_DOMAIN = "example.cn"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without look-alikes: i l o 0 1


class Login(NamedTuple):
    username: str
    role: str
    password: str


@transaction.atomic
def create_demo_staff(*, reset_passwords: bool = False) -> list[Login]:
    """Create the missing accounts; returns only logins whose password was set just now.

    An account of the same name that is not ours (other mail address) is never touched.
    """
    logins = [_login(ADMIN, "系统管理员（全部地区）", reset_passwords, is_superuser=True)]
    for username, name, role, adcode in ACCOUNTS:
        region = Region.objects.get(adcode=adcode)
        title = f"{role.label}（{region.short_name}）"
        login = _login(username, title, reset_passwords, last_name=name)
        if login is not None:
            user = get_user_model().objects.get_by_natural_key(username)
            Membership.objects.get_or_create(user=user, region=region, role=role)
        logins.append(login)
    return [login for login in logins if login is not None]


def _login(username, role, reset_passwords, **fields):
    """The login with its new password, None when the account is kept as it is."""
    mail = f"{username}@{MAIL_DOMAIN}"
    user, is_new = get_user_model().objects.get_or_create(
        username=username, defaults={"email": mail, "is_staff": True, **fields}
    )
    if not is_new and not (reset_passwords and user.email == mail):
        return None
    password = random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return Login(username, role, password)


def random_password() -> str:
    """Three groups of four letters and digits, easy to read aloud: about 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
