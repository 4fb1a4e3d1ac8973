"""Forms of the desk as whoever hears them has them: every control says what it is."""

import pytest
from django.urls import NoReverseMatch, reverse
from lxml import html

from tests.portal import access_matrix as matrix
from tests.world import marked_world, shared_row

TYPED = "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"


def nameless(page) -> list[str]:
    """Names of visible controls without an accessible name (WCAG 2.2, 4.1.2)."""
    tree = html.fromstring(page.content)
    labels = [label for label in tree.xpath("//label[@for]") if label.text_content().strip()]
    labelled = {label.get("for") for label in labels}
    ids = {node.get("id"): node.text_content().strip() for node in tree.xpath("//*[@id]")}
    return [
        str(control.get("name"))
        for control in tree.xpath(TYPED)
        if not (
            control.get("id") in labelled
            or (control.get("aria-label") or control.get("title") or "").strip()
            or any(ids.get(each) for each in (control.get("aria-labelledby") or "").split())
            or any(
                up.tag == "label" and up.text_content().strip() for up in control.iterancestors()
            )
        )
    ]


@pytest.fixture
def desk(client, superuser, site):
    client.force_login(superuser)
    return client, marked_world(site, "ziji")


@pytest.mark.parametrize("label", matrix.ADMIN_MODELS)
def test_every_control_of_a_form_has_a_name(label, desk):
    """Of adding and changing, rows that are added by script included."""
    client, world = desk
    name = {"sitepage": "page"}.get(label.split(".")[1], label.split(".")[1])
    rows = {"regions.region": world.site.region, "regions.site": world.site}
    row = rows.get(label) or world.rows.get(name) or shared_row(label)
    prefix = f"admin:{label.replace('.', '_')}"
    for view, args in (("add", []), ("change", [row.pk if row else 0])):
        try:
            page = client.get(reverse(f"{prefix}_{view}", args=args))
        except NoReverseMatch:
            continue
        if page.status_code == 200:
            assert (view, nameless(page)) == (view, [])


def test_a_control_without_a_name_is_found(rf):
    page = type("Page", (), {})()
    page.content = (
        "<form><input name='a'><label for='b'>甲</label><input id='b' name='b'>"
        "<label>乙<input name='c'></label><select name='d' aria-label='丙'></select>"
        "<textarea name='e' aria-labelledby='t'></textarea><i id='t'>丁</i>"
        "<input type='hidden' name='f'><label for='g'> </label><input id='g' name='g'></form>"
    )
    assert nameless(page) == ["a", "g"]
