"""What a manager can write about a site, and what would break its pages."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.admin_pages import filled

pytestmark = pytest.mark.django_db
FACT = "海拔 | 约 2,780 | 米 | 资料"


@pytest.fixture
def save(client, staff, site):
    """save(facts=…) posts the page of the site as its manager would; returns the reply."""
    client.force_login(staff("manager", site.region))
    url = reverse("admin:regions_site_change", args=[site.pk])

    def post(**changes):
        page = client.get(url)
        form = page.context["adminform"].form
        data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        for inline in page.context["inline_admin_formsets"]:
            for row in [inline.formset.management_form, *inline.formset.initial_forms]:
                values = {row.add_prefix(name): row[name].value() for name in row.fields}
                data |= {name: value for name, value in values.items() if value is not None}
        return client.post(url, data | changes)

    return post


@pytest.mark.parametrize("line", [FACT, FACT.replace("|", "｜"), f"\n  {FACT} |\n\n"])
def test_facts_are_saved_and_shown(client, save, site, line):
    assert save(facts=line).status_code == 302
    site.refresh_from_db()
    assert site.facts == [
        {"label": "海拔", "value": "约 2,780", "unit": "米", "source": "资料", "as_of": ""}
    ]
    assert "2,780" in client.get(reverse("site_home", args=[site.slug])).content.decode()


def test_facts_come_back_as_they_were_written(client, save, site):
    site.facts = [{"label": "海拔", "value": "2,780", "source": "资料"}]
    site.save()
    assert save().status_code == 302
    site.refresh_from_db()
    assert site.facts == [
        {"label": "海拔", "value": "2,780", "unit": "", "source": "资料", "as_of": ""}
    ]


@pytest.mark.parametrize(
    "facts",
    [
        "海拔",
        "海拔 | 2,780 | 米",
        "海拔 | 2,780 | 米 | | 2024",
        " | 2,780 | 米 | 资料",
        "a | b | c | d | e | f",
        f"海拔 | {'9' * 61} | 米 | 资料",
        "海拔 | 2\x00 | 米 | 资料",
        f"{FACT}\n" * 9,
    ],
)
def test_facts_without_a_source_or_shape_are_refused(save, site, facts):
    reply = save(facts=facts)
    form = reply.context["adminform"].form
    assert (list(form.errors), form["facts"].value()) == (["facts"], facts)
    site.refresh_from_db()
    assert site.facts == []


def test_manager_keeps_links_to_sites_of_others(client, save, site, other_site):
    """The choice must hold what is stored, or the whole page of the site cannot be saved."""
    link = factories.FriendLinkFactory(site=site, to_site=other_site, url="")
    factories.SiteFactory(slug="hidden", is_live=False)
    page = client.get(reverse("admin:regions_site_change", args=[site.pk]))
    formset = page.context["inline_admin_formsets"][1].formset
    assert list(formset.forms[0].fields["to_site"].queryset) == [site, other_site]
    assert save(slogan="新的标语").status_code == 302
    link.refresh_from_db()
    assert link.to_site == other_site


def test_two_managers_with_the_page_open_lose_nothing(client, staff, site):
    client.force_login(staff("manager", site.region))
    url = reverse("admin:regions_site_change", args=[site.pk])
    first, second = filled(client.get(url)), filled(client.get(url))
    assert client.post(url, first | {"hotline": "400-000-1111"}).status_code == 302
    reply = client.post(url, second | {"slogan": "后来的标语"})
    assert "已被别人改过" in reply.text
    assert 'value="后来的标语"' in reply.text
    site.refresh_from_db()
    assert (site.hotline, site.slogan) == ("400-000-1111", "把项目建在|盐湖与阳光之间")
    assert client.post(url, filled(client.get(url)) | {"slogan": "再来"}).status_code == 302


def test_a_page_from_before_the_upgrade_is_still_saved(client, staff, site):
    client.force_login(staff("manager", site.region))
    url = reverse("admin:regions_site_change", args=[site.pk])
    typed = filled(client.get(url)) | {"slogan": "新标语"}
    del typed["_seen"]
    assert client.post(url, typed).status_code == 302


def test_every_control_in_a_table_has_a_name(client, site):
    factories.TileFactory(site=site)
    client.force_login(factories.UserFactory(is_superuser=True))
    html = client.get(reverse("admin:regions_site_change", args=[site.pk])).text
    controls = re.findall(r'<(?:input|select|textarea)[^>]* name="tiles-0-[^>]*>', html)
    shown = [control for control in controls if 'type="hidden"' not in control]
    assert len(shown) > 5
    assert [c for c in shown if "aria-label=" not in c and "-DELETE" not in c] == []
