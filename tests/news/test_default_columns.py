from news.default_columns import ensure_default_columns
from news.models import Column
from tests import factories


def rows(site):
    fields = ("slug", "name", "max_age_days", "is_guide", "position")
    return list(Column.objects.filter(site=site).order_by("position").values_list(*fields))


DEFAULTS = [
    ("trends", "招商动态", 14, False, 1),
    ("notices", "通知公告", 180, False, 2),
    ("guide", "投资指南", None, True, 3),
    ("industry", "产业动态", 14, False, 4),
]


def test_default_columns_are_made_once(site):
    first = ensure_default_columns(site)
    assert ensure_default_columns(site) == first
    assert rows(site) == DEFAULTS


def test_default_columns_pass_the_model_checks(site):
    for column in ensure_default_columns(site):
        column.full_clean()


def test_default_columns_leave_what_the_site_changed(site):
    factories.ColumnFactory(site=site, slug="trends", name="要闻", position=9)
    ensure_default_columns(site)
    assert rows(site) == [*DEFAULTS[1:], ("trends", "要闻", None, False, 9)]


def test_default_columns_keep_the_guide_the_site_has(site):
    factories.ColumnFactory(site=site, slug="how-to", is_guide=True)
    ensure_default_columns(site)
    assert [slug for slug, *_, is_guide, _ in rows(site) if is_guide] == ["how-to"]
