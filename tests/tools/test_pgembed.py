"""The embedded PostgreSQL on folders of its own; never the server that runs these tests."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections

from tools.pgembed.base import DatabaseWrapper
from tools.pgembed.server import PORT, USER, Server, ServerError, binary

BASE_DIR = Path(__file__).resolve().parents[2]
START = """
import sys
from tools.pgembed.server import Server
Server(sys.argv[1], sys.argv[2]).start()
"""


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "it's here" / "postgres", tmp_path / "postgres.log")
    yield server
    server.stop()


@pytest.fixture
def wrapper(tmp_path, settings, django_db_blocker):
    """A connection like the default one, but on an embedded server under tmp_path."""
    settings.VAR_DIR = tmp_path
    here = {"NAME": "portal", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    wrapper = DatabaseWrapper(connections["default"].settings_dict | here, alias="embedded")
    connections["embedded"] = wrapper  # django.contrib.postgres looks it up by its alias
    with django_db_blocker.unblock():
        yield wrapper
        wrapper.close()
    del connections["embedded"]
    Server(tmp_path / "postgres", tmp_path / "postgres.log").stop()


def connect(server, dbname):
    return psycopg2.connect(host=server.socket_dir, port=PORT, user=USER, dbname=dbname)


def query(server, statement):
    connection = connect(server, "postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def pid_of(server):
    return int((server.data / "postmaster.pid").read_text().split()[0])


def start_elsewhere(server):
    return subprocess.Popen(
        [sys.executable, "-c", START, server.folder, server.log_file], cwd=BASE_DIR
    )


def test_start_builds_a_utf8_cluster_that_only_listens_on_its_socket(server):
    server.start()
    names = ["server_encoding", "fsync", "listen_addresses", "max_connections", "lc_messages"]
    shown = [query(server, f"SHOW {name}")[0][0] for name in names]
    assert shown == ["UTF8", "on", "", "60", "C.UTF-8"]
    assert server.folder.stat().st_mode & 0o777 == 0o700


def test_log_holds_no_values_of_a_failed_statement(server):
    server.start()
    query(server, "CREATE TABLE lead (phone text PRIMARY KEY)")
    query(server, "INSERT INTO lead VALUES ('13812345678')")
    with pytest.raises(psycopg2.IntegrityError):
        query(server, "INSERT INTO lead VALUES ('13812345678')")
    with pytest.raises(psycopg2.DataError):
        query(server, "SELECT 'name 13812345678'::bigint")
    assert "ready to accept connections" in server.log_file.read_text()
    assert "13812345678" not in server.log_file.read_text()


def test_start_by_a_second_process_uses_the_same_server(server):
    server.start()
    first = pid_of(server)
    assert start_elsewhere(server).wait() == 0
    assert pid_of(server) == first


@pytest.mark.crash
def test_start_by_racing_processes_gives_one_server(server):
    racers = [start_elsewhere(server) for _ in range(3)]
    assert [racer.wait() for racer in racers] == [0, 0, 0]
    assert query(server, "SELECT 1") == [(1,)]
    assert server.log_file.read_text().count("starting PostgreSQL") == 1


@pytest.mark.crash
def test_start_after_kill_9_keeps_committed_rows(server):
    server.start()
    query(server, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(pid_of(server), signal.SIGKILL)
    while server.is_running():
        time.sleep(0.01)
    # A pid is soon somebody else's: let the stale file name a living stranger, us.
    stale = server.data / "postmaster.pid"
    stale.write_text(stale.read_text().replace(str(pid_of(server)), str(os.getpid()), 1))
    server.start()
    assert query(server, "SELECT number FROM kept") == [(7,)]


def test_start_replaces_an_unfinished_cluster(server):
    (server.folder / "data.new").mkdir(parents=True)
    (server.folder / "data.new" / "PG_VERSION").write_text("18\n")
    server.folder.chmod(0o700)
    server.start()
    assert query(server, "SELECT 1") == [(1,)]


def test_start_outlives_ctrl_c_of_the_one_who_started_it(server):
    server.start()
    assert os.getsid(pid_of(server)) != os.getsid(0)


def test_stop_ends_the_server(server):
    server.start()
    server.stop()
    assert [server.is_running(), (server.data / "postmaster.pid").exists()] == [False, False]


def test_socket_dir_is_short_when_the_path_is_long(tmp_path):
    deep = tmp_path.joinpath("a 'quoted' space", *["a-long-folder-name-of-thirty-ch"] * 3)
    server = Server(deep / "postgres", deep / "postgres.log")
    server.start()
    try:
        assert server.socket_dir.parent == Path("/tmp")
        assert query(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()
        server.socket_dir.rmdir()


def test_start_refuses_a_folder_that_others_may_enter(tmp_path):
    (tmp_path / "postgres").mkdir(mode=0o755)
    with pytest.raises(ServerError, match="DATABASE_URL.*PORTAL_VAR=一个只属于您的文件夹"):
        Server(tmp_path / "postgres", tmp_path / "postgres.log").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a user namespace")
def test_start_says_what_to_do_when_namespaces_are_forbidden(tmp_path, monkeypatch):
    (tmp_path / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match="用户命名空间.*DATABASE_URL"):
        Server(tmp_path / "postgres", tmp_path / "postgres.log").start()


def test_binary_says_what_to_do_when_the_package_is_missing(monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ServerError, match="make run.*DATABASE_URL"):
        binary("postgres")


def test_connection_starts_the_server_and_creates_its_database(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == ("portal",)


@pytest.mark.crash
def test_connection_comes_back_after_kill_9(wrapper, tmp_path):
    wrapper.ensure_connection()
    os.kill(pid_of(Server(tmp_path / "postgres", tmp_path / "postgres.log")), signal.SIGKILL)
    wrapper.close()
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_connection_without_binaries_is_improperly_configured(wrapper, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ImproperlyConfigured, match="make run.*DATABASE_URL"):
        wrapper.ensure_connection()


def manage(var_dir, *args):
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "manage.py", "db", *args]
    env |= {"PORTAL_VAR": str(var_dir), "PORTAL_DEMO": "1"}
    return subprocess.run(
        command, cwd=BASE_DIR, env=env, check=True, capture_output=True, text=True
    )


def test_dump_restores_into_an_empty_database(tmp_path):
    old, new = (Server(tmp_path / name / "postgres", tmp_path / name / "log") for name in "ab")
    try:
        manage(tmp_path / "a", "dump", str(tmp_path / "empty.dump"))
        connection = connect(old, "portal")
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT '格尔木' AS name")
        connection.close()
        manage(tmp_path / "a", "dump", str(tmp_path / "full.dump"))
        manage(tmp_path / "b", "restore", str(tmp_path / "full.dump"))
        connection = connect(new, "portal")
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM kept")
            assert cursor.fetchall() == [("格尔木",)]
        connection.close()
        assert (tmp_path / "full.dump").stat().st_mode & 0o777 == 0o600
    finally:
        old.stop()
        new.stop()


@pytest.mark.django_db
def test_restore_refuses_a_database_that_holds_tables(tmp_path):
    (tmp_path / "any.dump").touch()
    with pytest.raises(CommandError, match="不是空的"):
        call_command("db", "restore", tmp_path / "any.dump")
