"""A park as an answer: what it supplies, how far things are, what they cost."""

import datetime

from django.utils import timezone

from parks.models import CostFactor
from tests.matching.conftest import ask

TODAY = timezone.localdate()


def test_prices_are_the_newest_valid_with_date_and_source(client, park):
    for days, value in ((400, "0.40"), (10, "0.42"), (-10, "0.99")):
        CostFactor.objects.create(
            park=park,
            kind="power",
            value=value,
            unit="元/kWh",
            valid_from_on=TODAY - datetime.timedelta(days),
            source="电网目录",
        )
    response = ask(client, "industry=salt-lake-chemicals")
    [(label, [price])] = response.context["results"].costs
    assert (label, price.price_text, price.unit) == ("工业用电", "0.42", "元/kWh")
    assert f"{TODAY - datetime.timedelta(10)} 起，电网目录" in response.text
