"""CKEditor's configuration and the one Content-Security-Policy under which it starts."""

from django.conf import settings
from django.urls import reverse
from django.utils.csp import CSP

from core.public_url import our_hosts
from publishing import missing_pictures
from publishing.richtext import ALIGNMENTS, ALLOWED, CAPTIONED, CLASSES

TOOLBAR = [
    ["Format"],
    ["Bold", "Italic", "Underline", "RemoveFormat"],
    ["NumberedList", "BulletedList", "Blockquote"],
    ["JustifyLeft", "JustifyCenter", "JustifyRight"],
    ["Link", "Unlink"],
    ["UploadPicture", "Table", "HorizontalRule", "SpecialChar"],
    ["Undo", "Redo", "Find", "Maximize"],
]
EXTRA_PLUGINS = ["divarea", "image2", "uploadpicture"]
# Plugins that call foreign hosts, open holes, or make what the allow-list would take away again.
REMOVED_PLUGINS = [
    *["exportpdf", "scayt", "wsc", "iframe", "iframedialog", "forms", "flash", "smiley"],
    *["preview", "print", "save", "newpage", "templates", "docprops", "language"],
    *["codesnippetgeshi", "sourcearea", "about", "bidi", "colorbutton", "colordialog"],
    *["dialogadvtab", "div", "elementspath", "font", "image", "pagebreak", "stylescombo"],
    *["uploadimage", "uploadwidget"],
]


def editor_filter() -> dict[str, dict[str, str]]:
    """The allow-list of publishing.richtext in the words of CKEditor's content filter."""
    rules = {}
    for tag, names in ALLOWED.items():
        rule = {"attributes": ",".join(sorted(names - {"class"}))}
        if tag in CLASSES:
            rule["classes"] = ",".join(sorted(CLASSES[tag]))
        rules[tag] = rule
    return rules


def editor_config() -> dict:
    """What the widget hands to CKEDITOR.replace; portal-editor.js adds the rest."""
    left, centre, right, justified = ALIGNMENTS
    return {
        "language": "zh-cn",
        "defaultLanguage": "zh-cn",
        "contentsLanguage": "zh-cn",
        "versionCheck": False,
        "skin": "moono-lisa",
        "width": "auto",
        "height": 420,
        "toolbar": TOOLBAR,
        "format_tags": "p;h2;h3;h4",
        "allowedContent": editor_filter(),
        "justifyClasses": [left, centre, right, justified],
        "image2_alignClasses": [left, centre, right],
        "image2_captionedClass": CAPTIONED,
        "extraPlugins": ",".join(EXTRA_PLUGINS),
        "removePlugins": ",".join(REMOVED_PLUGINS),
        "removeDialogTabs": "image2:Upload;link:upload;link:advanced;link:target",
        "linkShowTargetTab": False,
        "linkShowAdvancedTab": False,
        "disableNativeSpellChecker": False,
        "entities": False,
        "clipboard_handleImages": False,  # portal-editor.js takes pasted pictures
        # The dialogs' own upload tab needs an inline script: portal-editor.js has a button instead.
        "uploadUrl": reverse("editor_upload"),
        "ourHosts": our_hosts(),
        "missingPicture": missing_pictures.address(),
        "elsewhere": "图片在别处（{}）：已留出位置，请另存到电脑，再点那一处上传。",
        "ownComputer": "您电脑上的 Word 或 WPS",
        "accept": "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.pptx",
        "uploadFailed": "上传没有成功，请检查网络后再试。",
    }


EDITOR_CSP = {
    **settings.SECURE_CSP,
    "script-src-attr": [CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    # CKEditor's own placeholders and cursors.
    "img-src": [CSP.SELF, "data:"],
}
