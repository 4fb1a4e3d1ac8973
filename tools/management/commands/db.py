"""Start, stop and inspect the embedded database; back up and restore any database."""

import os
import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tools.pgembed.base import embedded_server
from tools.pgembed.server import ServerError, binary


class Command(BaseCommand):
    help = "数据库：start 启动，stop 停止，status 状态，psql 命令行，dump 备份，restore 恢复。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        for name, text in [
            ("start", "启动内置数据库"),
            ("stop", "停止内置数据库"),
            ("status", "内置数据库是否在运行"),
            ("psql", "打开 SQL 命令行"),
        ]:
            actions.add_parser(name, help=text)
        dump = actions.add_parser("dump", help="备份到文件（pg_dump 自定义格式）")
        dump.add_argument("file", type=Path)
        restore = actions.add_parser("restore", help="把备份恢复到一个空数据库")
        restore.add_argument("file", type=Path)

    def handle(self, *, action, **options):
        if action in {"start", "stop", "status"} and not is_embedded():
            raise CommandError(
                "已设置 DATABASE_URL：数据库由外部服务器提供，这里不启动也不停止它。"
            )
        try:
            getattr(self, f"do_{action}")(**options)
        except ServerError as error:
            raise CommandError(str(error)) from error

    def do_start(self, **options):
        embedded_server().start()
        self.do_status()

    def do_stop(self, **options):
        embedded_server().stop()
        self.do_status()

    def do_status(self, **options):
        server = embedded_server()
        state = "运行中" if server.is_running() else "已停止"
        self.stdout.write(f"{state}：{server.socket_dir}（日志 {server.log_file}）")

    def do_psql(self, **options):
        connection.ensure_connection()
        connection.client.runshell([])

    def do_dump(self, *, file, **options):
        """Write an archive that only its owner can read; a failed dump leaves no file behind."""
        unfinished = file.with_name(f"{file.name}.part")
        try:
            unfinished.touch(mode=0o600)
            run_client("pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}")
            unfinished.replace(file)
        except OSError as error:
            raise CommandError(f"不能写入 {file}：{error.strerror}") from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"已备份到 {file}（{file.stat().st_size:,} 字节）")

    def do_restore(self, *, file, **options):
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        if connection.introspection.table_names():
            raise CommandError("目标数据库不是空的，为免覆盖数据，请先换一个空数据库再恢复。")
        connection.close()
        run_client("pg_restore", "--no-owner", "--single-transaction", str(file))
        self.stdout.write(f"已从 {file} 恢复")


def is_embedded():
    return connection.settings_dict["ENGINE"] == "tools.pgembed"


def run_client(program, *options):
    """Run a PostgreSQL client program on the default database, whichever server it is on."""
    connection.ensure_connection()
    # psql names the database as its last word, where pg_restore expects the file.
    (_, *where, name), env = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    path = binary(program) if is_embedded() else program
    try:
        subprocess.run(  # noqa: S603 -- no shell
            [path, *where, f"--dbname={name}", *options], env=os.environ | (env or {}), check=True
        )
    except FileNotFoundError as error:
        raise CommandError(f"没有找到 {program}：请先安装 PostgreSQL 客户端程序。") from error
    except subprocess.CalledProcessError as error:
        raise CommandError(f"{program} 失败，原因见上面的提示。") from error
