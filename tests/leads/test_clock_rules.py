"""A chief sets deadlines of the own site; the general ones are read by all."""

from django.urls import reverse

from leads.models import ClockRule

ADD = reverse("admin:leads_clockrule_add")


def test_chief_sets_the_days_of_the_own_site_alone(client, site, staff):
    client.force_login(staff("manager", site.region))
    words = {"kind": "assess", "days": 2}
    refused = client.post(ADD, words)
    assert list(refused.context["adminform"].form.errors) == ["site"]
    assert client.post(ADD, words | {"site": site.pk}).status_code == 302
    assert ClockRule.objects.terms_for(site, None)["assess"] == 2
    twice = client.post(ADD, {"kind": "assess", "days": 4, "site": site.pk})
    assert twice.context["adminform"].form.errors == {
        "__all__": ["这个站点、主题已有这一种期限，请改已有的那一行。"]
    }


def test_general_days_are_read_and_not_changed(client, site, staff):
    general = ClockRule.objects.get(site=None, kind="assess")
    client.force_login(staff("officer", site.region))
    listed = client.get(reverse("admin:leads_clockrule_changelist")).context["cl"].result_list
    assert [rule.kind for rule in listed] == ["assess", "call_back", "feedback", "report"]
    url = reverse("admin:leads_clockrule_change", args=[general.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "assess", "days": 9}).status_code == 403
