"""Uploads of the tests in a folder of their own, editors, and rows brought in."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils import timezone

from exchange import jobs
from exchange.headers import read_header
from exchange.row_diff import Differ
from exchange.writer import write
from parks.models import ImportJob
from tests import factories
from tests.exchange.sample_files import HEADER, csv_bytes


@pytest.fixture
def store_in():
    """store_in(storage): where uploads of this test lie."""
    storage = ImportJob._meta.get_field("file").storage
    yield storage.replace
    storage.restore()


@pytest.fixture
def store(tmp_path, store_in):
    """The folder where uploads of this test lie."""
    folder = tmp_path / "imports"
    folder.mkdir()
    store_in(FileSystemStorage(location=folder))
    return folder


@pytest.fixture
def sign_in(client, staff, site, store):
    """sign_in(role, region) → a user of that role, signed in with `client`."""

    def make(role, region=None):
        user = staff(role, region or site.region)
        client.force_login(user)
        return user

    return make


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


@pytest.fixture
def receive(site, editor):
    """receive(rows) → the job of a list of the editor's."""

    def make(rows, header=HEADER, **kwargs):
        file = ContentFile(csv_bytes(rows, header), name="a.csv")
        defaults = {"name": "载体.csv", "region": site.region, "user": editor}
        return jobs.receive(file, **{**defaults, **kwargs})

    return make


@pytest.fixture
def bring(site):
    """bring(rows, header) → diffs, written as a reviewer would; of some regions, or of none."""

    def make(rows, header=HEADER, *, may_approve=True, is_clearing=False, **kwargs):
        differ = Differ(
            read_header(header),
            site.region,
            is_clearing=is_clearing,
            may_approve=may_approve if callable(may_approve) else lambda _: may_approve,
            **kwargs,
        )
        numbered = list(enumerate(rows, 2))
        with transaction.atomic():
            diffs = differ.diff(numbered, timezone.now(), is_locking=True)
            write(diffs, user_id=kwargs.get("user_id"), now=timezone.now())
        return diffs

    return make


@pytest.fixture
def rich(site):
    park = factories.ParkFactory(region=site.region, name="昆仑经开区")
    listing = factories.ListingFactory(
        region=site.region, park=park, code="GEM-F-1", title="=cmd|'/c calc'!A1",
        summary="'已带引号", address="＝路", body="<p>一</p>\n<p>二</p>",
    )  # fmt: skip
    listing.industries.add(factories.IndustryFactory(name="新能源"))
    factories.BuildingSpecFactory(listing=listing, floors="-", column_grid="@9×18")
    terms = factories.LandTermsFactory(
        listing=factories.LandFactory(region=site.region, code="GEM-L-1"), is_eia_ready=False
    )
    return [listing, terms.listing]
