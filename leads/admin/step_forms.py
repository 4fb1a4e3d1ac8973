"""What every step form of an enquiry is."""

from django import forms

# What the page showed when it was drawn; without it two officers overwrite each other.
HIDDEN = forms.HiddenInput


class StepForm(forms.Form):
    """A step without questions. `title` goes into the log, `done` is what the officer reads."""

    title = done = ""
    use_required_attribute = False

    def __init__(self, *args, lead, **kwargs):
        self.lead = lead
        kwargs.setdefault("auto_id", f"id_{type(self).__name__}_%s")
        super().__init__(*args, **kwargs)

    def again(self, lead):
        """What was typed, beside the facts as they are now: after somebody else was quicker."""
        form = type(self)(lead=lead)
        visible = {field.name for field in self.visible_fields()}
        form.initial |= {name: self.cleaned_data[name] for name in visible & {*form.fields}}
        return form

    def apply(self, by):
        raise NotImplementedError
