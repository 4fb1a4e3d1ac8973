"""Files: what the editor uploads, and what /media/ serves."""

from contextlib import suppress
from urllib.parse import quote

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import last_modified, require_POST, require_safe

from publishing.actions import TooMuchThisHour, store_upload
from publishing.media_names import EVERYBODY, NOBODY, OWN_STAFF
from publishing.office_files import OFFICE_TYPES
from publishing.preview_link_views import PARAMETER
from publishing.renditions import original_of, stored_for
from publishing.uploads import is_animation
from regions import access

STILL = "这是动画，只保留了第一帧。要放动画，请改用几张图片。"
IMAGE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
# No viewer opens a PDF under a sandbox: it is saved, with its type and its name.
PAPER_TYPES = OFFICE_TYPES | {"pdf": "application/pdf"}
CONTENT_TYPES = IMAGE_TYPES | PAPER_TYPES
UNKNOWN_TYPE = "application/octet-stream"
# ValueError: a name that no file system takes.
NO_SUCH_FILE = (OSError, ValueError, SuspiciousFileOperation)
# A file that is withdrawn is gone from everybody's cache within seconds.
KEPT = "public, max-age=5"
NGINX_ASKS = "X-Portal-May-See"
MEDIA_CSP = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": True}


@require_POST
def editor_upload(request):
    """A picture or PDF from CKEditor; the reply is in CKEditor's JSON format."""
    if not access.has_role(request.user, access.EDITORS):
        return refuse_upload("请先用编辑账号登录，再上传文件。", 403)
    file = request.FILES.get("upload")
    if file is None:
        return refuse_upload("没有收到文件，请重新选择。", 400)
    try:
        asset = store_upload(file=file, user=request.user)
    except TooMuchThisHour as error:
        return refuse_upload(error.messages[0], 429)
    except ValidationError as error:
        return refuse_upload(error.messages[0], 400)
    name = asset.file.name.rpartition("/")[2]
    reply = {"uploaded": 1, "fileName": name, "url": asset.file.url}
    if is_animation(file):
        reply["error"] = {"message": STILL}  # how CKEditor wants to hear of it
    return JsonResponse(reply, status=201)


def refuse_upload(message: str, status: int) -> JsonResponse:
    """Why not, as CKEditor shows it."""
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)


def _modified_at(request, path, document_names=()):
    with suppress(*NO_SUCH_FILE, NotImplementedError):
        return default_storage.get_modified_time(path)


@require_safe
@csp_override(MEDIA_CSP)
def media_file(request, path, right_of, shown_by_link, document_names=()):
    """An uploaded file, wherever it is stored; whatever it holds, opening it runs nothing.

    `right_of` (user, path) tells who may see it; what only its staff may see is kept by nobody, nor
    what only a preview link shows (`shown_by_link`: mark, path). A paper is saved under the name
    that one of `document_names` (path → name or "") knows for it. nginx, which has the files, asks
    by the header of deploy/nginx.conf and gets no body. A smaller copy is as public as its picture.
    """
    original = original_of(path)
    right = right_of(request.user, original)
    if right == NOBODY and shown_by_link(request.GET.get(PARAMETER, ""), original):
        right = OWN_STAFF
    if right == NOBODY:
        if NGINX_ASKS in request.headers:
            return HttpResponse(status=403)
        raise Http404("没有这个文件")
    is_asked = NGINX_ASKS in request.headers
    stored = path if is_asked else stored_for(path, request.headers.get("Accept", ""))
    response = HttpResponse(status=204) if is_asked else _media(request, stored, document_names)
    if original != path:
        patch_vary_headers(response, ["Accept"])
    response["Cache-Control"] = KEPT if right == EVERYBODY else "private, no-store"
    return response


@last_modified(_modified_at)
def _media(request, path, document_names):
    try:
        file = default_storage.open(path)
    except NO_SUCH_FILE as error:
        raise Http404("没有这个文件") from error
    ending = path.rpartition(".")[2].lower()
    response = FileResponse(file, content_type=CONTENT_TYPES.get(ending, UNKNOWN_TYPE))
    response["Content-Disposition"] = "inline" if ending in IMAGE_TYPES else "attachment"
    if ending in PAPER_TYPES:
        name = next(filter(None, (name_of(path) for name_of in document_names)), "")
        name = name or path.rpartition("/")[2]
        response["Content-Disposition"] += f"; filename*=UTF-8''{quote(name, safe='')}"
    return response
