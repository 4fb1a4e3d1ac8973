"""Sites, the public faces of regions, and what their frames hold."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, CharField, ExpressionWrapper, F, Q, Value, When
from django.urls import reverse
from simple_history.models import HistoricalRecords

from core.kept_parts import NOTHING_KEPT
from core.phones import dialable, validate_hotline
from regions.map_approvals import MAP_APPROVAL, normalise_map_approval, validate_map_approval
from regions.models.tree import Region
from regions.scenes import WITH_MOUNTAINS, Scene, scene_path
from regions.slugs import validate_site_slug

# 三审三校: by how many people, one after the other, what is written is signed.
REVIEW_STEPS = ((1, "一审：一人通过即公开"), (2, "二审：初审、终审"), (3, "三审：初审、复审、终审"))


class SiteQuerySet(models.QuerySet):
    def live(self):
        """Sites the public can open."""
        return self.filter(is_live=True)

    def showing(self, path, *, reaches_below=False):
        """Live sites that show what is filed under a region's path (or an OuterRef to it).

        The region's own and those above, the nearest first; where it `reaches_below`, those of the
        regions below after them, the highest first.
        """
        filed = ExpressionWrapper(
            path if hasattr(path, "resolve_expression") else Value(path), CharField()
        )
        sites = self.live().alias(filed=filed)
        is_above = Q(filed__startswith=F("region__path"))
        if not reaches_below:
            return sites.filter(is_above).order_by("-region__level", "pk")
        level = F("region__level")
        turn = Case(When(is_above, then=-level), default=level, output_field=models.IntegerField())
        is_below = Q(region__path__startswith=F("filed"))
        return sites.filter(is_above | is_below).order_by(turn, "pk")

    def review_steps_at(self, region) -> int:
        """How many sign what belongs to the region: as its own site says, or the nearest above."""
        above = self.filter(region__adcode__in=region.lineage()).order_by("-region__level")
        return above.values_list("review_steps", flat=True).first() or 1

    def is_self_review_allowed_at(self, region) -> bool:
        """Whether who alone may sign there signs the own words too; the nearest site says so."""
        above = self.filter(region__adcode__in=region.lineage()).order_by("-region__level")
        return bool(above.values_list("is_self_review_allowed", flat=True).first())

    def with_ancestors(self):
        """The regions above come along, for path_label() without further queries."""
        return self.select_related("region__parent__parent")

    def with_others(self):
        """Each tells `is_one_of_many`: whether another one is live, too."""
        others = Site.objects.live().exclude(pk=models.OuterRef("pk"))
        return self.annotate(is_one_of_many=models.Exists(others))

    def neighbours(self, site):
        """Live sites of the parent, the siblings and the children of this site's region."""
        region = site.region
        return (
            self.live()
            .filter(
                Q(region_id=region.parent_id)
                | Q(region__parent_id=region.parent_id, region__parent__isnull=False)
                | Q(region__parent_id=region.pk)
            )
            .exclude(pk=site.pk)
        )


