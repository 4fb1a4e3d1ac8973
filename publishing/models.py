"""What it means to be public: one status, one time window, one definition in published()."""

from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from publishing.assets import Asset as Asset
from publishing.content_audits import AuditedFinding as AuditedFinding
from publishing.content_audits import ContentAudit as ContentAudit
from publishing.editions.changes import Change as Change
from publishing.editions.changes import ChangeTotal as ChangeTotal
from publishing.not_allowed import IncompleteError as IncompleteError
from publishing.not_allowed import NotAllowedError as NotAllowedError
from publishing.not_allowed import NotSignedError as NotSignedError
from publishing.not_allowed import OpensGapError as OpensGapError
from publishing.open_forms import OpenForm as OpenForm
from publishing.outside_links import OutsideLink as OutsideLink
from publishing.pending_changes import PendingChange as PendingChange
from publishing.preview_links import PreviewLink as PreviewLink
from publishing.review_comments import ReviewComment as ReviewComment
from publishing.review_signatures import ReviewSignature as ReviewSignature
from publishing.rule_severities import RuleSeverity as RuleSeverity
from publishing.signed_findings import SignedFinding as SignedFinding
from publishing.text_links import TextLink as TextLink
from publishing.version_rows import VersionRows as VersionRows
from publishing.word_lists import WordList as WordList
from regions.models import Site

OPEN_COMMENTS = "还有 {} 条意见没有处理：处理好了再签。"


def public_at(now, through="") -> Q:
    """What published() asks of a row, or of what it points to: `through="park__"`."""
    return Q(
        Q(**{f"{through}expire_at__isnull": True}) | Q(**{f"{through}expire_at__gt": now}),
        **{f"{through}status": PublishWindow.Status.APPROVED, f"{through}publish_at__lte": now},
    )


class PublishedQuerySet(models.QuerySet):
    def published(self, now=None):
        """Rows the public may see at `now`. The only definition of public in the project."""
        return self.filter(public_at(now or timezone.now()))


def _known_status(*known):
    return models.CheckConstraint(
        condition=Q(status__in=known), name="%(app_label)s_%(class)s_known_status"
    )


