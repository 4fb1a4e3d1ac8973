"""What an enquiry shares with the others of its hour."""

import dataclasses
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, connection
from django.utils import timezone

from leads.actions import submit_enquiry
from leads.consent import consent_text
from leads.models import Lead, Throttle, Topic
from leads.sources import Weight, place_of, weigh
from tests.leads.crowds import real_enquiry, spam


def weigh_all(site, *writers):
    """The weight of the last of these (ip, words)."""
    now = timezone.now()
    for ip, words in writers:
        weight = weigh(site=site, ip=ip, data={"email": ""} | words, now=now)
    return dataclasses.asdict(weight)


def test_first_of_an_hour_is_alone(site):
    weight = weigh_all(site, ("192.0.2.7", real_enquiry(1)))
    assert weight == {field.name: 1 for field in dataclasses.fields(Weight)} | {"provider": 0}


def test_neighbours_are_counted_by_block(site):
    ips = ("192.0.2.7", "192.0.2.9", "192.0.3.7", "192.0.2.7")
    weight = weigh_all(site, *((ip, real_enquiry(n)) for n, ip in enumerate(ips)))
    assert (weight["network"], weight["block"], weight["place"]) == (2, 3, 2)


def test_one_ipv6_line_is_one_place(site):
    ips = ("2001:db8:7:1::7", "2001:db8:7:2::7", "2001:db8:8::7", "2001:db8:7:3::9")
    weight = weigh_all(site, *((ip, real_enquiry(n)) for n, ip in enumerate(ips)))
    circles = ("network", "block", "place", "provider")
    assert [weight[name] for name in circles] == [1, 3, 3, 4]


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1"])
def test_where_no_proxy_names_the_client_only_words_and_contacts_count(site, ip):
    weight = weigh_all(site, *((ip, real_enquiry(1)) for _ in range(3)))
    assert weight == dict.fromkeys(("network", "block", "place", "provider"), 0) | dict.fromkeys(
        ("contact", "words", "alike", "pattern"), 3
    )


def test_other_addresses_of_this_machine_are_somebodys(site):
    ips = ("127.4.1.9", "127.4.0.9", "127.4.0.9")
    assert weigh_all(site, *((ip, real_enquiry(1)) for ip in ips))["network"] == 2


def test_texts_with_other_figures_are_alike_from_anywhere_at_one_site(site, other_site):
    writers = [(f"192.0.{n}.7", spam(n)) for n in range(9)]
    assert (weigh_all(site, *writers)["alike"], weigh_all(other_site, *writers)["alike"]) == (9, 9)
    assert weigh_all(site, ("198.51.100.7", real_enquiry(1)))["alike"] == 1


def test_unknown_address_has_a_place(site):
    assert place_of("") == "0.0.0.0/32"
    assert weigh_all(site, (None, real_enquiry(1)))["contact"] == 1


def test_counters_grow_by_a_fixed_number_an_enquiry_and_go_after_a_day(site):
    for number in range(50):
        weigh_all(site, (f"2001:db8:{number:x}::7", real_enquiry(number)))
    assert Throttle.objects.count() <= 50 * 10
    assert {len(key) for key in Throttle.objects.values_list("key", flat=True)} == {64}
    Throttle.objects.stale(timezone.now() + datetime.timedelta(days=2)).delete()
    assert not Throttle.objects.exists()


def test_enquiry_that_could_not_be_kept_has_counted_and_counts_once(site, other_site):
    """Counted before it is kept, so that those who write at once do not wait for each other."""
    data = dict.fromkeys(("email", "company", "area_wanted", "timing_wanted"), "")
    data |= real_enquiry(1) | {"topic": Topic.objects.get(slug="space")}
    consent = consent_text(site).shown
    form = {"subject": None, "subject_query": "", "nonce": "n", "consent": consent}
    form["now"] = timezone.now()  # both fall into one window
    source = {"ip": "192.0.2.7", "user_agent_hash": ""}
    with pytest.raises(DataError):
        submit_enquiry(site=site, data=data, source=source | {"user_agent_hash": "x" * 99}, **form)
    assert not Lead.objects.exists()
    submit_enquiry(site=site, data=data, source=source, **form)
    hits = Throttle.objects.filter(scope="submit-contact").values_list("hits", flat=True)
    assert [*hits] == [1]
    submit_enquiry(site=other_site, data=data, source=source, **form)
    assert [*hits.all()] == [2]  # at another site it is another enquiry


@pytest.mark.django_db(transaction=True)
def test_enquiries_at_once_are_all_counted_and_wait_in_no_circle(site):
    """Each counts under several keys that it shares with the others, in another order."""
    marks = [("submit-like", str(number)) for number in range(10)]
    now = timezone.now()

    def count(turn):
        turned = marks[turn % 10 :] + marks[: turn % 10]
        Throttle.objects.hit_all(turned, now)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(80)))
    assert Throttle.objects.hit_all(marks, now) == [81] * 10
