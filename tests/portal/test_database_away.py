"""The database is stopped under a running site: a sentence, a telephone, and nothing typed lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.browsers import Browser, enquiry, hidden_fields
from tests.admin_pages import filled
from tests.conftest import INSTALLATION_PASSWORD
from tests.exchange.pages import IMPORT
from tests.exchange.sample_files import ROW, csv_bytes
from tests.portal.public_paths import public_paths
from tests.world import picture

pytestmark = pytest.mark.crash

# These ask the database for nothing.
STILL_THERE = {
    "display_set": 302,
    "healthz": 200,
    "robots": 200,
    "api_docs": 200,
    "admin_shortcut": 404,  # at the door of the desk, which stands in no site
}
JSON = "application/json"
DESK_PAGES = ("", "leads/lead/", "news/article/add/", "parks/listing/", "parks/listing/import/")


@pytest.fixture(scope="module")
def reader(installation):
    return Browser(installation.port, "198.51.100.9")


@pytest.fixture
def officer(installation):
    browser = Browser(installation.port)
    browser.sign_in("admin", INSTALLATION_PASSWORD)
    return browser


def told(answer):
    """(status, seconds to wait, whether it says why in Chinese, whether it names a telephone)."""
    is_said = "维护" in answer.words
    return answer.status, answer.headers["Retry-After"], is_said, 'href="tel:' in answer.text


AWAY = (503, "30", True, True)


NEED_THE_SITE_ALONE = {
    **dict.fromkeys(("listing_compare", "shortlist", "lead_status", "site_qr"), 200),
    "consult_receipt": 200,
    "site_home": 200,  # where all its lists are kept
    "share_card": 200,  # kept as a part of the site
    "answer_solved": 200,  # thanks, and nothing else
    # To the form or the page of progress, for whoever opens these parts by hand.
    **dict.fromkeys(("answer_list", "lead_watch", "data_erased"), 302),
}


def past_memory(path):
    """The address with a parameter that no page is kept under."""
    return f"{path}{'&' if '?' in path else '?'}past=memory"


def test_each_kind_of_page_says_so_and_names_a_telephone(installation, reader, enquiry_sent):
    paths = public_paths(reader, enquiry_sent)
    with installation.without_database():
        answers = {name: reader.get(past_memory(path)) for name, path in paths.items()}
        as_asked = {
            reader.get(path).status for name, path in paths.items() if name not in STILL_THERE
        }
    assert as_asked <= {200, 302, 503}  # what is kept stands meanwhile
    there = {name: answers.pop(name).status for name in STILL_THERE}
    assert there == STILL_THERE
    assert answers.pop("readyz").status == 503
    # Whatever a process keeps of the site, pages are drawn of it that need nothing else.
    drawn = [
        name for name, as_ever in NEED_THE_SITE_ALONE.items() if answers[name].status == as_ever
    ]
    for name in drawn:
        answers.pop(name)
    is_json = {name: answer.headers["Content-Type"] == JSON for name, answer in answers.items()}
    assert {name: told(answer) for name, answer in answers.items()} == {
        name: (503, "30", True, not is_json[name]) for name in answers
    }
    again = {name: reader.get(path).status for name, path in paths.items()}
    assert [name for name, status in again.items() if status >= 500] == []


def test_part_of_a_page_is_refused_with_the_same_status(installation, reader):
    with installation.without_database():
        part = reader.get("/golmud/listings/?kind=land", **{"HX-Request": "true"})
    assert told(part) == AWAY


def test_enquiry_comes_back_with_every_word_and_is_sent_again(installation, reader, unhurried):
    words = {"message": "厂房 <3000 ㎡\n要行车", "company": "示例公司", "area_wanted": "3,000 ㎡"}
    form = enquiry(reader.get("/golmud/consult/").text, **words)
    unhurried()
    with installation.without_database():
        refused = reader.post("/golmud/consult/", form)
        assert told(refused) == AWAY
        kept = hidden_fields(refused.text)
        assert {name: kept[name].replace("\r\n", "\n") for name in form} == form
        assert told(reader.post("/golmud/consult/", kept)) == AWAY
    receipt = reader.post("/golmud/consult/", kept)
    assert receipt.status == 302
    assert reader.post("/golmud/consult/", kept).headers["Location"] == receipt.headers["Location"]


def test_question_about_an_enquiry_comes_back(installation, reader, enquiry_sent):
    form = hidden_fields(reader.get("/golmud/consult/status/").text)
    form |= {"reference": enquiry_sent, "proof": "13800001234"}
    with installation.without_database():
        refused = reader.post("/golmud/consult/status/", form)
    assert told(refused) == AWAY
    progress = reader.post("/golmud/consult/status/", hidden_fields(refused.text))
    assert (progress.status, enquiry_sent in progress.text) == (200, True)


def test_desk_says_so_and_what_was_typed_can_be_sent_again(installation, officer):
    article = filled(officer.get("/admin/news/article/add/")) | {"title": "写了一半", "_save": "1"}
    file = SimpleUploadedFile("lake.png", picture().read(), "image/png")
    upload = {"csrfmiddlewaretoken": article["csrfmiddlewaretoken"], "upload": file}
    listings = hidden_fields(officer.get(IMPORT).text)
    listings |= {"region": "1", "file": SimpleUploadedFile("a.csv", csv_bytes([ROW]))}
    with installation.without_database():
        assert {told(officer.get(f"/admin/{page}")) for page in DESK_PAGES} == {AWAY}
        assert told(officer.post("/admin/news/article/add/", article)) == AWAY
        assert told(officer.post(IMPORT, listings)) == AWAY
        uploaded = officer.post("/editor/upload/", upload)
        assert (uploaded.status, uploaded.headers["Content-Type"]) == (503, JSON)
        assert told(Browser(installation.port).sign_in("admin", INSTALLATION_PASSWORD)) == AWAY
    # Still signed in; the form is complained about by its own rules, not lost.
    reply = officer.post("/admin/news/article/add/", article)
    assert (reply.status, 'value="写了一半"' in reply.text) == (200, True)
