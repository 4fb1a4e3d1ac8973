"""Helping somebody who lost the phone from the command line."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import Authenticator, RecoveryCode


def test_command_makes_void_what_was_lost_and_says_so(
    guarded, capsys, django_capture_on_commit_callbacks
):
    RecoveryCode.objects.renew(guarded)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("reset_second_factor", "clerk")
    assert "“clerk”的第二步验证已重设" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert LogEntry.objects.get().change_message == "后台命令重设了第二步验证"
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["clerk@example.com"], "[招商网工作台] 第二步验证已重设")
    ]


@pytest.mark.parametrize("username", ["nobody", "clerk"])
def test_command_says_where_there_is_nothing_to_reset(clerk, username):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", username)
