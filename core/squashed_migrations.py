"""What squashed migrations are made of: tables made all at once, statements of the originals.

Django renders all models that are connected with a new one anew for each operation; on an empty
database that was nearly all the time that `migrate` took (ADR 67).
"""

from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """The CreateModel operations of new tables, with one rendering of the models for all of them.

    The states between them are never rendered, so that their order is free: foreign keys are added
    when the migration ends, as Django adds those of a single table.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        if "apps" in state.__dict__:  # rendered; it is when it is asked for next
            del state.apps
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models"


def statements_of(*steps) -> list[RunSQL]:
    """Of these modules of migrations, in their order, each of their RunSQL operations."""
    return [
        operation
        for step in steps
        for operation in step.Migration.operations
        if isinstance(operation, RunSQL)
    ]
