"""What an answer's other buttons do: choose a block, put it into the words, take over new facts."""

from django.contrib import admin, messages
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from leads.actions.answer_files import take_files
from leads.admin.answer_forms import AnswerForm, greeting
from leads.admin.lead_needs import needs_on_desk
from leads.admin.workspace import suffix_of
from leads.models import AnswerFile, ReplyTemplate
from leads.placeholders import filled
from leads.quotable_facts import Subject, rows_of
from leads.reply_blocks import (
    MOST_QUOTES,
    BlockRefused,
    draft_mark,
    look_again,
    quote_of,
    read_draft,
    subject_of,
)
from policies.document_numbers import normalise_document_number
from policies.models import Policy

CHOOSING = ("_choose", "_look")
BUTTONS = (*CHOOSING, "_insert", "_refresh", "_drop", "_back")
LONGEST_ASKED = 60
SHOWN, FOUND, TEMPLATES = 6, 8, 30


class Draft:
    """The words as they came, with what was put into them."""

    def __init__(self, lead, posted):
        self.lead, self.region = lead, lead.site.region
        self.body = posted.get("body", "").replace("\r\n", "\n")
        self.quotes, self.files = read_draft(lead, posted.get("draft", ""))

    def form(self):
        return AnswerForm.drafted(self.lead, self.body, self.quotes, self.files)

    def add(self, words):
        """At the end, on a line of its own."""
        start = self.body.rstrip()
        self.body = f"{start}\n{words}" if start else words

    def quote(self, key):
        """BlockRefused says why not."""
        standing = [quote for quote in self.quotes if quote.stands_in(self.body)]
        if len(standing) >= MOST_QUOTES:
            raise BlockRefused(f"一封答复最多引用 {MOST_QUOTES} 处")
        quote = quote_of(key, self.region)
        self.add(quote.words)
        self.quotes = [*(one for one in standing if one.key != key), quote]

    def fill(self, template, by):
        """A text instead of the canned first line, else behind what is there."""
        if self.body.strip() == greeting(self.lead).strip():
            self.body = ""
        self.add(filled(template.body, self.lead, by))

    def refresh(self):
        """New facts in the place of old ones; how many stand there in other words."""
        left, kept = 0, []
        for one in look_again(self.quotes, self.region):
            is_there = one.quote.stands_in(self.body)
            if one.is_changed and one.quote.words in self.body:
                self.body = self.body.replace(one.quote.words, one.now.words)
                kept.append(one.now)
            elif is_there:
                kept.append(one.quote)
                left += one.is_changed
        self.quotes = kept
        return left


def answer_form(request, lead):
    """What was posted, with the files chosen among those of its draft; without those now gone.

    No browser sends a file twice unasked: they are kept from the first time on.
    """
    posted, files = request.POST.copy(), request.FILES.getlist("files")
    quotes, kept = read_draft(lead, posted.get("draft", ""))
    waiting, refused = take_files(lead=lead, by=request.user, files=files, kept=kept)
    posted["draft"] = draft_mark(lead, quotes, waiting)
    form = AnswerForm(posted, lead=lead)
    form.refused_files = refused
    return form


def is_drafting(posted) -> bool:
    return any(name in posted for name in BUTTONS)


def drafting_page(desk, request, form):
    """What the button asks for; `desk` draws the enquiry with a form of ours."""
    draft = Draft(form.lead, form.data)
    for refusal in form.refused_files:
        messages.warning(request, refusal)
    if any(name in request.POST for name in CHOOSING):
        return _chooser(request, draft)
    if "_insert" in request.POST:
        _insert(request, draft)
    elif "_refresh" in request.POST:
        _refresh(request, draft)
    elif "_drop" in request.POST:
        _drop(request, draft)
    else:
        messages.success(request, "没有插入，写的内容还在。")
    return desk(request, form.lead, bound={"answer": draft.form()})


