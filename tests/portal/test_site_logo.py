"""The face of a site: logo and icon, small and drawn anew, and what its home page opens with."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.site_logo import MOST_HIGH, LogoFormField, faint_words
from tests.admin_pages import filled

pytestmark = pytest.mark.django_db
NAVY, PALE = (23, 38, 50, 255), (250, 240, 200, 255)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(800, 200), colour=NAVY, kind="PNG"):
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste(colour, (size[0] // 10, size[1] // 10, size[0] * 9 // 10, size[1] * 9 // 10))
    out = io.BytesIO()
    (image.convert("RGB") if kind == "JPEG" else image).save(out, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


@pytest.fixture
def save(client, staff, site):
    """save(logo=…) sends the form of the site as its page has it; the reply after it."""
    manager = staff("manager", site.region)
    page = reverse("admin:regions_site_change", args=[site.pk])

    def send(**changes):
        client.force_login(manager)
        return client.post(page, filled(client.get(page)) | changes, follow=True)

    return send


def status_of(client, logo):
    reply = client.get(logo.url)
    if reply.streaming:
        assert b"".join(reply.streaming_content)
    return reply.status_code


def told(page):
    return [str(message) for message in page.context["messages"] if "标志" in str(message)]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_picture_is_drawn_anew_and_small(kind):
    made = LogoFormField().to_python(picture(kind=kind))
    with Image.open(made) as image:
        assert (image.format, image.size, image.info.get("exif")) == ("PNG", (384, 96), None)


def test_wide_logo_stands_for_the_name_and_is_taken_off_again(client, save, site):
    assert told(save(logo=picture())) == []
    site.refresh_from_db()
    assert (site.logo_height, site.logo_size, site.has_wordmark) == (MOST_HIGH, (160, 40), True)
    home = client.get(site.get_absolute_url()).text
    assert f'src="{site.logo.url}"' in home
    assert f'alt="{site.name}"' in home
    assert "brand__mark" not in home
    client.logout()
    assert status_of(client, site.logo) == 200
    save(**{"logo-clear": "on"})
    site.refresh_from_db()
    assert (site.logo.name, site.has_wordmark) == ("", False)
    assert "brand__mark" in client.get(site.get_absolute_url()).text


def test_square_logo_stands_beside_the_name(client, save, site):
    save(logo=picture((300, 300)))
    home = client.get(site.get_absolute_url()).text
    assert re.search(r'alt=""\s+width="40"\s+height="40"', home)
    assert f"<b>{site.short_name}" in home


def test_faint_logo_is_told_and_kept(save, site):
    (words,) = told(save(logo=picture(colour=PALE)))
    assert "在白底上看不太清（对比度约 1." in words
    site.refresh_from_db()
    assert faint_words(site.logo) == words


def test_chosen_logo_is_seen_in_the_preview_and_stored_nowhere(client, staff, site, settings):
    client.force_login(staff("manager", site.region))
    page = reverse("admin:regions_site_change", args=[site.pk])
    look = reverse("admin:regions_site_preview", args=[site.pk])
    shown = client.post(look, filled(client.get(page)) | {"logo": picture()})
    assert re.search(
        r'src="data:image/png;base64,[^"]{99,}"\s+alt="[^"]+"\s+width="160"', shown.text
    )
    assert "img-src 'self' data:;" in shown["Content-Security-Policy"]
    site.refresh_from_db()
    assert (site.logo.name, site.logo_width) == ("", None)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    refused = client.post(
        look, filled(client.get(page)) | {"logo": SimpleUploadedFile("a.svg", SVG)}
    )
    assert refused.status_code == 400


@pytest.mark.parametrize("sent", [SVG, b"", b"GIF89a"])
def test_no_picture_is_refused_and_the_form_comes_back(save, site, sent):
    page = save(logo=SimpleUploadedFile("logo.svg", sent), slogan="新的标语")
    form = page.context["adminform"].form
    assert ([*form.errors], form["slogan"].value()) == (["logo"], "新的标语")
    site.refresh_from_db()
    assert not site.logo


def test_logo_of_a_site_that_is_not_live_is_its_staffs(client, staff, site, other_site):
    site.logo.save("logo.png", ContentFile(picture().read()))
    site.is_live = False
    site.save()
    assert status_of(client, site.logo) == 404
    client.force_login(staff("editor", other_site.region))
    assert status_of(client, site.logo) == 404
    client.force_login(staff("editor", site.region))
    assert status_of(client, site.logo) == 200


def test_hero_and_icon_are_shown_and_taken_off_again(client, save, site):
    save(hero=picture((1600, 700), kind="JPEG"), favicon=picture((300, 100)), scene="coast")
    site.refresh_from_db()
    with site.favicon.open() as stored, Image.open(stored) as icon:
        assert (icon.format, icon.size) == ("PNG", (96, 96))
    home = client.get(site.get_absolute_url()).text
    assert f'<link rel="icon" href="{site.favicon.url}" type="image/png">' in home
    assert f'<img class="hero__art" src="{site.hero.url}"' in home
    client.logout()
    assert [status_of(client, each) for each in (site.hero, site.favicon)] == [200, 200]
    save(**{"hero-clear": "on", "favicon-clear": "on"})
    home = client.get(site.get_absolute_url()).text
    assert '<img class="hero__art" src="/static/scenes/coast' in home
    assert "/media/favicons/" not in home


@pytest.mark.parametrize("size", [(1199, 700), (1400, 1500)])
def test_hero_that_is_small_or_high_is_refused(save, site, size):
    form = save(hero=picture(size, kind="JPEG")).context["adminform"].form
    assert form.errors == {
        "hero": [f"首页大图要横的，至少宽 1200 像素；这张是 {size[0]}×{size[1]}。"]
    }


def test_chosen_hero_is_seen_in_the_preview_and_stored_nowhere(client, staff, site, settings):
    client.force_login(staff("manager", site.region))
    page = reverse("admin:regions_site_change", args=[site.pk])
    look = reverse("admin:regions_site_preview", args=[site.pk])
    sent = {"hero": picture((1600, 700), kind="JPEG"), "scene": "city"}
    shown = client.post(look, filled(client.get(page)) | sent).text
    assert 'class="hero__art" src="data:image/jpeg;base64,' in shown
    site.refresh_from_db()
    assert (site.hero.name, site.scene) == ("", "neutral")
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("scene", "has_peaks"), [("neutral", False), ("salt-lake", True)])
def test_no_peaks_stand_over_a_county_without_mountains(client, site, scene, has_peaks):
    site.scene = scene
    site.save()
    home = client.get(site.get_absolute_url()).text
    assert f"scenes/{scene}" in home
    assert ("brand__snow" in home, "#ridge" in home, "#hills" in home) == (
        has_peaks,
        has_peaks,
        not has_peaks,
    )
