"""Public pages kept whole: the same bytes for whoever asks, and never what is private."""

import gzip
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from core.outages import LastKnown
from core.page_store import OVERHEAD
from news.models import Article
from portal.page_chrome import LAST_KNOWN
from portal.page_memory import PageMemory
from tests import factories
from tests.loopback import redis_server
from tests.portal.access_matrix import PUBLIC
from tests.portal.page_types import page_types
from tests.portal.remembering import Editions, Remembering, switch_on
from tests.world import whole_world

pytestmark = pytest.mark.sweep

# Addresses whose answers are never kept, and why. Filters and page tokens of kept views neither.
NOT_KEPT = {
    "display_set": "sets a cookie",
    "healthz": "says how things are now",
    "readyz": "says how things are now",
    "api_schema": "of the release alone, read by programs",
    "api_docs": "of the release alone",
    **dict.fromkeys(
        [
            *("site-list", "site-detail", "listing-list", "listing-detail", "park-list"),
            *("park-detail", "article-list", "article-detail", "policy-list", "policy-detail"),
            "listing_geojson",
        ],
        "for programs, which ask by parameters and page by page",
    ),
    "media_file": "as public as what shows it, asked of the database each time",
    "admin_shortcut": "for staff",
    "admin:invitation": "of one member of staff",
    "preview_link_open": "what is not public, for whoever has the link; kept by nobody",
    "site_qr": "drawn from its query; browsers keep it for a day",
    "site_change": "counts places of the whole network, more than an edition of one site follows",
    "share_card": "drawn from its query; kept as a part for an edition",
    "guide_fit_result": "drawn from the answers in its query",
    "listing_sheet_pdf": "large, seldom asked for twice, kept by parks.datasheet.pdf",
    "listing_map_points": "drawn from the frame in its query",
    "search_suggest": "drawn from what is being typed",
    "consult": "a form: a mark against forgery and a cookie",
    "answer_list": "drawn from what is being typed",
    "answer_solved": "thanks for a press, and counts it",
    "data_erased": "of one visitor",
    "callback": "a form: a mark against forgery and a cookie",
    "lead_status": "a form: a mark against forgery and a cookie",
    "consult_receipt": "of one visitor",
    "proposal_detail": "for whoever has its link; kept by nobody",
    "proposal_sheet": "likewise, on A4",
    "lead_watch": "of one visitor",
}
CANARY = "13800001234"
HEADERS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": f"/{CANARY}",
    "X-Original-URL": f"/{CANARY}/",
    "X-Rewrite-URL": f"/{CANARY}/",
    "X-Real-IP": "203.0.113.9",
    "X-Forwarded-For": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
    "X-Host": "evil.example",
    "X-HTTP-Method-Override": "POST",
    "X-Method-Override": "POST",
    "X-Requested-With": "XMLHttpRequest",
    "X-CSRFToken": CANARY,
    "Origin": "https://evil.example",
    "Referer": f"https://evil.example/{CANARY}",
    "User-Agent": f"{CANARY} Mobile",
    "Accept": "application/json",
    "Accept-Language": "en",
    "Accept-Charset": "gbk",
    "Accept-Encoding": "br",
    "Content-Type": "text/html; charset=gbk",
    "Cache-Control": "no-store, max-age=0",
    "Pragma": "no-cache",
    "Range": "bytes=0-10",
    "If-Range": '"x"',
    "If-None-Match": '"x"',
    "If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT",
    "If-Match": '"x"',
    "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT",
    "Authorization": f"Basic {CANARY}",
    "Via": "1.1 evil",
    "DNT": "1",
    "Save-Data": "on",
    "Sec-Purpose": "prefetch",
    "Sec-Fetch-Site": "cross-site",
    "Upgrade-Insecure-Requests": "1",
    "HX-Current-URL": f"http://testserver/golmud/?q={CANARY}",
    "HX-Target": CANARY,
    "HX-Trigger": CANARY,
    "HX-Boosted": "true",
    "X-Portal-May-See": "1",
    "Cookie": f"consult={CANARY}; csrftoken={CANARY * 3}; messages={CANARY}; other={CANARY}",
}


