"""Who answers for a region."""

from django.contrib.auth import get_user_model

from regions import access


def officers_of(region):
    """Active officers and managers of the region or of one above it."""
    return (
        get_user_model()
        .objects.filter(
            is_active=True,
            is_staff=True,
            memberships__role__in=access.OFFICERS,
            memberships__region__adcode__in=region.lineage(),
        )
        .distinct()
    )
