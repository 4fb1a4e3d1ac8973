"""The rules of the style guide hold, and each rule is seen to catch what it forbids."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from tests.conventions import (
    attribute_rules,
    includes,
    leftovers,
    model_rules,
    name_rules,
    named_files,
    rooms,
    source_rules,
)
from tests.conventions.rooms import PYPROJECT, STAIRCASE
from tests.conventions.weights import sent_bytes

ROOT = Path(settings.BASE_DIR)
# Loaded by every page; what a page loads in all is limited by test_page_budgets.
BASE_SHEETS = {"tokens.css", "base.css", "layout.css", "blocks.css", "utilities.css", "print.css"}
MOST_OF_A_FAMILY_SHEET = 2 * 1024  # bytes as sent
LEAST_GUESSABLE = 0.85  # share of file names
MOST_SCRIPT = 24 * 1024  # bytes of all scripts for readers as written
MOST_DESK_SCRIPT = 18 * 1024  # bytes of all own scripts of the desk as written


def tracked(*suffixes):
    """Files of the project with these endings, as git lists them or, without git, as they lie."""
    git = shutil.which("git")
    listing = subprocess.run(
        [git or "false", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listing.stdout.splitlines() or [
        str(p.relative_to(ROOT))
        for app in [*STAIRCASE, "templates", "static", "tests"]
        for p in (ROOT / app).rglob("*")
        if p.is_file()
    ]
    return [ROOT / n for n in names if n.endswith(suffixes) and (ROOT / n).is_file()]


def own_python():
    return [
        p
        for p in tracked(".py")
        if p.relative_to(ROOT).parts[0] in STAIRCASE and "migrations" not in p.parts
    ]


def own_models():
    labels = set(STAIRCASE)
    return [
        m
        for m in apps.get_models()
        if m._meta.app_label in labels and not m.__name__.startswith("Historical")
    ]


def violations(rules, paths):
    return [
        sentence
        for path in paths
        for rule in rules
        for sentence in rule(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]


def test_python_sources_follow_the_rules():
    assert violations(source_rules.PYTHON_RULES, own_python()) == []


def test_few_files_pass_300_lines():
    """Where the thought is one; packing code to stay below would be worse (STYLE: Sizes)."""
    lengths = [path.read_text(encoding="utf-8").count("\n") for path in own_python()]
    assert sum(length > 300 for length in lengths) <= len(lengths) * 0.02


def test_tests_patch_nothing_of_ours_and_read_no_clock_at_import():
    sources = [path for path in tracked(".py") if path.is_relative_to(ROOT / "tests")]
    rules = [source_rules.patches_nothing_of_ours, source_rules.reads_no_clock_at_import]
    assert violations(rules, sources) == []


def test_facts_are_said_in_the_table_of_attributes_alone():
    assert violations([attribute_rules.facts_are_said_once], own_python()) == []


def test_views_name_their_methods():
    views = [p for p in own_python() if p.name == "views.py" or "views" in p.parent.name]
    assert violations([source_rules.views_name_their_methods], views) == []


def test_templates_are_inert_and_short():
    assert violations(source_rules.TEMPLATE_RULES, tracked(".html")) == []


def template_sources():
    """Our templates by the name under which Django knows them."""
    folder = ROOT / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in tracked(".html")
        if path.is_relative_to(folder)
    }


def test_includes_are_shallow():
    assert includes.too_deep(template_sources()) == []
    chain = ["page.html", "_a.html", "_b.html", "_c.html", "_d.html"]
    links = [f'{{% include "{name}" %}}' for name in chain[1:]]
    assert includes.too_deep(dict(zip(chain, links, strict=False))) == ["page.html"]


def test_partials_and_classes_are_used():
    sources = template_sources()
    others = [p.read_text(encoding="utf-8") for p in [*own_python(), *tracked(".js")]]
    words = "\n".join([*sources.values(), *others])
    sheets = [p for p in tracked(".css") if "desk" not in p.parts]
    assert leftovers.unused_partials(sources, words) == []
    found = {p.name: leftovers.unused_classes(p.read_text(encoding="utf-8"), words) for p in sheets}
    assert {name: classes for name, classes in found.items() if classes} == {}


def test_leftovers_are_found():
    assert leftovers.unused_partials(["news/_gone.html", "news/page.html"], "") == [
        "news/_gone.html"
    ]
    words = '<p class="card card--{{ kind }}">'
    css = ".card {} .card--row, .card__gone:hover {color: red} /* .note */"
    assert leftovers.unused_classes(css, words) == ["card__gone"]


def test_stylesheets_and_scripts_have_narrow_lines():
    assert violations([source_rules.narrow_lines], tracked(".css", ".js")) == []


def test_stylesheets_are_plain_and_light():
    sheets = [p for p in tracked(".css") if "desk" not in p.parts]  # without what only staff load
    assert violations([source_rules.plain_css], sheets) == []
    families = [p for p in sheets if p.name not in BASE_SHEETS]
    assert [p.name for p in families if sent_bytes(p) > MOST_OF_A_FAMILY_SHEET] == []
    blocks = [p for p in sheets if p.name == "blocks.css"]
    assert sent_bytes(*blocks) > MOST_OF_A_FAMILY_SHEET  # so the limit is within reach


def test_own_javascript_is_light():
    scripts = tracked(".js")
    assert {p.name for p in scripts} >= {"enhance.js", "map.js", "portal-editor.js", "desk-copy.js"}
    desk = [p for p in scripts if "admin" in p.parts]
    assert sum(p.stat().st_size for p in scripts if p not in desk) <= MOST_SCRIPT
    assert sum(p.stat().st_size for p in desk) <= MOST_DESK_SCRIPT


def test_no_registry_hosts_or_machine_paths_anywhere():
    texts = tracked(".py", ".md", ".toml", ".txt", ".lock", ".html", ".json", "Makefile", "run")
    assert violations([source_rules.no_hosts_or_machine_paths], texts) == []


@pytest.mark.parametrize("rule", model_rules.MODEL_RULES, ids=lambda rule: rule.__name__)
def test_models_follow_the_rule(rule):
    assert [sentence for model in own_models() for sentence in rule(model)] == []


def test_constraints_are_tested():
    tests = (ROOT / "tests").rglob("test_*.py")
    words = set(re.findall(r"\w+", "\n".join(path.read_text(encoding="utf-8") for path in tests)))
    found = [s for m in own_models() for s in model_rules.constraints_are_tested(m, words)]
    assert found == []


def test_relations_point_down_the_staircase():
    found = [s for m in own_models() for s in model_rules.relations_point_down(m, rooms.STEP_OF)]
    assert found == []


def test_no_room_imports_one_above_or_beside_it():
    upwards = [pair for pair in rooms.arrows() if rooms.STEP_OF[pair[0]] <= rooms.STEP_OF[pair[1]]]
    assert upwards == []


def test_no_room_holds_more_than_22_per_cent_of_the_code():
    sizes = {room: rooms.lines_of(room) for room in STAIRCASE}
    assert {room: n for room, n in sizes.items() if n > 0.22 * sum(sizes.values())} == {}


def test_file_names_can_be_guessed():
    share, rest = name_rules.unguessable(apps.get_models())
    assert share >= LEAST_GUESSABLE, rest


def test_two_rooms_share_a_name_only_for_the_same_thing():
    assert name_rules.shared_stems(apps.get_models()) == {
        # Chosen conditions in words, each with the address without it: of a search, of a list.
        "active_filters": ["search/active_filters.py", "finding/active_filters.py"],
    }


@pytest.mark.parametrize(
    ("stem", "is_guessable"),
    [
        ("views", True),
        ("kind_rules", True),
        ("listing_admin", True),
        ("facet_counts", True),
        ("facet_stuff", False),
        ("listing_stuff", False),
    ],
)
def test_a_name_is_guessed_by_django_a_model_or_the_glossary(stem, is_guessable):
    nouns = name_rules.model_nouns(
        [apps.get_model("parks.KindRule"), apps.get_model("parks.Listing")]
    )
    assert name_rules.is_guessable(stem, nouns, {"facet_counts"}) is is_guessable


def test_documents_name_files_that_exist():
    files = [str(path.relative_to(ROOT)) for path in tracked("")]
    documents = [path for path in tracked(".md") if path.name != "CHANGELOG.md"]
    missing = {
        f"{path.name}: {name}"
        for path in documents
        for name in named_files.missing_files(path.read_text(encoding="utf-8"), files)
    }
    assert missing == set()


def test_a_missing_file_in_a_document_is_found():
    text = "see `news/models.py`, `models.py`, `_part.html`, `test_gone.py` and `news/gone.py`"
    assert list(named_files.missing_files(text, ["news/models.py"])) == [
        "test_gone.py",
        "news/gone.py",
    ]


def test_templates_name_static_files_that_exist():
    missing = {
        f"{path.name}: {name}"
        for path in tracked(".html")
        for name in named_files.missing_static_files(path.read_text(encoding="utf-8"))
    }
    assert missing == set()


def test_a_missing_static_file_in_a_template_is_found():
    text = "{% static 'img/mark.svg' %} {% static \"img/gone.svg\" %}#ridge"
    assert named_files.missing_static_files(text) == ["img/gone.svg"]


@pytest.mark.parametrize("room", ["finding", "exchange", "search", "maps", "matching"])
def test_each_module_has_the_test_its_name_promises(room):
    assert named_files.modules_without_tests(room) == []


def test_migrations_are_named():
    unnamed = [p.name for p in tracked(".py") if "migrations" in p.parts and "_auto_" in p.name]
    assert unnamed == []


PLANTED_SOURCES = [
    (source_rules.no_helper_drawers, "news/utils.py", ""),
    (source_rules.short_files, "news/x.py", "x = 1\n" * 501),
    (source_rules.short_functions, "news/x.py", "def f():\n" + "    x = 1\n" * 51),
    (source_rules.module_docstring, "news/x.py", "x = 1\n"),
    (source_rules.views_name_their_methods, "news/views.py", "def a(request):\n    return 1\n"),
    (source_rules.no_unchecked_html, "news/x.py", "mark_safe('<b>')"),
    (source_rules.no_unchecked_html, "news/x.py", "@csrf_exempt"),
    (source_rules.no_open_query, "news/x.py", "X.objects.filter(**request.GET)"),
    (
        source_rules.broad_except_logs_frames,
        "news/x.py",
        "try:\n    f()\nexcept Exception:\n    pass\n",
    ),
    (source_rules.locks_name_their_table, "news/x.py", "rows.select_for_update(no_key=True)"),
    (source_rules.locks_name_their_table, "news/x.py", "rows.select_for_update(of=('column',))"),
    (
        source_rules.locks_name_their_table,
        "news/x.py",
        "rows.select_related('column').select_for_update(skip_locked=True).get()",
    ),
    (source_rules.locks_let_others_refer, "news/x.py", "rows.select_for_update(of=('self',))"),
    (source_rules.imports_openly, "news/x.py", "A._meta.get_field('b').related_model.objects"),
    (source_rules.imports_openly, "news/x.py", "Article.parks.rel.related_model"),
    (source_rules.imports_openly, "news/x.py", "apps.get_model('parks.Park')"),
    (source_rules.imports_openly, "news/x.py", "get_model('parks', 'Park')"),
    (source_rules.imports_openly, "news/x.py", "Article._meta.get_field('b').remote_field.model"),
    (source_rules.imports_openly, "news/x.py", "row.content_type.model_class()"),
    (source_rules.imports_openly, "news/x.py", "importlib.import_module('parks.models')"),
    (source_rules.names_no_room_above, "news/x.py", "ForeignKey('leads.Lead', CASCADE)"),
    (source_rules.names_no_room_above, "parks/urls.py", "include('finding.urls')"),
    (source_rules.names_no_room_above, "parks/x.py", "load('portal.seeding.run')"),
    (source_rules.noqa_has_reason, "news/x.py", "x = 1  # noqa: F401"),
    (attribute_rules.facts_are_said_once, "leads/x.py", "label = '净高'"),
    (attribute_rules.facts_are_said_once, "leads/x.py", "label = '净高（m）'"),
    (attribute_rules.facts_are_said_once, "leads/x.py", "f'配电容量 {kva}'"),
    (attribute_rules.facts_are_said_once, "leads/x.py", "unit = 't/㎡'"),
    (attribute_rules.facts_are_said_once, "leads/x.py", "{'毛坯房': 'bare'}"),
    (source_rules.patches_nothing_of_ours, "t.py", "monkeypatch" + ".setattr(views, 'MAX', 1)"),
    (source_rules.patches_nothing_of_ours, "t.py", "with mock" + ".patch('news.views.MAX', 1):"),
    (source_rules.reads_no_clock_at_import, "t.py", "NOW = timezone.now()"),
    (source_rules.reads_no_clock_at_import, "t.py", "class A:\n    day = date.today()"),
    (source_rules.reads_no_clock_at_import, "t.py", "def f(day=localdate()):\n    now()"),
    (source_rules.reads_no_clock_at_import, "t.py", "@mark(x=timezone.now())\ndef f():\n    now()"),
    (source_rules.template_is_inert, "t.html", '<p style="color:red">'),
    (source_rules.template_is_inert, "t.html", "<script>alert(1)</script>"),
    (source_rules.template_is_inert, "t.html", '<a onclick="x()">'),
    (source_rules.template_is_inert, "t.html", '<a hx-boost="true">'),
    (source_rules.template_is_inert, "t.html", "{{ body|safe }}"),
    (source_rules.template_is_inert, "t.html", "{% autoescape off %}"),
    (source_rules.template_is_inert, "t.html", '<img src="https://cdn.example/x.png">'),
    (source_rules.short_template, "t.html", "\n" * 121),
    (source_rules.narrow_lines, "t.html", f"<p>{'长' * 118}"),
    (source_rules.narrow_lines, "x.css", f"/* {'x' * 118} */"),
    (source_rules.narrow_lines, "x.js", f"// {'x' * 118}"),
    (source_rules.whitespace_is_free, "t.html", '<textarea name="x">'),
    (source_rules.plain_css, "x.css", "@layer base {}"),
    (source_rules.no_hosts_or_machine_paths, "x.md", "see https://pypi" + ".org/p"),
]


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED_SOURCES)
def test_source_rule_catches_a_planted_violation(rule, name, text):
    assert len(list(rule(Path(name), text))) == 1


@isolate_apps("news")
def test_model_rules_catch_planted_violations():
    class Planted(models.Model):
        owner = models.ForeignKey("news.Planted", models.CASCADE)
        when = models.DateTimeField()
        day = models.DateField()
        hidden = models.BooleanField()
        note = models.CharField(max_length=1, null=True)  # noqa: DJ001 -- planted

        class Meta:
            app_label = "news"
            ordering = ["pk"]
            constraints = [models.UniqueConstraint(fields=["note"], name="wrong")]

    found = {rule.__name__: len(list(rule(Planted))) for rule in model_rules.MODEL_RULES}
    assert found == {
        "has_docstring": 1,
        "has_own_str": 1,
        "has_no_ordering": 1,
        "names_its_relations": 1,
        "names_tell_types": 3,
        "text_is_never_null": 1,
        "constraints_carry_their_table": 1,
    }
    assert list(model_rules.constraints_are_tested(Planted, {"the", "wrong", "one"})) == []
    assert list(model_rules.constraints_are_tested(Planted, {"wrongly"})) == [
        "wrong: no test breaks it"
    ]


@isolate_apps("regions", "news")
def test_relation_rule_catches_a_step_up():
    class Upstairs(models.Model):
        class Meta:
            app_label = "news"

    class Downstairs(models.Model):
        up = models.ForeignKey(Upstairs, models.CASCADE, related_name="+")

        class Meta:
            app_label = "regions"

    assert len(list(model_rules.relations_point_down(Downstairs, rooms.STEP_OF))) == 1


@pytest.fixture
def lint(tmp_path):
    """lint(path=text, …) writes modules into empty copies of the rooms; are the contracts kept?"""
    for name in PYPROJECT["tool"]["importlinter"]["root_packages"]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    command = Path(sys.executable).parent / "lint-imports"

    def run(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name.replace('__', '/')}.py").write_text(text)
        done = subprocess.run(
            [str(command), "--config", "pyproject.toml", "--no-cache"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout + done.stderr

    return run


def test_import_contract_catches_a_step_up(lint):
    assert lint()[0], lint()[1]
    assert not lint(regions__upwards="import portal\n")[0]


def test_import_contract_catches_a_circle_that_hides_in_a_function(lint):
    hidden = "def late():\n    from regions import there\n\n    return there\n"
    assert lint(regions__here=hidden, regions__there="")[0]
    assert not lint(regions__there="from regions import here\n")[0]
