"""Parts that are drawn once an edition: the same for every reader, nothing of a request."""

import re

import pytest
from django.db import connection
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.kept_parts import KeptParts
from core.page_store import PageStore
from parks.models import Park
from portal.page_chrome import PageChrome
from portal.templatetags.kept import GAP, KeptNode
from publishing.editions.content_sources import all_sources
from publishing.editions.current import edition_of
from tests import factories

# Asked anew within a transaction, as each test is one (publishing.editions.current).
EDITION_QUERIES = 3
CANARY = "canary-of-one-reader"


@pytest.fixture
def keeping(settings):
    settings.KEPT_PARTS_BYTES = 4_000_000


@pytest.fixture
def kept_site(site):
    site.kept = KeptParts(PageStore(1_000_000), site.slug, edition_of(site.slug))
    return site


def drawn(rf, site, source, path="/golmud/", **context):
    chrome = PageChrome(rf.get(path), site)
    return Template(source).render(Context({"site": site, "chrome": chrome, **context}))


def test_a_part_is_drawn_once(rf, kept_site, django_assert_num_queries):
    factories.TileFactory(site=kept_site, title="工业用地")
    first = drawn(rf, kept_site, '{% kept "_tiles.html" %}')
    assert "工业用地" in first
    with django_assert_num_queries(0):
        assert drawn(rf, kept_site, '{% kept "_tiles.html" %}') == first


def test_each_value_has_a_part_of_its_own(rf, kept_site):
    source = '{% kept "_display_links.html" mode=mode theme=theme %}'
    shown = [
        "".join(re.findall(r">(\S+)</a>", drawn(rf, kept_site, source, mode=mode, theme=theme)))
        for mode, theme in [("", ""), ("care", ""), ("", "dark"), ("", "")]
    ]
    assert shown == ["长辈版深色浅色", "退出长辈版深色浅色", "长辈版浅色", "长辈版深色浅色"]


def test_what_is_fresh_is_of_the_page_each_time(rf, kept_site):
    source = '{% kept "_display_links.html" mode="" theme="" %}'
    pages = [drawn(rf, kept_site, source, display={"next": page}) for page in ("%2Fa", "%2Fb", "<")]
    assert [set(re.findall(r"next=([^\"]*)", page)) for page in pages] == [
        {"%2Fa"},
        {"%2Fb"},
        {"&lt;"},
    ]


def test_a_part_within_a_part_stays_fresh(rf, kept_site):
    engine = Engine(
        loaders=[
            (
                "django.template.loaders.locmem.Loader",
                {
                    "outer": '{% kept "inner" %}|{% fresh name %}',
                    "inner": "{% fresh %}{{ name }}{% endfresh %}!",
                },
            )
        ],
        builtins=["portal.templatetags.kept"],
    )
    page = Template('{% kept "outer" %}', engine=engine)
    chrome = PageChrome(rf.get("/"), kept_site)
    shown = [
        page.render(Context({"site": kept_site, "chrome": chrome, "name": name}))
        for name in ("一", "二")
    ]
    assert shown == ["一!|一", "二!|二"]


def test_a_part_sees_nothing_of_the_request(rf, kept_site):
    source = '{% kept "portal/_meta.html" %}'
    with pytest.raises(KeyError, match="request"):
        drawn(rf, kept_site, source, request=rf.get("/"), user=CANARY)


@pytest.mark.parametrize("value", ["字" * 41, ["a"], {"a": 1}, 1.5])
def test_values_are_words_and_numbers(rf, kept_site, value):
    with pytest.raises(ValueError, match="word or a number"):
        drawn(rf, kept_site, '{% kept "_dock.html" dock_slim=value %}', value=value)


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{% kept %}", "带引号的模板名"),
        ("{% kept name %}", "带引号的模板名"),
        ('{% kept "_dock.html" slim %}', "名称=值"),
    ],
)
def test_refused_at_compile_time(tag, message):
    with pytest.raises(TemplateSyntaxError, match=message):
        Template(tag)


def test_without_a_chrome_nothing_is_kept(kept_site, rf):
    """The page of an outage has none: its parts are not what others want."""
    source = '{% kept "_footer.html" %}'
    poor = Template(source).render(Context({"site": kept_site}))
    assert ("问专员" in poor, "问专员" in drawn(rf, kept_site, source)) == (False, True)
    assert "问专员" not in Template(source).render(Context({"site": kept_site}))


def test_a_row_read_with_more_has_a_card_of_its_own(rf, kept_site):
    """The home page reads parks without the names of their industries, the list of parks with."""
    park = factories.ParkFactory(region=kept_site.region, summary="一句话")
    park.industries.add(factories.IndustryFactory(name="盐湖化工"))
    parks, kept = Park.objects.with_listing_counts(), kept_site.kept
    named = parks.with_industry_names()
    source = '{% for park in rows %}{% kept "parks/_park_card.html" of=park %}{% endfor %}'
    cards = [
        drawn(rf, kept_site, source, rows=rows)
        for rows in (parks, named, kept.rows(parks), kept.rows(named))
    ]
    assert [("一句话" in card, "盐湖化工" in card) for card in cards] == [
        (True, False),
        (False, True),
    ] * 2


def test_a_row_deleted_this_moment_leaves_nothing(rf, kept_site):
    article = factories.ArticleFactory(column__site=kept_site)
    rows = kept_site.kept.rows(type(article).objects.all())
    article.delete()
    source = '{% for row in rows %}{% kept "news/_title.html" of=row %}{% endfor %}'
    assert drawn(rf, kept_site, source, rows=rows) == ""


