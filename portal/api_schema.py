"""What the schema says beyond the views: errors, and long lists of values once for all."""

import re

from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

LONG = 1000  # characters

ERROR = {
    "type": "object",
    "description": "出错时的说明",
    "properties": {"detail": {"type": "string", "description": "一句话说明"}},
    "required": ["detail"],
}
MISTAKES = {
    "type": "object",
    "description": "每个写错的参数和它错在哪里；与参数无关的错误在 detail 下",
    "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    "minProperties": 1,
}
WORDS = {
    "301": "所写的站点、园区、产业或类别改过标识，新地址在 Location 里",
    "400": "参数写错了",
    "404": "没有这个对象（或它没有公开），或没有这一页",
    "406": "Accept 要的格式不提供",
    "414": "地址太长，参数请少写一些",
    "503": "现在太忙或正在维护，过 Retry-After 秒再试",
}
BODIES = {"400": "Mistakes", "404": "Error", "406": "Error", "503": "Error"}


def tell_errors(result, generator, request, public):
    """Every operation may answer with these, none with anything else."""
    for address in result["paths"].values():
        for operation in address.values():
            asks = any(p["in"] == "query" for p in operation.get("parameters", ()))
            statuses = sorted(WORDS) if asks else ["404", "406", "414", "503"]
            operation["responses"] |= {status: _answer(status) for status in statuses}
    result["components"]["schemas"] |= {"Error": ERROR, "Mistakes": MISTAKES}
    return result


def _answer(status):
    answer = {"description": WORDS[status]}
    if status == "301":
        answer["headers"] = {"Location": {"schema": {"type": "string"}, "required": True}}
    if status in BODIES:
        schema = {"$ref": f"#/components/schemas/{BODIES[status]}"}
        answer["content"] = {"application/json": {"schema": schema}}
    return answer


def share_long_patterns(result, generator, request, public):
    """The thousands of codes of GB/T 2260 stand in one component, not at every list."""
    for address in result["paths"].values():
        for operation in address.values():
            for parameter in operation.get("parameters", ()):
                if len(parameter["schema"].get("pattern", "")) > LONG:
                    name = f"{parameter['name'].title()}Values"
                    result["components"]["schemas"][name] = parameter["schema"]
                    parameter["schema"] = {"$ref": f"#/components/schemas/{name}"}
    return result


class YamlRenderer(OpenApiYamlRenderer):
    """Codes as 0802 in quotes: YAML 1.2 reads them as numbers, PyYAML writes YAML 1.1."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        text = super().render(data, accepted_media_type, renderer_context)
        return re.sub(rb"(?m)^( *- )(0[0-9]+)$", rb"\1'\2'", text)


class ApiSchema(SpectacularAPIView):
    renderer_classes = [YamlRenderer, *SpectacularAPIView.renderer_classes[1:]]
