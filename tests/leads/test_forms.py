"""What the enquiry form takes, and what it says of what it does not take."""

import pytest
from django import forms
from django.urls import reverse

from leads.admin.forms import AnswerForm
from leads.forms import FreeTextField, LeadForm, QuestionForm
from leads.masking import HIDDEN_ID
from leads.models import Lead, Submission


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


SEVERAL = "这里有 2 个号码，请只留一个；其他的可以写在“想了解什么”里"
SEVERAL_MAILS = "请只填一个邮箱，其他的可以写在“想了解什么”里"
ABROAD = "境外号码暂时不能回拨，请填内地的号码（手机 11 位），或者在下面留一个邮箱"
MEANT = "没有这样的邮箱，是不是 zhao@example.com？请改好"
BAD = [
    ({"topic": ""}, "请选择咨询主题"),
    ({"topic": "nonsense"}, "请选择咨询主题"),
    ({"contact_name": " \u3000"}, "请填写怎么称呼您"),
    ({"contact_name": "长" * 41}, "称呼太长了，最多 40 个字"),
    ({"phone": ""}, "请填写手机号，或者在下面留一个邮箱"),
    ({"phone": "1380000123"}, "手机号少了 1 位，应为 11 位数字"),
    ({"phone": "138000012345"}, "手机号多了 1 位，应为 11 位数字"),
    ({"phone": "12800001234"}, "没有这个号段的手机号，请核对前 3 位"),
    ({"phone": "8412345"}, "座机请带区号，如 0979-8412345"),
    ({"phone": "找张三"}, "电话里有不是数字的字，请只填号码"),
    ({"phone": "13800001234/0979-8412345"}, SEVERAL),
    ({"phone": "13800001234 13900001234"}, SEVERAL),
    ({"phone": "0979-8412345/13900001234/400-000-6801"}, SEVERAL.replace("2", "3")),
    ({"phone": "1380000123413900001234"}, "这里的数字太多，像是不止一个号码，请只留一个"),
    ({"phone": "12345"}, "这是公共服务号码，请填您自己的手机号或座机"),
    ({"phone": "95588"}, "这是公共服务号码，请填您自己的手机号或座机"),
    ({"phone": "0979-12345"}, "这是公共服务号码，请填您自己的手机号或座机"),
    ({"phone": "110"}, "这是公共服务号码，请填您自己的手机号或座机"),
    ({"phone": "+852 9123 4567"}, ABROAD),
    ({"phone": "13800001234（微信同号）"}, "电话里有不是数字的字，请只填号码"),
    ({"contact_name": "\u200b"}, "请填写怎么称呼您"),
    ({"contact_name": "\u3164\u2800 \ufeff\u034f"}, "请填写怎么称呼您"),
    ({"message": "\u200b\u2060"}, "请写一句您想了解什么"),
    ({"email": "zhao@qq.con"}, "没有这样的邮箱，是不是 zhao@qq.com？请改好"),
    ({"email": "zhao@gmial.com"}, "是不是 zhao@gmail.com？请改好；现在填的没有错，就再提交一次"),
    ({"email": "zhao@example，com"}, MEANT),
    ({"email": "a@example.com；b@example.com"}, SEVERAL_MAILS),
    ({"email": "赵@example.com"}, "邮箱不完整，应像 name@example.com"),
    ({"phone": "55"}, "请填 11 位手机号，或带区号的座机，如 0979-8412345"),
    ({"email": "zhao@"}, "邮箱不完整，应像 name@example.com"),
    ({"message": ""}, "请写一句您想了解什么"),
    ({"message": "长" * 2001}, "最多 2000 字，现在有 2001 字，请删去一些"),
    ({"company": "长" * 81}, "单位名称太长了，最多 80 个字"),
    ({"area_wanted": "长" * 41}, "面积写得太长了，最多 40 个字"),
    ({"timing_wanted": "长" * 41}, "时间写得太长了，最多 40 个字"),
    ({"has_consented": ""}, "请勾选同意隐私说明"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_field_is_named_in_a_sentence(send, errors_of, change, sentence):
    response = send(**change)
    assert response.status_code == 400
    assert errors_of(response) == [sentence]
    assert not Lead.objects.exists()


@pytest.mark.parametrize("field", ["topic", "phone", "email", "leave_blank", "contact_name"])
def test_null_characters_are_refused_or_removed_without_a_crash(send, field):
    assert send(**{field: "a\0b"}).status_code in {302, 400}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ ００００ １２３４", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("\u202a13800001234\u202c", "13800001234"),
        ("（0979）8412345", "0979-8412345"),
        ("0979-8412345转801", "0979-8412345-801"),
        ("13800001234，138-0000-1234", "13800001234"),
        ("0979-8412345", "0979-8412345"),
        ("400-116-9096", "400-116-9096"),
    ],
)
def test_phone_is_accepted_as_people_write_it(send, typed, kept):
    assert send(phone=typed).status_code == 302
    assert Lead.objects.get().phone == kept


def test_mail_address_alone_is_enough(send):
    assert send(phone="", email="zhao@example.com").status_code == 302
    assert Lead.objects.get().email == "zhao@example.com"


@pytest.mark.parametrize(
    "typed", ["ｚｈａｏ＠Example。com", "赵女士 <zhao@example.com>", "mailto:zhao@example.com。"]
)
def test_mail_address_is_kept_in_one_form(send, typed):
    assert send(phone="", email=typed).status_code == 302
    assert Lead.objects.get().email == "zhao@example.com"


