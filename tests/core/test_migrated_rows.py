"""A test that committed leaves the tables as migrations made them, no more and no less."""

from django.core.management import call_command

from landing.models import NodeTemplate
from leads.models import LostReason
from tests.factories import KindTagFactory


def test_flush_leaves_what_migrations_left(transactional_db):
    made = [set(model.objects.values_list()) for model in (NodeTemplate, LostReason)]
    NodeTemplate.objects.all().delete()
    LostReason.objects.filter(pk=LostReason.objects.first().pk).update(name="别的")
    KindTagFactory()
    call_command("flush", interactive=False)
    assert [set(model.objects.values_list()) for model in (NodeTemplate, LostReason)] == made
    assert all(made)
    assert not KindTagFactory._meta.model.objects.exists()
