"""Numbered pages of the API: what is no number of a page is told, never taken for the first."""

import re

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination

from core.query_parameters import ONCE

# JSON has 2.0 for an integer, too.
NUMBER = re.compile(r"0*([0-9]{1,9})(?:\.0+)?")


class NumberedPages(PageNumberPagination):
    page_query_description = "第几页，从 1 起；last 为最后一页"

    def get_page_number(self, request, paginator):
        value = _only_value(request, self.page_query_param)
        if not value or value in self.last_page_strings:
            return super().get_page_number(request, paginator)
        if not (number := NUMBER.fullmatch(value)):
            raise NotFound(self.invalid_page_message)
        return number[1]

    def get_page_size(self, request):
        name = self.page_size_query_param
        if not name or not (value := _only_value(request, name)):
            return self.page_size
        if not (number := NUMBER.fullmatch(value)) or not int(number[1]):
            told = f"每页条数请写 1 以上的整数，最多 {self.max_page_size}。"
            raise ValidationError({name: [told]})
        return min(int(number[1]), self.max_page_size)

    def get_schema_operation_parameters(self, view):
        number = {"type": "integer", "minimum": 1}
        page, *size = super().get_schema_operation_parameters(view)
        page["schema"] = {"anyOf": [number, {"type": "string", "enum": ["last"]}]}
        for parameter in size:
            parameter["schema"] = number | {"maximum": 999_999_999}
        return [parameter | {"allowEmptyValue": True} for parameter in (page, *size)]

    def get_paginated_response_schema(self, schema):
        pages = super().get_paginated_response_schema(schema)
        return pages | {"required": ["count", "next", "previous", "results"]}


def _only_value(request, name):
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise ValidationError({name: [ONCE]})
    return values[0] if values else ""
