"""The visitor went back, changed something and sent the same form again.

The form is compared with the lead as it stands, not with the first words: those stay frozen in the
Submission, and a value may be changed any number of times, also back. Every change is a message.
"""

from leads.actions.enquiries import keep_places, kept_values, subject_values
from leads.lead_needs import keep_needs, lines_of, needs_in, needs_of
from leads.models import Lead, Throttle
from leads.parties import WHO, join

MAX_CHANGES = 20  # an hour, of one form: nobody corrects it more often, only programs do
CONTACT = {"phone", "email"}  # masked wherever staff read, so history does not repeat them


def apply_corrections(lead, *, data, subject, subject_query, nonce, now) -> str:
    """Take over what the form says otherwise than the locked lead; returns it in words, or "".

    Whether the visitor asks about something else is told by `subject_query`, what the form names:
    a place that was only withdrawn since then is no change of theirs.
    """
    values = kept_values(data)
    changed = {name: value for name, value in values.items() if getattr(lead, name) != value}
    is_about_else = lead.subject_query != subject_query
    needs = needs_in(data)
    needs_else = needs != needs_of(lead)
    if not (changed or is_about_else or needs_else):
        return ""
    if Throttle.objects.hit("changes", nonce, now) > MAX_CHANGES:
        return ""
    lines = [_line(name, value) for name, value in changed.items()]
    if is_about_else:
        changed |= subject_values(subject, subject_query)
        keep_places(lead, subject)
        lines.insert(0, _line("subject_label", subject.full_label if subject else ""))
    if needs_else:
        keep_needs(lead, needs)
        words = "；".join(line.words for line in lines_of(needs))
        lines.append(f"需求：{words or '已删去'}")
    for name, value in changed.items():
        setattr(lead, name, value)
    lead.save(update_fields=list(changed))
    if changed.keys() & {*WHO} and not lead.is_quarantined:
        join(lead)
    return "再次提交时有改动：\n" + "\n".join(lines)


def _line(name, value):
    label = Lead._meta.get_field(name).verbose_name
    if not value:
        return f"{label}：已删去"
    return f"{label}：{'已更正' if name in CONTACT else value}"
