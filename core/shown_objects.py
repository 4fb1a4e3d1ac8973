"""What a reply shows, so that it can be counted wherever the reply comes from.

A page that is kept says it again each time it is sent; who looks is nowhere noted.
"""

from django.db.models import Model, TextChoices
from django.http import HttpResponse


class Act(TextChoices):
    """What a reader does with something; asking about it is told by the enquiries themselves."""

    SEEN = "seen", "看了页面"
    LISTED = "listed", "放进清单、对比"
    PRINTED = "printed", "打开一页纸"
    CALLED = "called", "点了电话"


def shows[Reply: HttpResponse](response: Reply, *rows: Model, act=Act.SEEN) -> Reply:
    """The reply, with (act, model, key) of each of the rows."""
    response.shown = tuple((act.value, row._meta.model_name, row.pk) for row in rows)
    return response