def test_address_that_only_looks_misspelt_is_taken_the_second_time(client, send):
    page = send(email="zhao@gmial.com").text
    assert '<input type="hidden" name="email_asked" value="zhao@gmial.com">' in page
    assert send(email="zhao@gmial.com", email_asked="zhao@gmial.com").status_code == 302
    assert Lead.objects.get().email == "zhao@gmial.com"


@pytest.mark.parametrize("typed", ["zhao@example,com", "zhao@qq.con"])
def test_address_that_cannot_be_one_is_never_taken(send, typed):
    assert send(email=typed, email_asked=typed).status_code == 400
    assert not Lead.objects.exists()


def test_name_is_kept_as_written_without_marks_that_nobody_sees(send, stored):
    send(contact_name="\u2068阿依古丽•买买提\u2069\u200b", company="\u3164")
    words = stored()[0]
    assert (words["contact_name"], words["company"]) == ("阿依古丽•买买提", "")


@pytest.mark.parametrize(
    "typed", ["630102199003071234", "630102 19900307 123X", "６３０１０２１９９００３０７１２３４"]
)
def test_identity_card_number_is_hidden_before_storing(send, stored, typed):
    send(message=f"我的身份证{typed}，请联系", contact_name=f"赵{typed}")
    words = stored()[0]
    assert words["message"] == "我的身份证［身份证号已隐去］，请联系"
    assert words["contact_name"] == "赵［身份证号已隐去］"


@pytest.mark.parametrize("typed", ["916301001990030712", "630102199013071234", "400-116-9096"])
def test_other_numbers_stay(send, stored, typed):
    send(message=f"编号{typed}")
    assert stored()[0]["message"] == f"编号{typed}"


def test_control_and_reversing_characters_go(send, stored):
    send(message="第一行\r\n第二行\u202e\x07", company="\u2066公司")
    assert (stored()[0]["message"], stored()[0]["company"]) == ("第一行\n第二行", "公司")


def test_extra_keys_are_not_taken(send, superuser):
    send(stage="signed", owner=superuser.pk, is_quarantined="on", reference="AAAA-AAAA-AAAA")
    lead = Lead.objects.get()
    assert (lead.stage, lead.owner, lead.is_quarantined) == ("new", None, False)
    assert lead.reference != "AAAA-AAAA-AAAA"


def initial(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("message", "area_wanted", "timing_wanted")}


def test_needs_from_another_page_fill_the_form_but_never_who_asks(client, url):
    response = client.get(
        url,
        {
            "message": "净高 ≥ 9 m；\r\n承重 ≥ 3 t/㎡",
            "area_wanted": "≥ 20 亩",
            "timing_wanted": "明年 3 月",
            "contact_name": "canary",
            "phone": "13812345678",
            "email": "canary@example.com",
            "company": "canary",
            "has_consented": "on",
        },
    )
    assert initial(response) == {
        "message": "净高 ≥ 9 m；\n承重 ≥ 3 t/㎡",
        "area_wanted": "≥ 20 亩",
        "timing_wanted": "明年 3 月",
    }
    form = response.context["form"]
    assert {form[name].value() for name in ("contact_name", "phone", "email", "company")} == {None}
    assert not form["has_consented"].value()
    assert '<details class="fold" open>' in response.text


def test_needs_from_another_page_are_cleaned_and_cut(client, url):
    response = client.get(
        url,
        {
            "message": "<b>a\0\u202eb</b> 110101199003070038 " + "长" * 5000,
            "area_wanted": "亩" * 500,
            "timing_wanted": "\0 \n",
        },
    )
    words = initial(response)
    assert words["message"].startswith("<b>ab</b> ［身份证号已隐去］ 长长")
    assert (len(words["message"]) <= 2000, words["area_wanted"]) == (True, "亩" * 40)
    assert words["timing_wanted"] == ""
    assert "<b>ab" not in response.text


ID_NUMBER = "630102 1990·0307　1231"


@pytest.mark.parametrize("form", [LeadForm, QuestionForm, AnswerForm])
def test_every_field_of_free_text_hides_identity_numbers(form):
    """The others take a phone, a mailbox, marks of ours or nothing at all."""
    typed = {name: f for name, f in form.base_fields.items() if isinstance(f, forms.CharField)}
    free = {name for name, field in typed.items() if isinstance(field, FreeTextField)}
    assert set(typed) - free <= {"phone", "email", "leave_blank", "nonce", "draft"}
    assert {typed[name].clean(f"证 {ID_NUMBER}") for name in free} == {f"证 {HIDDEN_ID}"}


def test_identity_numbers_in_every_field_are_stored_nowhere(send):
    words = dict.fromkeys(
        ("contact_name", "company", "message", "area_wanted", "timing_wanted"), f"证 {ID_NUMBER}"
    )
    assert send(**words).status_code == 302
    kept = [*Lead.objects.values_list(*words), *Submission.objects.values_list("payload")]
    assert len(kept) == 2
    assert HIDDEN_ID in str(kept)
    assert "0307" not in str(kept)


def test_a_name_one_way_to_answer_and_the_question_are_asked_for(send, db):
    """Of personal data no more than a name and a phone, or a mailbox instead of it."""
    required = {name for name, field in LeadForm.base_fields.items() if field.required}
    assert required == {"topic", "contact_name", "phone", "message", "has_consented"}
    optional = dict.fromkeys(("email", "company", "area_wanted", "timing_wanted"), "")
    assert send(**optional).status_code == 302
    by_mail = {"phone": "", "email": "zhao@example.com"}
    assert send(**(optional | by_mail)).status_code == 302
    assert Lead.objects.count() == 2
