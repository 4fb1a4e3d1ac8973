"""What findings mean for publishing: some stop it, some ask a reviewer for the own name."""

from dataclasses import dataclass

from publishing.content_checks.rules import Finding, Severity, findings_of
from publishing.models import NotAllowedError, SignedFinding

SIGNED = "_signed"  # the boxes of a form; each says the key of a finding
BLOCKED = "检查没有通过，不能公开：{}。请改好再发布。"
UNSIGNED = "检查发现要签字的地方：{}。请改掉，或由审核人在“发布前检查”里逐条打勾签字。"
MOST_TOLD = 3


class OpenFindingsError(NotAllowedError):
    """Findings stand against publishing; the message says which."""


@dataclass(frozen=True)
class Checked:
    """The findings of a row, those signed for apart from those that are open."""

    findings: list[Finding]
    signed: dict[str, SignedFinding]

    @classmethod
    def of(cls, obj, *, rows=None):
        findings = findings_of(obj, rows=rows)
        must = any(finding.severity == Severity.SIGN for finding in findings)
        rows = SignedFinding.objects.of(obj).select_related("signed_by") if must else ()
        return cls(findings, {row.key: row for row in rows})

    def standing(self, severity, but=frozenset()) -> list[Finding]:
        """Open ones of this weight."""
        done = but | self.signed.keys()
        return [
            finding
            for finding in self.findings
            if finding.severity == severity
            and (severity != Severity.SIGN or finding.key not in done)
        ]

    @property
    def open(self) -> list[Finding]:
        """All that keeps it from becoming public."""
        return [*self.standing(Severity.BLOCK), *self.standing(Severity.SIGN)]

    def refuse(self, *, known=frozenset(), ticked=frozenset()):
        """Raises OpenFindingsError unless everything is mended or signed for.

        `known`: keys of what is public already; new demands do not reach back.
        """
        for severity, sentence in ((Severity.BLOCK, BLOCKED), (Severity.SIGN, UNSIGNED)):
            but = known | (ticked if severity == Severity.SIGN else frozenset())
            found = [each for each in self.standing(severity, but) if each.key not in known]
            if found:
                raise OpenFindingsError(sentence.format(_told(found)))


def _told(findings) -> str:
    told = "；".join(finding.sentence for finding in findings[:MOST_TOLD])
    more = len(findings) - MOST_TOLD
    return f"{told}，另有 {more} 处" if more > 0 else told


def refuse_open_findings(obj):
    """Raises OpenFindingsError where the stored row may not become public as it stands."""
    Checked.of(obj).refuse()


def known_of(obj) -> frozenset[str]:
    """Keys of what is found in the stored row while it is public."""
    public = type(obj)._default_manager.filter(pk=obj.pk, status=obj.Status.APPROVED)
    stored = public.first() if obj.pk else None
    return frozenset(finding.key for finding in findings_of(stored)) if stored else frozenset()


def brought_in(obj, rows=()) -> list[Finding]:
    """What stands against publishing a row that is public, less what is public already.

    Of the row itself and of the `rows` that a list brings: it brings no captions.
    """
    found = Checked.of(obj, rows=rows).open
    known = known_of(obj) if found else frozenset()
    return [finding for finding in found if finding.key not in known]


def sign_ticked(obj, ticked, user):
    """The reviewer's name to each finding that was ticked and stands in the row in hand."""
    if not ticked:
        return
    found = Checked.of(obj).standing(Severity.SIGN)
    SignedFinding.objects.sign(obj, [each for each in found if each.key in ticked], user)