@pytest.fixture
def editions():
    return Editions()


@pytest.fixture
def reader(db, settings, editions):
    switch_on(settings)
    return Remembering(editions)


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


def kept_pages(world):
    """Path → name of every page that is kept, asked for as it is kept."""
    names = {name: world.address(name, row.args) for name, row in PUBLIC.items()}
    paths = {name: path for name, path in names.items() if name not in NOT_KEPT}
    more = {name: path for name, (path, status) in page_types(world).items() if status == 200}
    plain = {name: path for name, path in more.items() if "?" not in path and is_kept(path)}
    return {path: name for name, path in (plain | paths).items()}


def is_kept(path):
    return getattr(resolve(path).func, "kept_number", None) is not None


def test_every_public_address_is_kept_or_named_with_its_reason(world):
    kept = {name for name, row in PUBLIC.items() if is_kept(world.address(name, row.args))}
    assert kept == set(PUBLIC) - set(NOT_KEPT)
    assert set(NOT_KEPT) <= set(PUBLIC)


def test_every_kept_page_comes_from_memory_the_second_time_byte_for_byte(reader, world):
    for path, name in kept_pages(world).items():
        drawn, fresh = len(reader.drawn), Client().get(path)
        first, second = reader.get(path), reader.get(path)
        assert (name, len(reader.drawn) - drawn) == (name, 1)
        assert first.content == second.content == fresh.content
        extra = {"Cache-Control", "ETag", "Vary", "Last-Modified"}
        of_the_portal = {k: v for k, v in fresh.headers.items() if k not in extra}
        assert {k: v for k, v in second.headers.items() if k not in extra} == of_the_portal
        assert first.headers == second.headers


def test_page_is_drawn_anew_when_the_edition_of_its_site_is_another(reader, world, editions):
    home, other = f"/{world.site.slug}/", "/wulan/"
    for path in (home, other, "/sitemap.xml", home, other, "/sitemap.xml"):
        reader.get(path)
    assert reader.drawn == [home, other, "/sitemap.xml"]
    before = reader.get(home).headers["ETag"]
    editions.numbers[world.site.slug] = 2
    assert reader.get(home).headers["ETag"] != before
    reader.get(other)
    editions.numbers[""] = 2
    reader.get("/sitemap.xml")
    assert reader.drawn[3:] == [home, "/sitemap.xml"]


def test_edition_is_read_before_the_page_is_drawn(world, settings, editions):
    """A change that commits while a page is drawn: the page is not kept as one of after it."""
    switch_on(settings)
    reader = Remembering(editions)
    inner = reader.inner

    def change_meanwhile(request):
        response = inner(request)
        editions.numbers[world.site.slug] = 2
        return response

    reader.inner = change_meanwhile
    path = f"/{world.site.slug}/"
    reader.get(path)
    reader.inner = inner
    reader.get(path)
    assert reader.drawn == [path, path]
    reader.get(path)
    assert reader.drawn == [path, path]


def test_site_that_is_unknown_is_the_application_s(reader, world, editions):
    editions.numbers[world.site.slug] = None
    for _ in range(2):
        assert reader.get(f"/{world.site.slug}/").status_code == 200
    assert len(reader.drawn) == 2


# ---- What is asked beside the address ----
def test_pages_of_a_list_are_kept_and_filters_are_not(reader, world):
    news = f"/{world.site.slug}/news/"
    for query in ("", "?page=2", "?page=2", "?year=2026", "?year=2026", "?page=2&q=a", "?p=2"):
        reader.get(f"{news}{query}")
    assert reader.drawn == [
        *(news, f"{news}?page=2", f"{news}?year=2026", f"{news}?year=2026"),
        *(f"{news}?page=2&q=a", f"{news}?p=2"),
    ]
    reader.get(f"{news}?p=2")
    assert reader.drawn[-1] == f"{news}?p=2"


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=２", "page=12345", "page=1&page=2", "page=%31"]
)
def test_odd_page_numbers_are_drawn_anew(reader, site, query):
    for _ in range(2):
        assert reader.get(f"/golmud/news/?{query}").status_code == 200
    assert len(reader.drawn) == 2


