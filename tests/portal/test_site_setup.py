"""From nothing to a live site, step by step; what each step refuses, and who may take it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from accounts.invitations import send_owed
from news.models import SitePage
from portal.site_readiness import REQUIREMENTS
from portal.site_setup import KEYS, STEPS, check_url, regions_found, resume_url, step_url
from regions.models import Membership, Site
from tests import factories

START = reverse("site_setup_start")
NAMES = {
    "short_name": "都兰",
    "product_name": "招商网",
    "platform_name": "都兰招商引资服务平台",
    "slug": "dulan",
    "slogan": "把项目建在|都兰",
    "introduction": "都兰县的土地、厂房、政策，一处查清。",
}
LOOK = {"hue": "45", "chroma": "0.078"}
ANSWERS = {"name": "赵示例", "email": "zhao@example.com", "role": "officer"}


@pytest.fixture
def county(prefecture):
    return factories.RegionFactory(adcode="632822", parent=prefecture, name="都兰县")


@pytest.fixture
def boss(client, superuser):
    """A superuser who has signed in with `client`."""
    client.force_login(superuser)
    return superuser


@pytest.fixture
def begun(client, boss, county):
    """都兰, after the first step."""
    assert client.post(reverse("site_setup_add", args=[632822]), NAMES).status_code == 302
    return Site.objects.get(slug="dulan")


def sent(page, **changes):
    """What the form of a step would send, changed."""
    form = page.context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            data[form.add_prefix(name)] = (
                [getattr(one, "pk", one) for one in value]
                if not isinstance(value, (str, int)) and hasattr(value, "__iter__")
                else value
            )
    return data | changes


def take(client, site, key, **changes):
    url = step_url(site, key)
    return client.post(url, sent(client.get(url), **changes))


def test_from_nothing_to_a_live_site(client, boss, county, mailoutbox):
    page = client.get(START, {"q": "都兰"})
    assert [region.name for region in page.context["regions"]] == ["都兰县"]
    add = reverse("site_setup_add", args=["632822"])
    assert add in page.text
    reply = client.post(add, sent(client.get(add)))
    site = Site.objects.get(region=county)
    assert (site.slug, site.is_live, site.columns.count(), site.tiles.count()) == (
        "dulan", False, 4, 6,
    )  # fmt: skip
    steps = {
        "publisher": {"organiser": "都兰县招商服务中心（示例）"},
        "contact": {"hotline": "0977-8231234"},
        "look": LOOK,
        "columns": {},
        "texts": {"pages": ["privacy", "accessibility"]},
        "answers": ANSWERS,
    }
    for key, typed in steps.items():
        assert reply.url == step_url(site, key)
        reply = take(client, site, key, **typed)
    assert reply.url == check_url(site)
    assert "可以上线了" in client.get(reply.url).text
    assert client.post(reply.url, follow=True).status_code == 200
    site.refresh_from_db()
    assert (site.is_live, site.organiser) == (True, "都兰县招商服务中心（示例）")
    client.logout()
    assert client.get("/dulan/").status_code == 200
    privacy = client.get("/dulan/pages/privacy/").text
    assert "都兰县招商服务中心（示例），联系电话 0977-8231234" in privacy
    send_owed()
    assert [m.to for m in mailoutbox] == [["zhao@example.com"]]
    assert LogEntry.objects.filter(change_message="站点上线").count() == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("都兰", ["都兰县"]),
        ("632822", ["都兰县"]),
        ("海西", ["海西蒙古族藏族自治州"]),
        ("老地名", ["都兰县"]),
        ("撤了的", []),
        ("%", []),
    ],
)
def test_region_is_found_by_any_of_its_names(county, text, names):
    county.aliases.create(name="老地名")
    factories.RegionFactory(adcode="632899", name="撤了的县", kind="former")
    assert [region.name for region in regions_found(text)] == names


def test_region_that_is_not_there_is_answered_with_a_way_out(client, boss, county):
    page = client.get(START, {"q": "火星"})
    assert "没有叫“火星”的地区。" in page.text
    assert "load_divisions" in page.text
    assert client.get(START, {"q": "\0" + "长" * 5000}).status_code == 200
    assert client.get(reverse("site_setup_add", args=[999999])).status_code == 404


def test_region_with_a_site_leads_to_that(client, boss, site):
    add = reverse("site_setup_add", args=[site.region.adcode])
    assert client.get(add).url == resume_url(site)
    assert client.post(add, NAMES).url == resume_url(site)
    assert Site.objects.count() == 1
    assert check_url(site) in client.get(START, {"q": "格尔木"}).text


def test_who_comes_back_goes_on_where_it_was_left(client, begun):
    assert resume_url(begun) == step_url(begun, "publisher")
    page = client.get(START)
    assert [site for site, _ in page.context["begun"]] == [begun]
    take(client, begun, "publisher", organiser="示例单位")
    begun.refresh_from_db()
    assert resume_url(begun) == step_url(begun, "contact")
    marks = client.get(step_url(begun, "contact")).context["marks"]
    filled = [mark.step.key for mark in marks if mark.is_filled]
    assert filled == ["names", "publisher", "look", "columns"]


@pytest.mark.parametrize(
    ("key", "typed", "field", "sentence"),
    [
        ("names", {"slug": "admin"}, "slug", "“admin”是系统地址"),
        ("names", {"slug": "Du Lan"}, "slug", "只用小写字母、数字和连字符"),
        ("names", {"short_name": ""}, "short_name", "请填写“"),
        ("names", {"slogan": "长" * 61}, "slogan", "60"),
        (
            "publisher",
            {"organiser": "甲", "profile": "government", "site_code": "1"},
            "site_code",
            "标识码应为 10 位",
        ),
        (
            "publisher",
            {"organiser": "甲", "site_code": "6328220001"},
            "site_code",
            "企业网站没有标识码",
        ),
        ("contact", {"hotline": "12"}, "hotline", ""),
        ("contact", {"hotline": "95598", "reply_working_days": "99"}, "reply_working_days", "15"),
        ("look", LOOK | {"hue": "999"}, "hue", "359"),
        ("columns", {"columns": []}, "columns", "至少留一个栏目"),
        ("texts", {"pages": ["other"]}, "pages", "other"),
        ("texts", {"pages": ["privacy"]}, "pages", "说明里要写明主办单位、招商热线"),
        ("answers", {"name": "赵示例"}, "email", "请填邮箱"),
        ("answers", {"email": "zhao@example.com"}, "name", "请填姓名"),
        ("answers", {}, "name", "先跳过"),
        ("answers", ANSWERS | {"email": "x"}, "email", ""),
        ("answers", ANSWERS | {"role": "auditor"}, "role", ""),
    ],
)  # fmt: skip
def test_bad_input_comes_back_filled_with_a_sentence(client, begun, key, typed, field, sentence):
    before = Site.objects.filter(pk=begun.pk).values().get()
    reply = take(client, begun, key, **typed)
    assert reply.status_code == 400
    errors = reply.context["form"].errors
    assert list(errors) == [field] or field in errors
    assert sentence in "".join(errors[field])
    for value in typed.values():
        if isinstance(value, str) and value and key != "look" and value != "auditor":
            assert f'value="{value}"' in reply.text
    assert Site.objects.filter(pk=begun.pk).values().get() == before


def test_address_and_mailbox_of_others_are_refused(client, begun, site):
    assert "slug" in take(client, begun, "names", slug="golmud").context["form"].errors
    factories.UserFactory(email="Zhao@Example.com")
    reply = take(client, begun, "answers", **ANSWERS)
    assert "这个邮箱已经有账号了" in reply.context["form"].errors["email"][0]


def test_older_page_of_a_step_overwrites_nothing(client, begun):
    url = step_url(begun, "contact")
    older = sent(client.get(url), hotline="0977-8231234")
    take(client, begun, "publisher", organiser="别人填的")
    reply = client.post(url, older)
    assert (reply.status_code, "已被别人改过" in reply.text) == (400, True)
    begun.refresh_from_db()
    assert begun.hotline == ""


def test_columns_tiles_and_links_are_chosen(client, begun, site):
    url = step_url(begun, "columns")
    form = client.get(url).context["form"]
    trends = begun.columns.get(slug="trends")
    tile = begun.tiles.first()
    assert list(form.fields["links"].queryset) == [site]
    reply = client.post(url, {"columns": [trends.pk], "tiles": [tile.pk], "links": [site.pk]})
    assert reply.status_code == 302
    assert list(begun.columns.filter(is_active=True)) == [trends]
    assert list(begun.tiles.filter(is_active=True)) == [tile]
    assert [link.to_site for link in begun.friend_links.filter(is_active=True)] == [site]
    client.post(url, {"columns": [trends.pk]})
    client.post(url, {"columns": [trends.pk], "links": [site.pk]})
    assert begun.friend_links.filter(is_active=True).count() == 1
    assert begun.tiles.filter(is_active=True).count() == 0


def test_page_that_is_written_already_is_left_alone(client, begun):
    draft = factories.SitePageFactory(site=begun, slug="privacy", title="自己写的", status="draft")
    page = client.get(step_url(begun, "texts"))
    assert list(page.context["form"].texts) == ["accessibility"]
    assert reverse("admin:news_sitepage_change", args=[draft.pk]) in page.text
    assert take(client, begun, "texts").status_code == 302
    assert SitePage.objects.get(site=begun) == draft


def test_colleague_who_has_an_account_is_granted(client, begun, staff, other_site):
    colleague = staff("editor", other_site.region, email="qian@example.com", last_name="钱示例")
    auditor = staff("auditor", other_site.region, email="sun@example.com")
    choices = client.get(step_url(begun, "answers")).context["form"].fields["person"].queryset
    assert (colleague in choices, auditor in choices) == (True, False)
    take(client, begun, "answers", person=colleague.pk, role="manager")
    grant = Membership.objects.get(user=colleague, region=begun.region)
    assert grant.role == "manager"
    assert mail.outbox == []
    assert take(client, begun, "answers").status_code == 302  # somebody gets the mail: enough


def test_unready_site_is_refused_with_what_is_missing(client, begun):
    url = check_url(begun)
    page = client.get(url)
    assert "还差 3 项" in page.text
    reply = client.post(url)
    assert reply.status_code == 400
    assert "还不能上线，缺招商热线、已公开的隐私说明、收得到邮件的招商专员。" in reply.text
    for key in ("contact", "texts", "answers"):
        assert step_url(begun, key) in reply.text
    begun.refresh_from_db()
    assert not begun.is_live


def test_government_site_is_asked_for_its_numbers(client, begun):
    assert "标识码" not in client.get(check_url(begun)).text
    take(client, begun, "publisher", organiser="示例单位", profile="government")
    page = client.get(check_url(begun))
    missing = [check.label for check, _, is_missing in page.context["checks"] if is_missing]
    assert missing[3:] == ["ICP 备案号", "公安备案号", "政府网站标识码"]


def test_manager_cures_the_own_site_and_founds_none(client, begun, staff, site):
    client.force_login(staff("manager", begun.region))
    assert client.get(START).status_code == 403
    assert client.get(reverse("site_setup_add", args=[632822])).status_code == 403
    assert client.get(check_url(begun)).status_code == 200
    fields = client.get(step_url(begun, "publisher")).context["form"].fields
    assert list(fields) == ["organiser", "icp_number", "police_number", "seen"]
    assert "slug" not in client.get(step_url(begun, "names")).context["form"].fields
    for url in (check_url(site), step_url(site, "contact")):
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    for key in KEYS:
        assert client.get(step_url(begun, key)).status_code == 200


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "auditor"])
def test_others_see_nothing_of_it(client, begun, staff, role):
    client.force_login(staff(role, begun.region))
    urls = [check_url(begun), step_url(begun, "contact")]
    assert [client.get(url).status_code for url in urls] == [404, 404]
    assert client.get(START).status_code == 403


def test_unknown_step_is_not_there(client, begun):
    assert client.get(step_url(begun, "other")).status_code == 404


def test_every_requirement_is_cured_by_a_step():
    assert {each.step for each in REQUIREMENTS} <= set(STEPS)


def test_every_suggestion_opens_filled_in(client, begun):
    found = client.get(check_url(begun)).context["suggestions"]
    assert [each.label for each in found] == [
        "第一个园区", "第一处土地或厂房", "第一条政策", "第一篇文章", "关于本站",
        "本单位的标志", "本地的首页大图", "邮件服务器",
    ]  # fmt: skip
    for each in filter(None, (each.url for each in found)):
        page = client.get(each)
        assert page.status_code == 200
        if "?" not in each:
            continue  # the form of the site itself
        name, value = re.search(r"\?(\w+)=(\d+)", each).groups()
        assert str(page.context["adminform"].form[name].value()) == value


@pytest.mark.parametrize("key", KEYS)
def test_nonsense_is_refused_and_nothing_breaks(client, begun, key):
    """Values no column can hold, in every field of every step."""
    url = step_url(begun, key)
    form = client.get(url).context["form"]
    for nonsense in ("\0", "长" * 5000, "9" * 30, "<script>"):
        data = {form.add_prefix(name): nonsense for name in form.fields if name != "seen"}
        assert client.post(url, data).status_code == 400


def test_made_up_addresses_are_not_there(client, boss, county):
    for path in ("new/99999999999999999999/", "99999999999999999999/names/", "0/check/"):
        assert client.get(f"/admin/sites/{path}").status_code == 404


def test_colours_nobody_could_read_are_not_stored(client, begun):
    page = client.get(step_url(begun, "look")).text
    assert "浅色 6.3，深色 7.2" in page
    take(client, begun, "look", hue="other", hue_other="123", chroma="0.1")
    begun.refresh_from_db()
    assert (begun.hue, str(begun.chroma), begun.warm) == (123, "0.100", 58)
