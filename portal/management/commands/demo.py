"""Everything for a look at the portal on one's own machine, in one command."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key
from django.db import connection, connections

from portal.seeding.staff import create_demo_staff
from tools.management.commands.db import is_embedded
from tools.pgembed.base import embedded_server
from tools.supervisor import Supervisor

HOST = "127.0.0.1"
# How long the connections of stopped children may take to disappear.
CLOSING_SECONDS = 2
WEB, WORKER = "网页服务", "后台任务"
OTHER_CLIENTS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


class Command(BaseCommand):
    help = "在本机运行演示：建库、载入演示数据、建演示账号，启动网页服务和后台任务。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--no-worker", action="store_true", help="不启动后台任务（不发邮件）")
        parser.add_argument(
            "--reset-passwords", action="store_true", help="给演示账号换新密码并显示"
        )

    def handle(self, *, port, no_worker, reset_passwords, **options):
        if not settings.LOCAL:
            raise CommandError("demo 只用于本机演示。请先设置环境变量 PORTAL_DEMO=1，再运行。")
        check_port_is_free(port)
        was_running = is_embedded() and embedded_server().is_running()
        try:
            logins = self.prepare(port, reset_passwords=reset_passwords)
            connections.close_all()
            self.serve(port, logins, with_worker=not no_worker)
        except KeyboardInterrupt:
            raise CommandError("准备过程已中断，再次运行会接着做完。") from None
        finally:
            if is_embedded() and not was_running:
                stop_database_if_unused()

    def prepare(self, port, *, reset_passwords):
        """Database, demo data, accounts; returns the logins to show."""
        self.stdout.write("正在准备数据库……")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it.
        call_command("migrate", verbosity=0)
        call_command("load_seeds", stdout=self.stdout)
        logins = create_demo_staff(reset_passwords=reset_passwords)
        enquiries = [sys.executable, manage_py(), "load_demo_enquiries"]
        subprocess.run(enquiries, check=True, env=child_environment(port))  # noqa: S603 -- our own command
        return logins

    def serve(self, port, logins, *, with_worker):
        env = child_environment(port)
        with Supervisor() as supervisor:
            supervisor.start(WEB, web_command(port), env)
            if with_worker:
                supervisor.start(WORKER, [sys.executable, manage_py(), "worker"], env)
            ended = supervisor.watch(until=lambda: answers(port))
            if ended is None and not supervisor.is_stopping:
                self.greet(port, logins)
                ended = supervisor.watch()
        if ended is not None:
            raise CommandError(f"{ended}意外退出，演示已全部停止。原因见上面的提示。")
        self.stdout.write("演示已停止。")

    def greet(self, port, logins):
        url = f"http://{HOST}:{port}"
        self.stdout.write(f"\n网站：{url}/\n后台：{url}/admin/\n")
        if logins:
            self.stdout.write("\n演示账号（密码只显示这一次）：")
            for login in logins:
                self.stdout.write(f"  {login.username:<16} {login.password}  {login.role}")
        else:
            self.stdout.write(
                "演示账号的密码只在第一次显示；忘了请运行 make run ARGS=--reset-passwords"
            )
        self.stdout.write("\n按 Ctrl-C 停止。")
        self.stdout.flush()


def check_port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"端口 {port} 不能使用（可能已有程序占用）。"
                f'请换一个：make run ARGS="--port 8001"。({error})'
            ) from error


def child_environment(port):
    """What server and worker share: above all one secret key, or sessions would not hold."""
    given = {
        "PORTAL_DEMO": "1",
        "PORTAL_SECRET_KEY": os.environ.get("PORTAL_SECRET_KEY") or stored_secret_key(),
        "PORTAL_PUBLIC_URL": os.environ.get("PORTAL_PUBLIC_URL") or f"http://{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | given


def stored_secret_key():
    """The key of this installation, made at the first start; only its owner may read it."""
    path = settings.VAR_DIR / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        unfinished = path.with_name(f"secret_key.{os.getpid()}")
        unfinished.touch(mode=0o600, exist_ok=True)
        unfinished.write_text(get_random_secret_key(), encoding="ascii")
        try:
            # A hard link never overwrites and never shows half a key.
            path.hardlink_to(unfinished)
        finally:
            unfinished.unlink()
    return path.read_text(encoding="ascii").strip()


def web_command(port):
    # One process, so that the in-memory cache is the same for every request.
    options = {
        "--config": settings.BASE_DIR / "deploy" / "gunicorn.conf.py",
        "--bind": f"{HOST}:{port}",
        "--workers": "1",
        "--threads": str(settings.WEB_THREADS),
    }
    pairs = [word for pair in options.items() for word in pair]
    return [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--no-control-socket"),
        *("--chdir", settings.BASE_DIR, "--log-level", "warning", *pairs),
    ]


def manage_py():
    return settings.BASE_DIR / "manage.py"


def answers(port):
    """Whether the server answers /healthz."""
    client = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        client.request("GET", "/healthz")
        return client.getresponse().status < http.HTTPStatus.BAD_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()


def stop_database_if_unused():
    """Stop the embedded server that we started, unless tests or a shell use it meanwhile."""
    if not embedded_server().is_running():
        return
    deadline = time.monotonic() + CLOSING_SECONDS
    while (is_used := has_other_clients()) and time.monotonic() < deadline:
        time.sleep(0.1)
    connections.close_all()
    if not is_used:
        embedded_server().stop()


def has_other_clients():
    with connection.cursor() as cursor:
        cursor.execute(OTHER_CLIENTS)
        return cursor.fetchone()[0] > 0
