"""Files: what the editor uploads, and what /media/ serves."""

import hashlib
from contextlib import suppress

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, JsonResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import last_modified, require_POST, require_safe

from publishing.models import Asset
from publishing.uploads import clean_document, clean_picture
from regions import access

MAX_BYTES_AN_HOUR = 200 * 1024 * 1024
IMAGE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
# ValueError: a name that no file system takes.
NO_SUCH_FILE = (OSError, ValueError, SuspiciousFileOperation)
MEDIA_CSP = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": True}


@require_POST
def editor_upload(request):
    """A picture or PDF from CKEditor; the reply is in CKEditor's JSON format."""
    if not access.has_role(request.user, access.EDITORS):
        return _refuse("请先用编辑账号登录，再上传文件。", 403)
    file = request.FILES.get("upload")
    if file is None:
        return _refuse("没有收到文件，请重新选择。", 400)
    if Asset.objects.bytes_of_last_hour(request.user) > MAX_BYTES_AN_HOUR:
        return _refuse("您这一小时上传的文件太多了，请稍后再传。", 429)
    try:
        asset = _store(file, request.user)
    except ValidationError as error:
        return _refuse(error.messages[0], 400)
    name = asset.file.name.rpartition("/")[2]
    return JsonResponse({"uploaded": 1, "fileName": name, "url": asset.file.url}, status=201)


def _store(file, user) -> Asset:
    """Keeps a PDF as it is and a picture as we re-encode it, with a record of both."""
    is_pdf = file.read(5) == b"%PDF-"
    content = clean_document(file) if is_pdf else clean_picture(file)
    asset = Asset(
        region=access.home_region(user, access.EDITORS),
        uploaded_by=user,
        kind=Asset.Kind.PDF if is_pdf else Asset.Kind.IMAGE,
        sha256=hashlib.sha256(content.read()).hexdigest(),
        size_bytes=content.size,
    )
    asset.file.save(content.name, content)
    return asset


def _refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)


def _modified_at(request, path):
    with suppress(*NO_SUCH_FILE, NotImplementedError):
        return default_storage.get_modified_time(path)


@require_safe
@csp_override(MEDIA_CSP)
@last_modified(_modified_at)
def media_file(request, path):
    """An uploaded file, wherever it is stored; whatever it holds, opening it runs nothing."""
    try:
        file = default_storage.open(path)
    except NO_SUCH_FILE as error:
        raise Http404("没有这个文件") from error
    image_type = IMAGE_TYPES.get(path.rpartition(".")[2].lower())
    response = FileResponse(file, content_type=image_type or "application/octet-stream")
    response["Content-Disposition"] = "inline" if image_type else "attachment"
    # Names are never used twice, so a copy never grows old.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