@pytest.mark.parametrize("query", ["x", "="])
def test_parameters_without_a_value_lead_to_the_page_itself(reader, site, query):
    led = [reader.get(f"/golmud/news/?{query}") for _ in range(2)]
    assert [(each.status_code, each.url) for each in led] == [(302, "/golmud/news/")] * 2


def test_what_chat_programs_append_is_no_other_page_and_stands_on_none(reader, site):
    tail = f"utm_source={CANARY}&from=timeline&isappinstalled=0"
    first = reader.get(f"/golmud/news/?{tail}")
    second = reader.get("/golmud/news/")
    assert (reader.drawn, first.content) == (["/golmud/news/"], second.content)
    assert CANARY not in first.text
    number = reader.get(f"/golmud/news/?{tail}&page=1")
    assert (reader.drawn[1:], CANARY in number.text) == (["/golmud/news/?page=1"], False)


def test_what_chat_programs_append_goes_along_to_a_new_address(reader, site, other_site):
    article = factories.ArticleFactory(column__site=site)
    article.column = factories.ColumnFactory(site=other_site)
    article.save()
    moved = reader.get(f"/golmud/news/{article.pk}/?from=qr")
    assert moved.headers["Location"] == f"/wulan/news/{article.pk}/?from=qr"
    plain = reader.get("/golmud/news?from=qr")
    assert (plain.status_code, plain.headers["Location"]) == (301, "/golmud/news/?from=qr")


def test_display_settings_and_parts_are_pages_of_their_own(reader, site):
    path = "/golmud/news/"
    cookies = ["", "theme=dark", "mode=care&theme=dark", "theme=dark&mode=care", "x=y"]
    texts = [reader.get(path, headers={"Cookie": f'display="{it}"'}).text for it in cookies]
    assert ["data-theme" in text for text in texts] == [False, True, True, True, False]
    assert (texts[2], texts[0]) == (texts[3], texts[4])
    assert len(reader.drawn) == 3
    part = reader.get(path, headers={"HX-Request": "true"}).text
    assert ("<html" in part, "<html" in reader.get(path).text) == (False, True)
    assert part == reader.get(path, headers={"HX-Request": "true"}).text
    assert len(reader.drawn) == 4


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "True"},
        {"Authorization": "Basic eDp5"},
    ],
)
def test_odd_headers_are_drawn_anew(reader, site, headers):
    for _ in range(2):
        assert (
            reader.get("/golmud/news/", headers=headers).text
            == Client().get("/golmud/news/", headers=headers).text
        )
    assert len(reader.drawn) == 2


