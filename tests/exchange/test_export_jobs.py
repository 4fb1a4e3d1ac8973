"""Long lists: written by the worker, handed to who asked, gone after a day."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone
from openpyxl import load_workbook

from exchange import export_jobs
from parks.models import ExportJob, ExportLog, Listing
from regions.models import Membership
from tests import factories
from tests.exchange.pages import EXPORT, REASON, exported

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def every_list_is_long(settings):
    settings.EXPORT_AT_ONCE = 1


@pytest.fixture
def three(site):
    return [factories.ListingFactory(region=site.region, code=f"GEM-{n}") for n in (3, 1, 2)]


def order(client, form="csv", query=""):
    """The page on which the list will be."""
    response = client.post(EXPORT + query, {"format": form, "reason": REASON})
    assert response.status_code == 302
    return response["Location"]


def take(client, page):
    response = client.get(f"{page}file/")
    content = b"".join(response.streaming_content) if response.streaming else b""
    return response.status_code, content


def codes(content):
    return [line.split(",")[0] for line in content.decode("utf-8-sig").splitlines()[1:]]


def work():
    for _ in export_jobs.write_exports():
        pass


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_long_list_is_that_of_a_short_one(client, editor, rich, settings, form):
    page = order(client, form)
    work()
    settings.EXPORT_AT_ONCE = 10
    _, content = take(client, page)
    short, lines = exported(client, form)
    if form == "csv":
        assert content == short
    else:
        cells = load_workbook(io.BytesIO(content)).active.iter_rows()
        assert [[cell.value for cell in line] for line in cells] == lines


def test_page_says_how_far_it_is_and_then_hands_it_out(client, editor, three):
    page = order(client, query="?o=1")
    waiting = client.get(page).text
    assert ("正在生成：0 / 3 条（0%）" in waiting, "http-equiv" in waiting) == (True, True)
    assert take(client, page)[0] == 404
    call_command("worker", once=True)
    done = client.get(page).text
    assert (f'href="{page}file/"' in done, "http-equiv" in done) == (True, False)
    assert f"下载 listings-{timezone.localdate():%Y%m%d}.csv" in done
    status, content = take(client, page)
    assert (status, sorted(codes(content))) == (200, ["GEM-1", "GEM-2", "GEM-3"])


def test_list_keeps_its_order_over_batches(client, editor, three):
    job = ExportJob.objects.create(
        log=ExportLog.objects.create(user=editor, format="csv", rows=3),
        listing_ids=[listing.pk for listing in three],
    )
    work()
    with ExportJob.objects.get(pk=job.pk).file.open() as file:
        assert codes(file.read()) == ["GEM-3", "GEM-1", "GEM-2"]


def test_order_is_on_record_at_once(client, editor, site, three):
    order(client)
    log = ExportLog.objects.get()
    assert (log.user, log.region, log.format, log.rows) == (editor, site.region, "csv", 3)


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_list_is_there_for_who_asked_alone(client, editor, sign_in, three, role):
    page = order(client)
    work()
    sign_in(role)
    assert (client.get(page).status_code, take(client, page)[0]) == (404, 404)
    client.logout()
    assert (client.get(page).status_code, client.get(f"{page}file/").status_code) == (302, 302)


def test_rights_are_asked_again_when_the_file_is_taken(client, editor, other_site, three):
    page = order(client)
    work()
    Listing.objects.filter(pk=three[0].pk).update(region=other_site.region)
    response = client.get(f"{page}file/")
    assert (response.status_code, "请重新导出" in response.text) == (403, True)
    Listing.objects.filter(pk=three[0].pk).delete()
    assert take(client, page)[0] == 200
    Membership.objects.filter(user=editor).delete()
    assert client.get(f"{page}file/").status_code == 302  # a lost grant ends the session
    client.force_login(editor)
    assert client.get(f"{page}file/").status_code == 403


def test_rights_are_asked_while_it_is_written(client, editor, other_site, three):
    order(client)
    Listing.objects.filter(pk=three[0].pk).update(region=other_site.region)
    work()
    with ExportJob.objects.get().file.open() as file:
        assert sorted(codes(file.read())) == ["GEM-1", "GEM-2"]


def test_fourth_list_waits_for_the_first_three(client, editor, three):
    for _ in range(3):
        order(client)
    response = client.post(EXPORT, {"format": "csv", "reason": REASON})
    assert (response.status_code, "您还有 3 份导出没有做完" in response.text) == (400, True)
    assert (ExportJob.objects.count(), ExportLog.objects.count()) == (3, 3)
    work()
    order(client)


def test_killed_worker_leaves_the_list_to_the_next(client, editor, three):
    order(client)
    dead = export_jobs.claim(timezone.now())
    assert export_jobs.claim(timezone.now()) is None
    ExportJob.objects.update(claimed_until=timezone.now() - DAY)
    work()
    assert [*export_jobs.write(dead)] == []  # it was not dead, and finds the job taken
    job = ExportJob.objects.get()
    assert (job.state, job.attempt, job.done) == ("done", 2, 3)


def test_claim_of_a_clock_ahead_is_void(client, editor, three):
    order(client)
    export_jobs.claim(timezone.now() + 4 * 365 * DAY)
    work()
    assert ExportJob.objects.get().state == "done"


def test_list_that_brings_workers_down_is_given_up(client, editor, three):
    page = order(client)
    ExportJob.objects.update(attempt=export_jobs.MOST_ATTEMPTS)
    work()
    assert "没有成功，请重新导出" in client.get(page).text


def test_job_that_nobody_takes_up_is_told_from_one_in_hand(client, editor, three):
    order(client)
    later, job = timezone.now() + datetime.timedelta(minutes=2), ExportJob.objects.get()
    assert [job.is_left_lying(at) for at in (timezone.now(), later)] == [False, True]
    assert not export_jobs.claim(timezone.now()).is_left_lying(later)


def test_list_goes_after_a_day_and_its_record_stays(client, editor, three, store):
    page = order(client)
    work()
    assert export_jobs.drop_old_exports(timezone.now() + DAY / 2) == 0
    assert len([*store.iterdir()]) == 1
    assert export_jobs.drop_old_exports(timezone.now() + 1.1 * DAY) == 1
    assert [*store.iterdir()] == []
    assert (client.get(page).status_code, ExportLog.objects.count()) == (404, 1)


def test_list_whose_file_is_lost_is_not_there(client, editor, three, store):
    page = order(client)
    work()
    for file in store.iterdir():
        file.unlink()
    assert take(client, page)[0] == 404


@pytest.mark.parametrize(
    ("values", "rule"),
    [({"state": "done"}, "done_has_a_file"), ({"state": "lost"}, "known_state")],
)
def test_impossible_jobs_are_refused(editor, values, rule):
    log = ExportLog.objects.create(user=editor, format="csv", rows=0)
    with pytest.raises(IntegrityError, match=f"parks_exportjob_{rule}"):
        ExportJob.objects.create(log=log, listing_ids=[], **values)
