"""Articles and policies. An article's natural key is its seed name, kept in its provenance."""

from news.models import Article, Column, KindTag
from parks.models import Park
from policies.document_numbers import normalise_document_number
from policies.models import Policy, PolicyCategory
from portal.seeding.paragraphs import to_html
from portal.seeding.parks import take_industries
from portal.seeding.pictures import CREDIT
from portal.seeding.sites import demo_sites, filled
from publishing.models import PublishWindow
from regions.models import Site

APPROVED = PublishWindow.Status.APPROVED


def load_articles(loader):
    for row in loader.rows("articles"):
        site = loader.one(row, Site.objects, "站点", slug=row.take("site"))
        column = loader.one(row, Column.objects.filter(site=site), "栏目", slug=row.take("column"))
        parks = [
            loader.one(row, Park.objects.in_region(site.region), "园区", slug=slug)
            for slug in row.take_list("parks")
        ]
        _put_article(loader, row, column, row.take_list("body"), parks)


def load_guides(loader):
    """The same steps for every demo site, with its own hotline and address."""
    for site in demo_sites():
        column = Column.objects.filter(site=site, is_guide=True).first()
        for row in loader.rows("guide"):
            if column is None:
                raise row.error(f"站点“{site.slug}”没有投资指南栏目。")
            row.data["name"] = f"{site.slug}-guide-{row.number}"
            row.data["source"] = site.organiser
            row.data["summary"] = filled(row, [row.take("summary")], site)[0]
            _put_article(loader, row, column, filled(row, row.take_list("body"), site), [])


def _put_article(loader, row, column, lines, parks):
    name = row.take("name")
    tag, picture = row.data.pop("tag", ""), row.data.pop("picture", "")
    if tag:
        tag = loader.one(row, KindTag.objects, "类别标签", name=tag)
    if picture:
        row.data["cover_alt"] = f"{CREDIT}：{row.take('cover_alt')}"
    article, is_new = loader.put(
        row,
        Article,
        {"provenance__seed": name},
        picture=("cover", picture) if picture else None,
        provenance={"seed": name},
        column=column,
        kind_tag=tag or None,
        body=to_html(lines),
        status=APPROVED,
        is_demo=True,
    )
    if is_new:
        article.parks.set(parks)


def load_policies(loader):
    for row in loader.rows("policies"):
        industries = take_industries(loader, row)
        category = loader.one(row, PolicyCategory.objects, "政策类别", slug=row.take("category"))
        policy, is_new = loader.put(
            row,
            Policy,
            {"document_number": normalise_document_number(row.take("document_number"))},
            region=loader.region(row),
            category=category,
            body=to_html(row.take_list("body")),
            interpretation=to_html(row.take_list("interpretation")),
            how_to_apply=to_html(row.take_list("how_to_apply")),
            status=APPROVED,
            is_demo=True,
        )
        if is_new:
            policy.industries.set(industries)
