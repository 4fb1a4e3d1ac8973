"""What a browser would send for a field that nobody touched: a stored value in the form's words."""


def sent_values(bound) -> dict[str, list[str]]:
    """{name: values} of one bound field; of files what is sent beside them, for no page sends back
    a file itself."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # without the admin's links
    if widget.needs_multipart_form:
        return widget.sent_beside(bound.html_name) if hasattr(widget, "sent_beside") else {}
    attrs = {"id": bound.auto_id}
    drawn = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    return dict(_pairs(drawn))


def _pairs(drawn):
    if "subwidgets" in drawn:
        for part in drawn["subwidgets"]:
            yield from _pairs(part)
    elif "optgroups" in drawn:
        options = [each for _, group, _ in drawn["optgroups"] for each in group]
        yield drawn["name"], [str(each["value"]) for each in options if each["selected"]]
    elif drawn.get("type") == "checkbox":
        is_checked = drawn["attrs"].get("checked", False)
        yield drawn["name"], [str(drawn["value"] or "on")] if is_checked else []
    else:
        yield drawn["name"], ["" if drawn["value"] is None else str(drawn["value"])]
