"""What findings mean for publishing: in the form, from lists, and for what is public already."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.runner import differ_for
from news.models import Article
from news.similar_titles import NEWEST
from parks.models import ImportJob, ListingFile
from publishing import workflow
from publishing.content_checks.gate import OpenFindingsError
from publishing.content_checks.rules import findings_of
from publishing.content_checks.subject import TextPart, file_parts_of
from publishing.models import Asset, RuleSeverity, SignedFinding, WordList
from tests import admin_pages, factories
from tests.exchange.sample_files import HEADER, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(site):
    column = factories.ColumnFactory(site=site)

    def make(**fields):
        fields = {"status": "draft", "summary": "供水。", "body": "<p>供水。</p>"} | fields
        return factories.ArticleFactory(column=column, **fields)

    return make


@pytest.fixture
def sign_in(client, staff, site):
    def sign_in(role):
        user = staff(role, site.region)
        client.force_login(user)
        return user

    return sign_in


def press(client, obj, **data):
    url = reverse("admin:news_article_change", args=[obj.pk])
    page = admin_pages.press(client, url, **data)
    obj.refresh_from_db()
    return page


def codes(obj):
    return [finding.rule.code for finding in findings_of(obj)]


def test_what_blocks_stays_a_draft_with_a_sentence_that_leads_there(client, make, sign_in):
    article = make(body="<p>锟斤拷</p>")
    sign_in("reviewer")
    page = press(client, article, _approve="1")
    assert (page.status_code, article.status) == (200, "draft")
    assert "没有保存。检查没有通过，不能公开：正文：“锟斤拷”是乱码。请改好再发布。" in page.text
    assert '<a href="#id_body" aria-label="去看正文">去看</a>' in page.text
    press(client, article, _approve="1", body="<p>供水。</p>")
    assert article.status == "approved"


def test_a_finding_leads_to_its_passage_without_script(client, make, sign_in):
    body = "<p>供水。</p><p>联系 <b>138</b>00001234，最佳选择，最佳。</p>"
    article = make(body=body, status="in_review")
    sign_in("reviewer")
    mobile, best = sorted(findings_of(article), key=lambda each: each.rule.code)[::-1]
    page = client.get(reverse("admin:news_article_review", args=[article.pk])).text
    for finding, words in ((mobile, "13800001234"), (best, "最佳")):
        assert page.count(f'<mark id="{finding.place}">{words}</mark>') == 1
        assert f'<a href="#{finding.place}">{finding.passage}</a>' in page
    form = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    review = reverse("admin:news_article_review", args=[article.pk])
    assert f'<a href="{review}#{best.place}">{best.passage}</a>' in form


def test_a_reviewer_signs_with_the_own_name_and_another_passage_asks_again(client, make, sign_in):
    article = make(body="<p>打造国家级平台。</p>")
    reviewer = sign_in("reviewer")
    page = press(client, article, _approve="1")
    assert (article.status, "请改掉，或由审核人" in page.text) == ("draft", True)
    (finding,) = findings_of(article)
    press(client, article, _approve="1", _signed=finding.key)
    signed = SignedFinding.objects.get()
    assert article.status == "approved"
    assert (signed.rule, signed.passage, signed.signed_by) == (
        "absolute",
        "打造国家级平台。",
        reviewer,
    )
    page = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    assert ("签过" in page, 'name="_signed"' in page) == (True, False)
    press(client, article, body="<p>打造国家级平台，最佳选择。</p>")
    assert "最佳" not in article.body


def test_an_editor_sees_findings_and_cannot_sign(client, make, sign_in):
    article = make(body="<p>最佳。</p>")
    sign_in("editor")
    (finding,) = findings_of(article)
    page = press(client, article, _submit="1", _signed=finding.key)
    assert (article.status, SignedFinding.objects.count()) == ("in_review", 0)
    page = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    assert ("是绝对化用语" in page, 'name="_signed"' in page) == (True, False)


def test_a_small_correction_is_not_signed_for_by_who_makes_it(client, make, sign_in):
    article = make(status="approved", body="<p>供水佳。</p>")
    sign_in("editor")
    (finding,) = findings_of(make(body="<p>最佳。</p>"))
    page = press(client, article, _minor="1", body="<p>最佳。</p>", _signed=finding.key)
    assert ("由审核人" in page.text, article.body) == (True, "<p>供水佳。</p>")


def test_lists_refuse_what_is_not_signed_for(make, staff, site):
    article, reviewer = make(body="<p>最佳。</p>"), staff("reviewer", site.region)
    with pytest.raises(OpenFindingsError, match="“最佳”是绝对化用语"):
        workflow.APPROVE.take(article, reviewer)
    SignedFinding.objects.sign(article, findings_of(article), reviewer)
    workflow.APPROVE.take(article, reviewer)
    assert Article.objects.get().status == "approved"


def test_what_is_public_may_keep_what_it_has(client, make, sign_in):
    article = make(body="<p>最佳。</p>", status="approved")
    sign_in("reviewer")
    press(client, article, title="另一个标题")
    assert article.title == "另一个标题"


def test_the_nearest_site_sets_the_weight(make, site, other_site, prefecture):
    article = make(body="<p>最佳。</p>")
    above = factories.SiteFactory(region=prefecture)
    tones = []
    for place, severity in ((other_site, "block"), (None, "block"), (above, "hint")):
        RuleSeverity.objects.create(site=place, rule="absolute", severity=severity)
        tones.append(findings_of(article)[0].tone)
    assert tones == ["sign", "bad", "warn"]


def test_the_newest_version_of_each_list_counts(make, site, other_site):
    article = make(body="<p>布署甲词乙词丙词，最佳</p>")

    def add(place, kind, number, words):
        WordList.objects.create(site=place, kind=kind, number=number, words=words)
        return [each.says[1:3] for each in findings_of(article)]

    assert [
        add(site, "mistakes", 1, "甲词,新词"),
        add(site, "mistakes", 2, "乙词"),
        add(other_site, "mistakes", 1, "丙词"),
        add(None, "mistakes", 1, "丙词"),
        add(None, "allowed", 1, "丙词，最佳"),
        add(site, "allowed", 1, "，最佳\n最佳"),
    ] == [
        ["布署", "甲词", "最佳"],
        ["布署", "乙词", "最佳"],
        ["布署", "乙词", "最佳"],
        ["乙词", "丙词", "最佳"],
        ["乙词", "丙词", "最佳"],
        ["乙词", "丙词"],
    ]


def test_a_list_is_uploaded_as_a_version(client, sign_in, site):
    manager = sign_in("manager")
    url = reverse("admin:publishing_wordlist_add")
    file = SimpleUploadedFile("a.txt", "甲词,乙词\n丙词".encode("gb18030"))
    wrong = {"site": site.pk, "kind": "people", "words": "王示例"}
    page = client.post(url, wrong)
    assert "姓名后面要有职务" in page.text
    assert "请上传词表" in client.post(url, wrong | {"words": " "}).text
    assert (
        "读不出文字"
        in client.post(url, wrong | {"file": SimpleUploadedFile("a.bin", b"\xff\xff\0")}).text
    )
    client.post(url, {"site": site.pk, "kind": "mistakes", "words": "", "file": file})
    client.post(url, {"site": site.pk, "kind": "mistakes", "words": "丁词"})
    rows = WordList.objects.order_by("number").values_list("number", "words", "uploaded_by")
    assert list(rows) == [(1, "甲词,乙词\n丙词", manager.pk), (2, "丁词", manager.pk)]
    assert list(WordList.objects.newest().values_list("number", flat=True)) == [2]


def test_links_policies_and_titles_are_looked_up(make, site):
    policy = factories.PolicyFactory(
        region=site.region,
        document_number="示例办〔2020〕7号",
        effective_on=None,
        expires_on="2021-01-01",
        title="旧办法",
    )
    public, hidden = make(status="approved", title="甲一号厂房交付"), make(title="乙")
    base = f"/{site.slug}"
    paths = [
        f"{base}/news/{public.pk}/",
        f"{base}/news/{hidden.pk}/",
        f"{base}/nothing/",
        "/admin/",
    ]
    links = "".join(f'<a href="{path}">看</a>' for path in [*paths, "https://example.com/x"])
    article = make(title="甲一号厂房 交付！", body=f"<p>根据示例办[2020]7号，{links}</p>")
    told = {(each.rule.code, each.passage, each.cure) for each in findings_of(article)}
    assert told == {
        ("dead_link", paths[1], "那一条还没有公开，或已经下线"),
        ("dead_link", paths[2], "没有这个页面"),
        ("dead_link", paths[3], "要登录才打得开"),
        ("ended_policy", policy.document_number, "《旧办法》已经失效"),
        (
            "similar_title",
            "甲一号厂房 交付！",
            "同一栏目已有“甲一号厂房交付”，请看是不是同一篇",
        ),
    }


def test_the_same_title_is_found_however_old(make):
    before = timezone.now() - datetime.timedelta(days=900)
    old = make(title="甲一号厂房交付使用公告", publish_at=before)
    Article.objects.bulk_create(
        Article(column=old.column, title=f"{number}", source="示例局", body="<p>供水。</p>")
        for number in range(NEWEST)
    )
    article = make(title=old.title)
    assert codes(article) == ["similar_title"]
    assert codes(make(title="甲二号厂房交付使用公告")) == []


def test_a_policy_is_cited_by_its_name_too(make, site):
    title = "示例厂房补贴办法"
    named = {"region": site.region, "title": title, "document_number": "", "effective_on": None}
    factories.PolicyFactory(**named, expires_on="2021-01-01")
    article = make(body=f"<p>按《{title}》执行，也见《{title}》（示例办〔2022〕7号）。</p>")
    (finding,) = findings_of(article)
    assert (finding.passage, finding.cure) == (title, f"《{title}》已经失效")
    factories.PolicyFactory(**named)
    assert codes(article) == []


def test_of_other_regions_hidden_and_missing_pages_are_told_alike(make, site, other_site):
    factories.SiteFactory(slug="dark", is_live=False)
    column = factories.ColumnFactory(site=other_site)
    hidden = factories.ArticleFactory(column=column, status="draft")
    missing = hidden.pk + 1000
    told = []
    for path in (
        *(f"/{other_site.slug}/news/{pk}/" for pk in (hidden.pk, missing)),
        *("/dark/", "/no-such-site/"),
        *(f"/{site.slug}/news/{pk}/" for pk in (hidden.pk, missing)),
    ):
        (finding,) = findings_of(make(body=f'<p>供水，<a href="{path}">看</a></p>'))
        told.append(finding.cure)
    assert told == [*["没有这一页，或还没有公开"] * 4, *["那一条已经没有了"] * 2]


def test_a_list_is_signed_by_one_book(client, make, sign_in):
    sign_in("reviewer")
    rows = [make(status="in_review", title=f"{name}号公告") for name in "甲乙丙"]
    sent = {"action": "approve_selected", "_selected_action": [row.pk for row in rows]}
    with CaptureQueriesContext(connection) as ran:
        client.post(reverse("admin:news_article_changelist"), sent)
    assert Article.objects.filter(status="approved").count() == 3
    assert len([query for query in ran if "publishing_wordlist" in query["sql"]]) == 1


def test_a_unit_that_does_not_fit_the_facts_is_told(site):
    listing = factories.ListingFactory(
        region=site.region, kind="land", area_sqm=33_333, price_amount=12, price_unit="wan_per_mu",
        summary="面积50公顷，即50亩，约3.33公顷", body="<p>每亩12亿元/亩，投资12亿元</p>",
    )  # fmt: skip
    told = [(each.says, each.cure) for each in findings_of(listing)]
    assert told == [
        ("“50公顷”和填好的数字差一个单位", "按填好的数字，应是 50 亩"),
        ("“12亿元”和填好的数字差一个单位", "按填好的数字，应是 12 万元"),
    ]
    park = factories.ParkFactory(region=site.region, planned_area_sqm=12_000_000, source="示例局")
    park.body = "<p>规划面积12公顷。</p>"
    assert [each.cure for each in findings_of(park)] == ["按填好的数字，应是 12 平方公里"]


def test_captions_and_terms_are_checked_and_signed_for(client, sign_in, site):
    listing = factories.ListingFactory(
        region=site.region, kind="land", summary="净地", status="approved"
    )
    terms = factories.LandTermsFactory(listing=listing)
    sign_in("reviewer")
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    sent = admin_pages.filled(client.get(url))
    (name,) = [name for name in sent if name.startswith("land_terms-") and "geology" in name]
    page = client.post(url, sent | {name: "全区最佳地基", "_save": "1"})
    terms.refresh_from_db()
    assert (page.status_code, terms.geology) == (200, "")
    assert 'href="#land_terms-heading"' in page.text
    assert "全区最佳地基" in page.text
    (row,) = [row for row in page.context["checked"] if row.is_to_sign]
    assert (row.finding.rule.code, row.finding.field) == ("absolute", "land_terms.geology")
    client.post(url, sent | {name: "全区最佳地基", "_save": "1", "_signed": row.finding.key})
    terms.refresh_from_db()
    assert terms.geology == "全区最佳地基"
    assert SignedFinding.objects.get().key == row.finding.key
    sign_in("editor")
    sent = admin_pages.filled(client.get(url))
    client.post(url, sent | {name: "全省最强地基", "_save": "1"})
    sign_in("reviewer")
    waiting = reverse("admin:parks_listing_pending_change", args=[listing.pk])
    page = client.get(waiting)
    (key,) = [row.finding.key for row in page.context["checked"] if row.is_to_sign]
    told = {"_seen": page.context["seen"], "_change": page.context["pending"].version}
    client.post(waiting, told | {"_accept": "1", "_signed": key})
    terms.refresh_from_db()
    assert terms.geology == "全省最强地基"
    ListingFile.objects.create(listing=listing, title="锟斤拷", document="a.pdf")
    told = codes(type(listing).objects.get(pk=listing.pk))
    assert told == ["lost_text", "absolute"]


def test_words_of_attached_files_are_checked_and_lead_to_their_link(
    make, site, django_assert_num_queries
):
    def paper(name, text):
        told = {"sha256": "0" * 64, "size_bytes": 1, "file_name": f"{name}.pdf", "kind": "pdf"}
        Asset.objects.create(region=site.region, file=f"editor/{name}.pdf", text=text, **told)

    paper("批复", "联系人电话 13800138000。锟斤拷，全省最佳")
    paper("图", "法人 11010519491231002X")
    paper("别处", "13900139000")
    article = make(body='<p>见<a href="/media/editor/批复.pdf">批复</a></p>')
    (found,) = [each for each in findings_of(article) if each.rule.code != "undated"]
    assert (found.rule.code, found.label, found.anchor, found.piece) == (
        "mobile",
        "附件“批复.pdf”",
        "id_body",
        "",
    )
    assert "13800138000" not in f"{found.says}{found.passage}"
    listing = factories.ListingFactory(region=site.region, summary="净地")
    ListingFile.objects.create(listing=listing, title="图", document="editor/图.pdf")
    (found,) = findings_of(listing)
    assert (found.rule.code, found.anchor) == ("identity_number", "files-heading")
    with django_assert_num_queries(0):
        assert list(file_parts_of([TextPart("body", "正文", "", "<p>供水。</p>")], {})) == []


def test_a_deposit_in_another_unit_is_told(site):
    listing = factories.ListingFactory(
        region=site.region, kind="land", summary="净地", body="<p>竞买保证金30元</p>"
    )
    assert findings_of(listing) == []
    factories.LandTermsFactory(listing=listing, auction_deposit_wan=30)
    told = [each.cure for each in findings_of(type(listing).objects.get(pk=listing.pk))]
    assert told == ["按填好的数字，应是 30 万元"]


@pytest.mark.parametrize(
    ("make_row", "rule"),
    [
        (
            lambda: RuleSeverity.objects.create(rule="a", severity="loud"),
            "publishing_ruleseverity_known_severity",
        ),
        (
            lambda: RuleSeverity.objects.create(rule="b", severity="hint"),
            "publishing_ruleseverity_once",
        ),
        (lambda: WordList.objects.create(kind="poems", number=1), "publishing_wordlist_known_kind"),
        (
            lambda: WordList.objects.create(kind="people", number=1),
            "publishing_wordlist_version_once",
        ),
    ],
)
def test_rows_of_settings_are_known_and_once(make_row, rule):
    RuleSeverity.objects.create(rule="b", severity="hint")
    WordList.objects.create(kind="people", number=1)
    with pytest.raises(IntegrityError, match=rule), atomic():
        make_row()


def test_a_list_is_checked_before_it_is_public(site, staff):
    """What blocks is a fault, what is to be signed for waits; what was public already does not."""
    reviewer = staff("reviewer", site.region)
    job = ImportJob(header=[*HEADER, "交付说明"], region=site.region, user=reviewer)
    told = []
    lines = (
        ("一号厂房", "毛坯"), ("最佳厂房", "毛坯"), ("最佳厂房锟斤拷", "毛坯"),
        ("一号厂房", "最佳"), ("一号厂房", "毛坯锟斤拷"),
    )  # fmt: skip
    for title, delivery in lines:
        listing = factories.ListingFactory(
            region=site.region, code="GEM-F-1", title="旧厂房", summary="顶级。"
        )
        cells = [*row(标题=title), delivery]
        (diff,) = differ_for(job).diff([(2, cells)], timezone.now())
        told.append((diff.is_waiting, diff.errors))
        listing.delete()
    garbled = "“锟斤拷”是乱码：请找原文补齐。"
    assert told == [
        (False, {}), (True, {}), (True, {"标题": garbled}),
        (True, {}), (True, {"交付说明": garbled}),
    ]  # fmt: skip


def test_a_finding_is_signed_for_once(make, staff, site):
    article, user = make(body="<p>最佳。</p>"), staff("reviewer", site.region)
    SignedFinding.objects.sign(article, findings_of(article), user)
    SignedFinding.objects.sign(article, findings_of(article), user)
    row = SignedFinding.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="publishing_signedfinding_signed_once"), atomic():
        row.save()