def _insert(request, draft):
    key = request.POST["_insert"]
    kind, _, number = key.partition("-")
    if kind == "template":
        rows = ReplyTemplate.objects.for_lead(draft.lead, request.user)
        is_number = number.isascii() and number.isdecimal() and len(number) < 16
        template = rows.filter(pk=number).first() if is_number else None
        if template is None:
            messages.warning(request, "没有放进去：这条常用回复已经没有了。")
            return
        draft.fill(template, request.user)
    else:
        try:
            draft.quote(key)
        except BlockRefused as refusal:
            messages.warning(request, f"没有放进去：{refusal}。")
            return
    messages.success(request, "已放进答复，在末尾。")


def _refresh(request, draft):
    left = draft.refresh()
    if left:
        messages.warning(request, f"有 {left} 处改过字，没有自动换：请照现在的内容改。")
    else:
        messages.success(request, "已换成现在的内容，请再看一遍。")


def _drop(request, draft):
    number = request.POST["_drop"]
    draft.files = [(pk, name) for pk, name in draft.files if str(pk) != number]
    rows = AnswerFile.objects.drafts_of(draft.lead, request.user, [])
    if number.isascii() and number.isdecimal() and len(number) < 16:
        rows = AnswerFile.objects.drafts_of(draft.lead, request.user, [number])
    rows.drop()
    messages.success(request, "附件已去掉。")


def _chooser(request, draft):
    lead, posted = draft.lead, request.POST
    asked = posted.get("find", "").replace("\0", "").strip()[:LONGEST_ASKED]
    messages.success(request, "正在写的答复带着，选一段就放回去。")
    templates = ReplyTemplate.objects.for_lead(lead, request.user)
    context = admin.site.each_context(request) | {
        "title": "放进答复",
        "lead": lead,
        "suffix": suffix_of(request),
        "form": draft.form(),
        "asked": asked,
        "found": found_subjects(asked, draft.region) if asked else [],
        "looked": subject_of(posted.get("_look", ""), draft.region),
        "subjects": offered_subjects(lead),
        "templates": by_topic(templates.select_related("topic"), lead),
    }
    return render(request, "admin/leads/lead/answer_blocks.html", context)


def by_topic(templates, lead):
    """Those of the enquiry's own topic first, then those for any, then the others."""
    order = {lead.topic_id: 0, None: 1}
    rows = templates.order_by("title", "pk")[:TEMPLATES]
    return sorted(rows, key=lambda row: order.get(row.topic_id, 2))


def offered_subjects(lead):
    """What is likely to be quoted: the places asked about and fitting ones, their parks, the
    documents in force."""
    region, now = lead.site.region, timezone.now()
    places = list(lead.lead_listings.order_by("position")[:SHOWN])
    fitting = [listing.pk for listing in needs_on_desk(lead, places).fitting]
    asked = [place.listing_id for place in places]
    keys = [key for key in (lead.listing_id, *asked, *fitting) if key]
    rows = {row.pk: row for row in rows_of("listing", region).filter(pk__in=keys)}
    listings = [rows[key] for key in dict.fromkeys(keys) if key in rows]
    parks = {lead.park_id, *(row.park_id for row in listings)} - {None}
    near = rows_of("park", region).filter(pk__in=parks).published(now).order_by("name", "pk")
    policies = rows_of("policy", region).published(now).not_over().current_first()
    named = Policy.objects.applying_to(region).filter(pk=lead.policy_id)
    policies = {row.pk: row for row in (*named, *policies[:SHOWN])}
    return [
        *(Subject("listing", row) for row in listings),
        *(Subject("policy", row) for row in policies.values()),
        *(Subject("park", row) for row in near[:SHOWN]),
    ]


def found_subjects(asked, region):
    """By code, number or a part of the name; what has ended is listed, too, and says so."""
    now = timezone.now()
    by_name = {
        "listing": Q(code__iexact=asked) | Q(title__icontains=asked),
        "policy": Q(document_number=normalise_document_number(asked)) | Q(title__icontains=asked),
        "park": Q(name__icontains=asked) | Q(also_known_as__icontains=asked),
    }
    return [
        Subject(kind, row)
        for kind, matches in by_name.items()
        for row in rows_of(kind, region).published(now).filter(matches).order_by("-pk")[:FOUND]
    ]
