"""Synthetic articles and enquiries: as the desk lists them, and gone again without a trace."""

import pytest

from bench.synthetic import articles, leads
from leads.models import Lead
from news.models import Article
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db


def test_articles_are_listed_and_cleared(admin_client, site):
    kept = factories.ArticleFactory(column__site=site)
    done = []
    articles.make_articles(30, done.append, batch=20)
    assert (done, articles.count_articles()) == ([20, 30], 30)
    for article in Article.objects.filter(source=articles.SOURCE):
        article.full_clean()
    assert admin_client.get("/admin/news/article/").context["cl"].result_count == 31
    assert articles.clear_articles() == 30
    assert list(Article.objects.all()) == [kept]


def test_leads_are_listed_and_cleared(admin_client, site):
    kept = LeadFactory(site=site)
    leads.make_leads(30, batch=20)
    assert leads.count_leads() == 30
    for lead in Lead.objects.exclude(pk=kept.pk):
        before = (lead.search_text, lead.phone_key)
        lead.full_clean()
        lead.save()
        assert (lead.search_text, lead.phone_key) == before
    assert leads.clear_leads() == 30
    assert list(Lead.objects.all()) == [kept]
