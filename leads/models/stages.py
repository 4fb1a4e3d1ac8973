"""What the office keeps of stages: why a project was lost, and what each stage asks for."""

from django.db import models

from leads import extensions

ROWS_OF_OLD = "未记录"  # for enquiries that were lost before a reason was asked for


class LostReasonQuerySet(models.QuerySet):
    def active(self):
        """Reasons that are offered, in the order the office wants."""
        return self.filter(is_active=True).order_by("position", "pk")


class LostReason(models.Model):
    """Why nothing came of an enquiry; one that is in use stays."""

    name = models.CharField("原因", max_length=40, unique=True)
    is_invalid = models.BooleanField(
        "算作无效",
        default=False,
        help_text="如打错电话、重复登记：不是没谈成，不计入未成的统计。",
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    objects = LostReasonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "未成原因"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_says_something"
            )
        ]

    def __str__(self):
        return self.name


def requirement_choices():
    """Those of this room, then those of rooms above."""
    above = [(code, each.label) for code, each in extensions.requirements().items()]
    return [*StageGate.Requirement.choices, *above]


class StageGate(models.Model):
    """One thing that must be known before an enquiry enters a stage (leads.gates)."""

    class Requirement(models.TextChoices):
        OWNER = "owner", "有人负责"
        ANSWERED = "answered", "已答复过访客"
        COMPANY = "company", "知道是哪个单位"
        NEEDS = "needs", "知道需要多大面积，或看中哪一处"
        NEXT_STEP = "next_step", "安排了下一步"
        VISIT = "visit", "踏勘、见面有记录"
        AGREEMENT = "agreement", "有协议编号"

    class Entered(models.TextChoices):
        ASSESSING = "assessing", "研判"
        IN_TALKS = "in_talks", "洽谈"
        VISITING = "visiting", "考察"
        SIGNED = "signed", "签约"
        BUILDING = "building", "开工"
        PRODUCING = "producing", "投产"
        PERFORMING = "performing", "达效"

    stage = models.CharField("进入阶段", max_length=10, choices=Entered)
    requirement = models.CharField("必须先有", max_length=10, choices=requirement_choices)

    class Meta:
        verbose_name = verbose_name_plural = "阶段门槛"
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "requirement"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    stage__in=[
                        *("assessing", "in_talks", "visiting", "signed"),
                        *("building", "producing", "performing"),
                    ]
                ),
                name="%(app_label)s_%(class)s_known_stage",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}：{self.get_requirement_display()}"
