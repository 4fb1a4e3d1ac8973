"""What no column can hold: every form and list of the desk answers with a page, not a fault."""

import itertools
import re

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse

from news.models import Column
from tests import factories
from tests.admin_pages import filled
from tests.floods import is_asked_for
from tests.nasty_values import NASTY
from tests.portal import access_matrix as matrix
from tests.world import marked_world, shared_row

pytestmark = pytest.mark.sweep

# What each column meets by itself, so that no other mistake of the form stands before it.
ALONE = ("a year out of reach", "10 to the 30", "NUL", "text")
SENT_AS_IS = {"csrfmiddlewaretoken", "_seen"}
LIST_PARAMETERS = ("q", "p", "o", "e", "all", "_facets", "_to_field", "_popup", "pk", "id")


def own_row(label, world):
    name = {"sitepage": "page"}.get(label.split(".")[1], label.split(".")[1])
    if label == "regions.region":
        return world.site.region
    return world.site if label == "regions.site" else world.rows.get(name) or shared_row(label)


# Django's own reading of an address, the same code on every list: a flood meets it on one.
ON_EVERY_LIST = {"p", "o", "e", "all", "_facets", "_to_field", "_popup"}
THAT_LIST = "news.article"


@pytest.fixture(scope="module")
def world(kept):
    return marked_world(factories.SiteFactory(), "ziji")


@pytest.fixture
def desk(client, superuser, world, db):
    client.force_login(superuser)
    client.raise_request_exception = False
    return client, world


def form_addresses(label, world):
    """Of adding and of changing, where this desk has them."""
    prefix, row = f"admin:{label.replace('.', '_')}", own_row(label, world)
    for name, args in ((f"{prefix}_add", []), (f"{prefix}_change", [row.pk if row else 0])):
        try:
            yield reverse(name, args=args)
        except NoReverseMatch:
            continue


def is_management(name):
    return name.endswith(("_FORMS", "-id")) or name in SENT_AS_IS


def one_of_each_column(names):
    """Of the rows inside a form the first of each kind: what follows are the same columns."""
    first = {}
    for name in names:
        first.setdefault(re.sub(r"-\d+-", "-N-", name), name)
    return first.values()


def saved_and_undone(client, url, fields):
    """So that the next form is still drawn from what is stored: none is refused as overtaken."""
    with transaction.atomic():
        answer = client.post(url, fields | {"_save": "1"})
        transaction.set_rollback(True)
    assert answer.status_code != 409, url
    return answer


def refused_by_fields(answer):
    """The names whose value the field itself turns away, whatever stands in the other columns."""
    drawn = answer.context or {}
    forms = [drawn["adminform"].form] if "adminform" in drawn else []
    if "inline_admin_formsets" in drawn:
        forms += [form for each in drawn["inline_admin_formsets"] for form in each.formset.forms]
    return {bound.html_name for form in forms for bound in form if is_refused(bound)}


def is_refused(bound):
    try:
        bound.field.clean(bound.data)
    except ValidationError:
        return True
    except (TypeError, ValueError):  # what looks at the initial value as well: a file, an order
        return False
    return False


@pytest.mark.flood
@pytest.mark.parametrize("label", matrix.ADMIN_MODELS)
def test_no_form_of_the_desk_fails_at_a_value(label, desk, settings, tmp_path):
    """Every field with each value; in a flood each column alone with some, too.

    That on the page with rows inside, where there is one for adding and one for changing. What a
    field turns away by itself was met when all held that value: alone it would come no further.
    """
    settings.MEDIA_ROOT = tmp_path
    client, world = desk
    pages = [(url, client.get(url)) for url in form_addresses(label, world)]
    drawn = [(url, filled(page)) for url, page in pages if page.status_code == 200]
    failed = []
    for url, fields in drawn:
        names = [name for name in fields if not is_management(name)]
        refused = {}
        for what, value in NASTY.items():
            changes = dict.fromkeys(names, value)
            answer = saved_and_undone(client, url, fields | changes)
            refused[what] = refused_by_fields(answer)
            if answer.status_code >= 500:
                failed.append((url, what))
        if not is_asked_for() or url != drawn[-1][0]:
            continue
        for name, what in itertools.product(one_of_each_column(names), ALONE):
            if name in refused[what]:
                continue
            answer = saved_and_undone(client, url, fields | {name: NASTY[what]})
            if answer.status_code >= 500:
                failed.append((url, f"{what} in {name}"))
    assert failed == []


