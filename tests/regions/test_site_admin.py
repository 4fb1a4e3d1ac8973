"""What a manager can write about a site, and what would break its pages."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from regions.forms import Fact
from tests import factories
from tests.admin_pages import filled

pytestmark = pytest.mark.django_db
FACT = {"label": "海拔", "value": "约 2,780", "unit": "米", "as_of": "", "source": "资料"}


@pytest.fixture
def save(client, staff, site):
    """save(slogan=…) opens the page of the site as its manager would, and saves it; the reply."""
    client.force_login(staff("manager", site.region))
    url = reverse("admin:regions_site_change", args=[site.pk])
    return lambda **changes: client.post(url, filled(client.get(url)) | changes)


def rows(*facts):
    """The figures as the page sends them."""
    cells = {}
    for number in range(max(8, len(facts))):
        fact = facts[number] if number < len(facts) else {}
        cells |= {f"facts-{number}-{part}": fact.get(part, "") for part in FACT}
    return cells


def test_facts_are_saved_and_shown(client, save, site):
    assert save(**rows({}, FACT | {"label": "  海拔 "})).status_code == 302
    site.refresh_from_db()
    assert site.facts == [FACT]
    assert "2,780" in client.get(reverse("site_home", args=[site.slug])).content.decode()


def test_facts_come_back_as_they_were_written(client, save, site):
    site.facts = [{"label": "海拔", "value": "2,780", "source": "资料"}]
    site.save()
    assert save().status_code == 302
    site.refresh_from_db()
    assert site.facts == [FACT | {"value": "2,780", "unit": ""}]


LINE = "海拔 | 约 2,780 | 米 | 资料"


@pytest.mark.parametrize("line", [LINE, LINE.replace("|", "｜"), f"\n  {LINE} |\n\n"])
def test_lines_of_a_page_from_before_the_rows_are_read(save, site, line):
    assert save(facts=line).status_code == 302
    site.refresh_from_db()
    assert site.facts == [FACT]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("海拔", {"label": "海拔"}),
        ("a | b | c | d | e | f", dict(zip(FACT, ["a", "b", "c", "e | f", "d"], strict=True))),
        (
            {"label": "海拔", "value": 2780, "note": "估"},
            {"label": "海拔", "value": "2780", "source": "估"},
        ),
        ({}, {}),
        (None, {"label": "None"}),
    ],
)
def test_nothing_stored_is_left_out(stored, shown):
    assert Fact.of(stored) == dict.fromkeys(FACT, "") | shown


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ([{"label": "海拔"}], ["第 1 条还缺数值、来源。没有来源的数字不要写。"]),
        ([FACT, FACT | {"source": " "}], ["第 2 条还缺来源。没有来源的数字不要写。"]),
        ([FACT | {"label": ""}], ["第 1 条还缺名称。没有来源的数字不要写。"]),
        ([FACT | {"as_of": "2024 | 2025"}], ["第 1 条的年份里有竖线“|”：一格只写一项。"]),
        ([FACT | {"value": "9" * 61}], ["第 1 条的数值太长，最多 60 个字。"]),
        ([FACT | {"value": "2\x00"}], ["第 1 条：里面有看不见的空字符，请重新输入这一项。"]),
        ([FACT] * 9, ["最多写 8 条，首页放不下更多。"]),
    ],
)
def test_facts_without_a_source_or_shape_are_refused(save, site, facts, sentences):
    reply = save(**rows(*facts))
    form = reply.context["adminform"].form
    assert form.errors == {"facts": sentences}
    typed = [{part: text.strip() for part, text in fact.items()} for fact in facts]
    assert form["facts"].value() == [dict.fromkeys(FACT, "") | fact for fact in typed]
    site.refresh_from_db()
    assert site.facts == []


def test_a_colour_is_chosen_among_swatches_or_typed(client, save, site):
    assert save(hue="45", chroma="0.1").status_code == 302
    site.refresh_from_db()
    assert (site.hue, site.chroma) == (45, Decimal("0.100"))
    assert save(hue="other", hue_other="47", warm="other", warm_other="").status_code == 200
    assert save(hue="other", hue_other="47").status_code == 302
    page = client.get(reverse("admin:regions_site_change", args=[site.pk])).text
    assert re.findall(r'name="hue"\s+value="(\d+)"[^>]*checked', page) == ["47"]
    assert "浅色 6" in page


def test_a_number_that_is_no_colour_is_refused_and_comes_back(save):
    reply = save(hue="other", hue_other="red")
    form = reply.context["adminform"].form
    assert (form.errors, form["hue"].value()) == ({"hue": ["请填整数，例如 12。"]}, "red")
    assert 'value="red"' in reply.text


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


def test_lines_of_the_foot_are_saved_tidied_and_shown_as_they_are(client, save, site):
    typed = "  版权所有　示例局 \r\n\r\n承办：<b>某中心</b> www.example.cn\r\n"
    assert save(footer_text=typed).status_code == 302
    site.refresh_from_db()
    assert site.footer_lines == ["版权所有 示例局", "承办：<b>某中心</b> www.example.cn"]
    client.logout()
    page = client.get(reverse("site_home", args=[site.slug])).text
    assert "<p>版权所有 示例局</p>" in page
    assert "<p>承办：&lt;b&gt;某中心&lt;/b&gt; www.example.cn</p>" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("\n".join("一二三四五六七"), "最多写 6 行。"),
        ("长" * 301, "最多写 300 个字，现在是 301 个。"),
        ("半\0截", "里面有看不见的空字符，请重新输入这一项。"),
    ],
)
def test_a_foot_that_is_too_long_or_no_text_is_refused(save, site, typed, sentence):
    form = save(footer_text=typed).context["adminform"].form
    site.refresh_from_db()
    assert (form.errors, site.footer_text) == ({"footer_text": [sentence]}, "")
