import pytest

from news.legacy.readings import is_annotated

ANNOTATED = [
    "園(yuán)区开工", "會（huì）议召开", "項[xiàng]目", "建設【shè】", "建設〔she〕", "園(yuan2)区",
    "園 (yuán) 区", "園( yuán )区", "器(qi)(qi)具", "開會huì議", "園qū區召开", "項目(xiàng mù)推進",
    "会(huì)议召开，开(kāi)工", "会(hui)议召开，开(kai)工", "会议(huìyì)召开，招商(zhaoshang)",
    "會/huì/议", "會「huì」议", "綠(lü)色", "綠(lǜ)色", "召开kāi会议，进jìn行",
]  # fmt: skip
HONEST = [
    "茌（chí）平、莘（shēn）县、歙（shè）县", "盱眙（xū yí）", "单（shàn）经理、查（zhā）女士",
    "六（lù）安、铅（yán）山、台（tāi）州", "亩（mu）", "净高（m）、承重（t）",
    "锂（Li）、硼（B）、镁（Mg）", "格尔木（Golmud）、乌兰（Ulan）", "王宁（Wang Ning）",
    "变频器（VFD）", "长（a）、宽（e）、高（o）", "用app办理，做ppt", "蒙古语（gool mod）",
    "3月（含）以后", "第（一）条", "泵（beng）站",
]  # fmt: skip


@pytest.mark.parametrize("text", ANNOTATED)
def test_readings_that_tell_nothing_new_are_found(text):
    assert is_annotated(text) is True


@pytest.mark.parametrize("text", HONEST)
def test_readings_that_help_are_left_alone(text):
    assert is_annotated(text) is False