def test_host_and_scheme_are_part_of_the_address(reader, site, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    feed = "/golmud/feed/"
    asked = [{"Host": "a.example"}, {"Host": "b.example"}, {"Host": "a.example"}]
    for headers in asked:
        reader.get(feed, headers=headers)
    assert reader.get(feed, headers={"Host": "a.example"}, secure=True).status_code == 200
    assert len(reader.drawn) == 3
    for _ in range(2):
        assert reader.get(feed, headers={"Host": "evil.example"}).status_code == 400
    assert reader.memory.store.figures.values == 3


# ---- Nothing private ----
def test_no_header_of_one_reader_changes_what_the_next_one_gets(world, settings, editions):
    """All that change nothing at once on each kept page; each alone on a list and an article."""
    switch_on(settings)
    pages = [*kept_pages(world)]
    drawn = {path: Client().get(path).content for path in pages}
    some = [f"/{world.site.slug}/news/", world.article.get_absolute_url()]
    past = {"HX-Boosted", "Authorization"}
    harmless = {name: value for name, value in HEADERS.items() if name not in past}
    sent = [(harmless, pages), *(({name: value}, some) for name, value in HEADERS.items())]
    wrong = []
    for headers, paths in sent:
        reader = Remembering(editions)
        for path in paths:
            reader.get(path, headers=headers)
            answer = reader.get(path)
            if (answer.status_code, answer.content) != (200, drawn[path]):
                wrong.append((path, sorted(headers)))
        wrong += told(reader.memory.store)
    assert wrong == []


def told(store):
    """The addresses of kept pages that hold what only one reader said."""
    return [
        page.address
        for page in everything_in(store)
        for words in [repr(page.headers).encode() + page.body]
        if CANARY.encode() in words or b"evil.example" in words
    ]


READS = re.compile(r"\(*(?:SELECT|WITH|DECLARE|SAVEPOINT|RELEASE)\b")


def everything_in(store):
    return [value for part in (store._new, store._proved) for value, _ in part.values()]


def test_forms_receipts_and_cookies_are_never_kept(reader, world):
    for path, _ in page_types(world).values():
        for _ in range(2):
            reader.get(path)
    for page in everything_in(reader.memory.store):
        assert "Set-Cookie" not in page.headers
        assert (b"csrfmiddlewaretoken" in page.body, b"nonce=" in page.body) == (False, False)
        assert is_kept(page.address.path)
    assert reader.cookies.keys() <= {"csrftoken", "consult"}


def test_staff_go_past_and_see_drafts_that_nobody_else_gets(
    reader, world, staff, editions, settings
):
    draft = factories.ArticleFactory(column=world.column, status=Article.Status.DRAFT, title=CANARY)
    path = f"/{world.site.slug}/news/{draft.pk}/"
    assert reader.get(path).status_code == 404
    reader.force_login(staff("editor", world.site.region))
    preview = reader.get(path)
    assert (preview.status_code, CANARY in preview.text) == (200, True)
    assert "no-store" in preview.headers["Cache-Control"]
    home = reader.get(f"/{world.site.slug}/")
    assert home.headers["Cache-Control"] == "private, max-age=0"
    reader.logout()
    assert (reader.get(path).status_code, reader.memory.store.figures.values) == (404, 0)


@pytest.mark.parametrize("path", ["/sitemap-articles.xml", "/robots.txt", "/golmud/"])
@pytest.mark.parametrize(
    "asked", [{"query_params": {"utm_x": "a" * 600}}, {"headers": {"Authorization": "0"}}]
)
def test_what_goes_past_is_kept_by_nobody(reader, site, path, asked):
    response = reader.get(path, **asked)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, max-age=0")


@pytest.mark.parametrize("name", ["sessionid=x", "sessionid =x", "a=b;sessionid=x", "sessionid"])
def test_made_up_session_goes_past(reader, site, name):
    for _ in range(2):
        reader.get("/golmud/", headers={"Cookie": name})
    assert (len(reader.drawn), reader.memory.store.figures.values) == (2, 0)


class Asked:
    """A view of nothing but what a test wants to be answered."""

    def __init__(self, settings, editions, answer):
        switch_on(settings)
        self.count = 0
        self.answer = answer
        self.memory = PageMemory(self, editions)

    def __call__(self, request):
        self.count += 1
        return self.answer(request)

    def get(self, path="/golmud/news/", **headers):
        return self.memory(RequestFactory(HTTP_HOST="testserver").get(path, headers=headers))


def with_cookie(request):
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


def with_form(request):
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return HttpResponse("x")


def with_preview(request):
    request.is_preview = True
    return HttpResponse("x")


def with_stand_in(request):
    known = LastKnown()
    known._kept["x"], known._doubted_until["x"] = 1, time.monotonic() + 9
    known.get("x", lambda: 2)
    return HttpResponse("x")


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        with_form,
        with_preview,
        with_stand_in,
        lambda _: HttpResponse("x", status=500),
        lambda _: HttpResponse("x", status=503),
        lambda _: HttpResponse("x", status=400),
        lambda _: HttpResponse("x", headers={"Cache-Control": "no-store"}),
        lambda _: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda _: HttpResponse("x", headers={"Vary": "User-Agent"}),
        lambda _: HttpResponse("x", headers={"Vary": "*"}),
        lambda _: HttpResponse("x", headers={"Content-Security-Policy": "script-src 'nonce-a'"}),
        lambda _: HttpResponse("x", headers={"Content-Encoding": "br"}),
    ],
)
def test_what_is_not_certain_is_not_kept(settings, editions, answer):
    asked = Asked(settings, editions, answer)
    responses = [asked.get() for _ in range(2)]
    assert (asked.count, asked.memory.store.figures.values) == (2, 0)
    assert [response.headers.get("ETag") for response in responses] == [None, None]