class Site(models.Model):
    """The public face of one region: names, contact, legal identifiers and accent colours."""

    class Profile(models.TextChoices):
        GOVERNMENT = "government", "政府网站"
        ENTERPRISE = "enterprise", "企业（平台公司）网站"

    region = models.OneToOneField(Region, models.PROTECT, related_name="site", verbose_name="地区")
    slug = models.SlugField(
        "网址标识",
        max_length=40,
        unique=True,
        validators=[validate_site_slug],
        help_text="出现在网址里，如 golmud；改了以后，旧网址自动转到新网址。",
    )
    short_name = models.CharField("地区名（前半）", max_length=20, help_text="如：格尔木")
    product_name = models.CharField("产品名（后半）", max_length=20, default="招商网")
    platform_name = models.CharField("平台全称", max_length=60)
    slogan = models.CharField("首页标语", max_length=60, help_text="用竖线 | 标出可换行处。")
    introduction = models.CharField("首页一句话介绍", max_length=160)
    profile = models.CharField(
        "网站性质",
        max_length=12,
        choices=Profile,
        default=Profile.ENTERPRISE,
        help_text="企业网站不得冒充政府网站：政府标签、标识码与找错入口只在“政府网站”下出现。",
    )
    hotline = models.CharField("招商热线", max_length=20, validators=[validate_hotline])
    hotline_hours = models.CharField("热线时间", max_length=60, default="工作日 8:30–18:00")
    reply_working_days = models.PositiveSmallIntegerField(
        "答复承诺（工作日）", default=1, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    is_reply_time_published = models.BooleanField(
        "公开答复时间",
        default=False,
        db_default=False,
        help_text="在线咨询页上写明最近四个季度首次答复的中位数和按时的比例，由系统算出；"
        "一个季度不足 10 条的不公布。",
    )
    address = models.CharField("到访地址", max_length=120, blank=True)
    organiser = models.CharField("主办单位", max_length=80)
    icp_number = models.CharField("ICP 备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=60, blank=True)
    site_code = models.CharField(
        "政府网站标识码",
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(r"\A(bm\d{8}|\d{10}|N\d{9})\Z", "标识码应为 10 位，如 6328010001。")
        ],
    )
    map_approval_number = models.CharField(
        "审图号",
        max_length=30,
        blank=True,
        validators=[validate_map_approval],
        help_text="使用天地图等外部底图时必填，如 GS(2024)0650号；不填只用自绘示意图。",
    )
    domain = models.CharField("网站域名", max_length=80, blank=True, help_text="不带 http://")
    mini_program_url = models.URLField("小程序或手机找园区页地址", blank=True)
    logo = models.ImageField(
        "标志",
        upload_to="logos/",
        width_field="logo_width",
        height_field="logo_height",
        blank=True,
        default="",
        db_default="",
    )
    logo_width = models.PositiveSmallIntegerField("标志宽（像素）", null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField("标志高（像素）", null=True, editable=False)
    favicon = models.ImageField(
        "浏览器图标", upload_to="favicons/", blank=True, default="", db_default=""
    )
    scene = models.CharField(
        "首页场景",
        max_length=12,
        choices=Scene,
        default=Scene.NEUTRAL,
        db_default=Scene.NEUTRAL,
        help_text="没有上传首页大图时用它。",
    )
    hero = models.ImageField("首页大图", upload_to="heroes/", blank=True, default="", db_default="")
    footer_text = models.CharField(
        "页脚文字",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="每页最下面的几行字，如版权、承办单位；最多 6 行，不写就没有。网址不会变成链接。",
    )
    facts = models.JSONField(
        "数字说话",
        default=list,
        blank=True,
        help_text="列表，每项含 label、value、unit、source、as_of；没有来源的数字不要写。",
    )
    consult_prompt = models.CharField(
        "咨询卡片文字",
        max_length=160,
        default="园区政策、工业用地、厂房办公，招商专员为您解答。",
    )
    consult_delay_seconds = models.PositiveSmallIntegerField(
        "咨询卡片延迟（秒）", default=40, validators=[MinValueValidator(20)]
    )
    hue = models.PositiveSmallIntegerField(
        "主色相", default=200, validators=[MaxValueValidator(359)]
    )
    chroma = models.DecimalField(
        "主色浓度",
        max_digits=4,
        decimal_places=3,
        default="0.078",
        validators=[MinValueValidator(0), MaxValueValidator(0.12)],
    )
    warm = models.PositiveSmallIntegerField(
        "暖色相", default=58, validators=[MaxValueValidator(359)]
    )
    stone = models.PositiveSmallIntegerField(
        "石色相", default=245, validators=[MaxValueValidator(359)]
    )
    review_steps = models.PositiveSmallIntegerField(
        "几审",
        choices=REVIEW_STEPS,
        default=1,
        db_default=1,
        help_text="政策、空间、园区和固定页面公开前要几个人签字；文章按栏目定。",
    )
    is_self_review_allowed = models.BooleanField(
        "只有一位审核人时可以自审",
        default=False,
        db_default=False,
        help_text="没有别人能审核时，自己写的也可以自己签；有别人能审核时，作者总是不签。",
    )
    is_signature_shown = models.BooleanField(
        "公开审核和签发人",
        default=False,
        db_default=False,
        help_text="文章页上在责任编辑旁写明谁审核、谁签发。",
    )
    is_live = models.BooleanField("已上线", default=False)
    is_home = models.BooleanField("作为全网首页", default=False)
    is_demo = models.BooleanField("演示数据", default=False, help_text="页面上会标明“演示数据”。")
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    is_one_of_many = False  # told by with_others()
    # What pages of this site share; a reader's request brings its own (publishing.middleware).
    kept = NOTHING_KEPT

    objects = SiteQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="站点历史")

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"],
                condition=Q(is_home=True),
                name="%(app_label)s_%(class)s_one_home",
            ),
            models.CheckConstraint(
                condition=Q(hue__lt=360, warm__lt=360, stone__lt=360, chroma__gte=0)
                & Q(chroma__lte=0.12),
                name="%(app_label)s_%(class)s_accent_in_range",
            ),
            models.CheckConstraint(
                condition=Q(review_steps__gte=1, review_steps__lte=3),
                name="%(app_label)s_%(class)s_known_review_steps",
            ),
            models.CheckConstraint(
                condition=Q(profile="government") | Q(site_code=""),
                name="%(app_label)s_%(class)s_code_only_for_government",
            ),
            models.CheckConstraint(
                condition=Q(map_approval_number="") | Q(map_approval_number__regex=MAP_APPROVAL),
                name="%(app_label)s_%(class)s_map_approval_well_formed",
            ),
            models.CheckConstraint(
                condition=Q(scene__in=Scene.values),
                name="%(app_label)s_%(class)s_known_scene",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.slug}）"

    def get_absolute_url(self):
        return reverse("site_home", args=[self.slug])

    def clean(self):
        self.map_approval_number = normalise_map_approval(self.map_approval_number)

    @property
    def name(self):
        return f"{self.short_name}{self.product_name}"

    @property
    def has_wordmark(self):
        """Whether the logo is so wide that it holds the name, which then need not stand beside."""
        return bool(self.logo) and self.logo_width >= 2 * self.logo_height

    @property
    def logo_size(self):
        """(width, height) in the page: half the pixels, sharp on fine screens; 40 high at most."""
        height = min(round(self.logo_height / 2), 40)
        return round(self.logo_width * height / self.logo_height), height

    @property
    def scene_path(self):
        """The drawn scene, among the static files."""
        return scene_path(self.scene)

    @property
    def has_mountains(self):
        """Whether the line above the footer may be that of a range."""
        return self.scene in WITH_MOUNTAINS

    @property
    def footer_lines(self) -> list[str]:
        """What the office adds at the foot of every page."""
        return self.footer_text.splitlines()

    @property
    def hotline_tel(self):
        return dialable(self.hotline)

    @property
    def police_digits(self):
        return "".join(c for c in self.police_number if c.isdigit())

    @property
    def is_government(self):
        return self.profile == self.Profile.GOVERNMENT


