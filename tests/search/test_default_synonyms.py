"""What every installation starts with could have been typed by an editor."""

import pytest

from search.default_synonyms import SYNONYMS
from search.models import SynonymGroup


@pytest.mark.django_db
def test_each_group_is_one_the_form_would_take():
    SynonymGroup.objects.all().delete()
    for words in SYNONYMS:
        group = SynonymGroup(words=words)
        group.full_clean()
        group.save()
