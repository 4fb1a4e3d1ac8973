"""What a clerk fills in to bring a list in or take one out."""

from django import forms
from django.core.validators import RegexValidator

from parks.models import ExportLog
from regions import access
from regions.models import Region

TWO_LETTERS = r"(?s)[^\W_].*[^\W_]"  # a dash or a row of dots says nothing


def regions_for(user):
    """Where this user may import: regions with a site, and the user's own region."""
    regions = access.scope(Region.objects.all(), user, lookup="", roles=access.EDITORS)
    home = access.home_region(user, access.EDITORS)
    with_site = regions.filter(site__isnull=False)
    own = Region.objects.filter(pk=home.pk if home else None)
    return (with_site | regions.filter(pk__in=own.values("pk"))).distinct().order_by("path")


class ImportForm(forms.Form):
    file = forms.FileField(
        label="文件（xlsx 或 csv）",
        help_text="最大 60 MB、20 万行；办公系统导出的网页表格（xls）和 XML 表格也能读。"
        "500 行以内马上核对，更大的文件在后台核对。",
        error_messages={
            "required": "请选择要导入的文件。",
            "empty": "这个文件是空的，请重新选择。",
            "invalid": "文件没有传上来，请重新选择。",
            "max_length": "文件名太长，请改短再上传。",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.xls,.xml,.htm,.html,.tsv"}),
    )
    region = forms.ModelChoiceField(
        queryset=Region.objects.none(),
        label="归属地区",
        empty_label=None,
        help_text="没有写地区的行归这里。别的地区的编号不会被改动。",
        error_messages={"invalid_choice": "您不能向这个地区导入。", "required": "请选择地区。"},
    )
    is_clearing = forms.BooleanField(
        label="空白格清空原值",
        required=False,
        help_text="不勾选时，空白格保留系统里原来的内容。",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["region"].queryset = regions_for(user)
        self.fields["region"].initial = access.home_region(user, access.EDITORS)


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label="格式",
        choices=ExportLog.Format,
        initial=ExportLog.Format.XLSX,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择格式。",
            "invalid_choice": "只有 xlsx 和 csv 两种格式。",
        },
    )
    reason = forms.CharField(
        label="用途",
        max_length=100,
        validators=[RegexValidator(TWO_LETTERS, "请写清楚拿去做什么，至少两个字。")],
        help_text="如：第三季度汇报、交统计局核对。负责人和审计看得到；不要写个人姓名和电话。",
        error_messages={
            "required": "请写明用途：拿去做什么。没有写，就不导出。",
            "max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字。",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