class ServiceTile(models.Model):
    """One of the entrances under 投资XX on the home page."""

    class Target(models.TextChoices):
        LAND = "land", "土地列表"
        FACTORIES = "factories", "厂房仓库列表"
        OFFICES = "offices", "写字楼列表"
        ENTERPRISE_POLICIES = "enterprise", "企业政策"
        FUNDING_POLICIES = "funding", "资金扶持"
        TALENT_POLICIES = "talent", "人才政策"
        LISTINGS = "listings", "全部土地与空间"
        WAREHOUSES = "warehouses", "仓库列表"
        MAP = "map", "地图找地"
        PARKS = "parks", "园区列表"
        POLICIES = "policies", "全部政策"
        NEWS = "news", "动态"
        GUIDE = "guide", "投资指南"
        FIT = "fit", "五个问题找空间"
        COLUMN = "column", "一个栏目"
        PAGE = "page", "一个固定页面"
        ADDRESS = "address", "别的网址"

    # Which column or page, by its slug; which address.
    KEYED = (Target.COLUMN, Target.PAGE, Target.ADDRESS)

    site = models.ForeignKey(Site, models.CASCADE, related_name="tiles", verbose_name="站点")
    title = models.CharField("标题", max_length=20)
    summary = models.CharField("一句话说明", max_length=60)
    icon = models.CharField("图标", max_length=20, default="land")
    target = models.CharField("通往", max_length=20, choices=Target)
    target_key = models.CharField("别的网址", max_length=200, blank=True, default="", db_default="")
    topic_slug = models.SlugField(
        "咨询主题标识", max_length=20, default="other", help_text="“立即咨询”预选的主题。"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("显示", default=True)

    history = HistoricalRecords(verbose_name="投资入口历史")

    class Meta:
        verbose_name = verbose_name_plural = "投资入口"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "title"], name="%(app_label)s_%(class)s_title_once_a_site"
            ),
            models.CheckConstraint(
                condition=(Q(target__in=["column", "page", "address"]) & ~Q(target_key=""))
                | (~Q(target__in=["column", "page", "address"]) & Q(target_key="")),
                name="%(app_label)s_%(class)s_key_where_needed",
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.site_id}）"