class PublishWindow(models.Model):
    """Status and time window, evaluated when asked, so nothing waits for a scheduler."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "待审核"
        APPROVED = "approved", "已通过"
        WITHDRAWN = "withdrawn", "已撤回"
        INTERNAL = "internal", "内部可见"  # for colleagues of its region who are signed in

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        "发布时间", default=timezone.now, help_text="可填将来的时间，到时自动公开。"
    )
    expire_at = models.DateTimeField(
        "下线时间", null=True, blank=True, help_text="可不填；到时自动从公开页面消失。"
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(expire_at__isnull=True) | Q(expire_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_expires_after_publishing",
                violation_error_message="下线时间应晚于发布时间。",
            ),
            _known_status("draft", "in_review", "approved", "withdrawn"),
        ]

    def is_published(self, now=None):
        """The same rule as published(), for an object in hand."""
        now = now or timezone.now()
        return (
            self.status == self.Status.APPROVED
            and self.publish_at <= now
            and (self.expire_at is None or self.expire_at > now)
        )


class Publishable(PublishWindow):
    """A thing editors write, reviewers approve and the public reads."""

    # Columns that whoever may edit corrects in public without a second review: what must be true
    # at once (publishing.corrections).
    corrections: tuple[str, ...] = ()
    # The way to the region it belongs to, and texts that are no matter of its content checks.
    home_lookup = "region"
    unchecked_texts = frozenset()
    # Rows that hang on it and are shown with it, by the names under which it has them.
    checked_rows: tuple[str, ...] = ()
    # A change that waits beside the row, in the very moment in which it is taken over.
    accepted_change = None
    # How many sign what is stored, while the row in hand is as it was typed.
    least_steps = 1
    _steps_of_version = None  # (version, steps where it was), once asked

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="创建人",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="审核人",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(PublishWindow.Meta):
        abstract = True
        # What is internal has no copy: tables of copies refuse it.
        constraints = [PublishWindow.Meta.constraints[0], _known_status(*PublishWindow.Status)]

    def gone_at(self):
        """When this leaves the public by itself, None for never."""
        return self.expire_at

    def hidden_by(self, now):
        """What keeps it from readers though approved and in its window: a Visibility, else None."""

    def missing_before_publishing(self):
        """What must be filled in first, in the shape that IncompleteError tells."""
        return []

    def gaps_opened(self):
        """What is missing now, less what the stored row lacks in public already.

        New demands do not reach back: content that is public may keep the gaps that it has.
        """
        gaps = self.missing_before_publishing()
        public = type(self)._default_manager.filter(pk=self.pk, status=self.Status.APPROVED)
        stored = public.first() if gaps else None
        known = {gap.anchor for gap in stored.missing_before_publishing()} if stored else set()
        return [gap for gap in gaps if gap.anchor not in known]

    def refuse_gaps_opened(self):
        """Raises OpensGapError if saving would take from the public what it must be told."""
        if self.status == self.Status.APPROVED and (gaps := self.gaps_opened()):
            raise OpensGapError(gaps)

    @contextmanager
    def changing(self, *, commit=True):
        """One change of the stored row: wait for others, read it anew, change it, save it.

        Visitors who ask about it are not kept waiting: no key changes.
        Thus nobody's columns are overwritten with what we read before. Without `commit` the object
        in hand is changed as it is: a form, which has locked the row, saves what was typed with it.
        """
        if not commit:
            yield
            return
        with self.held():
            yield
            self.refuse_gaps_opened()
            self.save()

    @contextmanager
    def held(self):
        """The stored row, locked and read anew; nothing is saved by that."""
        with transaction.atomic():
            rows = type(self)._default_manager.select_for_update(of=("self",), no_key=True)
            try:
                self.refresh_from_db(from_queryset=rows)
            except self.DoesNotExist as error:
                raise NotAllowedError("内容已被别人删除。") from error
            yield

    def review_steps(self) -> int:
        """How many people have to sign one after the other before this is public (ADR 52)."""
        return Site.objects.review_steps_at(self.region)

    def signatures_needed(self) -> int:
        """As it is typed, or as it was stored, or where it was: nobody takes a step away."""
        return max(self.least_steps, self.review_steps(), self._steps_where_it_was())

    def _steps_where_it_was(self) -> int:
        """Of the columns or regions through which it came since it was public last.

        What is withdrawn, moved and sent again is still the text that so many had to sign.
        """
        if self.pk is None or self.status == self.Status.APPROVED:
            return 1
        home = self._meta.get_field(self.home_lookup.partition("__")[0])
        version = (self.updated_at, getattr(self, home.attname))
        if self._steps_of_version is None or self._steps_of_version[0] != version:
            public = self.history.filter(status=self.Status.APPROVED).order_by("-history_id")
            since = Coalesce(Subquery(public.values("history_id")[:1]), 0)
            versions = self.history.filter(history_id__gte=since).exclude(
                **{home.attname: version[1]}
            )
            places = (
                getattr(type(self), home.name)
                .get_queryset(instance=self)
                .filter(pk__in=versions.order_by().values(home.attname))
            )
            steps = [type(self)(**{home.name: place}).review_steps() for place in places]
            self._steps_of_version = version, max(steps, default=1)
        return self._steps_of_version[1]

    def submit(self, *, commit=True):
        """Draft or withdrawn → waiting for review."""
        with self.changing(commit=commit):
            if self.status == self.Status.APPROVED:
                raise NotAllowedError("内容已经通过审核，无需再次提交。")
            self.status = self.Status.IN_REVIEW

    def approve(self, user, *, commit=True):
        """→ public from publish_at on; raises IncompleteError while something is missing."""
        with self.changing(commit=commit):
            if self.status == self.Status.APPROVED:
                raise NotAllowedError("内容已经通过审核。")
            self.check_publishable()
            self._note_signers(user)
            self.status = self.Status.APPROVED
            self.approved_by = user

    def _note_signers(self, user, change=None):
        """Raises NotSignedError where a review in several steps is not through.

        What somebody remarked on is dealt with before, however many sign.
        """
        if self.pk and (left := ReviewComment.objects.of(self).open().count()):
            raise NotAllowedError(OPEN_COMMENTS.format(left))
        needed = self.signatures_needed()
        if needed == 1:
            self.signed_by([user] if user else [])
            return
        signatures = ReviewSignature.objects.counting(self, change) if self.pk else ()
        if len(signatures) < needed:
            raise NotSignedError
        signatures.update(published_at=timezone.now())
        self.signed_by([each.signer for each in signatures])

    def signed_by(self, signers):
        """Who answers for what becomes public, in the order of their signatures."""

    def check_publishable(self):
        """Raises NotAllowedError while something stands against publishing."""
        missing = self.missing_before_publishing()
        if missing:
            raise IncompleteError(missing)

    def accept(self, user):
        """A change takes the place of what is public: the form that holds it saves the rest."""
        self._note_signers(user, self.accepted_change)
        self.approved_by = user

    def withdraw(self, *, commit=True):
        """Public or waiting → gone from every public page, search and feed at once."""
        with self.changing(commit=commit):
            self._end_links_to_earlier()
            self.status = self.Status.WITHDRAWN

    def keep_inside(self, *, commit=True):
        """Public or not yet → read by signed-in colleagues of its region and by nobody else."""
        with self.changing(commit=commit):
            self._end_links_to_earlier()
            self.status = self.Status.INTERNAL

    def _end_links_to_earlier(self):
        """What leaves the public is not read on in an earlier version by whoever has a link."""
        if self.pk is not None:
            links = PreviewLink.objects.of(self).good().exclude(history_id=None)
            links.update(revoked_at=timezone.now())
