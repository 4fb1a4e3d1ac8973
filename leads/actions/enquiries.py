"""What a valid form says: as values of the lead, as its places, and word by word."""

from leads.lead_needs import lines_of, needs_in
from leads.models import LeadListing

# Fields of the form that stand on the lead under the same name, in the order history tells them.
KEPT = (
    "topic",
    "contact_name",
    "company",
    "phone",
    "email",
    "area_wanted",
    "timing_wanted",
    "message",
)
SUBJECT_RELATIONS = ("listing", "park", "policy")


def kept_values(data) -> dict:
    return {name: data[name] for name in KEPT}


def subject_values(subject, query) -> dict:
    """`query` is what the form names, also where nothing of it is public (`subject` None)."""
    relations = dict.fromkeys(SUBJECT_RELATIONS)
    if subject and subject.field in SUBJECT_RELATIONS:
        relations[subject.field] = subject.target
    label = subject.label[:160] if subject else ""
    return relations | {"subject_label": label, "subject_query": query}


def keep_places(lead, subject):
    """The listings asked about, in the place of those before."""
    lead.lead_listings.all().delete()
    places = subject.places if subject else ()
    LeadListing.objects.bulk_create(
        LeadListing(lead=lead, listing=place.listing, label=place.label, position=position)
        for position, place in enumerate(places, start=1)
    )


def words_of(data, subject) -> dict:
    """To be frozen: texts as typed, topic and subject by the names the visitor saw."""
    subject_words = subject.full_label if subject else ""
    words = kept_values(data) | {"topic": data["topic"].name, "subject": subject_words}
    needs = [line.words for line in lines_of(needs_in(data))]
    return words | ({"needs": needs} if needs else {})
