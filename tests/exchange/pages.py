"""The pages of imports and exports, as tests use them."""

import csv
import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

IMPORT = "/admin/parks/listing/import/"

EXPORT = "/admin/parks/listing/export/"


def upload(client, site, data, name="载体.csv", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(IMPORT, {"file": file, "region": site.region.pk, **more})


def refusals(response):
    return re.findall(r'class="transfer__error"[^>]*>([^<]+)<', response.text)


REASON = "第三季度汇报"


def exported(client, form, query=""):
    response = client.post(EXPORT + query, {"format": form, "reason": REASON})
    content = b"".join(response.streaming_content)
    if form == "csv":
        return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    cells = load_workbook(io.BytesIO(content)).active.iter_rows()
    return content, [[cell.value for cell in line] for line in cells]
