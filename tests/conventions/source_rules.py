"""STYLE rules on source text. Each takes (path, text) and yields sentences about violations."""

import ast
import re
from functools import lru_cache

from tests.conventions.rooms import STEP_OF

FORBIDDEN_FILES = {"signals.py", "services.py", "utils.py", "helpers.py", "receivers.py"}
LONGEST_FUNCTION, LONGEST_FILE = 50, 500
WIDEST_LINE = 120  # of templates, style sheets and scripts
# Not in any URL pattern: other views hand over to them.
HANDED_OVER = {
    *("server_error", "csrf_failure", "consult_again"),
    *("page_not_found", "bad_request", "forbidden"),
}
HTTP_METHOD_GUARDS = {"require_safe", "require_http_methods", "require_POST", "require_GET"}


@lru_cache(maxsize=1)
def parsed(text):
    """One rule after the other reads the same file."""
    return ast.parse(text)


def no_helper_drawers(path, text):
    if path.name in FORBIDDEN_FILES:
        yield f"{path}: a package is named for what it does"


def short_files(path, text):
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines"


def short_functions(path, text):
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {length} lines"


def module_docstring(path, text):
    if text.strip() and ast.get_docstring(parsed(text)) is None:
        yield f"{path}: no docstring"


def views_name_their_methods(path, text):
    """The first decorator of a view says which methods it answers."""
    for node in parsed(text).body:
        if (
            not isinstance(node, ast.FunctionDef)
            or node.name.startswith("_")
            or node.name in HANDED_OVER
        ):
            continue
        takes_request = node.args.args and node.args.args[0].arg == "request"
        decorators = {_name(d) for d in node.decorator_list}
        if takes_request and _returns(node) and not decorators & HTTP_METHOD_GUARDS:
            yield f"{path}:{node.lineno} {node.name} does not name its methods"


def _returns(node):
    return any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(node))


def _name(node):
    """What is called or named last: of a decorator, a call, an attribute."""
    target = node.func if isinstance(node, ast.Call) else node
    return getattr(target, "attr", getattr(target, "id", ""))


def no_unchecked_html(path, text):
    """Only the rich text filter may declare HTML safe (STYLE: Views, URLs, templates)."""
    if path.as_posix().endswith("publishing/templatetags/richtext.py"):
        return
    for word in ("mark_safe", "SafeString", "SafeText", "csrf_exempt"):
        if re.search(rf"\b{word}\b", text):
            yield f"{path}: {word}"


def no_open_query(path, text):
    if re.search(r"\*\*(request|self\.request)\.(GET|POST)", text):
        yield f"{path}: **request.GET would let visitors write the query"


def broad_except_logs_frames(path, text):
    """Who catches everything raises it again or logs where it happened, without values."""
    for node in ast.walk(parsed(text)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        is_broad = node.type is None or getattr(node.type, "id", "") in {
            "Exception",
            "BaseException",
        }
        is_told = any(
            isinstance(n, ast.Raise) or getattr(n, "id", "") == "error_frames"
            for n in ast.walk(node)
        )
        if is_broad and not is_told:
            yield f"{path}:{node.lineno} catches everything and tells nobody"


def locks_name_their_table(path, text):
    """Without `of` rows of joined tables are locked, too: a whole site waits for one article."""
    for node in _calls(text, "select_for_update"):
        named = [ast.literal_eval(word.value) for word in node.keywords if word.arg == "of"]
        if not named or "self" not in named[0]:
            yield f'{path}:{node.lineno} select_for_update without of=("self",)'


def locks_let_others_refer(path, text):
    """Without `no_key` whoever inserts a row that refers to the locked one waits: a visitor."""
    for node in _calls(text, "select_for_update"):
        if not any(word.arg == "no_key" for word in node.keywords):
            yield f"{path}:{node.lineno} select_for_update without no_key=True"


def _calls(text, name):
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Call) and _name(node) == name:
            yield node


# What walks over models it does not know by name.
GENERIC = {
    *("search/copies.py", "regions/scoped_admin.py", "bench/synthetic/listings.py"),
    *("publishing/editions/content_sources.py", "regions/named_people.py"),
}
WAYS_ROUND = {"get_model", "related_model", "model_class", "import_module", "import_string"}


def imports_openly(path, text):
    """Models are imported, not reached through the registry or through each other's relations.

    Such a way round hides a circle of modules from the import contracts.
    """
    if path.as_posix() in GENERIC:
        return
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _name(node)
            is_far_end = name == "model" and _name(getattr(node, "value", None)) == "remote_field"
            if name in WAYS_ROUND or is_far_end:
                yield f"{path}:{node.lineno} {name}: import the model"


