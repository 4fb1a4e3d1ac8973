"""Templates are indented for their authors and sent without it."""

from django.template import Engine

LOADER = "portal.template_loader.UnindentedLoader"


def engine(folder):
    return Engine(dirs=[folder], loaders=[LOADER])


def test_indentation_is_dropped_and_lines_stay(tmp_path):
    (tmp_path / "list.html").write_text(
        "<ul>\n  {% if x %}\n\t<li>a  b</li>\n  {% endif %}\n</ul>\n"
    )
    template = engine(tmp_path).get_template("list.html")
    assert template.source == "<ul>\n{% if x %}\n<li>a  b</li>\n{% endif %}\n</ul>\n"


def test_attributes_on_lines_of_their_own_stay_apart(tmp_path):
    (tmp_path / "link.html").write_text('<a class="more"\n   href="/">x</a>')
    assert engine(tmp_path).get_template("link.html").source == '<a class="more"\nhref="/">x</a>'


def test_the_project_reads_its_templates_this_way():
    assert "\n " not in Engine.get_default().get_template("_masthead.html").source
