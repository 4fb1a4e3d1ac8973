"""What ratings add to an enquiry (leads.extensions): after its end, for visitor, desk and chief."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from leads import extensions
from leads.actions import display_name
from leads.deadlines import in_words
from leads.proofs import Proof
from ratings.actions import RATED
from ratings.forms import RatingForm
from ratings.models import BAD, SCORES, Rating
from ratings.rating_steps import STEPS

ERASED = "（已按期删除）"


def cases_path(mail) -> str:
    return reverse("admin:ratings_rating_changelist")


class RatingsOfEnquiries(extensions.Extension):
    name = "rating"
    label = "评价"
    steps = STEPS
    typed = ("rating_words",)
    mails = {
        RATED: extensions.MailKind(
            label="评价不好（致负责人）",
            subject="咨询 {reference} 的访客评价不好，请亲自联系",
            body=(
                "有一条咨询，访客评价不好。请在一个工作日内亲自联系对方，"
                "并写上联系的结果。\n\n登录后查看：\n{url}\n"
            ),
            path=cases_path,
        )
    }

    def told_with(self, leads):
        return Rating.objects.told_with(leads)

    def panel(self, lead, *, now):
        """The score, for all who work on it; the words are on a page of who answers for them."""
        told = lead.rating_told
        if told is None:
            return None
        words = {
            "score": score_words(told["score"]),
            "reasons": reason_words(told["reasons"]),
            "due": in_words(parse_datetime(told["due_at"])) if told["due_at"] else "",
            "is_settled": told["settled_at"] is not None,
        }
        return extensions.Panel("admin/ratings/_panel.html", words)

    def entries(self, lead):
        told = lead.rating_told
        if told is None:
            return
        visitor = f"访客（{Proof(told['proof']).label}）" if told["proof"] else "访客"
        given_at = parse_datetime(told["given_at"])
        yield extensions.Told(given_at, visitor, f"评价 {score_words(told['first_score'])}")
        if told["changed_at"]:
            changed_at = parse_datetime(told["changed_at"])
            yield extensions.Told(changed_at, visitor, f"改评 {score_words(told['score'])}")
        if told["settled_at"] and told["username"]:
            names = ("username", "first_name", "last_name")
            who = display_name(get_user_model()(**{name: told[name] for name in names}))
            yield extensions.Told(parse_datetime(told["settled_at"]), who, "已就评价联系访客")

    def section(self, lead, *, refused):
        if not lead.is_ended or lead.is_quarantined:
            return None
        rating = Rating.objects.filter(lead=lead).first()
        form = refused if isinstance(refused, RatingForm) else RatingForm.of(rating)
        words = {"form": form, "rating": rating} | said_of(rating, lead, timezone.now())
        return extensions.Section("ratings/_progress.html", words)

    def late(self, since):
        """Told to whose case it is, then to who answers for those."""
        return Rating.objects.late(since).filter(owner__isnull=False)

    def due_of(self, user, now):
        return {"评价不好、等您联系的访客": Rating.objects.mine(user)}

    def erase(self, lead):
        """The score stays as a figure; what was said, and what was said of it, goes."""
        rows = Rating.objects.filter(lead=lead)
        rows.update(words="", reasons=[], proof="")
        rows.exclude(outcome="").update(outcome=ERASED)


def score_words(score) -> str:
    return f"{score} 分（{SCORES[score]}）"


def reason_words(reasons) -> str:
    return "、".join(Rating.Reason(code).label for code in reasons)


def said_of(rating, lead, now) -> dict:
    """What the visitor reads of the own rating, and whether it may still be changed."""
    if rating is None:
        return {"may_rate": True}
    until = rating.changeable_until(lead)
    return {
        "may_rate": now <= until,
        "until": timezone.localdate(until),
        "said": score_words(rating.score),
        "is_bad": rating.score <= BAD,
        "due": in_words(rating.due_at) if rating.due_at else "",
        "settled": in_words(rating.settled_at) if rating.settled_by_id else "",
        "is_late": rating.is_late(now),
    }
