"""导入名单: an officer brings in the leads of a fair, by the pages of any import."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.form_fields import DayField
from exchange import jobs
from exchange.forms import ImportForm
from exchange.job_page import act_on, job_page
from exchange.staff_pages import workbook_response
from exchange.upload_checks import RefusedFile
from leads.entry_forms import BY_VISITORS, NEEDS_NOTE, NOTE_WANTED, EntryForm, own_sites
from leads.forms import FreeTextField
from leads.list_columns import COLUMNS
from leads.list_rows import day_problem
from leads.models import Consent, Lead, Topic
from parks.models import ImportJob
from regions import access

FILE_HELP = (
    "xlsx 或 csv。100 行以内马上核对，更多的在后台核对。"
    "导入后文件即删除，没有导入的和有错误的行 7 天后删除。"
)
DAYS = ("came_in_on", "consented_on")
HINTS = (
    "只填第一页，第一行的列名不要改；不用的列可以删掉，顺序可以换，一行一个人或一家单位。",
    "电话和邮箱至少写一个，称呼和单位至少写一个。空着的来源、主题、同意方式，用上传时选的。",
    "同一个电话、邮箱或单位已经有档案的，作为新的会谈放进去，原有内容不改；一模一样的行只导入一次。",
    "没有同意登记的人不要写进来。不要写身份证号、银行卡号。",
)


class LeadListForm(forms.Form):
    """The file, and what holds for all rows that do not say it themselves."""

    file = ImportForm.base_fields["file"]
    site = EntryForm.base_fields["site"]
    topic = forms.ModelChoiceField(
        label="咨询主题",
        queryset=Topic.objects.none(),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": "请选择主题", "invalid_choice": "请从列表里选择主题"},
    )
    channel = forms.ChoiceField(
        label="来源",
        choices=[choice for choice in Lead.Channel.choices if choice[0] not in BY_VISITORS],
        initial=Lead.Channel.FAIR,
        error_messages={"required": "请选择来源", "invalid_choice": "请选择来源"},
    )
    channel_note = FreeTextField(
        label="来源说明",
        required=False,
        max_length=80,
        help_text="哪场活动、哪个部门、谁介绍；名单里有这一列的，按名单。",
        error_messages={"max_length": "最多 %(limit_value)d 个字"},
    )
    came_in_on = DayField("接触日期")
    consent_how = forms.ChoiceField(
        label="对方怎样同意登记的",
        choices=[("", "名单里逐行写明"), *Consent.How.choices],
        required=False,
        help_text="没有同意的人不能登记。",
        error_messages={"invalid_choice": "请从列表里选择"},
    )
    consented_on = DayField("同意日期")
    use_required_attribute = False
    field_order = ("site", "file")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["file"].help_text = FILE_HELP
        sites = self.fields["site"]
        sites.queryset = own_sites(by).select_related("region").order_by("region__path", "pk")
        sites.initial = sites.queryset.first()
        self.fields["topic"].queryset = Topic.objects.active()
        self.fields["topic"].initial = "other"
        for name, day in zip(DAYS, ("今天", "接触日期"), strict=True):
            self.fields[name].help_text = f"空着的，按名单；名单里也没有的，是{day}。"

    def clean(self):
        data = super().clean()
        for name in DAYS:
            if data.get(name) and (problem := day_problem(data[name], timezone.localdate())):
                self.add_error(name, problem)
        needs_note = data.get("channel") in NEEDS_NOTE and "channel_note" not in self.errors
        if needs_note and not data.get("channel_note"):
            self.add_error("channel_note", NOTE_WANTED)
        return data

    @property
    def defaults(self) -> dict:
        """As the job keeps them."""
        data = self.cleaned_data
        days = {name: data[name] and data[name].isoformat() for name in DAYS}
        words = {name: data[name] for name in ("channel", "channel_note", "consent_how")}
        return words | days | {"topic": data["topic"].pk}


def _require_officer(user):
    if not access.has_role(user, access.OFFICERS):
        raise PermissionDenied("名单由招商专员导入。")


@require_http_methods(["GET", "HEAD", "POST"])
def lead_import(request):
    _require_officer(request.user)
    is_sent = request.method == "POST"
    form = LeadListForm(*((request.POST, request.FILES) if is_sent else ()), by=request.user)
    if is_sent and form.is_valid():
        try:
            return redirect("admin:leads_lead_import_job", _receive(request, form).pk)
        except RefusedFile as refusal:
            form.add_error("file", str(refusal))
    recent = _own_jobs(request).order_by("-pk")[:5]
    status = 400 if is_sent else 200
    return _page(request, "import", "导入名单", status, form=form, recent=recent)


def _receive(request, form):
    file = form.cleaned_data["file"]
    job = jobs.receive(
        file,
        name=file.name,
        region=form.cleaned_data["site"].region,
        user=request.user,
        kind=ImportJob.Kind.LEADS,
        defaults=form.defaults,
    )
    return jobs.run_at_once(job)


@require_safe
def lead_import_template(request):
    _require_officer(request.user)
    from exchange import xlsx_templates  # openpyxl is loaded by whoever asks for a workbook

    return workbook_response(xlsx_templates.list_template("线索", COLUMNS, HINTS), "leads.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def lead_import_job(request, pk):
    _require_officer(request.user)
    job, status = get_object_or_404(_own_jobs(request), pk=pk), 200
    if request.method == "POST":
        if act_on(request, job):
            return redirect(request.path)
        status = 400
        messages.error(request, "没有选择“确认导入”或“放弃”，什么也没有做。")
    context = job_page(job, request.GET.get("show", ""), request.GET.get("page", ""))
    title = f"导入名单：{job.get_state_display()}"
    return _page(request, "import_job", title, status, job=job, is_own=True, **context)


@require_safe
def lead_import_faults(request, pk):
    _require_officer(request.user)
    job = get_object_or_404(_own_jobs(request), pk=pk)
    if not job.file or not job.faults.exists():
        raise Http404("没有错误清单，或文件已按期删除")
    from exchange import xlsx_templates  # likewise

    faults = xlsx_templates.faulty_rows(job.header, jobs.faulty_rows(job))
    return workbook_response(faults, f"faults-{job.pk}.xlsx")


def _own_jobs(request):
    """A list holds whole numbers: only whoever uploaded it sees its rows, while the grant lasts."""
    own = ImportJob.objects.filter(kind=ImportJob.Kind.LEADS, user=request.user)
    own = own.select_related("region__site", "user")
    return access.scope(own, request.user, lookup="region", roles=access.OFFICERS)


def _page(request, template, title, status=200, **context):
    context |= {**admin.site.each_context(request), "title": title, "opts": Lead._meta}
    return TemplateResponse(request, f"admin/leads/lead/{template}.html", context, status=status)


def import_urls(staff):
    """Below the inbox."""
    return [
        path("import/", staff(lead_import), name="leads_lead_import"),
        path("import/template/", staff(lead_import_template), name="leads_lead_import_template"),
        path("import/<int:pk>/", staff(lead_import_job), name="leads_lead_import_job"),
        path("import/<int:pk>/faults/", staff(lead_import_faults), name="leads_lead_import_faults"),
    ]
