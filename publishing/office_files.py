"""Files of Word, Excel and PowerPoint that are taken as they are: nothing in them runs."""

import re
import zipfile
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from publishing.uploads import MAX_BYTES, store_name

# Ending → (what such a file must hold, how it is served).
OFFICE = {
    "docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pptx": (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
OFFICE_TYPES = {ending: kind for ending, (_, kind) in OFFICE.items()}
MOST_PARTS = 5_000
MOST_UNPACKED = 256 * 1024 * 1024
LARGEST_RELATIONS = 1024 * 1024
# Macros, controls, programs and whole files inside a file.
ACTIVE = re.compile(r"vbaproject|vbadata|activex|/embeddings/|macrosheets|customui|\.(?:bin|exe)$")
KEPT_BINARIES = re.compile(r"printersettings|/calcchain")
# What a program would fetch from elsewhere when the file is opened; links wait for a click.
OUTSIDE = re.compile(rb'TargetMode\s*=\s*["\']External["\']', re.IGNORECASE)
RELATION = re.compile(rb"<Relationship\b[^<>]*>")
LINK = re.compile(rb'Type\s*=\s*["\'][^"\']*/hyperlink["\']')
# ValueError and RuntimeError: a damaged or an enciphered part.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
BROKEN = "这个文件打不开，多半没有保存完整。请用 Word、Excel 或 WPS 重新保存后再上传。"
TOO_LARGE = "这个文件里的内容太多，没法检查。请输出为 PDF 再上传。"
HAS_ACTIONS = "这个文件里带有宏、控件或嵌在里面的别的文件。请去掉它们，或输出为 PDF 再上传。"
FETCHES = "这个文件打开时会从别的地方取模板或图片。请断开这些链接，或输出为 PDF 再上传。"


def office_ending(file) -> str:
    """docx, xlsx or pptx by what is inside an open file; "" of anything else."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    finally:
        file.seek(0)
    return next((ending for ending, (part, _) in OFFICE.items() if part in names), "")


def clean_office(file, ending: str) -> ContentFile:
    """The file as it is; a ValidationError says in Chinese why it is not taken."""
    if file.size > MAX_BYTES:
        raise ValidationError("文件超过 10 MB，请压缩后再上传。")
    data = file.read()
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _refuse_active(packed)
            _refuse_fetching(packed)
    except UNREADABLE as error:
        raise ValidationError(BROKEN) from error
    return ContentFile(data, name=store_name(ending))


def _refuse_active(packed):
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(TOO_LARGE)
    for part in parts:
        name = part.filename.lower()
        if ACTIVE.search(name) and not KEPT_BINARIES.search(name):
            raise ValidationError(HAS_ACTIONS)


def _refuse_fetching(packed):
    for part in packed.infolist():
        if not part.filename.lower().endswith(".rels"):
            continue
        if part.file_size > LARGEST_RELATIONS:
            raise ValidationError(TOO_LARGE)
        with packed.open(part) as file:
            relations = file.read(LARGEST_RELATIONS + 1)
        for relation in RELATION.findall(relations):
            if OUTSIDE.search(relation) and not LINK.search(relation):
                raise ValidationError(FETCHES)
