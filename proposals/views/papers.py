"""The board paper behind its link: nobody's name, no thread, no number of the enquiry."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.public_url import absolute
from parks.datasheet.pdf import SheetBusy
from proposals.board_paper import paper_of
from proposals.models import Proposal
from proposals.proposal_pdf import proposal_pdf

BUSY = "现在画 PDF 的人太多，请过几秒再试，或者直接打印这一页。"


@require_safe
@never_cache
def proposal_detail(request, site, token):
    proposal = _found(site, token)
    if not proposal.is_live(timezone.localdate()):
        return _over(request, proposal)
    return _page(request, site, proposal, token)


@require_safe
@never_cache
def proposal_sheet(request, site, token):
    """The same on A4."""
    proposal = _found(site, token)
    if not proposal.is_live(timezone.localdate()):
        return _over(request, proposal)
    try:
        content = proposal_pdf(proposal, paper_of(proposal, site), site)
    except SheetBusy:
        return _page(request, site, proposal, token, notice=BUSY, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"选址方案 {proposal.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return unlisted(response)


def _found(site, token):
    proposal = Proposal.objects.behind(site, token)
    if proposal is None:
        raise Http404("没有这份方案")
    return proposal


def _page(request, site, proposal, token, *, notice="", status=200):
    context = {
        "proposal": proposal,
        "paper": paper_of(proposal, site),
        "token": token,
        "notice": notice,
        "here_absolute": absolute(request.path),
        "crumbs": [{"label": "选址方案", "url": ""}],
    }
    return unlisted(render(request, "proposals/proposal_detail.html", context, status=status))


def _over(request, proposal):
    """410: it was here, and is not any more."""
    context = {"proposal": proposal, "crumbs": [{"label": "选址方案", "url": ""}]}
    return unlisted(render(request, "proposals/proposal_over.html", context, status=410))


def unlisted(response):
    """Of no index, and told to no page that it leads to: the address is the key."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
