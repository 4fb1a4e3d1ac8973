"""The library's pop-up fills a text where the caret stands, and the box of a cover."""

from playwright.sync_api import expect

from publishing.models import Asset


def choose(page, link, asset):
    """Opens the pop-up by the link and clicks the file's row there; it closes by itself."""
    with page.expect_popup() as opened:
        page.locator(link).click()
    row = opened.value.locator(f'#result_list a[data-popup-opener*="{asset.file.name}"]').last
    with opened.value.expect_event("close"):
        row.evaluate("row => { setTimeout(() => row.click()) }")  # the page is gone by then


def test_a_picture_comes_from_the_library(sign_in, world):
    asset = Asset.objects.filter(alt="园区鸟瞰").get()
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/news/article/add/")
    expect(page.locator(".cke_editable")).to_be_visible()
    page.locator(".cke_editable").click()
    page.keyboard.type("前后")
    page.keyboard.press("ArrowLeft")
    page.evaluate("CKEDITOR.instances.id_body.selectionChange(1)")  # else 0.2 s after the key
    choose(page, "#lookup_id_body", asset)
    expect(page.locator(".cke_editable img[alt='园区鸟瞰']")).to_be_visible()
    text = page.evaluate("CKEDITOR.instances.id_body.getData()")
    before, _, after = text.partition(asset.file.url)
    assert ("前" in before, "后" in after) == (True, True)
    choose(page, "#lookup_id_cover-library", asset)
    expect(page.locator("#id_cover-library")).to_have_value(asset.file.name)
