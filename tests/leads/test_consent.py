"""The proof names the words that stood beside the box, whatever was deployed since."""

import datetime
import hashlib
import re

import pytest
from django.urls import reverse

from leads import tokens
from leads.consent import CURRENT, VERSIONS, consent_mark, consent_text, shown_consent
from leads.models import Consent, Lead
from tests.leads.marks import aged

MARK = re.compile(r'name="consent_mark" value="([^"]+)"')
UNKNOWN = "隐私说明有更新，请看一下，同意后再提交。您填的内容都在。"


def recorded():
    return list(Consent.objects.order_by("pk").values_list("text_version", "text_hash"))


def rename_the_organiser(site):
    site.organiser = "另一单位"
    site.save()


@pytest.fixture
def drawn(client, site):
    """drawn() → the mark of a form as the page draws it now."""
    return lambda: MARK.search(client.get(reverse("consult", args=[site.slug])).text)[1]


def test_words_of_a_published_version_never_change():
    """Changing the words means a new version; the old one stays, to be read beside the proof."""
    digests = {
        version: hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
        for version, parts in VERSIONS.items()
    }
    assert digests == {"2026-11": "f3a862eed363cd3a", "2026-11-30": "7bca60694e2a7fec"}
    assert max(VERSIONS) == CURRENT


def test_consent_names_the_words_of_the_form_that_was_shown(send, site, drawn):
    before, mark = consent_text(site), drawn()
    rename_the_organiser(site)
    assert send(consent_mark=mark).status_code == 302
    assert consent_text(site).digest != before.digest
    assert recorded() == [(before.version, before.digest)]


def test_form_of_an_older_version_is_accepted_as_that_version(site):
    """The day after a deploy: the form was drawn the day before."""
    mark = consent_mark(site, consent_text(site, "2026-11"))
    later = VERSIONS | {"2027-05": (("谁处理", "{organiser}"),)}
    assert shown_consent(site, mark, versions=later) == consent_text(site, "2026-11").shown
    assert shown_consent(site, mark, versions={"2027-05": later["2027-05"]}) is None


def test_form_with_an_error_keeps_the_version_it_began_with(send, site, drawn):
    mark = drawn()
    page = send(consent_mark=mark, phone="1")
    assert page.context["consent"] == consent_text(site)
    assert page.context["form"]["has_consented"].value()
    assert send(consent_mark=MARK.search(page.text)[1]).status_code == 302


@pytest.mark.parametrize("mark", ["", "forged", "\0", None])
def test_form_with_unknown_words_comes_back_filled_and_not_agreed(send, errors_of, site, mark):
    page = send(consent_mark=mark or "", message="想租带行车的厂房。")
    assert page.status_code == 400
    assert UNKNOWN in page.text
    assert errors_of(page) == ["请勾选同意隐私说明"]
    assert "想租带行车的厂房。" in page.text
    assert not page.context["form"]["has_consented"].value()
    assert not Lead.objects.exists()
    assert send(consent_mark=MARK.search(page.text)[1]).status_code == 302


def test_mark_of_a_version_nobody_knows_is_no_consent(send, site):
    text = consent_text(site)
    unknown = type(text)(version="1999-01", parts=text.parts)
    assert UNKNOWN in send(consent_mark=consent_mark(site, unknown)).text
    assert recorded() == []


def test_mark_of_another_site_is_no_consent(send, other_site):
    assert UNKNOWN in send(consent_mark=consent_mark(other_site, consent_text(other_site))).text
    assert recorded() == []


def test_mark_lives_as_long_as_its_form(site):
    mark = consent_mark(site, consent_text(site))
    hours = [23, 25]
    old = [aged(mark, tokens.CONSENT, datetime.timedelta(hours=n)) for n in hours]
    assert [shown_consent(site, m) for m in old] == [consent_text(site).shown, None]


def test_same_form_agreed_to_under_other_words_proves_both(send, enquiry, site):
    form = enquiry()
    for _ in range(2):
        send(**form)
    first = consent_text(site)
    rename_the_organiser(site)
    second = consent_text(site)
    for _ in range(2):
        send(**form | {"consent_mark": consent_mark(site, second)})
    assert recorded() == [(first.version, first.digest), (second.version, second.digest)]
    assert Lead.objects.get().messages.count() == 0


def test_consent_names_handler_purpose_term_and_rights(site):
    text = consent_text(site)
    assert [heading for heading, _ in text.parts] == [
        "谁处理",
        "为了什么",
        "处理哪些信息",
        "怎么处理",
        "保存多久",
        "您的权利",
    ]
    assert text.parts[0][1] == "示例招商服务中心（格尔木招商网主办单位），联系电话 400-116-9096。"
    assert consent_text(site).digest == text.digest
    site.organiser = "另一单位"
    assert consent_text(site).digest != text.digest
