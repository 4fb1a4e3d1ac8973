"""Who gets a new enquiry of a site, and who stands in while somebody is away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from leads.models.topics import Topic
from regions.models import Site

STAFF = settings.AUTH_USER_MODEL
SHORTEST_IDLE, LONGEST_IDLE = 3, 365  # days


class RoutingRuleQuerySet(models.QuerySet):
    def of(self, lead) -> list["RoutingRule"]:
        """Of the lead's topic, then of any topic."""
        rules = self.filter(Q(topic=lead.topic_id) | Q(topic=None), site=lead.site_id)
        return list(rules.order_by(F("topic").asc(nulls_last=True)))


class RoutingRule(models.Model):
    """To whom the enquiries of a site go, of one topic or of any that has no rule of its own."""

    class Way(models.TextChoices):
        LEAST_BUSY = "least", "手上最少的先得"
        IN_TURN = "turn", "轮流"

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="routing_rules", verbose_name="站点"
    )
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="routing_rules",
        verbose_name="咨询主题",
        help_text="空着就是其余所有主题。",
    )
    way = models.CharField("怎样分派", max_length=5, choices=Way, default=Way.LEAST_BUSY)
    idle_days = models.SmallIntegerField(
        "几天没有动作退回公海",
        null=True,
        blank=True,
        help_text=f"{SHORTEST_IDLE} 至 {LONGEST_IDLE} 天，提前 2 天提醒负责人；空着就不自动退回。",
    )

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分派规则"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "topic"],
                name="%(app_label)s_%(class)s_one_a_topic",
                violation_error_message="这个站点的这个主题已经有一条规则，请改那一条。",
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(topic=None),
                name="%(app_label)s_%(class)s_one_of_the_rest",
                violation_error_message="这个站点的其余主题已经有一条规则，请改那一条。",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["least", "turn"]), name="%(app_label)s_%(class)s_known_way"
            ),
            models.CheckConstraint(
                condition=Q(idle_days=None) | Q(idle_days__range=(SHORTEST_IDLE, LONGEST_IDLE)),
                name="%(app_label)s_%(class)s_idle_days",
                violation_error_message=f"请填 {SHORTEST_IDLE} 至 {LONGEST_IDLE} 天，或者空着。",
            ),
        ]

    def __str__(self):
        return f"分派规则 {self.pk}"


class RoutingPlace(models.Model):
    """One officer in the turn of a rule, or who gets what nobody of them can take."""

    rule = models.ForeignKey(
        RoutingRule, models.CASCADE, related_name="places", verbose_name="规则"
    )
    officer = models.ForeignKey(
        STAFF, models.CASCADE, related_name="routing_places", verbose_name="专员"
    )
    is_fallback = models.BooleanField("兜底", default=False)
    given_at = models.DateTimeField("上次分到的时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分派名单"
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "officer"], name="%(app_label)s_%(class)s_once_a_rule"
            ),
            models.UniqueConstraint(
                fields=["rule"],
                condition=Q(is_fallback=True),
                name="%(app_label)s_%(class)s_one_fallback",
            ),
        ]

    def __str__(self):
        return f"分派名单 {self.pk}"


class AbsenceQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(first_on__lte=day, last_on__gte=day)

    def stand_ins(self, day) -> dict[int, int | None]:
        """{who is away: who stands in}; of two absences at once the later entered counts."""
        return dict(self.on(day).order_by("pk").values_list("person", "stand_in"))


class Absence(models.Model):
    """Days on which an officer gets nothing new, and a colleague hears of what comes in."""

    person = models.ForeignKey(
        STAFF, models.CASCADE, related_name="absences", verbose_name="谁不在"
    )
    stand_in = models.ForeignKey(
        STAFF,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="谁代",
    )
    first_on = models.DateField("第一天")
    last_on = models.DateField("最后一天")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "外出与代办"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="%(app_label)s_%(class)s_in_order",
            ),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("person")),
                name="%(app_label)s_%(class)s_by_another",
            ),
        ]
        indexes = [models.Index(fields=["last_on"], name="leads_absence_last_on")]

    def __str__(self):
        return f"外出 {self.pk}"
