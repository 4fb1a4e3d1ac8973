"""`python -m tests.upgrades.visit`: every row can be read, and a reader finds the sites."""

import os

import django
from django.apps import apps
from django.test import Client


def read_every_row():
    """Fails where a column is missing or holds what the model cannot read."""
    for model in apps.get_models():
        for row in model._base_manager.iterator():
            str(row)


def visit(path):
    response = Client(HTTP_HOST="127.0.0.1").get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"


def main():
    read_every_row()
    for path in ("/", "/golmud/", "/golmud/listings/", "/golmud/news/", "/golmud/search/?q=厂房"):
        visit(path)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.upgrades.settings")
    django.setup()
    main()
