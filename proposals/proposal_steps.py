"""The investor stops a link from his page of progress, by the ticket that it gave this browser."""

from django.views.decorators.http import require_POST

from leads.rendering import progress_page
from parks.shortlists import is_number
from proposals.actions import stop_proposal

STOPPED = "链接已停用：拿到它的人现在打不开了。"
GONE = "没有这份方案，请看下面现在有的。"


@require_POST
def stop(request, lead, nonce, proof):
    key = request.POST.get("proposal", "")
    proposal = lead.proposals.filter(pk=key).first() if is_number(key) else None
    if proposal is None:
        return progress_page(request, lead, proof=proof, notice=GONE, status=404)
    stop_proposal(proposal=proposal)
    return progress_page(request, lead, proof=proof, done=STOPPED)


STEPS = {"paper-stop": stop}
