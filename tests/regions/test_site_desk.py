"""What a manager can write about a site, and what would break its pages."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
FACT = '{"label": "海拔", "value": "2,780", "unit": "米", "source": "资料"}'


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


@pytest.mark.parametrize("facts", ["[]", f"[{FACT}]", "", "null"])
def test_facts_are_saved_and_shown(client, save, site, facts):
    assert save(facts=facts).status_code == 302
    page = client.get(reverse("site_home", args=[site.slug]))
    assert page.status_code == 200
    assert ("2,780" in page.content.decode()) == (FACT in facts)


@pytest.mark.parametrize(
    "facts",
    [
        *("5", '"海拔"', "true", "{}1", "NaN", "[NaN]", "[1]", "[[]]", f"{FACT}"),
        *('[{"label": "海拔"}]', '[{"label": "a", "value": 5, "source": "b"}]'),
        '[{"label": "a", "value": "b", "source": "\\u0000"}]',
        '[{"label": "a", "value": "b", "source": "c", "onclick": "d"}]',
    ],
)
def test_facts_that_would_break_the_home_page_are_refused(client, save, site, facts):
    reply = save(facts=facts)
    assert list(reply.context["adminform"].form.errors) == ["facts"]
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
