"""Files under their true names, whatever they are called."""

import io
import zipfile

import pytest
from PIL import Image

from publishing.file_types import TYPES, refusal, true_name


def saved(kind, mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, kind)
    return out.getvalue()


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def ole(part=""):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + part.encode("utf-16-le")


def boxed(*brands):
    body = b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:])
    return (len(body) + 4).to_bytes(4) + body + bytes(40)


FILES = {
    "JPG 图片": saved("JPEG"),
    "PNG 图片": saved("PNG"),
    "WebP 图片": saved("WEBP"),
    "PDF 文件": b"%PDF-1.7\n",
    "HEIC 照片（苹果等手机的格式）": boxed(b"heic", b"mif1", b"heic"),
    "AVIF 图片": boxed(b"avif", b"mif1", b"miaf"),
    "TIFF 图片": saved("TIFF"),
    "BMP 图片": saved("BMP"),
    "GIF 图片": saved("GIF", "P"),
    "ICO 图标": saved("ICO"),
    "JPEG 2000 图片": saved("JPEG2000"),
    "JPEG XL 图片": b"\xff\x0a" + bytes(20),
    "SVG 矢量图": b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>',
    "PSD 图片": b"8BPS\0\1" + bytes(20),
    "相机原始照片（RAW）": boxed(b"crx ", b"isom"),
    "CAD 图纸（DWG）": b"AC1027" + bytes(20),
    "OFD 文件": zipped("OFD.xml", "Doc_0/Document.xml"),
    "Word 文档（DOCX）": zipped("[Content_Types].xml", "word/document.xml"),
    "Excel 表格（XLSX）": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "PowerPoint 演示（PPTX）": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "安卓安装包（APK）": zipped("AndroidManifest.xml"),
    "ZIP 压缩包": zipped("照片1.jpg"),
    "Word 文档（DOC）": ole("WordDocument"),
    "Excel 表格（XLS）": ole("Workbook"),
    "PowerPoint 演示（PPT）": ole("PowerPoint Document"),
    "加了密码的 Office 文件": ole("EncryptedPackage"),
    "旧格式的 Word、Excel 或 WPS 文件": ole(),
    "RTF 文档": b"{\\rtf1",
    "RAR 压缩包": b"Rar!\x1a\x07\x01\0",
    "7z 压缩包": b"7z\xbc\xaf\x27\x1c\0\4",
    "GZ 压缩包": b"\x1f\x8b\x08\0",
    "TAR 压缩包": b"a".ljust(257, b"\0") + b"ustar" + bytes(200),
    "MP4 视频": boxed(b"isom", b"mp42"),
    "MOV 视频": boxed(b"qt  "),
    "AVI 视频": b"RIFF\0\0\0\0AVI LIST",
    "MKV 或 WebM 视频": b"\x1a\x45\xdf\xa3" + bytes(20),
    "网页（HTML）": b"\n<!DOCTYPE html><html>",
    "XML 文件": b'<?xml version="1.0"?><Workbook/>',
    "Windows 程序（EXE）": b"MZ\x90\0",
    "苹果电脑的附属文件": b"\0\5\x16\7\0\2",
    "单位加密软件加过密的文件": b"b\x14#e\x01E-SafeNet\0LOCK",
    "空文件（0 字节）": b"",
}


@pytest.mark.parametrize("name", FILES)
def test_true_name_goes_by_content(name):
    assert true_name(FILES[name], "照片.jpg") == name


@pytest.mark.parametrize(
    ("data", "file_name", "name"),
    [
        (ole(), "通知.DOC", "Word 文档（DOC）"),
        (ole(), "表.xls", "Excel 表格（XLS）"),
        (b"\xef\xbb\xbf%PDF-1.4", "a", "PDF 文件"),
        (b"\r\n\r\n%PDF-1.4", "a", "PDF 文件"),
        (b"Content-Type: application/pdf\r\n\r\n%PDF-1.4", "a", "PDF 文件"),
        (saved("JPEG") + b"%PDF-1.4", "a.pdf", "JPG 图片"),
        ("随便写的字".encode(), "a.jpg", ""),
    ],
)
def test_true_name_of_bare_containers_and_filled_pdfs(data, file_name, name):
    assert true_name(data, file_name) == name


def test_every_refusal_names_the_file_and_a_way_out():
    for name, kind in TYPES.items():
        assert refusal(name) == f"这是 {name}，不能直接上传。{kind.cure}"
        assert kind.cure.endswith("。")
    assert refusal("") == refusal("JPG 图片") == ""
