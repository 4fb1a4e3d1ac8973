"""By what the office knows a company or a person again, in one spelling, strongest first."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as WrongNumber

from core.text_folding import fold_code
from leads.models.parties import PartyIdentifier
from leads.name_marks import name_key

Scheme = PartyIdentifier.Scheme
FEWEST_OF_A_NAME = 3  # characters: 锂业 alone is many companies'
# Left out by half of those who write the name. 股份 stays: it is another company.
LEGAL_FORM = re.compile(r"(?:(?:有限责任|有限)?公司|(?:co)?(?:ltd|limited)|inc|corp|llc)$")
# What people write who have no company or do not say.
NO_COMPANY = frozenset(
    (
        *("个体户", "个体工商户", "自由职业", "不便透露", "暂不透露", "没有单位", "无单位"),
        *("某某", "某某某", "个人名义", "没有公司", "暂时没有", "还没注册", "test", "none"),
    )
)
CREDIT_CODE_LENGTH = 18


@dataclass(frozen=True)
class Identifiers:
    """(scheme, value) pairs of a person and of a company; either may be empty."""

    person: tuple[tuple[str, str], ...]
    company: tuple[tuple[str, str], ...]


def identifiers_of(lead) -> Identifiers:
    """Of anything with phone, email, company and credit_code."""
    return Identifiers(
        _given((Scheme.PHONE, lead.phone), (Scheme.MAIL, lead.email.casefold())),
        _given(
            (Scheme.CREDIT_CODE, lead.credit_code),
            (Scheme.COMPANY_NAME, company_key(lead.company)),
        ),
    )


def _given(*pairs):
    return tuple((str(scheme), value) for scheme, value in pairs if value)


def company_key(name: str) -> str:
    """示例锂业（青海）有限公司 and 示例锂业(青海)有限责任公司 are one; "" of what names nobody."""
    key = LEGAL_FORM.sub("", name_key(name))
    return "" if len(key) < FEWEST_OF_A_NAME or key in NO_COMPANY else key


class CreditCodeField(forms.CharField):
    """统一社会信用代码 (GB 32100) with its check digit, however it was typed."""

    def __init__(self, **kwargs):
        widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
        super().__init__(
            label="统一社会信用代码", required=False, max_length=60, widget=widget, **kwargs
        )
        self.error_messages["max_length"] = "统一社会信用代码是 18 位，请核对"

    def to_python(self, value):
        return fold_code(super().to_python(value)).replace("-", "")

    def validate(self, value):
        super().validate(value)
        if problem := credit_code_problem(value):
            raise ValidationError(problem)


def credit_code_problem(code: str) -> str:
    """What is wrong with a folded code, so that it can be put right; "" of a right one."""
    if not code:
        return ""
    try:
        uscc.validate(code)
    except InvalidLength:
        return f"统一社会信用代码是 {CREDIT_CODE_LENGTH} 位，现在有 {len(code)} 位，请核对"
    except InvalidChecksum:
        return "统一社会信用代码的校验位不对，有一位抄错了，请核对"
    except WrongNumber:
        return "统一社会信用代码只有数字和大写字母，不用 I、O、S、V、Z，请核对"
    return ""