def test_no_text_of_the_database_fills_the_gap(site):
    site.slogan = f"一{GAP}二"
    with pytest.raises(ValueError, match="NUL"):
        site.save()


def kept_nodes():
    """(template, node) of every kept part that a template names."""
    engine = Engine.get_default()
    folder = engine.dirs[0]
    for path in sorted(folder.rglob("*.html")):
        if "{% kept " in path.read_text():
            compiled = engine.get_template(str(path.relative_to(folder)))
            yield from ((path.name, node) for node in compiled.nodelist.get_nodes_by_type(KeptNode))


def test_kept_rows_are_of_tables_whose_changes_are_noted():
    """A part drawn of a row is kept as long as its edition: what it shows must raise one."""
    noted = {source.model._meta.model_name for source in all_sources()}
    rows = {"listing", "park", "article", "policy"}
    folder = Engine.get_default().dirs[0]
    named = {
        name
        for path in folder.rglob("*.html")
        for name in re.findall(r'\{% kept "[\w/]+\.html" of=(\w+)', path.read_text())
    }
    assert rows <= noted
    assert named <= rows | {"other", "step"}  # articles beside an article


# What a part may name beside the values given to it: loops' own words included.
SEEN = {"site", "chrome", "forloop", "listing", "park", "article", "policy"}
NAME = re.compile(r"(?:\{\{ |\{% (?:if|elif|for \w+ in|with \w+=)[ ]?)(?:not )?([a-z_]+)")


def test_kept_templates_name_only_what_has_an_edition():
    folder = Engine.get_default().dirs[0]
    given = {}
    for path in folder.rglob("*.html"):
        for name, values in re.findall(r'\{% kept "([\w/]+\.html)"([^%]*)%\}', path.read_text()):
            given.setdefault(name, set()).update(re.findall(r"(\w+)=", values))
    strange = {
        (name, word)
        for name, values in given.items()
        for word in names_in(folder / name) - SEEN - values
    }
    assert strange == set()


def names_in(path):
    text = re.sub(r"\{% fresh %\}.*?\{% endfresh %\}", "", path.read_text(), flags=re.DOTALL)
    own = set(re.findall(r"\{% for ([a-z_, ]+) in|(?: as |\{% with |\s)(\w+)(?==| %\})", text))
    local = {word for pair in own for words in pair for word in words.replace(",", " ").split()}
    return set(NAME.findall(text)) - local - {"not"}


PAGES = ["", "news/", "listings/", "parks/", "policies/", "guide/", "search/?q=园区", "map/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_look_the_same_kept_or_not(client, site, keeping, settings, page):
    """Drawn anew, drawn over what is in hand, and drawn without keeping anything."""
    factories.TileFactory(site=site)
    factories.SitePageFactory(site=site, slug="about")
    factories.ArticleFactory.create_batch(3, column__site=site)
    factories.LandFactory.create_batch(2, region=site.region)
    factories.ParkFactory(region=site.region)
    factories.PolicyFactory(region=site.region)
    shown = [client.get(f"/golmud/{page}").content for _ in range(3)]
    settings.KEPT_PARTS_BYTES = 0
    assert shown == [client.get(f"/golmud/{page}").content] * 3


def test_nothing_of_a_reader_is_in_another_readers_page(client, site, keeping, superuser):
    """Whatever the first reader sends and is, the next sees none of it."""
    factories.ArticleFactory.create_batch(2, column__site=site)
    factories.LandFactory(region=site.region)
    for page in PAGES:
        client.cookies["display"] = f"mode=care&theme=dark&x={CANARY}"
        address = f"/golmud/{page}{'&' if '?' in page else '?'}{CANARY}={CANARY}"
        client.get(address, headers={"user-agent": CANARY, "referer": f"http://a/{CANARY}"})
    client.cookies.clear()
    assert [CANARY in client.get(f"/golmud/{page}").content.decode() for page in PAGES] == [
        False
    ] * len(PAGES)


def test_a_change_shows_at_once(client, site, keeping):
    tile = factories.TileFactory(site=site, title="从前的入口")
    assert "从前的入口" in client.get("/golmud/").content.decode()
    tile.title = "标准厂房"
    tile.save()
    page = client.get("/golmud/").content.decode()
    assert ("从前的入口" in page, "标准厂房" in page) == (False, True)


QUERIES = {
    "site_home": 0,
    "article_list": 1,
    "article_detail": 2,
    "listing_list": 0,
    "listing_detail": 1,
    "park_list": 2,
    "park_detail": 6,
    "policy_list": 5,
    "policy_detail": 3,
    "guide": 2,
    "page_detail": 2,
    "search": 0,
}


@pytest.mark.parametrize(("name", "queries"), QUERIES.items())
def test_pages_over_what_is_in_hand_ask_little(client, site, keeping, name, queries):
    factories.TileFactory(site=site)
    page = factories.SitePageFactory(site=site, slug="about")
    articles = factories.ArticleFactory.create_batch(3, column__site=site)
    lands = factories.LandFactory.create_batch(2, region=site.region)
    park = factories.ParkFactory(region=site.region)
    policy = factories.PolicyFactory(region=site.region)
    keys = {
        "article_detail": articles[0].pk,
        "listing_detail": lands[0].pk,
        "park_detail": park.slug,
        "policy_detail": policy.pk,
        "page_detail": page.slug,
    }
    address = reverse(name, args=[site.slug, *([keys[name]] if name in keys else [])])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) - EDITION_QUERIES == queries
