"""Errors of the API: always JSON in Chinese, of the forms that the schema declares.

{"detail": "…"} where nothing is there or the method or medium is none of ours, and
{"parameter": ["…"]} with status 400 where a value was not understood.
"""

from django.http import Http404, JsonResponse
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.views import exception_handler

ROOT = "/api/"


def told_as_json(error, context):
    """DRF's handler, with one sentence for all that is missing and JSON for every view."""
    response = exception_handler(NotFound() if isinstance(error, Http404) else error, context)
    if response is not None:
        context["request"].accepted_renderer = JSONRenderer()
        context["request"].accepted_media_type = JSONRenderer.media_type
    return response


def is_asked_of_api(request):
    return request.path_info.startswith(ROOT)


def missing():
    return JsonResponse({"detail": str(NotFound().detail)}, status=404)


def not_understood():
    told = "请求无法识别：参数太多，或有不该有的字符。"
    return JsonResponse({"detail": [told]}, status=400)
