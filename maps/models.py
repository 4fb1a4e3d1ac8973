"""What staff draw on the maps of a region: railways, roads, stations, waters, built-up areas."""

from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In

from core.drawn_geometry import Shape
from parks.models import BuildState
from regions.models import Region

# Of what is stored: never NULL, which a check would let through.
TYPE = Coalesce(KT("geometry__type"), Value(""), output_field=models.TextField())
COORDINATES = Coalesce(
    Func(
        KeyTransform("coordinates", "geometry"),
        function="jsonb_typeof",
        output_field=models.TextField(),
    ),
    Value(""),
    output_field=models.TextField(),
)


class MapFeatureQuerySet(models.QuerySet):
    def near(self, region):
        """Those of the region, of those below it and of those above it."""
        above = Q(region__adcode__in=region.lineage())
        return self.filter(above | Q(region__path__startswith=region.path))


class MapFeature(models.Model):
    """A line, a point or an area on the schematic maps; a picture of it, no survey."""

    class Kind(models.TextChoices):
        RAILWAY = "railway", "铁路"
        MOTORWAY = "motorway", "高速公路"
        ROAD = "road", "国道、省道"
        RIVER = "river", "河流"
        LAKE = "lake", "湖泊、水库"
        BUILT_UP = "built_up", "城区"
        STATION = "station", "火车站、货场"
        AIRPORT = "airport", "机场"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="map_features", verbose_name="地区"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField(
        "名称", max_length=20, blank=True, help_text="写在图上，如 G6、格尔木站；不写就只画不标。"
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=BuildState,
        default=BuildState.BUILT,
        db_default=BuildState.BUILT,
    )
    geometry = models.JSONField(
        "图形",
        help_text="一行写一个“经度,纬度”（WGS-84，按走向从头到尾），"
        "或者把画图软件导出的 GeoJSON 整段粘贴过来。",
    )
    source = models.CharField(
        "依据", max_length=60, help_text="图从哪里来，如“交通局 2026 年路网图，手工描绘”。"
    )
    sourced_on = models.DateField("依据的日期")
    is_demo = models.BooleanField("演示数据", default=False, db_default=False)

    objects = MapFeatureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地图要素"
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(COORDINATES, Value("array")))
                & (
                    Q(kind__in=("railway", "motorway", "road", "river"))
                    & Q(Exact(TYPE, Value("MultiLineString")))
                    | Q(kind__in=("lake", "built_up"))
                    & Q(In(TYPE, (Value("Polygon"), Value("MultiPolygon"))))
                    | Q(kind__in=("station", "airport")) & Q(Exact(TYPE, Value("Point")))
                ),
                name="%(app_label)s_%(class)s_shape_of_its_kind",
                violation_error_message="图形和种类对不上：铁路、公路、河流是线，"
                "湖泊、城区是面，车站、机场是点。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BuildState.values),
                name="%(app_label)s_%(class)s_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="%(app_label)s_%(class)s_has_a_source",
                violation_error_message="请写明依据。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}（{self.pk}）"

    @property
    def shape(self) -> Shape:
        return shape_of(self.kind)

    @property
    def is_there(self) -> bool:
        return self.state == BuildState.BUILT

    @property
    def words(self) -> str:
        """规划 格尔木北站 where it is not built yet."""
        return self.name if self.is_there else f"{self.get_state_display()} {self.name}".strip()


def shape_of(kind) -> Shape:
    if kind in {MapFeature.Kind.STATION, MapFeature.Kind.AIRPORT}:
        return Shape.POINT
    is_area = kind in {MapFeature.Kind.LAKE, MapFeature.Kind.BUILT_UP}
    return Shape.AREA if is_area else Shape.LINE
