"""An installation by the manual: all of it works while web and worker own nothing (ADR 23)."""

from contextlib import closing

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.browsers import Browser, hidden_fields
from bench.installation import WEB_ROLE
from tests.admin_pages import filled
from tests.conftest import INSTALLATION_PASSWORD
from tests.exchange.pages import IMPORT
from tests.exchange.sample_files import ROW, csv_bytes
from tests.loopback import wait_until
from tests.portal import access_matrix as matrix
from tests.portal.public_paths import public_paths
from tests.portal.test_database_roles import REFUSED
from tests.world import picture

pytestmark = pytest.mark.crash

SEALED_WITHIN = 150  # seconds: once a minute, on a busy machine


@pytest.fixture(scope="module")
def stored(installation):
    """stored(statement, *values) → the one row, read by the owner of the tables."""
    with closing(installation.connect()) as connection, connection.cursor() as cursor:

        def ask(statement, *values):
            cursor.execute(statement, values)
            (row,) = cursor.fetchall()
            return row

        yield ask


@pytest.fixture(scope="module")
def officer(installation):
    browser = Browser(installation.port)
    assert browser.sign_in("admin", INSTALLATION_PASSWORD).status == 302
    return browser


def press(browser, path, button="_save", **changes):
    """Opens the page, changes something, presses a button."""
    return browser.post(path, filled(browser.get(path)) | changes | {button: "1"})


def test_every_kind_of_public_page_is_read(installation, enquiry_sent):
    reader = Browser(installation.port)
    paths = public_paths(reader, enquiry_sent)
    assert paths.keys() == matrix.PUBLIC.keys()
    got = {name: reader.get(path).status for name, path in paths.items()}
    assert got == {name: row.status for name, row in matrix.PUBLIC.items()}


def test_enquiry_reaches_the_desk_and_its_answer_the_visitor(enquiry_sent, officer, stored):
    sent = "SELECT count(*) FROM leads_outbox WHERE kind = %s AND sent_at IS NOT NULL"
    wait_until(lambda: stored(sent, "receipt") == (1,))
    inbox = officer.get("/admin/leads/lead/").text
    (pk,) = stored("SELECT id FROM leads_lead WHERE reference = %s", enquiry_sent)
    assert (enquiry_sent in inbox, "赵女士" in inbox) == (True, True)
    for step, words in (
        ("claim", {}),
        ("reveal", {"reason": "回电"}),
        ("answer", {"body": "周四可以看地。"}),
    ):
        page = officer.get(f"/admin/leads/lead/{pk}/change/").text
        form = page.partition(f'/step/{step}/"')[2].partition("</form>")[0]
        reply = officer.post(f"/admin/leads/lead/{pk}/step/{step}/", hidden_fields(form) | words)
        assert (step, reply.status) == (step, 302)
    assert "周四可以看地。" in officer.get(f"/admin/leads/lead/{pk}/change/").text
    sealed = "SELECT count(*) FROM leads_message WHERE direction = 'out' AND body LIKE %s"
    assert stored(sealed, "sealed:%") == (1,)
    assert stored("SELECT count(*) FROM leads_contactview WHERE lead_id = %s", pk) == (1,)


def article(stored, title):
    """What is typed into the form of a new article."""
    (column,) = stored("SELECT id FROM news_column WHERE slug = 'trends' ORDER BY id LIMIT 1")
    return {"title": title, "source": "本站", "body": "<p>正文</p>", "column": str(column)}


def test_article_with_a_picture_is_saved_and_published(officer, stored):
    typed = article(stored, "最小权限也能发布") | {"cover_alt": "湖"}
    cover = SimpleUploadedFile("lake.png", picture().read(), "image/png")
    assert press(officer, "/admin/news/article/add/", **typed, cover=cover).status == 302
    assert stored("SELECT status, cover <> '' FROM news_article WHERE title = %s", typed["title"])


def test_list_is_imported_and_handed_out(officer, stored):
    (region,) = stored("SELECT id FROM regions_region WHERE adcode = '632801'")
    form = hidden_fields(officer.get(IMPORT).text) | {"region": str(region)}
    uploaded = officer.post(IMPORT, form | {"file": SimpleUploadedFile("a.csv", csv_bytes([ROW]))})
    job = uploaded.headers["Location"]
    officer.post(job, hidden_fields(officer.get(job).text) | {"confirm": ""})
    assert stored("SELECT title FROM parks_listing WHERE code = %s", ROW[0]) == ("一号厂房",)
    listings = "/admin/parks/listing/export/"
    form = hidden_fields(officer.get(listings).text) | {"format": "csv", "reason": "核对清单"}
    handed_out = officer.post(listings, form)
    assert (handed_out.status, ROW[0] in handed_out.text) == (200, True)


def test_worker_seals_the_records(officer, stored):
    typed = article(stored, "记录要加封")
    assert press(officer, "/admin/news/article/add/", **typed).status == 302
    is_sealed = "SELECT count(*) > 0 FROM portal_auditseal WHERE label = 'admin.LogEntry'"
    wait_until(lambda: stored(is_sealed) == (True,), SEALED_WITHIN)


@pytest.mark.parametrize(
    "statement",
    [
        *REFUSED,
        "UPDATE leads_contactview SET viewed_at = now()",
        "UPDATE django_admin_log SET user_id = 1",
        "SELECT setval('parks_digest_stamp', 1)",
    ],
)
def test_beyond_rows_nothing_is_allowed(installation, statement):
    with (
        closing(installation.connect(WEB_ROLE)) as connection,
        pytest.raises(psycopg2.errors.InsufficientPrivilege),
    ):
        connection.cursor().execute(statement)