def filters_of(desk):
    """What the list can be asked for by its address: filters and the hierarchy of dates."""
    names = list(LIST_PARAMETERS)
    for item in desk.list_filter:
        name = item[0] if isinstance(item, tuple) else item
        if isinstance(name, str):
            names += [f"{name}__exact", f"{name}__id__exact", f"{name}__isnull", f"{name}__gte"]
        else:
            names.append(getattr(name, "parameter_name", "q"))
    if desk.date_hierarchy:
        names += [f"{desk.date_hierarchy}__{part}" for part in ("year", "month", "day")]
    return names


@pytest.mark.flood
@pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime:RuntimeWarning")
@pytest.mark.parametrize("label", matrix.ADMIN_MODELS)
def test_no_list_of_the_desk_fails_at_an_address(label, desk):
    client, _ = desk
    url = reverse(f"admin:{label.replace('.', '_')}_changelist")
    model_admin = next(d for m, d in admin.site._registry.items() if m._meta.label_lower == label)
    few = set() if label == THAT_LIST else ON_EVERY_LIST
    asked = [
        (name, what)
        for name in filters_of(model_admin)
        for what in (ALONE if name in few or not is_asked_for() else NASTY)
    ]
    failed = [
        (name, what)
        for name, what in asked
        if client.get(url, {name: NASTY[what]}).status_code >= 500
    ]
    assert failed == []
    day = {f"{model_admin.date_hierarchy}__{part}": "31" for part in ("year", "month", "day")}
    assert client.get(url, day).status_code < 500


def autocompletes():
    for model, model_admin in admin.site._registry.items():
        for name in model_admin.autocomplete_fields:
            yield {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
                "term": "a",
                "page": "1",
            }


def test_no_autocomplete_fails_at_an_address(desk):
    client, _ = desk
    url, asked = reverse("admin:autocomplete"), list(autocompletes())
    assert {client.get(url, each).status_code for each in asked} == {200}
    failed = [
        (each["field_name"], name, what)
        for each in asked
        for name in each
        for what, value in NASTY.items()
        if client.get(url, each | {name: value}).status_code >= 500
    ]
    assert failed == []


def test_what_the_database_refuses_comes_back_as_it_was_sent(desk):
    """A rule that no field knows of: made here, so that it is certain to be the database's own."""
    client, world = desk
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE news_column ADD CONSTRAINT planted CHECK (name <> '新栏目')")
    url = reverse("admin:news_column_change", args=[world.column.pk])
    fields = filled(client.get(url)) | {"name": "新栏目", "_save": "1"}
    answer = client.post(url, fields)
    assert answer.status_code == 400
    assert "没有保存：这一页里有一项内容存不进去" in answer.text
    assert filled(answer)["name"] == "新栏目"
    assert Column.objects.get(pk=world.column.pk).name == world.column.name


def test_dates_have_one_bound(desk):
    client, world = desk
    url = reverse("admin:parks_park_change", args=[world.park.pk])
    for year, count in (("1899", 1), ("1900", 0), ("2200", 0), ("2201", 1), ("9999", 1)):
        fields = filled(client.get(url))
        answer = client.post(url, fields | {"established_on": f"{year}-05-01", "_save": "1"})
        text = "" if answer.status_code == 302 else answer.text
        assert (year, text.count("日期应在 1900 年到 2200 年之间") >= 1) == (year, count == 1)
