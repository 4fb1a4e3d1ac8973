"""Another key while the site works; what it is told of a lost one."""

import io

import pytest
from django.core.management import call_command

from core.sealing import data_keys
from leads.models import Lead
from tests.leads.factories import LeadFactory

OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40


@pytest.fixture
def lead(site, settings):
    settings.DATA_KEYS = [OLD]
    return LeadFactory(site=site, message="话")


def rotate(*arguments):
    out = io.StringIO()
    call_command("rotate_data_keys", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_key_is_changed_and_counted(lead, settings):
    (old, *_) = data_keys().key_ids
    settings.DATA_KEYS = [NEW, OLD]
    (new, *_) = data_keys().key_ids
    assert rotate("--check") == [f"现在的密钥 {new}：0 条。", f"以前的密钥 {old}：4 条。"]
    assert rotate() == [
        "重新加密了 4 条。",
        "重算了 1 条查找用的摘要。",
        f"现在的密钥 {new}：4 条。",
    ]
    settings.DATA_KEYS = [NEW]
    assert rotate() == [f"现在的密钥 {new}：4 条。"]
    assert Lead.objects.get().message == "话"


def test_missing_key_is_named_and_nothing_overwritten(lead, settings):
    (old, *_) = data_keys().key_ids
    settings.DATA_KEYS = [NEW]
    (new, *_) = data_keys().key_ids
    told = [
        f"现在的密钥 {new}：0 条。",
        f"打不开：4 条，缺少密钥 {old}。原样留着，请把它放回 PORTAL_DATA_KEYS 再运行一次。",
    ]
    assert [rotate(), rotate("--check")] == [told, told]
    settings.DATA_KEYS = [OLD]
    assert Lead.objects.get().message == "话"
