"""What a file really is, whatever its name says, and what to do with it instead.

Only the three kinds of picture that every browser shows and PDF are taken. Of everything else the
clerk has to hear the true name: the ending of a photo from a phone often says jpg.
"""

import re
from typing import NamedTuple

HEAD = 1024  # PDF readers look for the mark within so many bytes; no signature stands later

JPG, PNG, WEBP, PDF = "JPG 图片", "PNG 图片", "WebP 图片", "PDF 文件"
PICTURES = frozenset([JPG, PNG, WEBP])

OLD_OFFICE = "旧格式的 Word、Excel 或 WPS 文件"
AS_PDF = "请用 Word、Excel 或 WPS 打开，输出为 PDF 再上传。"
AS_JPG = "请用“画图”或看图软件打开，另存为 JPG 或 PNG 再上传。"
UNPACK = "请解压后，把里面的图片或 PDF 分别上传。"
NO_VIDEO = "本站不存视频和声音：请截一张图上传，或在正文里写上视频的网址。"


class FileType(NamedTuple):
    """A kind of file that is not taken, under its everyday name, with the way out."""

    name: str
    cure: str

    @property
    def sentence(self) -> str:
        return f"这是 {self.name}，不能直接上传。{self.cure}"


def _all(cure, *names):
    return {name: FileType(name, cure) for name in names}


