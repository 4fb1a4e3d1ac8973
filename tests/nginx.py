"""deploy/nginx.conf under Debian's nginx, on ports and paths of a test, before a server of ours."""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.leads.processes import Process
from tests.loopback import free_port, is_open, wait_until

DEPLOY = Path(settings.BASE_DIR, "deploy")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HOST = "www.example.gov.cn"
needs_nginx = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="nginx is not installed"
)


@contextmanager
def nginx_before(folder, portal_port):
    """Starts nginx before the portal's port; its own port. It writes below the folder alone."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(_adapted(folder, port, portal_port))
    command = [NGINX, "-c", config, "-e", folder / "error.log"]
    with subprocess.Popen(command) as process:
        try:
            wait_until(lambda: is_open(port) or process.poll() is not None)
            assert process.poll() is None, (folder / "error.log").read_text()
            yield port
        finally:
            process.terminate()
            process.wait(10)


class Front:
    """A whole portal: nginx at `port`, gunicorn as `web` behind it at `web_port`.

    Their logs lie in `folder`: web.log, access.log and error.log.
    """

    def __init__(self, port, web_port, web, folder):
        self.port, self.web_port, self.web, self.folder = port, web_port, web, folder

    def log(self, name):
        return (self.folder / name).read_text(errors="surrogateescape")


@contextmanager
def portal_behind_nginx(folder, *, smtp_port=1, environment=()):
    """gunicorn as deploy/gunicorn.conf.py has it, on the database of the test, and nginx."""
    web_port = free_port()
    options = ("--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{web_port}")
    hosts = {"PORTAL_HOSTS": f"{HOST},localhost", **dict(environment)}
    with (folder / "web.log").open("w") as log:
        web = Process(
            *("-m", "gunicorn", "portal.wsgi", *options, "--no-control-socket"),
            smtp_port=smtp_port,
            environment=hosts,
            output=log,
        )
        try:
            wait_until(lambda: is_open(web_port))
            with nginx_before(folder, web_port) as port:
                yield Front(port, web_port, web, folder)
        finally:
            web.kill()


def _adapted(folder, port, portal_port):
    """The sample without TLS, on ports and paths of this test."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"\n\s*(?:ssl_\w+ [^;]*|listen 443[^;]*default_server);", "", text)
    text = re.sub(r"server \{\n\s*listen 80;.*?\n\}\n", "", text, count=1, flags=re.DOTALL)
    for ours, theirs in {
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server",
        "listen 443 ssl http2": f"listen 127.0.0.1:{port}",
        "127.0.0.1:8000": f"127.0.0.1:{portal_port}",
        "/etc/nginx/portal-proxy.conf": str(DEPLOY / "portal-proxy.conf"),
        "/etc/nginx/portal-headers.conf": str(DEPLOY / "portal-headers.conf"),
        "/etc/nginx/portal-errors/": f"{DEPLOY}/errors/",
        "/srv/portal/var/static/": f"{folder}/static/",
        "/srv/portal/var/media/": f"{folder}/media/",
        "root /srv/portal/var;": f"root {folder};",
        "/var/cache/nginx/portal-pages": f"{folder}/pages",
        "/var/cache/nginx/portal-media": f"{folder}/cache",
        "/var/log/nginx/portal.log": f"{folder}/access.log",
        "/var/log/nginx/portal-error.log": f"{folder}/error.log",
    }.items():
        assert ours in text
        text = text.replace(ours, theirs)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}{text}\n}}\n"
    )
