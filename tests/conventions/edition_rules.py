"""Whether somebody has decided of each model if pages are drawn from it."""


def undecided(models, sources, not_shown):
    known = {source.model._meta.label for source in sources}
    known |= {label for labels in not_shown.values() for label in labels}
    return [
        f"{model._meta.label}: a source of editions, or why it is not shown?"
        for model in models
        if model._meta.label not in known
    ]


def contradictions(sources, not_shown, apps):
    """Names of models that are gone; models that are said to be both, or twice the same."""
    shown = [(source.model._meta.label, source.name) for source in sources]
    hidden = [label for labels in not_shown.values() for label in labels]
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    return [
        *sorted(set(hidden) - models),
        *sorted(set(hidden) & {label for label, _ in shown}),
        *sorted({label for label in hidden if hidden.count(label) > 1}),
        *sorted({label for label in shown if shown.count(label) > 1}),
    ]


def as_stored(text):
    """An argument of a trigger as PostgreSQL shows its bytes."""
    return text.replace("\\", "\\\\")
