"""旧网页: brought in by upload, looked at beside what was made of them, taken over."""

import html

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from core.text_diff import IN, OUT, SAME, Paragraph, Piece, compare
from exchange import jobs
from exchange.job_page import act_on, job_page
from exchange.staff_pages import for_editors
from exchange.upload_checks import RefusedFile
from news.actions import accept_page, reject_page
from news.models import Column, OldPage
from parks.models import ImportJob
from publishing.models import NotAllowedError
from regions import access
from regions.site_focus import narrowed

A_PAGE, MOST_LINES, JOBS_SHOWN = 50, 400, 20
REJECT = "_reject"  # the button that leaves a page out
TAKEN = "已收下“{}”，提交审核。"
LEFT_OUT = "没有收“{}”，原网页还在“没有收的”里。"
NONE_LEFT = "隔离区里没有等您看的了。"


class OldPagesForm(forms.Form):
    """What is brought in, and the column it goes to."""

    file = forms.FileField(
        label="网页、压缩包或表格",
        help_text="一个网页（html、htm、mht、txt），或一个 zip（最多 2 万页），"
        "或一张 csv、xlsx（列名：标题、发布日期、来源、作者、正文）。最大 60 MB。",
        error_messages={
            "required": "请选择要导入的文件。",
            "empty": "这个文件是空的，请重新选择。",
            "invalid": "文件没有传上来，请重新选择。",
            "max_length": "文件名太长，请改短再上传。",
        },
        widget=forms.FileInput(
            attrs={"accept": ".html,.htm,.shtml,.xhtml,.mht,.mhtml,.txt,.zip,.csv,.xlsx"}
        ),
    )
    column = forms.ModelChoiceField(
        queryset=Column.objects.none(),
        label="放进栏目",
        empty_label=None,
        error_messages={"invalid_choice": "您不能向这个栏目导入。", "required": "请选择栏目。"},
    )
    use_required_attribute = False

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        columns = access.scope(
            Column.objects.all(), user, lookup="site__region", roles=access.EDITORS
        )
        columns = columns.select_related("site__region").order_by(
            "site__region__path", "site", "position", "pk"
        )
        field = self.fields["column"]
        field.queryset = columns
        field.label_from_instance = lambda column: f"{column.site.short_name}·{column.name}"


class RejectionForm(forms.Form):
    """Why a page is not taken over."""

    reason = forms.CharField(
        label="为什么不收",
        max_length=OldPage._meta.get_field("rejection").max_length,
        help_text="如“和另一篇重复”“只是广告”。记您的名字，原网页留着；再导入也认得，不会又回来。",
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": "请写为什么不收：以后有人问起，就看这一句。",
            "max_length": "写得太长了，请写短一些。",
        },
    )
    use_required_attribute = False