def test_page_that_fails_is_asked_for_again(settings, editions):
    answers = iter([HttpResponse("down", status=503), HttpResponse("up")])
    asked = Asked(settings, editions, lambda _: next(answers))
    assert [asked.get().content for _ in range(3)] == [b"down", b"up", b"up"]


# ---- How it is answered ----
def test_reader_who_has_the_page_is_told_so(reader, site):
    path = "/golmud/news/"
    first = reader.get(path)
    tag = first.headers["ETag"]
    strong = tag.removeprefix("W/")
    for asked in (tag, strong, f'"other", {tag}', f'W/"a",{strong} , "b"', "*"):
        again = reader.get(path, headers={"If-None-Match": asked})
        assert (asked, again.status_code, again.content) == (asked, 304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Vary"] == first.headers["Vary"]
        assert again.headers["X-Content-Type-Options"] == "nosniff"
        assert {"Content-Length", "Content-Type"} & again.headers.keys() == set()
    for asked in ('"other"', "", "x", tag[:-2], f"{tag}x"):
        assert reader.get(path, headers={"If-None-Match": asked}).content == first.content
    assert reader.drawn == [path]


def test_first_reader_s_condition_is_no_part_of_the_page(reader, site):
    conditions = {"If-None-Match": "*", "If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}
    assert reader.get("/golmud/news/", headers=conditions).status_code == 304
    assert reader.get("/golmud/news/").status_code == 200
    assert len(reader.drawn) == 1


def test_caches_are_told_for_how_long(reader, site):
    shared = "s-maxage=2, stale-while-revalidate=2, stale-if-error=86400"
    got = {path: reader.get(path).headers["Cache-Control"] for path in ("/golmud/", "/robots.txt")}
    assert {path: set(value.split(", ")) for path, value in got.items()} == {
        "/golmud/": {"public", "max-age=0", *shared.split(", ")},
        "/robots.txt": {"public", "max-age=3600", *shared.split(", ")},
    }
    gone = reader.get("/golmud/news/987654321/")
    assert gone.status_code == 404
    assert set(gone.headers["Cache-Control"].split(", ")) == {"public", "max-age=0", "s-maxage=2"}
    filtered = reader.get("/golmud/news/?year=2026")
    assert filtered.headers["Cache-Control"] == "private, max-age=0"
    assert "Cache-Control" not in reader.get("/golmud/nothing/").headers


def test_head_is_answered_from_memory_without_a_body(reader, site):
    reader.head("/golmud/")
    page = reader.get("/golmud/")
    head = reader.head("/golmud/")
    assert (head.content, head.headers) == (b"", page.headers)
    assert reader.drawn == ["/golmud/", "/golmud/"]


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip, deflate, br, zstd", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.00, br", False),
    ],
)
def test_packed_for_who_takes_it(reader, site, accepted, is_packed):
    plain = reader.get("/golmud/")
    got = reader.get("/golmud/", headers={"Accept-Encoding": accepted})
    assert got.headers.get("Content-Encoding") == ("gzip" if is_packed else None)
    assert got.headers["Content-Length"] == str(len(got.content))
    assert (gzip.decompress(got.content) if is_packed else got.content) == plain.content
    assert "Accept-Encoding" in got.headers["Vary"]


def test_post_goes_past(reader, site):
    reader.get("/golmud/")
    assert reader.post("/golmud/").status_code == 405


# ---- Many at once ----
def test_hundred_readers_of_a_page_that_changed_draw_it_once(settings, editions):
    def slow(request):
        time.sleep(0.2)
        return HttpResponse(str(asked.count))

    asked = Asked(settings, editions, slow)
    asked.get()
    editions.numbers["golmud"] = 2
    with ThreadPoolExecutor(100) as pool:
        answers = {response.content for response in pool.map(lambda _: asked.get(), range(100))}
    assert (answers, asked.count) == ({b"2"}, 2)


