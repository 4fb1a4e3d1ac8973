"""The visitor's side of a rating: one POST from the page of progress, by the ticket it gave."""

from django.views.decorators.http import require_POST

from leads.rendering import progress_page
from ratings import actions
from ratings.forms import RatingForm

THANKS = "谢谢，评价已收到。7 天内可以改。"


@require_POST
def rate(request, lead, nonce, proof):
    form = RatingForm(request.POST)
    if not form.is_valid():
        return progress_page(request, lead, proof=proof, refused=form, status=400)
    words = form.cleaned_data
    try:
        actions.rate(
            lead=lead,
            score=words["score"],
            reasons=words["reasons"],
            words=words["rating_words"],
            proof=proof,
        )
    except actions.NotRateable as refusal:
        return progress_page(request, lead, proof=proof, notice=str(refusal), status=409)
    return progress_page(request, lead, proof=proof, done=THANKS)


STEPS = {"rate": rate}