def names_no_room_above(path, text):
    """A name in quotes ("leads.Lead", "leads.urls") is an import that no contract sees."""
    own = STEP_OF.get(path.parts[0])
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            room, dot, rest = node.value.partition(".")
            is_name = dot and rest.replace(".", "").isidentifier()
            if own is not None and is_name and STEP_OF.get(room, own) > own:
                yield f"{path}:{node.lineno} {node.value} names a room above"


def noqa_has_reason(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if "# noqa" in line and " -- " not in line.split("# noqa", 1)[1]:
            yield f"{path}:{number} noqa without -- reason"


def patches_nothing_of_ours(path, text):
    """A name that a test replaces ties the test to a place: settings and arguments do not."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\bmonkeypatch\.(setattr\((?!sys,)|setitem|delattr)|\bmock\.", line):
            yield f"{path}:{number} patches a name"


CLOCKS = {"now", "localdate", "localtime", "today", "utcnow"}
# What they make of the hour of collection is passed in as now, or is days from it.
HOLD_FOR_DAYS = {
    *("tests/accounts/conftest.py", "tests/finding/snapshot/test_lists.py"),
    *("tests/leads/test_next_steps.py", "tests/leads/test_proofs.py"),
    *("tests/leads/test_retention.py", "tests/leads/test_visitor_timeline.py"),
    *("tests/matching/test_matches.py", "tests/matching/test_park_answers.py"),
    *("tests/news/test_article_detail.py", "tests/news/test_pages.py"),
    *("tests/parks/test_listing_detail.py", "tests/parks/test_stale_listings.py"),
    *("tests/portal/test_media_rights.py", "tests/publishing/hidden.py"),
    *("tests/publishing/test_moments.py", "tests/search/test_reindex_requests.py"),
    "tests/world.py",
}


def reads_no_clock_at_import(path, text):
    """Tests are collected up to an hour before they run: what was now is not when they compare."""
    if path.as_posix() in HOLD_FOR_DAYS:
        return
    for node in _run_at_import(parsed(text)):
        if isinstance(node, ast.Call) and _name(node) in CLOCKS:
            yield f"{path}:{node.lineno} {_name(node)}() is read when the file is imported"


def _run_at_import(node):
    """What is no body of a function: values of a module or class, decorators and defaults."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parts = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda):
        parts = [node.args]
    else:
        yield node
        parts = ast.iter_child_nodes(node)
    for part in parts:
        yield from _run_at_import(part)


def template_is_inert(path, text):
    """No inline script or style, no unescaped output, no logic beyond if and for."""
    checks = {
        r"\bstyle=": "inline style",
        r"<style\b": "style element",
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)": "inline script",
        r"\son[a-z]+=[\"']": "event attribute",
        r"\|\s*safe\b": "|safe",
        r"\|\s*safeseq\b": "|safeseq",
        r"autoescape\s+off": "autoescape off",
        r"javascript:": "javascript: link",
        r"(?<![\w-])hx-": "an attribute that HTML does not know: write data-hx-",
        r"(src|href)=[\"']//": "protocol-relative address",
        r"<(script|link|img)[^>]*(src|href)=[\"']https?://": "foreign host",
    }
    for pattern, what in checks.items():
        if re.search(pattern, text):
            yield f"{path}: {what}"


def whitespace_is_free(path, text):
    """Templates are sent without indentation (portal/template_loader.py): these would lose it."""
    for tag in re.findall(r"<(pre|textarea)\b", text):
        yield f"{path}: {tag} keeps its spaces, but templates are sent without indentation"


def narrow_lines(path, text):
    """One element, declaration or statement a line, at most (STYLE: Sizes)."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > WIDEST_LINE:
            yield f"{path}:{number} has {len(line)} characters"


def short_template(path, text):
    if text.count("\n") > 120:
        yield f"{path}: {text.count(chr(10))} lines"


def plain_css(path, text):
    for word in ("@layer", "@import", "url(http", "!important"):
        if word in text and not (
            word == "!important" and path.name in {"print.css", "utilities.css"}
        ):
            yield f"{path}: {word}"


REGISTRY_HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "deb.debian" + ".org",
]
# The workplace's own folders, written apart so that this line does not match itself.
MACHINE_PATHS = [r"/wor" + r"k/(main|shared|\.library)", r"/ro" + r"ot/", r"/ho" + r"me/[a-z]"]


def no_hosts_or_machine_paths(path, text):
    for host in REGISTRY_HOSTS:
        if host in text:
            yield f"{path}: names the host {host}"
    for pattern in MACHINE_PATHS:
        if re.search(pattern, text):
            yield f"{path}: machine path {pattern}"


PYTHON_RULES = [
    no_helper_drawers,
    short_files,
    short_functions,
    module_docstring,
    no_unchecked_html,
    no_open_query,
    locks_name_their_table,
    locks_let_others_refer,
    broad_except_logs_frames,
    imports_openly,
    names_no_room_above,
    noqa_has_reason,
]
TEMPLATE_RULES = [template_is_inert, short_template, narrow_lines, whitespace_is_free]
