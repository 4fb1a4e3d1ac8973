"""A picture replaced under its address: texts take on its shape, and nobody has changed them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from publishing.models import Asset, PendingChange
from publishing.picture_sizes import with_new_size
from publishing.replaced_pictures import replace_everywhere
from tests import admin_pages, factories
from tests.publishing.test_uploads import picture

SHOWN = '<p>开工</p><img alt="" height="{}" src="/media/editor/a.png" width="{}">'


@pytest.mark.parametrize(
    ("stood", "becomes"),
    [((40, 60), (100, 200)), ((20, 30), (15, 30)), ((400, 600), (100, 200))],
)
def test_a_picture_keeps_its_width_as_far_as_the_new_one_reaches(stood, becomes):
    html = SHOWN.format(*stood) + SHOWN.format(*stood).replace("a.png", "b.png")
    shown = with_new_size(html, "/media/editor/a.png", (60, 40), (200, 100))
    assert shown == SHOWN.format(*becomes) + SHOWN.format(*stood).replace("a.png", "b.png")


@pytest.mark.django_db
def test_texts_and_what_waits_beside_them_take_on_the_new_shape(
    client, staff, site, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("editor/a.png", ContentFile(picture("PNG")))
    asset = Asset(region=site.region, file="editor/a.png", kind="image", alt="开工")
    with asset.file.open() as file:
        asset.note_content(file)
    asset.save()
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, body=SHOWN.format(40, 60))
    url = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(staff("editor", site.region))
    admin_pages.press(client, url, body=SHOWN.format(40, 60).replace("开工", "竣工"))
    version = article.updated_at

    fresh = ContentFile(picture("PNG", size=(200, 100)), name="b.png")
    with django_capture_on_commit_callbacks(execute=True):
        replace_everywhere(asset, fresh)
    article.refresh_from_db()
    assert (article.body, article.updated_at) == (SHOWN.format(100, 200), version)
    entry = PendingChange.objects.get().patch["fields"]["body"]
    assert 'width="200"' in entry["before"][0]
    assert entry["after"] == [SHOWN.format(100, 200).replace("开工", "竣工")]
    assert "竣工" in admin_pages.filled(client.get(url))["body"]


@pytest.mark.django_db
def test_a_typing_error_is_still_a_small_matter_after_it(client, staff, site):
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, body=SHOWN.format(40, 60))
    type(article).objects.update(body=SHOWN.format(100, 200))
    url = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(staff("editor", site.region))
    typed = SHOWN.format(100, 200).replace("开工", "开土")
    admin_pages.press(client, url, "_minor", body=typed)
    article.refresh_from_db()
    assert article.body == typed
