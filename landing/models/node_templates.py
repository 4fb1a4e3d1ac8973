"""The nodes that every new project of a kind begins with."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from regions.models import Site

LONGEST_TERM = 500  # working days, two years


class Project(models.TextChoices):
    """What kind of project it is: each has nodes of its own beside those of all."""

    ANY = "any", "所有项目"
    LAND = "land", "拿地新建"
    BUILDING = "building", "租、买厂房"
    OFFICE = "office", "办公、注册"


class NodeTemplateQuerySet(models.QuerySet):
    def of(self, site, project) -> list:
        """Those in use for a project of the site, in their order; an own row of the site stands in
        the place of a general one of the same name, also to say that it is not wanted."""
        rows = self.filter(Q(site=site) | Q(site=None), project__in=[Project.ANY, project])
        by_name = {row.name: row for row in sorted(rows, key=lambda row: row.site_id is not None)}
        used = [row for row in by_name.values() if row.is_active]
        return sorted(used, key=lambda row: (row.position, row.pk))


class NodeTemplate(models.Model):
    """One node as it is put onto the board of every new project of its kind."""

    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="node_templates",
        verbose_name="站点",
        help_text="不选就对所有站点有效，只有系统管理员可以。",
    )
    project = models.CharField("哪类项目", max_length=10, choices=Project, default=Project.ANY)
    name = models.CharField("事项", max_length=40, help_text="如：公司注册、环评、施工许可。")
    working_days = models.SmallIntegerField(
        "几个工作日内",
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)],
        help_text="从签约的第二天算起，1 至 500。改了以后只对新签约的项目有效。",
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField(
        "使用中", default=True, help_text="站点不要某个通用事项的，加一行同名的，取消勾选。"
    )

    objects = NodeTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "落地事项模板"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "project", "name"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
                violation_error_message="这个站点、这类项目已有同名的事项，请改已有的那一行。",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="%(app_label)s_%(class)s_says_something"
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=LONGEST_TERM),
                name="%(app_label)s_%(class)s_days",
            ),
            models.CheckConstraint(
                condition=Q(project__in=Project.values),
                name="%(app_label)s_%(class)s_known_project",
            ),
        ]

    def __str__(self):
        return f"落地事项模板 {self.pk}"