class OldPagesMixin:
    """Of the desk of articles: pages of an old site come in here, and wait until somebody looks."""

    def get_urls(self):
        staff = self.admin_site.admin_view
        views = (
            ("import/", self.import_view, "news_article_import"),
            ("import/<int:pk>/", self.import_job_view, "news_article_import_job"),
            ("quarantine/", self.quarantine_view, "news_article_quarantine"),
            ("quarantine/<int:pk>/", self.old_page_view, "news_article_old_page"),
            ("quarantine/<int:pk>/file/", self.old_page_file_view, "news_article_old_page_file"),
        )
        reading = {self.quarantine_view, self.old_page_file_view}
        both = require_http_methods(["GET", "HEAD", "POST"])
        pages = [
            path(
                place,
                staff((require_safe if view in reading else both)(for_editors(view))),
                name=name,
            )
            for place, view, name in views
        ]
        return [*pages, *super().get_urls()]

    def import_view(self, request):
        is_sent = request.method == "POST"
        data = (request.POST, request.FILES) if is_sent else ()
        form = OldPagesForm(*data, user=request.user)
        if is_sent and form.is_valid():
            try:
                return redirect("admin:news_article_import_job", _received(request, form).pk)
            except RefusedFile as refusal:
                form.add_error("file", str(refusal))
        recent = _own_jobs(request).order_by("-pk")[:JOBS_SHOWN]
        status = 400 if is_sent else 200
        return self._page(request, "import", "导入旧网页", status, form=form, recent=recent)

    def import_job_view(self, request, pk):
        job, status = get_object_or_404(_own_jobs(request), pk=pk), 200
        is_own = request.user.is_superuser or job.user_id == request.user.pk
        if request.method == "POST":
            if is_own and act_on(request, job):
                return HttpResponseRedirect(request.path)
            status = 400
            messages.error(request, "只有上传人可以停止，什么也没有做。")
        context = job_page(job, "", "")
        waiting = _own_pages(request).waiting().filter(job=job).count()
        title = f"导入旧网页：{job.get_state_display()}"
        context |= {"job": job, "is_own": is_own, "waiting": waiting}
        return self._page(request, "import_job", title, status, **context)

    def quarantine_view(self, request):
        own, is_rest = _own_pages(narrowed(request)), "rejected" in request.GET
        pages = own.rejected() if is_rest else own.waiting()
        pages = pages.defer("packed_file", "text").select_related("article__column__site")
        shown = Paginator(_in_order(pages), A_PAGE).get_page(request.GET.get("page"))
        context = {"pages": shown, "is_rest": is_rest, "rest": "&rejected" if is_rest else ""}
        return self._page(request, "quarantine", "旧网页隔离区", **context)

    def old_page_view(self, request, pk):
        page = get_object_or_404(
            _own_pages(request).select_related("article__column__site", "article__kind_tag"), pk=pk
        )
        article = page.article
        sent = request.POST if REJECT in request.POST else None
        rejection = RejectionForm(sent, label_suffix="")
        if request.method == "POST" and (rejection.is_valid() or not rejection.is_bound):
            return self._dealt_with(request, page, rejection)
        return self._page(
            request,
            "old_page",
            article.full_title,
            400 if rejection.errors else 200,
            page=page,
            article=article,
            fields=_fields(page, article),
            sides=_sides(page, article),
            form=rejection,
            following=_next_to(request, page),
            waits=OldPage.objects.waiting().filter(pk=page.pk).exists(),
        )

    def old_page_file_view(self, request, pk):
        """The file as it came: to be kept, never to be opened in the desk."""
        page = get_object_or_404(_own_pages(request), pk=pk)
        response = HttpResponse(page.file, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="old-page-{page.pk}.bin"'
        return response

    def _dealt_with(self, request, page, rejection):
        """Taken over, or not for the reason that was given; then comes the next."""
        following = _next_to(request, page)
        if not self.has_change_permission(request, page.article):
            raise Http404("没有这一页")
        try:
            if rejection.is_bound:
                reject_page(page, user=request.user, reason=rejection.cleaned_data["reason"])
            else:
                accept_page(page, user=request.user)
            said = LEFT_OUT if rejection.is_bound else TAKEN
            self.message_user(request, said.format(page.article.full_title), messages.SUCCESS)
        except NotAllowedError as error:
            self.message_user(request, str(error), messages.WARNING)
        if following:
            return redirect("admin:news_article_old_page", following.pk)
        self.message_user(request, NONE_LEFT)
        return HttpResponseRedirect(reverse("admin:news_article_quarantine"))

    def _page(self, request, template, title, status=200, **context):
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/news/article/{template}.html"
        return TemplateResponse(request, template, context, status=status)


def _received(request, form):
    file, column = form.cleaned_data["file"], form.cleaned_data["column"]
    job = jobs.receive(
        file,
        name=file.name,
        region=column.site.region,
        user=request.user,
        kind=ImportJob.Kind.PAGES,
        defaults={"column": column.pk},
    )
    return jobs.run_at_once(job)


def _own_jobs(request):
    pages = ImportJob.objects.filter(kind=ImportJob.Kind.PAGES).select_related("region", "user")
    return access.scope(pages, request.user, lookup="region", roles=access.EDITORS)


def _own_pages(request):
    return OldPage.objects.in_scope(request.user)


def _in_order(pages):
    """The surest first: those are dealt with by one key each."""
    return pages.order_by("-lowest_confidence", "pk")


def _next_to(request, page):
    """The next that waits behind this one, or the first of the others."""
    others = _in_order(_own_pages(narrowed(request)).waiting().exclude(pk=page.pk)).only("pk")
    less = others.filter(lowest_confidence__lt=page.lowest_confidence)
    as_sure = others.filter(lowest_confidence=page.lowest_confidence, pk__gt=page.pk)
    return as_sure.first() or less.first() or others.first()


def _fields(page, article):
    """(label, value, confidence, place, whether that is enough), the doubtful first."""
    values = {
        "标题": article.title,
        "类别标签": article.kind_tag.name if article.kind_tag else "",
        "副标题": article.subtitle,
        "栏目": article.column.name,
        "发布日期": article.publish_day if page.confidences.get("date") else "没有找到",
        "来源": article.source,
        "作者": article.author,
        "正文": f"{article.body.count('<p>')} 段",
    }
    return [(label, values[label], *rest) for label, *rest in page.rated_fields()]


def _sides(page, article):
    """Lines of the page beside what was taken of them: what is only on the left was left out."""
    heads = filter(None, (article.title, article.subtitle))
    old = _paragraphs(page.text.split("\n")[:MOST_LINES])
    new = _paragraphs(heads) + article.body
    return [(_side(each, OUT), _side(each, IN)) for each in compare(old, new)]


def _paragraphs(lines):
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


def _side(paragraph, kind):
    """As the template prints it, which escapes: what a page says of tags is shown as words."""
    pieces = (each for each in paragraph.pieces if each.kind in (SAME, kind))
    return Paragraph(tuple(Piece(each.kind, html.unescape(each.text)) for each in pieces))