def test_page_that_hangs_ties_nobody_up_for_long(settings, editions):
    go_on = threading.Event()

    def hang(request):
        go_on.wait(20)
        return HttpResponse("x")

    asked = Asked(settings, editions, hang)
    with ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(asked.get) for _ in range(10)]
        deadline = time.monotonic() + 10
        while asked.count < 10 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert asked.count == 10  # each draws by itself, where threads are shared out
        go_on.set()
        assert {one.result().content for one in waiting} == {b"x"}


def test_addresses_that_are_not_kept_do_not_wait_for_each_other(settings, editions):
    both = threading.Barrier(2, timeout=10)

    def meet(request):
        both.wait()
        return HttpResponse("x")

    asked = Asked(settings, editions, meet)
    with ThreadPoolExecutor(2) as pool:
        assert {r.status_code for r in pool.map(asked.get, ["/golmud/consult/"] * 2)} == {200}


def test_made_up_addresses_stay_within_the_bound_and_leave_the_home_page(settings, editions):
    asked = Asked(settings, editions, lambda _: HttpResponse("x" * 1_000))
    asked.memory.store._most_bytes = 200 * (1_000 + OVERHEAD)
    asked.memory.store._most_proved = 160 * (1_000 + OVERHEAD)
    asked.get("/golmud/")
    asked.get("/golmud/")
    drawn, made_up = asked.count, 0
    for number in range(2_000):
        asked.get(f"/golmud/news/{number}/")
        asked.get(f"/golmud/news/?x{number}=1")
        asked.get("/golmud/news/", Host=f"h{number}.example")
        made_up += 3
        if number % 100 == 0:
            asked.get("/golmud/")
    figures = asked.memory.store.figures
    assert (asked.count - drawn - made_up, figures.bytes <= 200 * (1_000 + OVERHEAD)) == (0, True)


# ---- What is counted, and what it costs ----
def test_drawing_a_kept_page_writes_nothing(world):
    """So nothing is left uncounted when it comes from memory."""
    written = []
    for path, name in kept_pages(world).items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client(headers={"User-Agent": "Mozilla/5.0"}).get(path)
        written += [(name, sql) for query in queries if not READS.match(sql := query["sql"])]
    assert written == []


def test_page_from_memory_asks_the_database_nothing(reader, world):
    paths = kept_pages(world)
    for path in paths:
        reader.get(path)
    with CaptureQueriesContext(connection) as queries:
        for path in paths:
            reader.get(path)
    assert len(queries) == 0


def test_page_with_pieces_last_known_is_not_kept(reader, site, settings):
    """A table around the page is away: the page stands, and is drawn anew for the next reader."""
    first = reader.get("/golmud/")
    assert first.status_code == 200
    LAST_KNOWN._doubted_until.update(dict.fromkeys(LAST_KNOWN._kept, time.monotonic() + 60))
    try:
        for _ in range(2):
            assert reader.get("/golmud/news/").status_code == 200
    finally:
        LAST_KNOWN._doubted_until.clear()
    reader.get("/golmud/news/")
    reader.get("/golmud/news/")
    assert reader.drawn == ["/golmud/"] + ["/golmud/news/"] * 3


# ---- The cache that processes share ----
@pytest.fixture
def shared(settings, tmp_path):
    with redis_server(tmp_path) as port:
        settings.CACHE_URL = f"redis://127.0.0.1:{port}/0"
        settings.CACHES = {
            "default": {
                "BACKEND": "core.forgiving_cache.ForgivingRedisCache",
                "LOCATION": settings.CACHE_URL,
            }
        }
        yield port


def test_process_takes_what_another_has_drawn(shared, settings, editions, site):
    switch_on(settings)
    one, other = Remembering(editions), Remembering(editions)
    first = one.get("/golmud/")
    second = other.get("/golmud/")
    assert (first.content, first.headers) == (second.content, second.headers)
    assert (len(one.drawn), len(other.drawn)) == (1, 0)
    editions.numbers["golmud"] = 2
    other.get("/golmud/")
    assert len(other.drawn) == 1
