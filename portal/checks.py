"""What `check --deploy` says about the machine: the secret, folders shut to nginx, the calendar."""

import grp
import re
import stat
from pathlib import Path

from django.conf import settings
from django.core.checks import Info, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.utils import timezone

from leads.models import CalendarPeriod
from portal.database_roles import own_powers

PLAIN = re.compile(r"[\w.,:/@%+=-]*", re.ASCII)
NGINX_CONF = Path("/etc/nginx/conf.d/portal.conf")
NGINX_GROUP = "www-data"
TOO_MUCH_POWER = Warning(
    "网站以超级用户或表的所有者连接数据库：被攻破的网站能改表、能抹去操作记录。",
    hint="按 docs/operations.md“Database roles”另建角色，运行 manage.py grant_web_role，"
    "并把它写进 /etc/portal.env 的 DATABASE_URL。",
    id="portal.W004",
)


@register(Tags.security, deploy=True)
def secret_survives_a_shell(app_configs, **kwargs):
    """`/etc/portal.env` is read by systemd and, in scripts of others, by a shell."""
    if PLAIN.fullmatch(settings.SECRET_KEY):
        return []
    return [
        Warning(
            "PORTAL_SECRET_KEY 里有会被 shell 改写的字符（如 $、&、引号）。",
            hint="用 .env.example 里的命令重新生成；换过之后大家要重新登录。",
            id="portal.W001",
        )
    ]


@register(Tags.security, deploy=True)
def data_has_keys_of_its_own(app_configs, **kwargs):
    """The secret key is changed after a break-in, at once; those of what is stored are not."""
    if settings.DATA_KEYS:
        return []
    return [
        Warning(
            "访客的话没有自己的密钥，用 PORTAL_SECRET_KEY 派生的加密：换了它又没留旧的，就打不开。",
            hint="设置 PORTAL_DATA_KEYS，另存一份（docs/operations.md，Keys of personal data）。",
            id="portal.W006",
        )
    ]


@register(Tags.security, deploy=True)
def staff_need_a_second_factor(app_configs, **kwargs):
    """Switched off for good reasons it may be silenced, with the reason."""
    if settings.SECOND_FACTOR:
        return []
    return [
        Warning(
            "第二步验证关着：知道了一个员工的密码，就能进工作台。",
            hint="去掉 PORTAL_SECOND_FACTOR=0，再重启；新账号有 7 天时间设置。",
            id="portal.W005",
        )
    ]


@register(Tags.security, deploy=True)
def database_role_owns_nothing(app_configs, **kwargs):
    """Asks a database that is named only: a check must not start the embedded one."""
    if not settings.DATABASE_URL:
        return []
    try:
        has_powers = bool(own_powers())
    except DatabaseError:  # not reachable: the start will say so
        return []
    return [TOO_MUCH_POWER] if has_powers else []


@register(Tags.database, deploy=True)
def days_off_are_known(app_configs, today=None, **kwargs):
    """From December on the next year's, too. No fault of the machine's: an update waits for it."""
    if not settings.DATABASE_URL:
        return []
    try:
        years = CalendarPeriod.objects.missing_years(today or timezone.localdate())
    except DatabaseError:  # not reachable, or not migrated yet
        return []
    return [
        Info(
            f"{year} 年的放假安排，程序自带的日历和“放假调休”里都没有：期限只扣周末和固定节日。",
            hint="升级程序，或按国务院办公厅的通知填进工作台的“放假调休”。",
            id="portal.I001",
        )
        for year in years
    ]


@register(Tags.security, deploy=True)
def nginx_reaches_uploads(app_configs, **kwargs):
    """Only where nginx serves them: its sample is installed and uploads lie in a folder."""
    if not NGINX_CONF.exists() or not isinstance(default_storage, FileSystemStorage):
        return []
    try:
        group = grp.getgrnam(NGINX_GROUP).gr_gid
    except KeyError:
        return []
    shut = shut_folders(Path(settings.MEDIA_ROOT), group)
    if not shut:
        return []
    return [
        Warning(
            f"nginx 进不去这些文件夹，上传的图片会显示 403：{'、'.join(map(str, shut))}。",
            hint=f"以 root 运行：chgrp {NGINX_GROUP} 上述文件夹；chmod g+x 上述文件夹。",
            id="portal.W002",
        )
    ]


def shut_folders(folder: Path, group: int) -> list[Path]:
    """The folder and those above it that members of the group may not pass, outermost first."""
    return [path for path in reversed([folder, *folder.parents]) if not _may_pass(path, group)]


def _may_pass(path, group):
    try:
        found = path.stat()
    except FileNotFoundError:
        return True  # made by the first upload, with the group of the service
    except PermissionError:
        return False
    bit = stat.S_IXGRP if found.st_gid == group else stat.S_IXOTH
    return bool(found.st_mode & bit)
