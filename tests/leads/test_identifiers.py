"""One spelling of what identifies, and the check digit of a company's code."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from leads.identifiers import CreditCodeField, company_key, identifiers_of

CODE = "91632801MA757Q1T3H"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("示例锂业（青海）有限公司", "示例锂业青海"),
        ("示例锂业(青海)有限责任公司", "示例锂业青海"),
        ("示例锂业 青海", "示例锂业青海"),
        ("示例锂业股份有限公司", "示例锂业股份"),
        ("示例锂业有限公司格尔木分公司", "示例锂业有限公司格尔木分"),
        ("Example Li Co., Ltd.", "exampleli"),
        ("ＥＸＡＭＰＬＥ　Li Limited", "exampleli"),
        ("锂业公司", ""),
        ("个体户", ""),
        ("不便透露", ""),
        ("", ""),
    ],
)
def test_company_has_one_key(name, key):
    assert company_key(name) == key


def test_identifiers_are_strongest_first():
    lead = SimpleNamespace(
        phone="13800001234", email="Zhao@example.com", company="示例锂业公司", credit_code="X"
    )
    own = identifiers_of(lead)
    assert own.person == (("phone", "13800001234"), ("mail", "zhao@example.com"))
    assert own.company == (("code", "X"), ("name", "示例锂业"))


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f"{CODE[:8]} {CODE[8:]}", f"{CODE}\u3000"])
def test_credit_code_is_taken_as_typed(typed):
    assert CreditCodeField().clean(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (CODE[:-1], "统一社会信用代码是 18 位，现在有 17 位，请核对"),
        (f"{CODE[:-1]}K", "统一社会信用代码的校验位不对，有一位抄错了，请核对"),
        (f"I{CODE[1:]}", "统一社会信用代码只有数字和大写字母，不用 I、O、S、V、Z，请核对"),
        ("9" * 61, "统一社会信用代码是 18 位，现在有 61 位，请核对"),
    ],
)
def test_credit_code_says_what_is_wrong(typed, words):
    with pytest.raises(ValidationError) as error:
        CreditCodeField().clean(typed)
    assert error.value.messages == [words]
