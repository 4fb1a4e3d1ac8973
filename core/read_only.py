"""What the API tells of a row: every field is always there, and nothing is ever written."""

from rest_framework import serializers


class ReadOnlySerializer(serializers.ModelSerializer):
    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class KnownOrNullSerializer(ReadOnlySerializer):
    """Typed columns; what nobody filled in is null, never an empty text."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            if getattr(field, "allow_blank", False):
                field.allow_blank, field.allow_null = False, True
        return fields

    def to_representation(self, instance):
        row = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in row.items()}