TYPES = {
    **_all(
        "请在手机“设置 → 相机 → 格式”里改选“兼容性最佳”，再拍或再传；"
        "已有的照片请另存为 JPG 再上传。",
        "HEIC 照片（苹果等手机的格式）",
    ),
    **_all(AS_JPG, "AVIF 图片", "TIFF 图片", "BMP 图片", "ICO 图标", "JPEG XL 图片")
    | _all(AS_JPG, "JPEG 2000 图片", "Windows 图元文件（EMF、WMF）"),
    **_all("请另存为 PNG 或 JPG 再上传；动图请截取一帧，动画不会保留。", "GIF 图片"),
    **_all("它可以夹带脚本：请在绘图软件里导出为 PNG 再上传。", "SVG 矢量图"),
    **_all("请在 Photoshop 里导出为 JPG 或 PNG 再上传。", "PSD 图片"),
    **_all("请用相机附带的软件或看图软件转成 JPG 再上传。", "相机原始照片（RAW）"),
    **_all("请在 CAD 软件里打印（输出）为 PDF 再上传。", "CAD 图纸（DWG）"),
    **_all("请用 OFD 阅读器或 WPS 打开，输出（转换）为 PDF 再上传。", "OFD 文件"),
    **_all(AS_PDF, "Word 文档（DOC）", "Word 文档（DOCX）", "Excel 表格（XLS）", "RTF 文档")
    | _all(
        AS_PDF,
        "Excel 表格（XLSX）",
        "PowerPoint 演示（PPT）",
        "PowerPoint 演示（PPTX）",
        OLD_OFFICE,
    )
    | _all(AS_PDF, "OpenDocument 文档（ODT、ODS、ODP）", "Visio 图（VSD）"),
    **_all("请先去掉密码，再输出为 PDF 上传。", "加了密码的 Office 文件"),
    **_all("请用原来的软件打开，输出为 PDF 再上传。", "PostScript 文件")
    | _all("请用原来的软件打开，输出为 PDF 再上传。", "CAJ 文件", "Outlook 邮件（MSG）"),
    **_all(UNPACK, "ZIP 压缩包", "RAR 压缩包", "7z 压缩包", "GZ 压缩包", "TAR 压缩包"),
    **_all(NO_VIDEO, "MP4 视频", "MOV 视频", "AVI 视频", "MKV 或 WebM 视频", "MP3 音频")
    | _all(NO_VIDEO, "WAV 音频", "M4A 音频", "FLV 视频", "WMV 视频"),
    **_all("请把它打印为 PDF 再上传，或把文字粘贴进正文。", "网页（HTML）", "XML 文件"),
    **_all("程序不能上传。", "安卓安装包（APK）", "Java 程序（JAR）", "Windows 程序（EXE）"),
    **_all("请在苹果电脑上选原来的文件，名字不以“._”开头的那个。", "苹果电脑的附属文件"),
    **_all("请先在单位电脑上解密（申请外发），再上传。", "单位加密软件加过密的文件"),
    **_all("请检查原来的文件，再选一次。", "空文件（0 字节）"),
}
SIGNATURES = (
    (b"\xff\xd8\xff", JPG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", "GIF 图片"),
    (b"GIF89a", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0\x10\0\0\0CR", "相机原始照片（RAW）"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"II+\0", "TIFF 图片"),
    (b"MM\0+", "TIFF 图片"),
    (b"FUJIFILMCCD-RAW", "相机原始照片（RAW）"),
    (b"IIU\0", "相机原始照片（RAW）"),
    (b"8BPS", "PSD 图片"),
    (b"\0\0\1\0", "ICO 图标"),
    (b"\xff\x0a", "JPEG XL 图片"),
    (b"\0\0\0\x0cJXL ", "JPEG XL 图片"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000 图片"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 图片"),
    (b"\x01\0\0\0\x6c\0\0\0", "Windows 图元文件（EMF、WMF）"),
    (b"\xd7\xcd\xc6\x9a", "Windows 图元文件（EMF、WMF）"),
    (b"AC10", "CAD 图纸（DWG）"),
    (b"{\\rtf", "RTF 文档"),
    (b"%!PS", "PostScript 文件"),
    (b"CAJ", "CAJ 文件"),
    (b"HN\x02\0", "CAJ 文件"),
    (b"HN\xc8\0", "CAJ 文件"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "GZ 压缩包"),
    (b"\x1a\x45\xdf\xa3", "MKV 或 WebM 视频"),
    (b"FLV\x01", "FLV 视频"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV 视频"),
    (b"ID3", "MP3 音频"),
    (b"\xff\xfb", "MP3 音频"),
    (b"MZ", "Windows 程序（EXE）"),
    (b"\0\x05\x16\x07", "苹果电脑的附属文件"),
    (b"%TSD-Header", "单位加密软件加过密的文件"),
)
# Names of parts that tell what a zip or an OLE container is; the first that is found counts.
IN_ZIP = (
    (b"OFD.xml", "OFD 文件"),
    (b"word/", "Word 文档（DOCX）"),
    (b"xl/", "Excel 表格（XLSX）"),
    (b"ppt/", "PowerPoint 演示（PPTX）"),
    (b"application/vnd.oasis.opendocument", "OpenDocument 文档（ODT、ODS、ODP）"),
    (b"AndroidManifest.xml", "安卓安装包（APK）"),
    (b"META-INF/MANIFEST.MF", "Java 程序（JAR）"),
)
IN_OLE = tuple(
    (part.encode("utf-16-le"), name)
    for part, name in (
        ("EncryptedPackage", "加了密码的 Office 文件"),
        ("WordDocument", "Word 文档（DOC）"),
        ("Workbook", "Excel 表格（XLS）"),
        ("Book", "Excel 表格（XLS）"),
        ("PowerPoint Document", "PowerPoint 演示（PPT）"),
        ("VisioDocument", "Visio 图（VSD）"),
        ("__properties_version1.0", "Outlook 邮件（MSG）"),
    )
)
# Where a container keeps its secret, the ending may tell.
OLE_ENDINGS = {
    "doc": "Word 文档（DOC）",
    "xls": "Excel 表格（XLS）",
    "ppt": "PowerPoint 演示（PPT）",
    "vsd": "Visio 图（VSD）",
    "msg": "Outlook 邮件（MSG）",
}
HEIF_BRANDS = re.compile(rb"heic|heix|heim|heis|hevc|hevx|mif1|msf1")
SVG = re.compile(rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]", re.DOTALL)
HTML = re.compile(
    rb"\s*(?:<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|script|meta|table|div)\b",
    re.DOTALL | re.IGNORECASE,
)


def true_name(data: bytes, file_name="") -> str:
    """What a file is by its first bytes and its parts; empty if nothing is recognised."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if not data:
        return "空文件（0 字节）"
    if b"E-SafeNet" in head[:64]:
        return "单位加密软件加过密的文件"
    if head.startswith(b"PK\x03\x04"):
        return _part(data, IN_ZIP, "ZIP 压缩包")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _part(data, IN_OLE, OLE_ENDINGS.get(file_name.lower()[-3:], OLD_OFFICE))
    if head.startswith(b"RIFF"):
        return {b"WEBP": WEBP, b"AVI ": "AVI 视频", b"WAVE": "WAV 音频"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _media(head)
    known = next((name for start, name in SIGNATURES if head.startswith(start)), "")
    if known or b"%PDF-" not in head:
        return known or _text(head, data)
    return PDF


def _part(data, parts, otherwise):
    return next((name for part, name in parts if part in data), otherwise)


def _media(head):
    """HEIC, AVIF and films share one container; the brands at its start tell them apart."""
    brands = head[8 : min(int.from_bytes(head[:4]), 128)]
    if re.search(rb"avi[fs]", brands):
        return "AVIF 图片"
    if b"crx " in brands:
        return "相机原始照片（RAW）"
    if HEIF_BRANDS.search(brands):
        return "HEIC 照片（苹果等手机的格式）"
    return {b"qt  ": "MOV 视频", b"M4A ": "M4A 音频"}.get(brands[:4], "MP4 视频")


def _text(head, data):
    if data[257:262] == b"ustar":
        return "TAR 压缩包"
    if SVG.match(head):
        return "SVG 矢量图"
    if HTML.match(head):
        return "网页（HTML）"
    return "XML 文件" if head.lstrip().startswith(b"<?xml") else ""


def refusal(name: str) -> str:
    """The sentence for a file that is not taken; empty for what nobody recognised."""
    return TYPES[name].sentence if name in TYPES else ""
