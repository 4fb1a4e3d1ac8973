"""Django's PostgreSQL backend over the embedded server; ENGINE "tools.pgembed" loads this."""

import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, client
from psycopg2 import errors, sql

from tools.pgembed.server import PORT, START_SECONDS, USER, Server, ServerError, binary

# What a server says or does on its way up or down: worth another try.
PASSING = (
    "the database system is",  # starting up, in recovery mode, shutting down
    "server closed the connection unexpectedly",
    "Connection refused",
    "No such file or directory",
)


def embedded_server():
    return Server(settings.VAR_DIR / "postgres", settings.VAR_DIR / "postgres.log")


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        where = {"HOST": str(embedded_server().socket_dir), "PORT": PORT, "USER": USER}
        args, env = super().settings_to_cmd_args_env(settings_dict | where, parameters)
        return [str(binary("psql")), *args[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend over the server that it starts itself when none answers."""

    client_class = DatabaseClient

    def get_connection_params(self):
        server = embedded_server()
        try:
            server.start()
        except ServerError as error:
            raise ImproperlyConfigured(str(error)) from error
        where = {"host": str(server.socket_dir), "port": PORT, "user": USER}
        return super().get_connection_params() | where

    def get_new_connection(self, conn_params):
        missing = f'database "{conn_params["dbname"]}" does not exist'
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                # psycopg2 gives connection errors no code; initdb fixed the language to English.
                if missing in str(error):
                    self._create_database(conn_params)
                elif any(word in str(error) for word in PASSING) and time.monotonic() < deadline:
                    time.sleep(0.1)
                    self.get_connection_params()
                else:
                    raise

    def _create_database(self, conn_params):
        connection = self.Database.connect(**conn_params | {"dbname": "postgres"})
        connection.autocommit = True
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(conn_params["dbname"]))
        try:
            with connection.cursor() as cursor:
                cursor.execute(create)
        except (errors.DuplicateDatabase, errors.UniqueViolation):
            pass  # Another process was quicker.
        finally:
            connection.close()
