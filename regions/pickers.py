"""Widgets with which a clerk chooses by sight: icons and colours. They need no script."""

from django import forms
from django.template.loader import render_to_string

from core.colour_contrast import LEAST_FOR_TEXT
from regions.accents import DARK, LIGHT
from regions.icons import ICONS
from regions.scenes import SHOWS, scene_path

OTHER = "other"


class DrawnByUs:
    """A widget whose template stands among the project's own."""

    class Media:
        css = {"all": ("desk/pickers.css",)}

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class DocumentInput(DrawnByUs, forms.ClearableFileInput):
    """With a link to the file that is stored, and a box that takes it off."""

    template_name = "regions/pickers/file_input.html"
    picture_height = 0  # pixels; 0 where it is no picture
    clear_words = "不要这个文件了"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"height": self.picture_height, "clear_words": self.clear_words}
        return context


class PictureInput(DocumentInput):
    """With the picture as it is."""

    picture_height = 96
    clear_words = "不要这张图了"

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/jpeg,image/png,image/webp"} | (attrs or {}))


class IconPicker(DrawnByUs, forms.RadioSelect):
    """A grid of pictures; the one that is chosen stands above it."""

    template_name = "regions/pickers/icons.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"chosen": value if value in ICONS else "", "stored": value or ""}
        return context

    def create_option(self, name, value, label, *args, **kwargs):
        """In a table a control is named by itself: by its column and its own word."""
        option = super().create_option(name, value, label, *args, **kwargs)
        if "aria-label" in option["attrs"]:
            option["attrs"]["aria-label"] = f"{option['attrs']['aria-label']}：{label}"
        return option


class ScenePicker(DrawnByUs, forms.RadioSelect):
    """Drawn scenes, each by day and by night."""

    is_picker = True
    template_name = "regions/pickers/scenes.html"

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        return option | {"path": scene_path(value), "shows": SHOWS.get(value, "")}


class SwatchPicker(DrawnByUs, forms.RadioSelect):
    """Numbers of a colour, each with what it looks like and how well it is read; or any other.

    `accent_with(number)` gives the site's Accent with this number in it. `shades` names the colour
    of an Accent's themes that is shown.
    """

    is_picker = True  # drawn whole: no label and control for each choice
    template_name = "regions/pickers/swatches.html"
    accent_with = None

    def __init__(self, numbers, shade="brand", names=None):
        super().__init__(
            choices=[(str(number), (names or {}).get(number, "")) for number in numbers]
        )
        self.shade = shade

    def value_from_datadict(self, data, files, name):
        chosen = data.get(name)
        return data.get(f"{name}_other") if chosen == OTHER else chosen

    def get_context(self, name, value, attrs):
        """What is stored or was typed stands among the others, whatever it is."""
        known = [choice for choice, _ in self.choices]
        if value not in (None, "") and str(value) not in known:
            self.choices = sorted([*self.choices, (str(value), "")], key=_by_number)
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"other": OTHER, "other_name": f"{name}_other"}
        return context

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        accent = self.accent_with(value) if self.accent_with else None
        if accent is not None:
            option |= {
                "light": accent.colour(getattr(LIGHT, self.shade)),
                "dark": accent.colour(getattr(DARK, self.shade)),
                "ratios": [(theme.label, accent.contrast(theme)) for theme in (LIGHT, DARK)],
                "is_unreadable": bool(accent.unreadable()),
                "least": LEAST_FOR_TEXT,
            }
        return option


def _by_number(choice):
    try:
        return float(choice[0])
    except ValueError:  # typed, and no number
        return float("inf")
